import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { axe } from './axe.ts';
import { bytesOf, openPage, serveFile, settled } from './open-viewer.ts';
import { browserForTests } from './pages-for-tests.ts';
import { canvasPicture, difference } from './pixels.ts';
import { startView } from './start-view.ts';

const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-finish-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wells = [
  { well: 'A1', x: 20, y: 80 },
  { well: 'A2', x: 39.3, y: 80 },
];
const gcode = samplePrint({ layers: 6, wells, size: 8 });
const wider = samplePrint({ layers: 6, wells, size: 8, spacing: 1.6 });

test('views spare what lies over them, sections open in a construct, tables and pictures can be taken along', async () => {
  const server = await serveFile({ gcode });
  const { page, context, complaints } = await openPage(browser(), server.url, { width: 1280, height: 720 });
  await settled(page);
  // All of the print between the slider and the legend.
  const across = await page.evaluate(() => {
    const { app, store } = globalThis.__viewer!;
    const { min, max } = store.print.value!.bounds;
    const corners = [min, max].flatMap((a) =>
      [min, max].flatMap((b) => [min, max].map((c) => [a[0], b[1], c[2]] as const)),
    );
    const places = corners.map((corner) => app.picture.project(corner)!.x);
    return { from: Math.min(...places), to: Math.max(...places) };
  });
  const slider = (await page.locator('.layer-slider').boundingBox())!;
  const legend = (await page.locator('.legend').boundingBox())!;
  expect(across.from).toBeGreaterThan(slider.x + slider.width);
  expect(across.to).toBeLessThan(legend.x);

  await page.keyboard.press('v');
  const cut = async () => Number.parseFloat((await page.locator('.section output').textContent())!);
  await expect.poll(cut).toSatisfy((at: number) => wells.some(({ x }) => Math.abs(at - x) < 3.5));
  for (const key of ['v', 'v', 'v']) await page.keyboard.press(key);

  // The layer table is one stop of Tab, and shows where the selected strand lies.
  const stops = page.locator('.layer-panel .table [tabindex="0"]');
  await expect.poll(() => stops.count()).toBe(1);
  await stops.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-thumb=high]').getAttribute('aria-valuenow')).toBe('2');
  await page.keyboard.press('n');
  await expect.poll(() => page.locator('tr.picked').textContent()).toMatch(/^1 .*holds the selected strand/);
  await page.keyboard.press('Escape');

  const csv = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const table = await csv;
  expect(table.suggestedFilename()).toBe('print-layers.csv');
  const rows = (await bytesOf(table)).toString().split('\r\n');
  expect(rows[0]).toMatch(/^layer,z_mm,height_mm,inks,strands,length_mm,volume_ul,time_s/);
  expect(rows[6]).toMatch(/^6,1\.8,0\.3,cartilage \+ bone,8,/);

  const saved = page.waitForEvent('download');
  await page.keyboard.press('p');
  const picture = PNG.sync.read(await bytesOf(await saved));
  const bare = await canvasPicture(page);
  expect([picture.width, picture.height]).toEqual([bare.width, bare.height]);
  // Legend, names and scale are in it.
  expect(difference(picture, bare)).toBeGreaterThan(0.003);

  // What is not whole says so, though not at once.
  await page.evaluate(() => {
    globalThis.__viewer!.store.incomplete.value = true;
  });
  await page.getByText('Drawing: not every strand is shown yet').waitFor();
  await page.evaluate(() => {
    globalThis.__viewer!.store.incomplete.value = false;
  });
  await page.getByText('Drawing: not every').waitFor({ state: 'detached' });

  // Another file beside this one: numbers in the panel, strands that differ in colour, and the other way round.
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Shift+G');
  await (await chooser).setFiles({ name: 'wider.gcode', mimeType: 'text/plain', buffer: Buffer.from(wider) });
  await page.locator('table.compare').waitFor();
  const cells = (name: string) =>
    page
      .locator('table.compare tr', { has: page.getByRole('rowheader', { name, exact: true }) })
      .locator('td')
      .allTextContents();
  // Contours are alike, lattices are not.
  await expect.poll(() => cells('strands only there')).toEqual(['24', '24']);
  const [here, there] = (await cells('length')).map(Number.parseFloat);
  expect(here).toBeGreaterThan(there);
  await expect
    .poll(() => page.locator('.entry .label').allTextContents())
    .toEqual(['also in wider.gcode', 'only here']);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show wider.gcode' }).click();
  await expect.poll(async () => (await cells('length')).map(Number.parseFloat)).toEqual([there, here]);
  await expect.poll(() => page.locator('.facts strong').textContent()).toBe('sample');
  expect(complaints).toEqual([]);
  await context.close();
  await server.close();
});

test('a phone shows the picture first, with its controls within reach', async () => {
  const server = await serveFile({ gcode });
  const context = await browser().newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(server.url);
  await settled(page);
  const canvas = (await page.locator('.picture > canvas').boundingBox())!;
  expect(canvas.y).toBeLessThan(60);
  expect(canvas.height).toBeGreaterThan(0.5 * 844);
  // The moves are on the first screen, and nothing but the slider lies over the picture.
  expect((await page.locator('.move-bar').boundingBox())!.y).toBeLessThan(800);
  await expect.poll(() => page.locator('.legend').count()).toBe(0);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await axe(page)).toEqual([]);
  await context.close();
  await server.close();
});

test('the start page offers the demo and the files shown last', async () => {
  const recent = join(folder, 'yesterday.gcode');
  writeFileSync(recent, gcode);
  const view = await startView(undefined, { recent: [recent] });
  const { page, context, complaints } = await openPage(browser(), view.url);
  await page.getByRole('region', { name: 'Shown last' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: /^yesterday\.gcode/ }).click();
  await settled(page);
  await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.print.value!.name)).toBe('yesterday.gcode');
  await page.reload();
  await page.locator('[data-offer=demo]').click();
  await settled(page);
  const demo = () =>
    page.evaluate(() => {
      const { print, report, reportFits } = globalThis.__viewer!.store;
      const layers = report.value?.fidelity.size ?? 0;
      return { name: print.value?.header['name'], many: layers > 10, fits: reportFits.value };
    });
  await expect.poll(demo).toEqual({ name: 'osteochondral plug', many: true, fits: true });
  // Valves lay by time: what really lies is wider than planned, and more, where the needle slows down.
  const list = page.getByRole('combobox', { name: 'Colour by' });
  const range = () =>
    page.evaluate(() => {
      const { mode, low, high } = globalThis.__viewer!.store.colouring.value!;
      return { mode: mode.id, low, high };
    });
  await list.selectOption('laid-width');
  await expect.poll(async () => (await range()).mode).toBe('laid-width');
  const widest = await page.evaluate(() => Math.max(...globalThis.__viewer!.store.print.value!.strands.width));
  expect((await range()).high).toBeGreaterThan(widest);
  await list.selectOption('deposit');
  await expect.poll(async () => (await range()).mode).toBe('deposit');
  expect((await range()).high).toBeGreaterThan(100);
  expect(complaints).toEqual([]);
  await context.close();
  expect(await view.stop()).toBe(0);
});
