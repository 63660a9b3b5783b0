import type { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { plan } from '../../src/plan/plan.ts';
import { paletteOf } from '../../viewer/scene/palette.ts';
import { jobInput } from '../plan/plan-job.ts';
import { onePage } from './pages-for-tests.ts';
import { canvasPicture } from './pixels.ts';

// Three strands at three heights, printed into a bath; the highest comes second.
const rows = [
  ['a', 0, 0, 0.2, 10],
  ['b', 10, 5, 8.2, 0],
  ['c', 0, 18, 2.2, 10],
] as const;
const lines = rows.flatMap(([name, x, y, z, to]) => [`${name},${x},${y},${z},0.4`, `${name},${to},${y},${z},0.4`]);
const job = {
  printer: 'marlin-syringe',
  vessel: { dish: 'petri-60' },
  bath: { material: 'nist-support', depth: 11 },
  inks: { a: { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 38 } } },
  parts: [{ strands: 'lines.csv', ink: 'a' }],
};
const files = { 'lines.csv': new TextEncoder().encode(['strand,x,y,z,width', ...lines].join('\n')) };
const { gcode } = await plan(jobInput(job, files));
const withView = onePage({ gcode: new TextDecoder().decode(gcode!), width: 700, height: 480, theme: 'dark' });

/** Pixels about as bright and blue as the edge of a bath in one picture, and not in another. */
function ofBath({ data }: PNG, without: PNG): number {
  const { bath } = paletteOf('dark');
  const colour = [bath >> 16, (bath >> 8) & 255, bath & 255];
  const isBath = (pixels: Buffer, i: number) => colour.every((value, k) => Math.abs(pixels[i + k] - value) < 24);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (isBath(data, i) && !isBath(without.data, i)) count++;
  return count;
}

test('the surface of a bath is drawn with the vessel and named in the legend, and goes with the vessel', async () => {
  await withView('panel=none&show=vessel', async (page) => {
    const said = page.locator('.about.bath');
    await expect.poll(() => said.textContent()).toMatch(/Surface of the bath: 11 mm above the floor before printing\./);
    const shown = await canvasPicture(page);
    await page.evaluate(() => {
      globalThis.__viewer!.store.vessel.value = false;
    });
    await expect.poll(() => said.count()).toBe(0);
    const hidden = await canvasPicture(page);
    expect(ofBath(shown, hidden)).toBeGreaterThan(200);
    expect(ofBath(hidden, shown)).toBeLessThan(20);
  });
});

test('the slider steps through strands in space in the order of printing, and says so', async () => {
  await withView('panel=none&show=vessel', async (page) => {
    const high = page.locator('.layer-slider [data-thumb=high]');
    const heights: (string | null)[] = [];
    await page.keyboard.press('End');
    await high.focus();
    for (const key of ['Home', 'ArrowUp', 'ArrowUp']) {
      await page.keyboard.press(key);
      const strand = heights.length;
      await expect.poll(() => high.getAttribute('aria-valuenow')).toBe(`${strand + 1}`);
      heights.push(await page.locator('.layer-slider .z-label').textContent());
    }
    expect(heights).toEqual(['0.40 mm', '8.40 mm', '2.40 mm']);
    expect(await high.getAttribute('aria-valuetext')).toMatch(/^Strand 3 of 3, z 2\.40 mm/);
    await page.keyboard.press('Shift+L');
    await expect.poll(() => page.getByRole('region', { name: 'Strand table' }).count()).toBe(1);
    await page.keyboard.press('?');
    await expect.poll(() => page.getByRole('dialog').isVisible()).toBe(true);
    // Nothing that is read or spoken calls a strand a layer.
    const said = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => [
        ...[...element.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.nodeValue ?? ''] : [])),
        ...['aria-label', 'aria-valuetext', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
      ]),
    );
    expect(said.filter((text) => /\bOne strand on\b/.test(text)).length).toBeGreaterThan(1);
    expect(said.filter((text) => /\blayers?\b/i.test(text))).toEqual([]);
  });
});
