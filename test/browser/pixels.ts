import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** The picture alone, without the page around it: no fonts, so the same on every machine with the same Chromium. */
export async function canvasPicture(page: Page): Promise<PNG> {
  const url = await page.evaluate(async () => {
    const { stage } = globalThis.__viewer!;
    // However slow the machine is just now, the same picture.
    stage.setFinest(true);
    await stage.whenIdle();
    stage.snapshot();
    return document.querySelector('canvas')!.toDataURL('image/png');
  });
  return PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

export function pixelHash({ data, width, height }: PNG): string {
  return createHash('sha256').update(`${width}x${height}`).update(data).digest('hex');
}

/** Share of pixels that differ from the corner's: 0 on a blank canvas. */
export function inkedShare({ data, width, height }: PNG): number {
  let inked = 0;
  for (let i = 0; i < data.length; i += 4) {
    const far = Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1]) + Math.abs(data[i + 2] - data[2]);
    if (far > 30) inked++;
  }
  return inked / (width * height);
}

/** Share of pixels that differ by more than a tenth of the range in any channel; 1 where sizes differ. */
export function difference(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const far = Math.max(...[0, 1, 2].map((k) => Math.abs(a.data[i + k] - b.data[i + k])));
    if (far > 25) different++;
  }
  return different / (a.width * a.height);
}
