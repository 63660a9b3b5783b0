import { expect, test } from 'vitest';
import { xCavate, xCavatePrint } from '../gcode/x-cavate.ts';
import { samplePrint } from '../viewer/sample-plans.ts';
import { drop, openIn, serveFile, settled } from './open-viewer.ts';
import { browserForTests, pagesForTests } from './pages-for-tests.ts';
import { canvasPicture, inkedShare } from './pixels.ts';

const withPage = pagesForTests();
const browser = browserForTests();

test('a print that arrives is drawn before it is told of, in a picture that keeps its size', async () => {
  await withPage({ gcode: null, width: 1280, height: 720 }, async (page) => {
    const seen = await page.evaluate(
      async (text) => {
        const { app, stage, store } = globalThis.__viewer!;
        let arrivedAt = Number.POSITIVE_INFINITY;
        store.print.subscribe((print) => {
          if (print) arrivedAt = performance.now();
        });
        const size = () => [
          document.querySelector('canvas')!.clientWidth,
          document.querySelector('canvas')!.clientHeight,
        ];
        const before = size();
        let drawnFirst: boolean | null = null;
        new MutationObserver(() => {
          if (!document.querySelector('.legend, .table')) return;
          // On a machine that takes more than two seconds to draw, words do not wait any longer.
          drawnFirst ??= stage.stats().firstPixelsMs > 0 || performance.now() - arrivedAt >= 2000;
        }).observe(document.body, { childList: true, subtree: true });
        await app.open({ kind: 'file', file: new Blob([text]), name: 'good.gcode' });
        while (!document.querySelector('.table')) await new Promise((resolve) => setTimeout(resolve, 5));
        return { before, after: size(), drawnFirst };
      },
      samplePrint({ layers: 6 }),
    );
    expect(seen.drawnFirst).toBe(true);
    expect(seen.after).toEqual(seen.before);
  });
});

test('a profile that is dropped on the page tells what the words of its printer mean', async () => {
  await withPage({ gcode: null }, async (page) => {
    await drop(page, `new File([${JSON.stringify(xCavatePrint)}], "vessels.gcode")`);
    await settled(page);
    const strands = () => page.evaluate(() => globalThis.__viewer!.store.print.value!.strands.count);
    await expect.poll(strands).toBe(0);
    const profile = JSON.stringify(JSON.stringify(xCavate()));
    await drop(page, `new File([${profile}], "x-cavate.json", { type: "application/json" })`);
    await page.waitForFunction(() => globalThis.__viewer!.store.print.value!.strands.count > 0);
    await settled(page);
    await expect.poll(strands).toBe(2);
    await expect.poll(() => page.getByLabel('Read as the printer').inputValue()).toBe('x-cavate');
    await expect.poll(() => page.locator('.table tbody tr').count()).toBe(1);
    expect(inkedShare(await canvasPicture(page))).toBeGreaterThan(0.01);
    // The library's printers are one choice away.
    await page.getByLabel('Read as the printer').selectOption('marlin-syringe');
    await page.waitForFunction(() => globalThis.__viewer!.store.print.value!.strands.count === 0);
  });
});

/** Notes in which turn of the page each program is first drawn with. */
const watchPrograms = `{
  const seen = new Set();
  let turn = 0;
  let counted = false;
  globalThis.__turns = [];
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
      const program = this.getParameter(this.CURRENT_PROGRAM);
      if (!seen.has(program)) __turns.push(turn);
      seen.add(program);
      if (!counted) setTimeout(() => { turn++; counted = false; });
      counted = true;
      return draw.apply(this, given);
    };
  }
}`;

test('programs are made ready one at a time before there is a print, and the page is free in between', async () => {
  const server = await serveFile({ gcode: null });
  const context = await browser().newContext({ viewport: { width: 900, height: 560 } });
  await context.addInitScript(watchPrograms);
  const { page, complaints } = await openIn(context, server.url);
  await page.evaluate(() => globalThis.__viewer!.stage.ready);
  const turns = await page.evaluate(() => (globalThis as typeof globalThis & { __turns: number[] }).__turns);
  // Line, ribbon and solid strands; the grid, the needle and its hub, a mark.
  expect(turns.length).toBeGreaterThanOrEqual(6);
  expect(new Set(turns).size).toBe(turns.length);
  expect(complaints).toEqual([]);
  await context.close();
  await server.close();
});
