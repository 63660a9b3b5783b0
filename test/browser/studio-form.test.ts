import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { studioJob } from '../../src/cli/plan/run-studio.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readShape } from '../../src/shape/shape-mesh.ts';
import { bioweft } from '../cli/run-bioweft.ts';
import { axe } from './axe.ts';
import { type OpenStudio, openStudio, planIs, undoAll } from './open-studio.ts';
import { browserForTests } from './pages-for-tests.ts';

// The whole way by mouse: a folder of meshes becomes a job of two inks in six wells, without a line of YAML.

const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-form-'));
let studio: OpenStudio;
let page: Page;
beforeAll(async () => {
  // One upon the other, and small: each change of the job is planned and drawn.
  for (const [name, z] of [
    ['bone', 0],
    ['cartilage', 0.75],
  ] as const) {
    const { mesh } = readShape({ shape: 'disc', diameter: 5, height: 0.75 });
    const triangles = mesh.triangles.map((value, i) => (i % 3 === 2 ? value + z : value));
    writeFileSync(join(folder, `${name}.stl`), writeStl({ ...mesh, triangles }));
  }
  studio = await openStudio(browser(), studioJob([folder]), { width: 1100, height: 800 });
  page = studio.page;
});
afterAll(async () => {
  await studio?.close();
  rmSync(folder, { recursive: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
const setting = (path: string): Locator => page.locator(`[data-setting="${path}"]`);
/** The job as the page holds it, whatever tab is shown. */
const job = async () => parse(await page.evaluate(() => globalThis.__studio!.text())) as Record<string, unknown>;

async function choose(path: string, id: string): Promise<void> {
  await setting(path).getByRole('button').click();
  await page.locator('dialog[open]').getByRole('button', { name: id, exact: true }).click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

async function fill(path: string, text: string): Promise<void> {
  await setting(path).locator('input').fill(text);
  await setting(path).locator('input').press('Enter');
}

test('what is pressed before the form is drawn counts from the job as it is by then', async () => {
  await page.waitForFunction(() => ['proven', 'refused'].includes(document.body.dataset['plan'] ?? ''));
  const before = await job();
  await page.evaluate(() => {
    const speed = document.querySelector<HTMLInputElement>('[data-setting="speed"] input')!;
    for (const key of ['ArrowUp', 'ArrowDown']) {
      speed.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  });
  expect(await job()).toEqual(before);
  await page.evaluate(() => {
    const add = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Add a disc')!;
    for (let i = 0; i < 2; i++) add.click();
  });
  const parts = ({ parts: all }: Record<string, unknown>) => (all as readonly unknown[]).length;
  expect(parts(await job())).toBe(parts(before) + 2);
  await undoAll(page);
  expect(await job()).toEqual(before);
});

test('by mouse: printer, plate, inks, needles and patterns are chosen, wells dragged, and the job is planned', async () => {
  await page.waitForFunction(() => ['proven', 'refused'].includes(document.body.dataset['plan'] ?? ''));
  await fill('name', 'six plugs');
  await choose('printer', 'allevi-biobot1');
  await setting('vessel').locator('select').selectOption('corning-24');
  await choose('inks.gel.nozzle.gauge', '25');
  await page.getByLabel('Name of another of inks').fill('bone');
  await page.getByRole('region', { name: 'Inks' }).getByRole('button', { name: 'Add', exact: true }).click();
  await choose('inks.bone.ink', 'ama');
  await choose('inks.bone.nozzle.gauge', '23');
  for (const ink of ['gel', 'bone']) await fill(`inks.${ink}.load`, '3 mL');
  await setting('parts.0.ink').locator('select').selectOption('bone');
  await setting('parts.1.laydown.pattern').getByText('Grid').click();
  await fill('parts.1.contours', '1');
  expect(await job()).toMatchObject({
    printer: 'allevi-biobot1',
    vessel: { plate: 'corning-24' },
    inks: { gel: { nozzle: { gauge: 25 }, load: '3 mL' }, bone: { ink: 'ama', nozzle: { gauge: 23 } } },
    parts: [{ ink: 'bone' }, { ink: 'gel', laydown: { pattern: 'grid' }, contours: 1 }],
  });
  await tab('Plate');
  const well = (name: string) => page.locator(`[data-well="${name}"]`);
  await well('A1').hover();
  await page.mouse.down();
  await well('A3').hover();
  await well('B3').hover();
  await page.mouse.up();
  await button('Print these').click();
  expect(((await job())['vessel'] as { wells: unknown }).wells).toBe('A1-B3');
  await planIs(page, 'proven');
  await expect.poll(() => page.locator('[data-printed="true"]').count()).toBe(6);
  expect(await axe(page)).toEqual([]);
  // The panels scroll, the page does not: gates and picture stay in sight.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
  // Shown in every state.
  const gates = (await page.locator('.studio-gates').boundingBox())!;
  expect(gates.y + gates.height).toBeLessThanOrEqual(800);
});

test('spacing, pore and porosity follow each other, as the plan has them', async () => {
  await tab('Form');
  const lattice = (key: string) => page.locator(`#field-parts-0-laydown-${key}`);
  await expect.poll(() => lattice('spacing').getAttribute('placeholder')).toMatch(/^0\.\d+$/);
  const spacing = Number(await lattice('spacing').getAttribute('placeholder'));
  await lattice('pore').fill('0.5');
  await lattice('pore').press('Enter');
  await planIs(page, 'proven');
  // Strands of a 23G needle, 0.337 mm wide.
  await expect.poll(() => lattice('spacing').getAttribute('placeholder')).toBe('0.837');
  const { laydown } = ((await job())['parts'] as { laydown: object }[])[0];
  expect(laydown).toEqual({ pattern: 'parallel', angles: [0, 90], pore: 0.5 });
  expect(spacing).not.toBeCloseTo(0.837, 3);
});

test('a click in a chart chooses a speed, a refusal is fixed by its button', async () => {
  await tab('Trade-offs');
  await page.locator('#charts-ink').selectOption('gel');
  const charts = page.locator('.chart [role="img"]');
  await expect.poll(() => charts.count()).toBeGreaterThanOrEqual(3);
  expect(await charts.first().getAttribute('aria-label')).toMatch(
    /Pressure: \d+ kPa at the present point; limit \d+ kPa/,
  );
  expect(await axe(page)).toEqual([]);
  const over = charts.first().locator('.u-over');
  // Set once it is drawn.
  const { width } = (await over.boundingBox())!;
  await over.click({ position: { x: 0.9 * width, y: 40 } });
  await expect
    .poll(async () => Number(((await job())['inks'] as { gel: { speed?: number } }).gel.speed))
    .toBeGreaterThan(20);
  await tab('Form');
  await fill('inks.bone.load', '5 uL');
  await planIs(page, 'refused');
  await page.locator('.finding.refuse button.fix').first().click();
  await planIs(page, 'proven');
  // What just sufficed does not for what is painted below.
  await fill('inks.bone.load', '3 mL');
});

test('what is painted on the plate differs there, by keyboard too, and a sweep is laid over the wells', async () => {
  await tab('Plate');
  await page.locator('[data-well="A1"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => page.locator('[aria-selected="true"][data-well]').allTextContents()).toEqual(['A2', 'B2']);
  await page.getByLabel('Setting to paint').selectOption('contours');
  await page.getByLabel('Value to paint').fill('2');
  await button('Paint').click();
  expect((await job())['wells']).toEqual({ 'A2-B2': { contours: 2 } });
  await planIs(page, 'proven');
  await expect.poll(() => page.locator('[data-condition]').count()).toBe(6);
  await page.getByLabel('Setting to sweep').selectOption('spacing');
  await page.getByLabel('Values to sweep, with commas').fill('1, 1.2, 1.4');
  await button('Add to the sweep').click();
  expect((await job())['sweep']).toEqual({ spacing: [1, 1.2, 1.4] });
  await planIs(page, 'proven');
  await expect
    .poll(() => page.getByRole('region', { name: 'Conditions' }).locator('tbody tr').count())
    .toBeGreaterThan(3);
  expect(await axe(page)).toEqual([]);
  await button('Undo').click();
  await planIs(page, 'proven');
});

test('what is saved and written is what slice makes of it, and undo leads back to the start', async () => {
  await button('Write G-code').click();
  await page.locator('.studio-said', { hasText: 'Written' }).waitFor();
  const saved = readFileSync(join(folder, 'job.yaml'), 'utf8');
  expect(saved).toContain('# What may stand here');
  const run = await bioweft([
    'slice',
    join(folder, 'job.yaml'),
    '-o',
    join(folder, 'again.gcode'),
    '--quiet',
    '--no-record',
  ]);
  expect(run.code).toBe(0);
  const [written, sliced] = ['six-plugs.gcode', 'again.gcode'].map((name) => readFileSync(join(folder, name)));
  expect(written.equals(sliced)).toBe(true);
  await undoAll(page);
  await expect.poll(async () => Object.keys((await job())['inks'] as object)).toEqual(['gel']);
  expect(await job()).toMatchObject({ name: 'new job', printer: 'marlin-syringe' });
  expect(studio.faults).toEqual([]);
});
