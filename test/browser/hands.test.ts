import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLiveHub } from '../../src/serve/live.ts';
import { samplePrint } from '../viewer/sample-plans.ts';
import { buildViewer, launch, openPage, removeViewer, serveFile, settled } from './open-viewer.ts';
import { canvasPicture, difference } from './pixels.ts';

/** What hands do to the page that no tidy walk through it does. */

let browser: Browser;
beforeAll(async () => {
  await buildViewer();
  browser = await launch();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  removeViewer();
});

const gcode = samplePrint({ layers: 6 });
const report = {
  findings: [{ gate: 'dose', severity: 'warn', where: { layer: 2 }, what: 'Much light.', fix: '' }],
  gcode: { sha256: '00' },
};

/** Drops several files at once. */
function dropAll(page: Page, files: readonly (readonly [name: string, text: string])[]): Promise<void> {
  return page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [name, text] of given) data.items.add(new File([text], name));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files);
}

async function withPage(
  options: Parameters<typeof serveFile>[0] & Parameters<typeof openPage>[2],
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const server = await serveFile(options);
  const { page, context, complaints } = await openPage(browser, server.url, options);
  if (options.gcode !== null) await settled(page);
  await work(page);
  expect(complaints).toEqual([]);
  await context.close();
  await server.close();
}

