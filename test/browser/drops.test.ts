import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createLiveHub } from '../../src/serve/live.ts';
import { samplePrint } from '../viewer/sample-plans.ts';
import { settled } from './open-viewer.ts';
import { onePage, pagesForTests } from './pages-for-tests.ts';

// Files that hands bring: several, odd ones, one after the other.

const gcode = samplePrint({ layers: 6 });
const report = {
  findings: [{ gate: 'dose', severity: 'warn', where: { layer: 2 }, what: 'Much light.', fix: '' }],
  gcode: { sha256: '00' },
};

/** Waits until the file of this name is shown. */
async function shows(page: Page, name: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const { print, status } = globalThis.__viewer!.store;
    return print.value?.name === wanted && status.value.kind === 'ready';
  }, name);
}

/** Drops several files at once. */
function dropAll(page: Page, files: readonly (readonly [name: string, text: string])[]): Promise<void> {
  return page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [name, text] of given) data.items.add(new File([text], name));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files);
}

const withPage = pagesForTests();
const withView = onePage({ gcode: null });

describe('files that are dropped', () => {
  test('a file and its report come together, and a report of another file says so and leads nowhere', async () => {
    await withView('panel=findings', async (page) => {
      await dropAll(page, [
        ['out.JSON', JSON.stringify(report)],
        ['out.gcode', gcode],
      ]);
      await settled(page);
      await page.getByText('made for another G-code file').waitFor();
      await expect.poll(() => page.getByText('Much light.').count()).toBe(1);
      await expect.poll(() => page.locator('[data-finding]').count()).toBe(0);
      // The right one takes the warning back.
      const sha256 = await page.evaluate(() => globalThis.__viewer!.app.loader.sha256());
      await dropAll(page, [['out.json', JSON.stringify({ ...report, gcode: { sha256 } })]]);
      await page.locator('[data-finding="0"]').click();
      await expect.poll(() => page.locator('[data-thumb=high]').getAttribute('aria-valuenow')).toBe('3');
      await expect.poll(() => page.getByText('made for another G-code file').count()).toBe(0);
    });
  });

  test('what is no profile and no report, and all but the first of several, are told to everybody', async () => {
    await withView('', async (page) => {
      await dropAll(page, [['plug.gcode', gcode]]);
      await shows(page, 'plug.gcode');
      await dropAll(page, [['notes.json', '{"mice": 3}']]);
      await page.locator('.notice', { hasText: 'notes.json is neither' }).waitFor();
      await expect.poll(() => page.locator('.facts strong').textContent()).toBe('sample');
      await dropAll(page, [
        ['a.gcode', 'G1 X1 E1 F600\n'],
        ['b.gcode', 'G1 X2 E1 F600\n'],
      ]);
      await page.locator('.notice', { hasText: 'a.gcode, the first of 2' }).waitFor();
      await page.waitForFunction(() => globalThis.__viewer!.store.print.value?.name === 'a.gcode');
    });
  });

  test('after a refused file nothing of the one before is left on the page', async () => {
    await withView('panel=findings', async (page) => {
      await dropAll(page, [
        ['plug.json', JSON.stringify({ findings: report.findings })],
        ['plug.gcode', gcode],
      ]);
      await shows(page, 'plug.gcode');
      await page.locator('.findings').waitFor();
      await page.keyboard.press('n');
      await dropAll(page, [['letter.txt', 'Dear Sir']]);
      await page.locator('[role=alert][data-code=not-gcode]').waitFor();
      for (const part of ['.facts', '.legend', '.inspector', '.findings', '.layer-slider', '.move-bar input']) {
        await expect.poll(() => page.locator(part).count(), { message: part }).toBe(0);
      }
      await expect.poll(() => page.title()).toBe('bioweft viewer');
      await expect.poll(() => page.locator('canvas').getAttribute('aria-label')).toBe('No print yet');
    });
  });

  test('two files in a row while a print plays: the last one stands, with its own lines', async () => {
    await withView('panel=gcode', async (page) => {
      await dropAll(page, [['plug.gcode', gcode]]);
      await shows(page, 'plug.gcode');
      await page.keyboard.press(' ');
      await dropAll(page, [['large.gcode', samplePrint({ layers: 60, spacing: 0.5, curvy: true })]]);
      await dropAll(page, [['small.gcode', '; small\nG1 X7 Z0.3 E1 F600\n']]);
      await page.waitForFunction(() => globalThis.__viewer!.store.print.value?.name === 'small.gcode');
      await settled(page);
      await page.getByText('G1 X7 Z0.3 E1 F600').first().waitFor();
      await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.playing.value)).toBe(false);
      await expect.poll(() => page.locator('.facts').textContent()).toMatch(/1 layer7/);
    });
  });

  test('a print without a strand, or without a layer, can be worked with every key', async () => {
    await withView('', async (page) => {
      for (const text of ['G0 X10 Y5\n', 'M83\nG1 X0 Y0 E1 F600\nG1 E1\n', 'G1 X10 E1 F600\n']) {
        await dropAll(page, [[`${text.length}.gcode`, text]]);
        await shows(page, `${text.length}.gcode`);
        for (const key of [
          'w',
          's',
          'n',
          'b',
          'u',
          'm',
          't',
          'g',
          'v',
          'x',
          'd',
          'a',
          'e',
          ' ',
          ' ',
          '5',
          'Escape',
          'r',
        ]) {
          await page.keyboard.press(key);
        }
        await page.evaluate(() => globalThis.__viewer!.whenIdle());
      }
    });
  });
});

test('another file that is opened beside a running print is not animated by it', async () => {
  const live = createLiveHub();
  await withPage({ gcode, live }, async (page) => {
    const sha256 = await page.evaluate(() => globalThis.__viewer!.app.loader.sha256());
    live.publish({ event: 'job', data: { id: 'this', sha256, lines: 1 } });
    live.publish({ event: 'pos', data: { line: 60, plannedS: 0, t: 0 } });
    live.publish({ event: 'temp', data: { tool: 'T0', celsius: 37 } });
    live.publish({ event: 'state', data: { state: 'held', why: 'change the plate' } });
    await page.getByText('change the plate').waitFor();
    await expect.poll(() => page.locator('.facts').textContent()).toContain('T0 37.0 °C');
    await dropAll(page, [['other.gcode', samplePrint({ layers: 3 })]]);
    await page.getByText('another file is printing').waitFor();
    live.publish({ event: 'pos', data: { line: 70, plannedS: 0, t: 0 } });
    await page.waitForFunction(() => globalThis.__viewer!.store.live.value!.line === 70);
    await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.head.value)).toBe(Number.POSITIVE_INFINITY);
    live.publish({ event: 'log', data: { text: 'Plate changed.' } });
    await page.locator('.notice', { hasText: 'Plate changed.' }).waitFor();
  });
});
