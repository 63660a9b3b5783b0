import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { settled } from './open-viewer.ts';
import { pagesForTests } from './pages-for-tests.ts';
import { difference, inkedShare } from './pixels.ts';

const withPage = pagesForTests();
// Drawn in steps, as what is too much for a smoothed picture: each pixel keeps what it shows.
const gcode = samplePrint({ layers: 24, spacing: 0.6, curvy: true, size: 8, height: 0.2 });

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
  await withPage({ gcode, hash: 'panel=none&show=ghost&layers=10-24', width: 520, height: 340 }, async (page) => {
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

/** What stands on the canvas, without drawing anything. */
async function canvasNow(page: Page): Promise<PNG> {
  const url = await page.evaluate(async () => {
    await globalThis.__viewer!.whenIdle();
    return document.querySelector('canvas')!.toDataURL('image/png');
  });
  return PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

test('a selection is drawn where it is seen and nowhere else, to the pixel as if all had been drawn', async () => {
  const few = samplePrint({ layers: 5, spacing: 0.8, curvy: true, size: 10, height: 0.2 });
  await withPage({ gcode: few, hash: 'panel=none&show=vessel,needle,marks', width: 560, height: 360 }, async (page) => {
    await settled(page);
    await page.evaluate(() => globalThis.__viewer!.stage.setFinest(true, false));
    await settled(page);
    const strands = await page.evaluate(() => globalThis.__viewer!.store.print.value!.strands.count);
    // The last is deselecting; parallel projection comes halfway.
    const rounds = [strands - 1, 0, Math.floor(strands / 2), strands - 2, strands - 20, Math.floor(strands / 3), -1];
    for (const [round, strand] of rounds.entries()) {
      if (round === 3) {
        await page.evaluate(() => (globalThis.__viewer!.store.ortho.value = true));
        await settled(page);
      }
      const before = await canvasNow(page);
      // A spot that no strand is near: whoever draws the whole canvas draws over it.
      await page.evaluate((chosen) => {
        const { store } = globalThis.__viewer!;
        const gl = document.querySelector('canvas')!.getContext('webgl2')!;
        const clearsTo = gl.getParameter(gl.COLOR_CLEAR_VALUE) as Float32Array;
        gl.enable(gl.SCISSOR_TEST);
        gl.scissor(2, 2, 9, 9);
        gl.clearColor(1, 0, 1, 1);
        gl.clear(gl.COLOR_BUFFER_BIT);
        gl.disable(gl.SCISSOR_TEST);
        gl.clearColor(clearsTo[0], clearsTo[1], clearsTo[2], clearsTo[3]);
        store.selected.value = chosen < 0 ? -1 : store.print.value!.strands.firstRow[chosen];
      }, strand);
      const patched = await canvasNow(page);
      const spot = 4 * ((patched.height - 6) * patched.width + 6);
      expect([...patched.data.subarray(spot, spot + 3)], `round ${round}`).toEqual([255, 0, 255]);
      const whole = await pictureNow(page);
      for (let y = patched.height - 11; y < patched.height - 2; y++) {
        const row = 4 * (y * patched.width + 2);
        whole.data.copy(patched.data, row, row, row + 36);
      }
      expect(patched.data.equals(whole.data), `round ${round}`).toBe(true);
      if (round !== 1) expect(difference(before, whole), `round ${round}`).toBeGreaterThan(0);
    }
  });
});
