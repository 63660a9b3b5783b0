/**
 * Pictures of the shipped scaffolds for their READMEs and docs/scaffolds.md, as the viewer shows and saves them: the plan
 * of each job, strands by ink, opened where there are several parts: npx tsx scripts/scaffold-pictures.ts [names...]
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { scaffolds } from '../src/scaffold/scaffolds.ts';
import { buildViewer, removeViewer } from '../test/browser/built-viewer.ts';
import { launch, openPage, serveFile, settled } from '../test/browser/open-viewer.ts';
import { plannedFile } from './planned-file.ts';

const projectFolder = join(import.meta.dirname, '..');
const folder = join(projectFolder, 'docs/pictures/scaffolds');
const [width, height] = [860, 620];

/** A cut that shows what lies within: none for what is seen from outside. */
const opened: Readonly<Record<string, string>> = {
  'bifurcated-graft': 'section=y,0.5',
  'intervertebral-disc': 'section=y,0.5',
  'osteochondral-plug': 'section=y,0.857&camera=p,6.3,66.9,9.8,11.8,81.8,2.1,1',
  'vascular-graft': 'section=y,0.5',
  ear: 'section=y,0.5',
  skin: 'section=y,0.5',
  trachea: 'section=y,0.5',
};

const jobOf = (name: string) => join(projectFolder, 'scaffolds', name, 'job.yaml');

async function take(browser: Browser, name: string, out: string): Promise<void> {
  const server = await serveFile(plannedFile(jobOf(name), name, out));
  const { page, context } = await openPage(browser, server.url, { width, height, theme: 'dark' });
  await page.evaluate((words) => location.replace(`#${words}`), `panel=none&show=none&${opened[name] ?? ''}`);
  await settled(page);
  const saved = page.waitForEvent('download');
  await page.keyboard.press('p');
  await (await saved).saveAs(join(folder, `${name}.png`));
  await context.close();
  await server.close();
}

mkdirSync(folder, { recursive: true });
const asked = process.argv.slice(2);
const out = mkdtempSync(join(tmpdir(), 'bioweft-pictures-'));
await buildViewer();
const browser = await launch();
for (const name of Object.keys(scaffolds)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (existsSync(jobOf(name))) await take(browser, name, out);
}
await browser.close();
removeViewer();
rmSync(out, { recursive: true });
