import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runStudio } from '../../src/cli/plan/run-studio.ts';
import { builtViewer } from '../browser/built-viewer.ts';
import { bioweft, projectFolder } from '../cli/run-bioweft.ts';
import type { FirefoxPage } from './bidi.ts';
import { closeFirefox, openFirefox, planIs } from './viewer-in-firefox.ts';

// The page that `studio --export` writes, from the disk, in Firefox: it plans, shows and downloads without a server.

const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-page-'));
let page: FirefoxPage;
beforeAll(async () => {
  page = await openFirefox();
});
afterAll(async () => {
  await closeFirefox(page);
  rmSync(folder, { recursive: true });
});

const shown = () => page.evaluate('globalThis.__viewer?.store.print.value?.layers.length');
const buttonOf = (words: string) =>
  `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === ${JSON.stringify(words)})`;
const speed = `document.querySelector('[data-setting="speed"] input')`;
const height = `document.querySelector('[data-setting="layers.height"] input')`;

async function fill(field: string, value: string): Promise<void> {
  await page.click(field, { times: 3 });
  await page.type(value);
  await page.press('Enter');
}

test('an exported page plans, shows and downloads from the disk what slice makes of the job', async () => {
  const job = join(folder, 'job.yaml');
  cpSync(join(projectFolder, 'scaffolds/osteochondral-plug'), folder, { recursive: true });
  const original = readFileSync(job, 'utf8');
  const file = join(folder, 'page.html');
  expect(await runStudio([job], { open: true, export: file, quiet: true }, builtViewer)).toBe(0);

  await page.open(pathToFileURL(file).href);
  await planIs(page, 'proven');
  await expect.poll(shown).toBe(22);
  await fill(height, '0.3');
  await expect.poll(shown).toBe(18);
  await page.click(buttonOf('Undo'));
  await fill(speed, '9');
  await expect.poll(() => page.evaluate('globalThis.__studio.text()')).toBe(original.replace('speed: 8', 'speed: 9'));
  await planIs(page, 'proven');
  await expect.poll(shown).toBe(22);
  const gcode = await page.downloaded(() => page.click(buttonOf('Download G-code')));
  const text = await page.downloaded(() => page.click(buttonOf('Download job')));
  expect([gcode, text].map((path) => basename(path))).toEqual(['osteochondral-plug.gcode', 'job.yaml']);
  expect(readFileSync(text, 'utf8')).toBe(original.replace('speed: 8', 'speed: 9'));
  expect(page.complaints).toEqual([]);

  writeFileSync(job, readFileSync(text));
  const sliced = join(folder, 'sliced.gcode');
  expect((await bioweft(['slice', job, '-o', sliced, '--quiet', '--no-record'])).code).toBe(0);
  expect(readFileSync(gcode).equals(readFileSync(sliced))).toBe(true);
});