describe('files that are dropped', () => {
  test('a file and its report come together, and a report of another file says so and leads nowhere', async () => {
    await withPage({ gcode: null, hash: 'panel=findings' }, async (page) => {
      await dropAll(page, [
        ['out.JSON', JSON.stringify(report)],
        ['out.gcode', gcode],
      ]);
      await settled(page);
      await page.getByText('made for another G-code file').waitFor();
      expect(await page.getByText('Much light.').count()).toBe(1);
      expect(await page.locator('[data-finding]').count()).toBe(0);
      // The right one takes the warning back.
      const sha256 = await page.evaluate(() => globalThis.__viewer!.app.loader.sha256());
      await dropAll(page, [['out.json', JSON.stringify({ ...report, gcode: { sha256 } })]]);
      await page.locator('[data-finding="0"]').click();
      expect(await page.locator('[data-thumb=high]').getAttribute('aria-valuenow')).toBe('3');
      expect(await page.getByText('made for another G-code file').count()).toBe(0);
    });
  });

  test('what is no profile and no report, and all but the first of several, are told to everybody', async () => {
    await withPage({ gcode }, async (page) => {
      await dropAll(page, [['notes.json', '{"mice": 3}']]);
      await page.locator('.notice', { hasText: 'notes.json is neither' }).waitFor();
      expect(await page.locator('.facts strong').textContent()).toBe('sample');
      await dropAll(page, [
        ['a.gcode', 'G1 X1 E1 F600\n'],
        ['b.gcode', 'G1 X2 E1 F600\n'],
      ]);
      await page.locator('.notice', { hasText: 'a.gcode, the first of 2' }).waitFor();
      await page.waitForFunction(() => globalThis.__viewer!.store.print.value?.name === 'a.gcode');
    });
  });

  test('after a refused file nothing of the one before is left on the page', async () => {
    await withPage({ gcode, report: { findings: report.findings }, hash: 'panel=findings' }, async (page) => {
      await page.keyboard.press('n');
      await dropAll(page, [['letter.txt', 'Dear Sir']]);
      await page.locator('[role=alert][data-code=not-gcode]').waitFor();
      for (const part of ['.facts', '.legend', '.inspector', '.findings', '.layer-slider', '.move-bar input']) {
        expect(await page.locator(part).count(), part).toBe(0);
      }
      expect(await page.title()).toBe('bioweft viewer');
      expect(await page.locator('canvas').getAttribute('aria-label')).toBe('No print yet');
    });
  });

  test('two files in a row while a print plays: the last one stands, with its own lines', async () => {
    await withPage({ gcode, hash: 'panel=gcode' }, async (page) => {
      await page.keyboard.press(' ');
      await dropAll(page, [['large.gcode', samplePrint({ layers: 60, spacing: 0.5, curvy: true })]]);
      await dropAll(page, [['small.gcode', '; small\nG1 X7 Z0.3 E1 F600\n']]);
      await page.waitForFunction(() => globalThis.__viewer!.store.print.value?.name === 'small.gcode');
      await settled(page);
      await page.getByText('G1 X7 Z0.3 E1 F600').first().waitFor();
      expect(await page.evaluate(() => globalThis.__viewer!.store.playing.value)).toBe(false);
      expect(await page.locator('.facts').textContent()).toMatch(/1 layer7/);
    });
  });

  test('a print without a strand, or without a layer, can be worked with every key', async () => {
    await withPage({ gcode: null }, async (page) => {
      for (const text of ['G0 X10 Y5\n', 'M83\nG1 X0 Y0 E1 F600\nG1 E1\n', 'G1 X10 E1 F600\n']) {
        await dropAll(page, [[`${text.length}.gcode`, text]]);
        await page.waitForFunction((name) => {
          const { print, status } = globalThis.__viewer!.store;
          return print.value?.name === name && status.value.kind === 'ready';
        }, `${text.length}.gcode`);
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
    expect(await page.locator('.facts').textContent()).toContain('T0 37.0 °C');
    await dropAll(page, [['other.gcode', samplePrint({ layers: 3 })]]);
    await page.getByText('another file is printing').waitFor();
    live.publish({ event: 'pos', data: { line: 70, plannedS: 0, t: 0 } });
    await page.waitForFunction(() => globalThis.__viewer!.store.live.value!.line === 70);
    expect(await page.evaluate(() => globalThis.__viewer!.store.head.value)).toBe(Number.POSITIVE_INFINITY);
    live.publish({ event: 'log', data: { text: 'Plate changed.' } });
    await page.locator('.notice', { hasText: 'Plate changed.' }).waitFor();
  });
});

test('a link opened in the same tab shows what it says and nothing of the view before', async () => {
  await withPage({ gcode, hash: 'colour=shear&layers=2-3&section=x,0.5&hide=ink:1' }, async (page) => {
    expect(await page.locator('.hidden-too').textContent()).toContain('Hidden as well: bone');
    expect(await page.evaluate(() => globalThis.__viewer!.store.low.value)).toBe(1);
    await page.evaluate(() => {
      location.hash = '#colour=role';
    });
    await page.waitForFunction(() => globalThis.__viewer!.store.mode.value === 'role');
    const { low, high, section, hidden } = await page.evaluate(() => {
      const { store } = globalThis.__viewer!;
      return {
        low: store.low.value,
        high: store.high.value,
        section: store.section.value,
        hidden: store.hiddenInks.value.size,
      };
    });
    expect({ low, high, section, hidden }).toEqual({ low: 0, high: 5, section: null, hidden: 0 });
    // Another printer means another reading, and the camera is still where the link says.
    await page.evaluate(() => {
      location.hash = '#printer=marlin-syringe&layers=2-3&camera=o,60,59,40,60,60,0,6';
    });
    await page.waitForFunction(() => {
      const { store, stage } = globalThis.__viewer!;
      const { ortho, zoom, eye } = stage.rig.pose();
      return (
        store.status.value.kind === 'ready' &&
        store.low.value === 1 &&
        ortho &&
        Math.hypot(zoom - 6, eye[2] - 40) < 1e-6
      );
    });
    expect(await page.getByLabel('Read as the printer').inputValue()).toBe('marlin-syringe');
  });
});

test('the camera of a link that comes while the first picture is drawn is not forgotten', async () => {
  await withPage({ gcode: null }, async (page) => {
    const height = await page.evaluate(async (text) => {
      const { app, store, stage } = globalThis.__viewer!;
      const opened = app.open({ kind: 'file', file: new Blob([text]), name: 'late.gcode' });
      while (!store.print.value) await new Promise((resolve) => setTimeout(resolve, 1));
      location.hash = '#camera=o,60,59,40,60,60,0,6';
      while (!store.pose.value?.ortho) await new Promise((resolve) => setTimeout(resolve, 0));
      await opened;
      return stage.rig.pose().zoom;
    }, gcode);
    expect(height).toBeCloseTo(6, 6);
  });
});

test('a flight to a strand arrives, and gives way to whatever moves the camera meanwhile', async () => {
  await withPage({ gcode }, async (page) => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const pose = () =>
      page.evaluate(() => {
        const { eye, target } = globalThis.__viewer!.stage.rig.pose();
        const rounded = (point: readonly number[]) => point.map((value) => Math.round(value * 1e4) / 1e4 + 0);
        return { eye: rounded(eye), target: rounded(target) };
      });
    await page.keyboard.press('Shift+T');
    const fitted = await pose();
    await page.evaluate(() => {
      const { app } = globalThis.__viewer!;
      app.picture.flyTo(5);
      app.picture.fit();
    });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await pose()).toEqual(fitted);
    const start = await page.evaluate(() => {
      const { app, store } = globalThis.__viewer!;
      app.picture.flyTo(5);
      return Array.from(store.print.value!.path.slice(20, 23), (value) => Math.round(value * 1e4) / 1e4);
    });
    await expect.poll(async () => (await pose()).target).toEqual(start);
  });
});

test('a section cuts sheets and starts like the strands they belong to', async () => {
  await withPage({ gcode, hash: 'show=fill,marks&panel=none', width: 900, height: 560 }, async (page) => {
    // How much of the picture the sheets and the starts are; areas come from the worker, a moment later.
    const both = async () => {
      const shown = await canvasPicture(page);
      await page.keyboard.press('u');
      await page.keyboard.press('m');
      return difference(shown, await canvasPicture(page));
    };
    await expect.poll(both, { timeout: 8000 }).toBeGreaterThan(0.006);
    await page.evaluate(() => {
      globalThis.__viewer!.store.section.value = { axis: 'x', at: 0.999 };
    });
    for (let i = 0; i < 3; i++) expect(await both()).toBeLessThan(0.0005);
  });
});

test('in parallel projection a click meets what is drawn, though it stand behind the camera', async () => {
  await withPage({ gcode }, async (page) => {
    const layer = await page.evaluate(async () => {
      const { app, stage, store, rowAt } = globalThis.__viewer!;
      app.picture.setPose({ eye: [58, 60, 0.5], target: [58, 60.001, 0], ortho: true, zoom: 3 });
      await stage.whenIdle();
      const canvas = document.querySelector('canvas')!;
      for (let x = 0; x < 80; x += 2) {
        const row = rowAt(canvas.clientWidth / 2 + x, canvas.clientHeight / 2);
        if (row >= 0 && store.print.value!.layer[row] === 5) return 5;
      }
      return -1;
    });
    expect(layer).toBe(5);
  });
});

describe('keys', () => {
  test('the toolbar is one stop of Tab, and arrows walk along it', async () => {
    await withPage({ gcode }, async (page) => {
      await page.keyboard.press('Tab');
      const at = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.command ?? '');
      expect(await at()).toBe('fit');
      await page.keyboard.press('ArrowRight');
      expect(await at()).toBe('view-iso');
      await page.keyboard.press('End');
      expect(await at()).toBe('help');
      await page.keyboard.press('ArrowRight');
      expect(await at()).toBe('fit');
      // Arrows in the toolbar are the toolbar's.
      expect(await page.evaluate(() => globalThis.__viewer!.store.head.value)).toBe(Number.POSITIVE_INFINITY);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement!.tagName)).toBe('CANVAS');
    });
  });

  test('a panel that was closed with the mouse is opened with the mouse', async () => {
    await withPage({ gcode }, async (page) => {
      await page.getByRole('button', { name: 'Close details' }).click();
      expect(await page.locator('.side').count()).toBe(0);
      await page.locator('[data-command=panel-layers]').click();
      expect(await page.getByRole('tab', { name: 'Layers' }).getAttribute('aria-selected')).toBe('true');
    });
  });

  test('every stop of Tab is inside the window and shows that it has the focus', async () => {
    await withPage({ gcode, report: { findings: report.findings }, hash: 'section=x,0.5' }, async (page) => {
      await page.keyboard.press('n');
      const seen = new Set<string>();
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          if (element === document.body) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`.slice(0, 60);
          return {
            name,
            outlined: outlineStyle !== 'none' && outlineWidth !== '0px',
            inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          };
        });
        if (!stop) break;
        expect(stop, stop.name).toMatchObject({ outlined: true, inside: true });
        seen.add(stop.name);
      }
      expect(seen.size).toBeGreaterThan(18);
    });
  });

  test('a list chosen with the mouse gives the keys back; chosen with the keyboard it keeps the focus', async () => {
    await withPage({ gcode }, async (page) => {
      const list = page.getByRole('combobox', { name: 'Colour by' });
      const active = () => page.evaluate(() => document.activeElement!.tagName);
      await page.locator('canvas').click({ position: { x: 300, y: 30 } });
      await list.evaluate((select: HTMLSelectElement) => {
        select.focus();
        select.value = 'shear';
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
      expect(await active()).toBe('BODY');
      await page.keyboard.press('s');
      expect(await page.locator('[data-thumb=high]').getAttribute('aria-valuenow')).toBe('5');
      await list.focus();
      await page.keyboard.press('ArrowDown');
      expect(await active()).toBe('SELECT');
    });
  });
});

test('the lower thumb can be drawn out from under the upper one', async () => {
  await withPage({ gcode }, async (page) => {
    await page.keyboard.press('x');
    await page.keyboard.press('x');
    await page.evaluate(() => {
      const { store } = globalThis.__viewer!;
      store.low.value = 3;
      store.high.value = 3;
    });
    const track = (await page.locator('.track').boundingBox())!;
    await page.mouse.move(track.x + track.width / 2, track.y + track.height * 0.6);
    await page.mouse.down();
    await page.mouse.move(track.x + track.width / 2, track.y + track.height);
    await page.mouse.up();
    const range = () =>
      page.evaluate(() => [globalThis.__viewer!.store.low.value, globalThis.__viewer!.store.high.value]);
    expect(await range()).toEqual([0, 3]);
    // Let go, the slider no longer follows.
    await page.mouse.move(track.x + track.width / 2, track.y);
    expect(await range()).toEqual([0, 3]);
  });
});

test('a picture can be saved while the print plays', async () => {
  await withPage({ gcode, hash: 'pace=1' }, async (page) => {
    await page.keyboard.press(' ');
    await page.waitForFunction(() => globalThis.__viewer!.store.head.value > 0.1);
    const download = page.waitForEvent('download');
    await page.keyboard.press('p');
    expect((await download).suggestedFilename()).toBe('print.png');
  });
});

test.each([
  [640, 360],
  [320, 256],
  [1280, 360],
])('in a window of %i x %i, as when zoomed in, the picture keeps room and all is in reach', async (width, height) => {
  await withPage({ gcode, width, height }, async (page) => {
    expect((await page.locator('canvas').boundingBox())!.height).toBeGreaterThanOrEqual(220);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.locator('.moves').scrollIntoViewIfNeeded();
    await page.getByRole('tab', { name: 'Findings' }).click();
    await page.locator('[data-command=help]').click();
    await page.getByRole('dialog').waitFor();
  });
});
