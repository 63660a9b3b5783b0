import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { bioweft, projectFolder } from '../cli/run-bioweft.ts';
import { axe } from './axe.ts';
import { jobText, type OpenStudio, openStudio, planIs, undoAll } from './open-studio.ts';
import { browserForTests } from './pages-for-tests.ts';

let studio: OpenStudio;
let page: Page;
const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-'));
const path = join(folder, 'job.yaml');
const demo = join(projectFolder, 'scaffolds/osteochondral-plug');
const original = readFileSync(join(demo, 'job.yaml'), 'utf8');

beforeAll(async () => {
  cpSync(demo, folder, { recursive: true });
  studio = await openStudio(browser(), { folder, name: 'job.yaml', draft: '' });
  page = studio.page;
  await page.getByRole('tab', { name: 'Text' }).click();
});
afterAll(async () => {
  await studio?.close();
  rmSync(folder, { recursive: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const until = (kind: 'proven' | 'refused' | 'failed') => planIs(page, kind);
const text = () => jobText(page);

/** Writes over a line of the job by the keyboard. */
async function retype(line: string, to: string): Promise<void> {
  await page.locator('.cm-line', { hasText: line }).first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type(to);
  await page.keyboard.press('Escape');
}

test('a change is planned, a refusal is fixed by its button, and all of it can be undone', async () => {
  await until('proven');
  await retype('load: 1.5 mL', 'load: 100 uL');
  await until('refused');
  await expect.poll(() => page.locator('.studio-status').innerText()).toContain('Refused by supply');
  expect(await axe(page)).toEqual([]);
  // On a phone the text scrolls.
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize(size);
  await page.locator('.finding.refuse button.fix').first().click();
  await until('proven');
  await expect.poll(text).toMatch(/load: \d+ µL/);
  await undoAll(page);
  await expect.poll(async () => (await text()).replace(/\s/g, '')).toBe(original.replace(/\s/g, ''));
  await until('proven');
  await expect.poll(() => page.evaluate(() => globalThis.__viewer?.store.print.value?.layers.length)).toBe(22);
  expect(studio.faults).toEqual([]);
});

test('a mesh that changes on the disk is planned anew', async () => {
  const path = join(folder, 'cartilage.stl');
  const before = readFileSync(path);
  const volume = () => page.evaluate(() => globalThis.__viewer!.store.print.value!.totals.volumeUl);
  const planned = await volume();
  const { mesh } = readStl(before, 'cartilage.stl');
  const middle = [0, 1].map((axis) => (mesh.bounds.min[axis] + mesh.bounds.max[axis]) / 2);
  const triangles = mesh.triangles.map((value, i) =>
    i % 3 === 2 ? value : middle[i % 3] + 0.8 * (value - middle[i % 3]),
  );
  writeFileSync(path, writeStl({ ...mesh, triangles }));
  await expect.poll(volume).toBeLessThan(planned - 1);
  await until('proven');
  writeFileSync(path, before);
  await expect.poll(volume).toBe(planned);
  await until('proven');
});

test('what a lab confirms of its printer, and takes back, is planned anew', async () => {
  const file = join(folder, 'allevi-biobot1.confirmed.json');
  writeFileSync(file, '{ "printer": "allevi-biobot1" }');
  await until('failed');
  await expect.poll(() => page.locator('.studio-gates').innerText()).toContain('letterF');
  rmSync(file);
  await until('proven');
});

test('the picture of the next plan compiles no program anew', async () => {
  const idle = () => page.evaluate(() => globalThis.__viewer!.whenIdle());
  await idle();
  await page.evaluate(() => {
    const { prototype } = WebGL2RenderingContext;
    const link = prototype.linkProgram;
    document.body.dataset['linked'] = '0';
    prototype.linkProgram = function (program) {
      document.body.dataset['linked'] = String(Number(document.body.dataset['linked']) + 1);
      link.call(this, program);
    };
  });
  await retype('layers: { height: 0.25 }', 'layers: { height: 0.3 }');
  await until('proven');
  await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.print.value!.layers.length)).toBe(18);
  await idle();
  expect(await page.evaluate(() => document.body.dataset['linked'])).toBe('0');
  await undoAll(page);
  await until('proven');
});

test('while a plan is on its way, its findings are said to be of the plan before', async () => {
  await until('proven');
  const before = page.locator('.studio-before');
  const finding = page.locator('.studio-gates .finding').first();
  const colourOf = () => finding.evaluate((element) => getComputedStyle(element).color);
  const atRest = await colourOf();
  expect(await before.isVisible()).toBe(false);
  // A planner that never answers.
  await page.evaluate(() => {
    const { prototype } = Worker;
    const post = prototype.postMessage;
    prototype.postMessage = function (message: { kind?: string }, ...more: never[]) {
      if (message.kind !== 'plan') post.call(this, message, ...more);
    };
    Object.assign(globalThis, { __answer: () => (prototype.postMessage = post) });
  });
  await retype('speed: 8', 'speed: 7');
  await before.waitFor();
  expect(await before.innerText()).toContain('plan before');
  expect(await colourOf()).not.toBe(atRest);
  expect(await axe(page)).toEqual([]);
  await page.evaluate(() => (globalThis as { __answer?: () => void }).__answer!());
  await undoAll(page);
  await until('proven');
  expect(await before.isVisible()).toBe(false);
});

test('a pinned plan stays beside the next ones: numbers, and the strands that differ', async () => {
  await button('Pin this plan').click();
  await retype('layers: { height: 0.25 }', 'layers: { height: 0.3 }');
  await until('proven');
  const layers = page.locator('table.compare tr', {
    has: page.getByRole('rowheader', { name: 'layers', exact: true }),
  });
  await expect.poll(() => layers.locator('td').allTextContents()).toEqual(['18', '22']);
  expect(await page.locator('table.compare thead th').allInnerTexts()).toEqual(['Number', 'plan now', 'pinned plan']);
  expect(await axe(page)).toEqual([]);
  await button('Unpin').click();
  await page.locator('table.compare').waitFor({ state: 'detached' });
  await undoAll(page);
  await until('proven');
});

test('a job that cannot be read says where, and the picture stays', async () => {
  await retype('speed: 8', 'sped: 8');
  await until('failed');
  await expect.poll(() => page.locator('.studio-gates').innerText()).toContain('speed');
  await expect.poll(() => page.evaluate(() => globalThis.__viewer?.store.print.value?.layers.length)).toBe(22);
  await undoAll(page);
  await until('proven');
});

test('what is saved and written is what slice makes of it, comments kept', async () => {
  await retype('speed: 8', 'speed: 9');
  await until('proven');
  await button('Write G-code').click();
  await page.locator('.studio-said', { hasText: 'Written' }).waitFor({ timeout: 120_000 });
  expect(readFileSync(path, 'utf8')).toBe(original.replace('speed: 8', 'speed: 9'));
  const run = await bioweft(['slice', path, '-o', join(folder, 'again.gcode'), '--quiet', '--no-record']);
  expect(run.code).toBe(0);
  const [written, sliced] = ['osteochondral-plug.gcode', 'again.gcode'].map((name) => readFileSync(join(folder, name)));
  expect(written.equals(sliced)).toBe(true);
});

test('a job that changed on the disk meanwhile is not replaced unasked', async () => {
  writeFileSync(path, original);
  await retype('speed: 9', 'speed: 7');
  await button('Save').click();
  await page.getByRole('alertdialog').waitFor();
  expect(readFileSync(path, 'utf8')).toBe(original);
  await button('Replace it with this text').click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(readFileSync(path, 'utf8')).toBe(original.replace('speed: 8', 'speed: 7'));
  expect(studio.faults).toEqual([]);
});
