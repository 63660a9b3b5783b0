import { expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { axe } from './axe.ts';
import { settled } from './open-viewer.ts';
import { pagesForTests } from './pages-for-tests.ts';
import { canvasPicture, difference } from './pixels.ts';

const withPage = pagesForTests();

// Straight lattices 1.1 mm apart, laid by valves; light on the whole plate after both wells' third layer.
const wells = [
  { well: 'A1', x: 20, y: 80 },
  { well: 'A2', x: 39.3, y: 80 },
];
const plate = samplePrint({ layers: 3, wells, vessel: 'corning-24', size: 8 });
const light = ';BIO:cure=0 layer=2 well=* wavelength=405 intensity=100 seconds=10 irradiance=20 dose=200';
const gcode = `${plate}${light}\nG4 S10\n`;
const report = {
  findings: [],
  layers: [0, 1, 2].map((index) => ({
    index,
    parts: {
      bone: { sectionMm2: 30, lostMm2: 3 * index, outsideMm2: 0.3, inkUl: 4.5 },
      cartilage: { sectionMm2: 30, lostMm2: 0, outsideMm2: 0, inkUl: 4.5 },
    },
  })),
};

test('distances are measured in the picture and by keyboard; overlays show what the report and the machine know', async () => {
  await withPage({ gcode, report, hash: 'panel=none&layers=1-1' }, async (page) => {
    await page.keyboard.press('Shift+T');
    await settled(page);
    const before = await canvasPicture(page);
    await page.keyboard.press('Shift+U');
    const card = page.getByRole('region', { name: 'Measure' });
    // Two rows of the lattice that lie side by side, where the picture has them.
    const spots = await page.evaluate(() => {
      const { store, app } = globalThis.__viewer!;
      const { strands, path, roles } = store.print.value!;
      const lattice = roles.findIndex(({ name }) => name === 'lattice');
      const strand = Array.from(strands.role).indexOf(lattice);
      const middle = (row: number) =>
        app.picture.project(
          [0, 1, 2].map((i) => (path[4 * row + i] + path[4 * row + 4 + i]) / 2) as [number, number, number],
        )!;
      const first = strands.firstRow[strand];
      return [middle(first), middle(first + 2)];
    });
    const picture = page.locator('.picture > canvas');
    for (const position of spots) await picture.click({ position });
    const facts = async () =>
      Object.fromEntries(
        await card
          .locator('dl > div')
          .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))),
      ) as Record<string, string>;
    await expect.poll(async () => Number.parseFloat((await facts())['Middle to middle'])).toBeCloseTo(1.1, 2);
    const found = await facts();
    expect(Number.parseFloat(found['Pore'])).toBeCloseTo(1.1 - 0.41, 2);
    expect(found['Angle']).toBe('0.0°');
    expect(found['Widths']).toBe('0.410, 0.410 mm');
    await expect.poll(() => page.locator('.overlay').getAttribute('data-labels')).toContain('mm');
    await settled(page);
    expect(difference(before, await canvasPicture(page))).toBeGreaterThan(0.0002);
    expect(await axe(page)).toEqual([]);
    // The same by keyboard: two strands one after the other.
    for (const key of ['Escape', 'n', 'Enter', 'n', 'Enter']) await page.keyboard.press(key);
    await expect.poll(async () => Object.keys(await facts())).toContain('Angle');
    for (const key of ['Escape', 'Escape', 'Escape']) await page.keyboard.press(key);
    await expect.poll(() => card.count()).toBe(0);

    const list = page.getByRole('combobox', { name: 'Colour by' });
    const ramp = page.locator('.ramp');
    await list.selectOption('lost');
    await expect.poll(() => ramp.getAttribute('aria-label')).toBe('From 0 to 20');
    await list.selectOption('ink-share');
    // 4.5 µL in 30 mm² of 0.3 mm.
    await expect.poll(() => page.locator('.entry .label').allTextContents()).toEqual(['50']);
    await list.selectOption('run-speed');
    await page.waitForFunction(() => globalThis.__viewer!.store.colouring.value?.mode.id === 'run-speed');
    const speeds = await page.evaluate(() => {
      const { low, high } = globalThis.__viewer!.store.colouring.value!;
      return { low, high };
    });
    // Accelerating, no move is faster than its own speed, and short ones are slower.
    expect(speeds.high).toBeLessThan(8.01);
    expect(speeds.low).toBeLessThan(6);
    // The lamp over the whole plate lights both wells.
    await list.selectOption('dose');
    await expect.poll(() => page.locator('.entry .label').allTextContents()).toEqual(['200']);
  });
});
