/** Draws docs/pictures/print-sheet.png, the print sheet of the demo: `npx tsx scripts/make-sheet-picture.ts`. */
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { sheetOf } from '../src/cli/plan/write-sheet.ts';
import { loadInputs } from '../src/plan/inputs/load-inputs.ts';
import { plan } from '../src/plan/plan.ts';
import { chromiumFlags, findChromium } from '../test/browser/find-chromium.ts';

const root = resolve(import.meta.dirname, '..');
const picture = join(root, 'docs/pictures/print-sheet.png');

const input = await loadInputs({ file: join(root, 'scaffolds/osteochondral-plug/job.yaml') });
const sheet = sheetOf(input, await plan(input));
mkdirSync(dirname(picture), { recursive: true });
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
const page = await browser.newPage({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: 1.25 });
await page.setContent(sheet);
await page.screenshot({ path: picture, fullPage: true });
await browser.close();
console.log(picture);
