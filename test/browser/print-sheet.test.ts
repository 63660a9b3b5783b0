import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printSheet } from '../../src/record/sheet/print-sheet.ts';
import { planned, sheetJob } from '../record/sheet-plan.ts';
import { launch } from './open-viewer.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
}, 120_000);
afterAll(() => browser?.close());

const plate = ['A', 'B', 'C', 'D'].flatMap((row) => [1, 2, 3, 4, 5, 6].map((column) => `${row}${column}`));

function fiveInks(): object {
  const cells = { line: 'UE7T-13', density: 3e6, viability: 0.95 };
  const ink = (tool: string) => ({ ink: 'alginate-i1g-4', tool, nozzle: { gauge: 25 }, cells });
  const laydown = { spacing: 1, join: 'none' };
  return {
    printer: 'rokit-invivo4d6',
    vessel: { plate: 'corning-24', wells: ['B3', 'B4', 'C3', 'C4'] },
    inks: { a: ink('D1'), b: ink('D2'), c: ink('D3'), d: ink('D4'), e: ink('D5') },
    parts: [
      { mesh: 'base.stl', sequence: ['a', 'b'], laydown },
      { mesh: 'top.stl', alternate: ['c', 'd', 'e'], laydown },
    ],
    sweep: { speed: [6, 8] },
    limits: { timeOnCells: 1 },
  };
}

const sheets: readonly (readonly [string, object])[] = [
  ['two inks in three wells', {}],
  [
    'an experiment over a whole plate, with overridden gates',
    {
      vessel: { plate: 'corning-24', wells: plate },
      sweep: { speed: [4, 6, 8], spacing: [0.8, 1] },
      limits: { timeOnCells: 5, viability: 0.6, pressure: 900 },
    },
  ],
  ['a construct on the bare bed', { vessel: undefined }],
  ['five inks with cells, compared at two speeds', fiveInks()],
];

test.each(sheets)('%s: one or two A4 pages, nothing to complain of', async (_, more) => {
  const { sheet } = await planned(sheetJob(more), { allow: ['time', 'flow', 'supply', 'bounds'] });
  const page = await browser.newPage({ viewport: { width: 794, height: 1123 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => complaints.push(request.url()));
  await page.setContent(printSheet(sheet));
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  expect(pages.length).toBeGreaterThanOrEqual(1);
  expect(pages.length).toBeLessThanOrEqual(2);
  // A4 upright, in points.
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  expect(complaints).toEqual([]);
  // Nothing sticks out at the side, and the pictures are there and not empty.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  const drawn = await page.$$eval('svg', (all) => all.map((svg) => svg.getBoundingClientRect().height));
  expect(drawn.length).toBeGreaterThanOrEqual(3);
  for (const height of drawn) expect(height).toBeGreaterThan(20);
  await page.close();
});
