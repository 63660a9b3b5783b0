import { describe, expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { onePage, pagesForTests } from './pages-for-tests.ts';

// What hands do to the page that no tidy walk through it does.

const gcode = samplePrint({ layers: 6 });
const report = {
  findings: [{ gate: 'dose', severity: 'warn', where: { layer: 2 }, what: 'Much light.', fix: '' }],
};
const withView = onePage({ gcode, report });
const withPage = pagesForTests();

describe('keys', () => {
  // First: it walks from the start of the page round to it again.
  test('every stop of Tab is inside the window and shows that it has the focus', async () => {
    await withView('section=x,0.5', async (page) => {
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

  test('the toolbar is one stop of Tab, and arrows walk along it', async () => {
    await withView('', async (page) => {
      await page.keyboard.press('Tab');
      const at = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset['command'] ?? '');
      await expect.poll(at).toBe('fit');
      await page.keyboard.press('ArrowRight');
      await expect.poll(at).toBe('view-iso');
      await page.keyboard.press('End');
      await expect.poll(at).toBe('help');
      await page.keyboard.press('ArrowRight');
      await expect.poll(at).toBe('fit');
      // Arrows in the toolbar are the toolbar's.
      await expect
        .poll(() => page.evaluate(() => globalThis.__viewer!.store.head.value))
        .toBe(Number.POSITIVE_INFINITY);
      await page.keyboard.press('Tab');
      await expect.poll(() => page.evaluate(() => document.activeElement!.tagName)).toBe('CANVAS');
    });
  });

  test('a panel that was closed with the mouse is opened with the mouse', async () => {
    await withView('', async (page) => {
      await page.getByRole('button', { name: 'Close details' }).click();
      await expect.poll(() => page.locator('.side').count()).toBe(0);
      await page.locator('[data-command=panel-layers]').click();
      await expect.poll(() => page.getByRole('tab', { name: 'Layers' }).getAttribute('aria-selected')).toBe('true');
    });
  });

  test('a list chosen with the mouse gives the keys back; chosen with the keyboard it keeps the focus', async () => {
    await withView('', async (page) => {
      const list = page.getByRole('combobox', { name: 'Colour by' });
      const active = () => page.evaluate(() => document.activeElement!.tagName);
      await page.locator('canvas').click({ position: { x: 300, y: 30 } });
      await list.evaluate((select: HTMLSelectElement) => {
        select.focus();
        select.value = 'shear';
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await expect.poll(active).toBe('BODY');
      await page.keyboard.press('s');
      await expect.poll(() => page.locator('[data-thumb=high]').getAttribute('aria-valuenow')).toBe('5');
      await list.focus();
      await page.keyboard.press('ArrowDown');
      await expect.poll(active).toBe('SELECT');
    });
  });
});

test('the lower thumb can be drawn out from under the upper one', async () => {
  await withView('', async (page) => {
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
    await expect.poll(range).toEqual([0, 3]);
    // Let go, the slider no longer follows.
    await page.mouse.move(track.x + track.width / 2, track.y);
    await expect.poll(range).toEqual([0, 3]);
  });
});

test('a picture can be saved while the print plays', async () => {
  await withView('pace=1', async (page) => {
    await page.keyboard.press(' ');
    await page.waitForFunction(() => globalThis.__viewer!.store.head.value > 0.1);
    const download = page.waitForEvent('download');
    await page.keyboard.press('p');
    expect((await download).suggestedFilename()).toBe('print.png');
  });
});

test('in a small window, as when zoomed in, the picture keeps room and all is in reach', async () => {
  await withPage({ gcode, width: 640, height: 360 }, async (page) => {
    for (const [width, height] of [
      [640, 360],
      [320, 256],
      [1280, 360],
    ]) {
      await page.setViewportSize({ width, height });
      const canvasHeight = async () => (await page.locator('canvas').boundingBox())!.height;
      await expect.poll(canvasHeight).toBeGreaterThanOrEqual(220);
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await page.locator('.moves').scrollIntoViewIfNeeded();
      await page.getByRole('tab', { name: 'Findings' }).click();
      await page.getByRole('tab', { name: 'Layers' }).click();
      await page.locator('[data-command=help]').click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });
});
