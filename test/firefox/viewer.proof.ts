import { PNG } from 'pngjs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { serveFile } from '../browser/open-viewer.ts';
import { difference, inkedShare } from '../browser/pixels.ts';
import { samplePrint } from '../viewer/sample-plans.ts';
import type { FirefoxPage } from './bidi.ts';
import { closeFirefox, openFirefox } from './viewer-in-firefox.ts';

// The page in Firefox: its own engine of scripts, styles and policies, without a word on the console.

let page: FirefoxPage;
beforeAll(async () => {
  page = await openFirefox();
  process.stderr.write(`The proof runs in Firefox ${page.version}.\n`);
});
afterAll(async () => {
  await closeFirefox(page);
});
beforeEach(() => {
  page.complaints.length = 0;
});

/** Opens a file in the viewer, works with it, and holds the page to silence. */
async function withFile(served: Parameters<typeof serveFile>[0], work: () => Promise<void>): Promise<void> {
  const server = await serveFile(served);
  await page.open(server.url);
  await expect.poll(() => page.evaluate('globalThis.__viewer?.store.status.value.kind')).toBe('ready');
  await work();
  expect(page.complaints).toEqual([]);
  await page.open('about:blank');
  await server.close();
}

async function picture(): Promise<PNG> {
  const url = await page.evaluate<string>(`(async () => {
    const { stage } = globalThis.__viewer;
    stage.setFinest(true);
    await stage.whenIdle();
    stage.snapshot();
    return document.querySelector('canvas').toDataURL('image/png');
  })()`);
  return PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

const textOf = (selector: string) => page.evaluate<string | null>(`document.querySelector('${selector}')?.textContent`);

test('a print is opened, stepped through, selected from and cut', async () => {
  await withFile({ gcode: samplePrint({ layers: 6 }) }, async () => {
    const whole = await picture();
    expect(inkedShare(whole)).toBeGreaterThan(0.02);
    await page.press('s');
    await expect
      .poll(() => page.evaluate(`document.querySelector('[data-thumb=high]').getAttribute('aria-valuenow')`))
      .toBe('5');
    const lower = await picture();
    expect(difference(whole, lower)).toBeGreaterThan(0.001);
    await page.press('c');
    await page.press('n');
    await expect.poll(() => textOf('.inspector h2')).toMatch(/^Strand 0 /);
    await expect.poll(() => textOf('.gcode [aria-current]')).toMatch(/^\d+G1 /);
    await page.press('v');
    await expect.poll(() => textOf('.section output')).toMatch(/mm/);
    expect(difference(lower, await picture())).toBeGreaterThan(0.01);
  });
});

test('a sweep of 96 wells is coloured by condition, and one layer of all wells is shown', async () => {
  const wells = Array.from({ length: 96 }, (_, i) => ({
    well: `${'ABCDEFGH'[Math.floor(i / 12)]}${(i % 12) + 1}`,
    x: 14.4 + 9 * (i % 12),
    y: 74.3 - 9 * Math.floor(i / 12),
    values: { condition: 1 + (i % 8), speed: 2 + (i % 8) },
  }));
  const gcode = samplePrint({ layers: 2, size: 3, wells, vessel: 'corning-96' });
  await withFile({ gcode }, async () => {
    await page.evaluate(`location.replace('#colour=condition&panel=wells')`);
    await expect
      .poll(() =>
        page.evaluate(`[...document.querySelectorAll('.entry .label')].map(({ textContent }) => textContent)`),
      )
      .toEqual(Array.from({ length: 8 }, (_, i) => `condition ${i + 1} speed ${i + 2}`));
    await page.press('Shift+T');
    expect(inkedShare(await picture())).toBeGreaterThan(0.02);
    await page.press('Shift+M');
    await expect.poll(() => page.evaluate(`document.querySelector('.multiples canvas')?.dataset.drawn`)).toBe('96');
  });
});
