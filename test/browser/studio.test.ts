import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { studioHost } from '../../src/cli/plan/studio-host.ts';
import { viewerAssets } from '../../src/serve/assets.ts';
import { serveViewer, type ViewerServer } from '../../src/serve/server.ts';
import { bioweft, projectFolder } from '../cli/run-bioweft.ts';
import { buildViewer, builtViewer, removeViewer } from './built-viewer.ts';
import { launch } from './open-viewer.ts';

// The studio as it is served: the real build, the real planner in its worker, a real browser.

let browser: Browser;
let server: ViewerServer;
let page: Page;
const faults: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-'));
const path = join(folder, 'job.yaml');
const demo = join(projectFolder, 'scaffolds/osteochondral-plug');
const original = readFileSync(join(demo, 'job.yaml'), 'utf8');

beforeAll(async () => {
  cpSync(demo, folder, { recursive: true });
  await buildViewer();
  const assets = viewerAssets(builtViewer, join(projectFolder, 'dist/core.js'));
  assets.set('/', assets.get('/studio.html')!);
  server = await serveViewer(assets, { studio: studioHost({ folder, name: 'job.yaml', draft: '' }) });
  browser = await launch();
  // High enough for the whole job: the editor holds only the lines that are seen.
  page = await browser.newPage({ viewport: { width: 1600, height: 1500 } });
  page.on('pageerror', (error) => faults.push(String(error)));
  // What a server refuses on purpose (409) the browser reports too; and Chromium's own editing of text gives what it
  // moves a style, which the policy blocks (no line of a script is named): the editor draws the text itself.
  page.on('console', (message) => {
    const byTheBrowser = /^Applying inline style/.test(message.text()) && message.location().lineNumber === 0;
    if (message.type() === 'error' && !byTheBrowser && !/status of 4\d\d/.test(message.text()))
      faults.push(message.text());
  });
  await page.goto(server.url);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  removeViewer();
  rmSync(folder, { recursive: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const until = (kind: string) =>
  page.waitForFunction((wanted) => document.body.dataset.plan === wanted, kind, { timeout: 180_000 });
const text = () => page.evaluate(() => document.querySelector<HTMLElement>('.cm-content')!.innerText);

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
  await page.locator('button.fix').first().click();
  await until('proven');
  await expect.poll(text).toMatch(/load: \d+ µL/);
  // The last undo can disable the button between the question and the click.
  while (await button('Undo').isEnabled())
    await button('Undo')
      .click({ timeout: 2000 })
      .catch(() => {});
  await expect.poll(async () => (await text()).replace(/\s/g, '')).toBe(original.replace(/\s/g, ''));
  await until('proven');
  await expect.poll(() => page.evaluate(() => globalThis.__viewer?.store.print.value?.layers.length)).toBe(22);
  expect(faults).toEqual([]);
}, 300_000);

test('a job that cannot be read says where, and the picture stays', async () => {
  await retype('speed: 8', 'sped: 8');
  await until('failed');
  await expect.poll(() => page.locator('.studio-gates').innerText()).toContain('speed');
  await expect.poll(() => page.evaluate(() => globalThis.__viewer?.store.print.value?.layers.length)).toBe(22);
  await button('Undo').click();
  while (await button('Undo').isEnabled()) await button('Undo').click();
  await until('proven');
}, 300_000);

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
}, 300_000);

test('a job that changed on the disk meanwhile is not replaced unasked', async () => {
  writeFileSync(path, original);
  await retype('speed: 9', 'speed: 7');
  await button('Save').click();
  await page.getByRole('alertdialog').waitFor();
  expect(readFileSync(path, 'utf8')).toBe(original);
  await button('Replace it with this text').click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(readFileSync(path, 'utf8')).toBe(original.replace('speed: 8', 'speed: 7'));
  expect(faults).toEqual([]);
}, 120_000);
