import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { studioJob } from '../../src/cli/plan/run-studio.ts';
import { studioHost } from '../../src/cli/plan/studio-host.ts';
import { studioAssets } from '../../src/serve/assets.ts';
import { serveViewer } from '../../src/serve/server.ts';
import { builtViewer } from '../browser/built-viewer.ts';
import { bioweft, projectFolder } from '../cli/run-bioweft.ts';
import type { FirefoxPage } from './bidi.ts';
import { closeFirefox, openFirefox, planIs } from './viewer-in-firefox.ts';

// By keyboard alone and by mouse, in Firefox: a folder of meshes becomes a job of two inks in six wells, saved and
// written, a refusal is fixed by its button, and all of it is undone.

const folders: string[] = [];
let page: FirefoxPage;
beforeAll(async () => {
  page = await openFirefox();
});
afterAll(async () => {
  await closeFirefox(page);
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const text = () => page.evaluate<string>('globalThis.__studio.text()');
const said = (words: string) =>
  expect.poll(() => page.evaluate<string>(`document.querySelector('.studio-said')?.textContent`)).toContain(words);

/** Two meshes and no job, in the studio; works there, and holds the page to silence. */
async function inStudio(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-'));
  folders.push(folder);
  for (const mesh of ['bone.stl', 'cartilage.stl']) {
    copyFileSync(join(projectFolder, 'scaffolds/osteochondral-plug', mesh), join(folder, mesh));
  }
  const server = await serveViewer(studioAssets(builtViewer), { studio: studioHost(studioJob([folder])) });
  page.complaints.length = 0;
  await page.open(server.url);
  // A first job of what lies in the folder is planned before anything is done.
  await expect.poll(() => page.evaluate('document.body.dataset.plan')).toMatch(/proven|refused/);
  await work(folder);
  expect(page.complaints).toEqual([]);
  await page.open('about:blank');
  await server.close();
}

/** What was written is what `slice` makes of the job that was saved, and that is the one on the page. */
async function isWhatSliceMakes(folder: string): Promise<void> {
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(await text());
  const again = join(folder, 'again.gcode');
  expect((await bioweft(['slice', join(folder, 'job.yaml'), '-o', again, '--quiet', '--no-record'])).code).toBe(0);
  expect(readFileSync(join(folder, 'six-plugs.gcode')).equals(readFileSync(again))).toBe(true);
}

const commentsOf = (job: string): string[] => job.match(/#.*/g) ?? [];

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
  await inStudio(async (folder) => {
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
    expect(commentsOf(begun)).not.toEqual([]);
    expect(commentsOf(await text())).toEqual(expect.arrayContaining(commentsOf(begun)));
    await planIs(page, 'proven');
    await page.press('Control+s');
    await said('Saved');
    await tabTo({ words: 'Write G-code' }, 'Shift+Tab');
    await page.press('Enter');
    await said('Written');
    await isWhatSliceMakes(folder);

    await tabTo({ words: 'Plate' });
    await page.press('ArrowLeft');
    await fill('inks.bone.load', '100 uL');
    await planIs(page, 'refused');
    // The words follow the picture, a moment later.
    const fixOf = () =>
      page.evaluate<string>(`document.querySelector('.finding.refuse button.fix')?.textContent ?? ''`);
    await expect.poll(fixOf).not.toBe('');
    const fix = await fixOf();
    await tabTo({ words: fix });
    await page.press('Enter');
    await planIs(page, 'proven');
    await tabTo({ words: 'Save' }, 'Shift+Tab');
    for (let steps = 0; steps < 60 && (await text()) !== begun; steps++) await page.press('Control+z');
    expect(await text()).toBe(begun);
  });
});

const quoted = JSON.stringify;
const settingOf = (path: string, within: string) => `document.querySelector('[data-setting="${path}"] ${within}')`;
/** A button or a tab by its words, the first below `within`. */
const buttonOf = (words: string, within = '') =>
  `[...document.querySelectorAll('${within} button')].find((one) => one.textContent.trim() === ${quoted(words)})`;
const wellOf = (name: string) => `document.querySelector('[data-well="${name}"]')`;
const isGone = (selector: string) =>
  expect.poll(() => page.evaluate(`document.querySelector('${selector}')`)).toBe(null);

/** Once the page is at rest: a plan that arrives moves what lies below it. */
async function press(...[element, how]: Parameters<FirefoxPage['click']>): Promise<void> {
  await expect.poll(() => page.evaluate('document.body.dataset.plan')).toMatch(/proven|refused/);
  await page.click(element, how);
}

/** Letters need keys: the field is chosen by the mouse, and left by it. */
async function write(field: string, value: string): Promise<void> {
  await press(field, { times: 3 });
  await page.type(value);
  await expect.poll(() => page.evaluate(`${field}.value`)).toBe(value);
  await press(`document.querySelector('.studio-bar h1')`);
}

async function pick(setting: string, id: string): Promise<void> {
  await press(settingOf(setting, 'button'));
  await press(buttonOf(id, 'dialog[open]'));
  await isGone('dialog[open]');
}

/**
 * An option of a list that the system draws, where no pointer of WebDriver reaches: chosen as its Element Click does it
 * (https://www.w3.org/TR/webdriver2/#element-click).
 */
async function select(setting: string, value: string): Promise<void> {
  await page.evaluate(`(() => {
    const list = ${settingOf(setting, 'select')};
    const option = [...list.options].find((one) => one.value === ${quoted(value)});
    option.selected = true;
    for (const kind of ['input', 'change']) list.dispatchEvent(new Event(kind, { bubbles: true }));
  })()`);
}

test('two inks in six wells: chosen, planned, saved, written, refused, fixed and undone by mouse', async () => {
  await inStudio(async (folder) => {
    const begun = await text();
    await write(settingOf('name', 'input'), 'six plugs');
    await pick('printer', 'allevi-biobot1');
    await select('vessel', 'corning-24');
    await pick('inks.gel.nozzle.gauge', '25');
    await write(settingOf('inks.gel.load', 'input'), '3 mL');
    await write(`document.querySelector('[aria-label="Name of another of inks"]')`, 'bone');
    await press(buttonOf('Add', '[aria-label="Inks"]'));
    await pick('inks.bone.ink', 'ama');
    await pick('inks.bone.nozzle.gauge', '23');
    await write(settingOf('inks.bone.load', 'input'), '3 mL');
    await select('parts.0.ink', 'bone');
    await press(settingOf('parts.1.laydown.pattern', 'input[value="grid"]'));
    await expect.poll(text).toContain('pattern: grid');
    await press(buttonOf('Plate', '.studio-tabs'));
    await press(wellOf('A1'), { dragTo: ['A2', 'A3', 'B3'].map(wellOf) });
    await press(buttonOf('Print these'));
    await expect.poll(text).toContain('wells: A1-B3');
    expect(commentsOf(begun)).not.toEqual([]);
    expect(commentsOf(await text())).toEqual(expect.arrayContaining(commentsOf(begun)));
    await planIs(page, 'proven');
    await press(buttonOf('Save'));
    await said('Saved');
    await press(buttonOf('Write G-code'));
    await said('Written');
    await isWhatSliceMakes(folder);

    await press(buttonOf('Form', '.studio-tabs'));
    await write(settingOf('inks.bone.load', 'input'), '100 uL');
    await planIs(page, 'refused');
    await press(`document.querySelector('.finding.refuse button.fix')`);
    await planIs(page, 'proven');
    while (await page.evaluate<boolean>('globalThis.__studio.canUndo()')) {
      const before = await text();
      await press(buttonOf('Undo'));
      await expect.poll(text).not.toBe(before);
    }
    expect(await text()).toBe(begun);
  });
});
