import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { studioJob } from '../../src/cli/plan/run-studio.ts';
import { studioHost } from '../../src/cli/plan/studio-host.ts';
import { studioAssets } from '../../src/serve/assets.ts';
import { serveViewer, type ViewerServer } from '../../src/serve/server.ts';
import { buildViewer, builtViewer, removeViewer } from '../browser/built-viewer.ts';
import { bioweft, projectFolder } from '../cli/run-bioweft.ts';
import { type FirefoxPage, startFirefox } from './bidi.ts';

// By keyboard alone, in Firefox: a folder of meshes becomes a job of two inks in six wells, saved and written.

const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-'));
let page: FirefoxPage;
let server: ViewerServer;
beforeAll(async () => {
  for (const mesh of ['bone.stl', 'cartilage.stl']) {
    copyFileSync(join(projectFolder, 'scaffolds/osteochondral-plug', mesh), join(folder, mesh));
  }
  page = await startFirefox();
  await buildViewer();
  server = await serveViewer(studioAssets(builtViewer), { studio: studioHost(studioJob([folder])) });
});
afterAll(async () => {
  await page?.close();
  await server?.close();
  removeViewer();
  rmSync(folder, { recursive: true });
});

const text = () => page.evaluate<string>('globalThis.__studio.text()');
const planIs = (kind: string) => expect.poll(() => page.evaluate('document.body.dataset.plan')).toBe(kind);
const said = (words: string) =>
  expect.poll(() => page.evaluate<string>(`document.querySelector('.studio-said')?.textContent`)).toContain(words);

/** Presses Tab until what has the focus is what is sought: a setting by its path, or a control by its words. */
async function tabTo(sought: { setting: string } | { words: string }, key = 'Tab'): Promise<void> {
  const test =
    'setting' in sought
      ? `document.activeElement.closest('[data-setting]')?.dataset.setting === ${JSON.stringify(sought.setting)}`
      : `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim() === ${JSON.stringify(sought.words)}`;
  for (let stops = 0; stops < 90; stops++) {
    if (await page.evaluate<boolean>(test)) return;
    await page.press(key);
  }
  throw new Error(`Tab does not lead to ${JSON.stringify(sought)}.`);
}

async function fill(setting: string, value: string): Promise<void> {
  await tabTo({ setting });
  await page.press('Control+a');
  await page.type(value);
  await page.press('Enter');
}

/** From a list in a dialog: the search finds it, the first row is chosen. */
async function choose(setting: string, id: string): Promise<void> {
  await tabTo({ setting });
  await page.press('Enter');
  await expect.poll(() => page.evaluate(`document.activeElement.type`)).toBe('search');
  await page.type(id);
  await expect.poll(() => page.evaluate(`document.querySelector('dialog[open] [tabindex="0"]')?.textContent`)).toBe(id);
  await tabTo({ words: id });
  await page.press('Enter');
  await expect.poll(() => page.evaluate(`document.querySelector('dialog[open]')`)).toBe(null);
}

test('two inks in six wells: chosen, planned, saved, written, refused, fixed and undone by keyboard', async () => {
  await page.open(server.url);
  await expect.poll(() => page.evaluate('document.body.dataset.plan')).toMatch(/proven|refused/);
  const begun = await text();
  await fill('name', 'six plugs');
  await choose('printer', 'allevi-biobot1');
  await tabTo({ setting: 'vessel' });
  await page.type('Corning 24');
  await choose('inks.gel.nozzle.gauge', '25');
  await fill('inks.gel.load', '3 mL');
  await tabTo({ words: 'Name of another of inks' });
  await page.type('bone');
  await page.press('Enter');
  await tabTo({ setting: 'inks.bone.ink' }, 'Shift+Tab');
  await choose('inks.bone.ink', 'ama');
  await choose('inks.bone.nozzle.gauge', '23');
  await fill('inks.bone.load', '3 mL');
  await tabTo({ setting: 'parts.0.ink' });
  await page.type('bone');
  await tabTo({ words: 'Form' }, 'Shift+Tab');
  await page.press('ArrowRight');
  await tabTo({ words: 'A1, printed' });
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.press(`Shift+${key}`);
  await page.press('Enter');
  await expect.poll(text).toContain('wells: A1-B3');
  expect(await text()).toContain(begun.split('\n')[0]);
  await planIs('proven');
  await page.press('Control+s');
  await said('Saved');
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(await text());
  await tabTo({ words: 'Write G-code' }, 'Shift+Tab');
  await page.press('Enter');
  await said('Written');
  const again = join(folder, 'again.gcode');
  expect((await bioweft(['slice', join(folder, 'job.yaml'), '-o', again, '--quiet', '--no-record'])).code).toBe(0);
  expect(readFileSync(join(folder, 'six-plugs.gcode')).equals(readFileSync(again))).toBe(true);

  await tabTo({ words: 'Plate' });
  await page.press('ArrowLeft');
  await fill('inks.bone.load', '100 uL');
  await planIs('refused');
  // The words follow the picture, a moment later.
  const fixOf = () => page.evaluate<string>(`document.querySelector('button.fix')?.textContent ?? ''`);
  await expect.poll(fixOf).not.toBe('');
  const fix = await fixOf();
  await tabTo({ words: fix });
  await page.press('Enter');
  await planIs('proven');
  await tabTo({ words: 'Save' }, 'Shift+Tab');
  for (let steps = 0; steps < 60 && (await text()) !== begun; steps++) await page.press('Control+z');
  expect(await text()).toBe(begun);
  expect(page.complaints).toEqual([]);
});
