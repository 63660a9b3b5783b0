import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { axe } from './axe.ts';
import { settled } from './open-viewer.ts';
import { onePage } from './pages-for-tests.ts';
import { canvasPicture, difference } from './pixels.ts';

const settingsOf = (condition: number) => ({
  condition,
  speed: 2 + 2 * condition,
  pattern: condition === 2 ? 'gyroid' : 'grid',
});

// Two rows of three wells of a 24-well plate as it stands on a bench: three conditions, two replicates.
const wells = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3'].map((well, i) => ({
  well,
  x: 17.05 + 19.3 * (i % 3),
  y: 71.75 - 19.3 * Math.floor(i / 3),
  values: settingsOf([1, 2, 3, 2, 3, 1][i]),
}));
const withView = onePage({ gcode: samplePrint({ layers: 3, size: 8, wells, vessel: 'corning-24' }) });

/** From the middle of a well to the place that the picture is turned about, mm. */
async function awayFrom(page: Page, { x, y }: { x: number; y: number }): Promise<number> {
  const [atX, atY] = await page.evaluate(() => globalThis.__viewer!.stage.rig.pose().target);
  return Math.hypot(atX - x, atY - y);
}

test('wells are named in the picture, listed, led to, hidden and told apart by well, condition and setting', async () => {
  await withView('panel=wells', async (page) => {
    const labels = page.locator('.overlay');
    await page.keyboard.press('Shift+T');
    await settled(page);
    await expect
      .poll(async () => (await labels.getAttribute('data-labels'))?.split(' ').sort())
      .toEqual(wells.map(({ well }) => well));
    // From above a plate is seen in parallel projection: rims stand on their floors.
    await expect.poll(() => page.evaluate(() => globalThis.__viewer!.stage.rig.pose().ortho)).toBe(true);
    await page.keyboard.press('Shift+I');
    await expect.poll(() => page.evaluate(() => globalThis.__viewer!.stage.rig.pose().ortho)).toBe(false);
    await page.keyboard.press('Shift+T');
    await settled(page);

    const rows = page.locator('[aria-label=Wells] tbody tr');
    await expect.poll(() => rows.count()).toBe(6);
    await expect.poll(() => rows.nth(4).textContent()).toMatch(/^B238grid/);
    const full = await canvasPicture(page);
    await page.locator('[data-well=A1]').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['well'])).toBe('A2');
    await page.keyboard.press('h');
    await settled(page);
    await expect.poll(() => labels.getAttribute('data-labels')).not.toContain('A2');
    expect(difference(full, await canvasPicture(page))).toBeGreaterThan(0.005);
    await page.keyboard.press('Enter');
    // It is shown again, in the middle of the picture and near.
    await expect.poll(() => awayFrom(page, wells[1])).toBeLessThan(0.5);
    await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.hiddenWells.value.size)).toBe(0);
    expect(await axe(page)).toEqual([]);

    const list = page.getByRole('combobox', { name: 'Colour by' });
    await list.selectOption('condition');
    await expect
      .poll(() => page.locator('.entry .label').allTextContents())
      .toEqual([
        'condition 1 speed 4, pattern grid',
        'condition 2 speed 6, pattern gyroid',
        'condition 3 speed 8, pattern grid',
      ]);
    const colourOf = (strand: string) =>
      page.evaluate((well) => {
        const { print, colouring } = globalThis.__viewer!.store;
        const { strands, wellNames } = print.value!;
        return colouring.value!.scalar[strands.firstRow[strands.well.indexOf(wellNames.indexOf(well))]];
      }, strand);
    // A1 and B3 are replicates, A2 is another condition.
    expect(await colourOf('A1')).toBe(await colourOf('B3'));
    expect(await colourOf('A1')).not.toBe(await colourOf('A2'));
    await list.selectOption('setting:speed');
    await expect.poll(() => page.locator('.tick').allTextContents()).toEqual(['4', '5', '6', '7', '8']);
    await list.selectOption('setting:pattern');
    await expect.poll(() => page.locator('.entry .label').allTextContents()).toEqual(['grid', 'gyroid']);
    await page.locator('.entry').first().click();
    await page.waitForFunction(() => location.hash.includes('colour=setting%3Apattern'));
    await list.selectOption('well');
    await page.locator('.entry', { hasText: 'B3' }).click();
    await expect.poll(() => page.evaluate(() => [...globalThis.__viewer!.store.hiddenWells.value])).toEqual([5]);
  });
});

test('one layer of all wells is read at a glance, and a click leads to a well', async () => {
  await withView('colour=condition&panel=none', async (page) => {
    await page.keyboard.press('Shift+M');
    const sheet = page.locator('.multiples canvas');
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('.multiples canvas')?.dataset['drawn'] === '6',
    );
    const look = () => sheet.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const top = await look();
    await page.keyboard.press('s');
    await expect.poll(look).not.toBe(top);
    await expect.poll(() => sheet.getAttribute('aria-label')).toMatch(/^Layer 2 of 6 wells/);
    await page.getByRole('button', { name: 'by condition' }).click();
    expect(await axe(page)).toEqual([]);
    const box = (await sheet.boundingBox())!;
    await page.getByRole('button', { name: 'by place' }).click();
    // The lower right cell of those beside the legend is B3.
    await page.mouse.click(box.x + 84 + (box.width - 374) * 0.9, box.y + box.height * 0.75);
    await expect.poll(() => page.locator('.multiples').count()).toBe(0);
    await expect.poll(() => awayFrom(page, wells[5])).toBeLessThan(0.5);
  });
});
