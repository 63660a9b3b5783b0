import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { runStudio } from '../../src/cli/plan/run-studio.ts';
import { bioweft, projectFolder } from '../cli/run-bioweft.ts';
import { axe } from './axe.ts';
import { builtViewer } from './built-viewer.ts';
import { planIs } from './open-studio.ts';
import { bytesOf, openIn } from './open-viewer.ts';
import { browserForTests } from './pages-for-tests.ts';

const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function downloaded(page: Page, button: string) {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
}

test('an exported page edits, plans and downloads from the disk what slice makes of the job', async () => {
  const job = join(folder, 'job.yaml');
  cpSync(join(projectFolder, 'scaffolds/osteochondral-plug'), folder, { recursive: true });
  // An ink of the lab's own, beside the job.
  const ink = JSON.parse(readFileSync(join(projectFolder, 'inks/ama.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'paste.json'), JSON.stringify({ ...ink, id: 'paste' }));
  writeFileSync(job, readFileSync(job, 'utf8').replace('ink: ama ', 'ink: ./paste.json '));
  const file = join(folder, 'page.html');
  const options = { open: true, export: file, quiet: true };
  expect(await runStudio([job], options, builtViewer)).toBe(0);

  const context = await browser().newContext({ viewport: { width: 1600, height: 1200 }, reducedMotion: 'reduce' });
  const { page, complaints } = await openIn(context, pathToFileURL(file).href);
  await planIs(page, 'proven');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => globalThis.__viewer?.store.theme.value === theme, colorScheme);
    expect(await axe(page), colorScheme).toEqual([]);
  }
  const speed = page.locator('[data-setting="speed"] input');
  await speed.fill('9');
  await speed.press('Enter');
  await page.waitForFunction(() => /^speed: 9$/m.test(globalThis.__studio!.text()));
  await planIs(page, 'proven');
  await page.waitForFunction(() => globalThis.__viewer!.store.print.value?.layers.length === 22);
  const gcode = await downloaded(page, 'Download G-code');
  const text = await downloaded(page, 'Download job');
  expect([gcode.name, text.name]).toEqual(['osteochondral-plug.gcode', 'job.yaml']);
  expect(text.bytes.toString()).toBe(readFileSync(job, 'utf8').replace('speed: 8', 'speed: 9'));
  expect(complaints).toEqual([]);
  await context.close();

  writeFileSync(job, text.bytes);
  const sliced = join(folder, 'sliced.gcode');
  expect((await bioweft(['slice', job, '-o', sliced, '--quiet', '--no-record'])).code).toBe(0);
  expect(gcode.bytes.equals(readFileSync(sliced))).toBe(true);
});
