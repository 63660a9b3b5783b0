import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { settled } from './open-viewer.ts';
import { pagesForTests } from './pages-for-tests.ts';
import { difference, inkedShare } from './pixels.ts';

const withPage = pagesForTests();
// Too much for a smoothed picture: it is drawn in steps, and each pixel keeps what it shows.
const gcode = samplePrint({ layers: 50, spacing: 0.5, curvy: true, size: 12, height: 0.2 });

/** The picture as it stands, not drawn finer. */
async function pictureNow(page: Page): Promise<PNG> {
  const url = await page.evaluate(async () => {
    const { stage } = globalThis.__viewer!;
    await stage.whenIdle();
    stage.snapshot();
    return document.querySelector('canvas')!.toDataURL('image/png');
  });
  return PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

test('another colouring and a selection are shown without a strand drawn again, as if it had been', async () => {
  await withPage({ gcode, hash: 'panel=none&show=ghost&layers=20-50', width: 900, height: 560 }, async (page) => {
    await settled(page);
    // However busy the machine is, the same way of drawing.
    await page.evaluate(() => globalThis.__viewer!.stage.setFinest(true, false));
    await settled(page);
    const stats = () => page.evaluate(() => globalThis.__viewer!.stage.stats());
    expect((await stats()).smooth).toBe(false);
    const change = async (make: () => void) => {
      const before = await pictureNow(page);
      const { steps } = await stats();
      await page.evaluate(make);
      const after = await pictureNow(page);
      expect((await stats()).steps).toBe(steps);
      expect(difference(before, after)).toBeGreaterThan(0.0005);
      await page.evaluate(() => globalThis.__viewer!.stage.redraw());
      const drawn = await pictureNow(page);
      expect((await stats()).steps).toBeGreaterThan(steps);
      expect(inkedShare(drawn)).toBeGreaterThan(0.02);
      // The same picture; depths that are equal may fall the other way at some edges.
      expect(difference(after, drawn)).toBeLessThan(0.002);
    };
    await change(() => {
      globalThis.__viewer!.store.mode.value = 'shear';
    });
    await change(() => {
      const { store } = globalThis.__viewer!;
      store.selected.value = store.print.value!.strands.firstRow[store.print.value!.strands.count - 2];
    });
    await change(() => {
      const { store } = globalThis.__viewer!;
      store.hover.value = store.colouring.value!.entries[0];
    });
    // What a hidden stretch covered is not kept: there the strands are drawn.
    const { steps } = await stats();
    await page.evaluate(() => {
      const { store } = globalThis.__viewer!;
      store.hover.value = null;
      store.hiddenStretches.value = new Set([store.colouring.value!.entries[0].from]);
    });
    await settled(page);
    expect((await stats()).steps).toBeGreaterThan(steps);
  });
});
