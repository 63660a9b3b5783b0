/**
 * Pictures of what the page can be in, for eyes that see it for the first time: is every label readable, is anything
 * covered, is a bed empty without a reason?
 *   npm run demo && npx tsx scripts/screenshot-states.ts [name ...]     writes out/screenshots/
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { studioJob } from '../src/cli/plan/run-studio.ts';
import { studioHost } from '../src/cli/plan/studio-host.ts';
import { studioAssets } from '../src/serve/assets.ts';
import { serveViewer } from '../src/serve/server.ts';
import { buildViewer, builtViewer, removeViewer } from '../test/browser/built-viewer.ts';
import { planIs } from '../test/browser/open-studio.ts';
import { catchChoosers, drop, launch, type ServedFile, serveFile, settled } from '../test/browser/open-viewer.ts';
import { samplePrint } from '../test/viewer/sample-plans.ts';

const root = new URL('..', import.meta.url).pathname;
const out = `${root}out/screenshots`;
const demo = () => readFileSync(`${root}out/osteochondral-plug.gcode`);
const demoReport = () => JSON.parse(readFileSync(`${root}out/osteochondral-plug.json`, 'utf8')) as unknown;

interface State {
  readonly file?: () => ServedFile;
  /** A job's folder that the studio opens, in place of a file. */
  readonly studio?: string;
  readonly hash?: string;
  readonly theme?: 'dark' | 'light';
  readonly size?: readonly [number, number];
  readonly touch?: boolean;
  readonly act?: (page: Page) => Promise<void>;
}

const plug = (): ServedFile => ({ name: 'osteochondral-plug.gcode', gcode: demo(), report: demoReport() });

/** Eight conditions in the columns of a 96-well plate. */
function sweep(): ServedFile {
  const wells = Array.from({ length: 96 }, (_, i) => ({
    well: `${'ABCDEFGH'[Math.floor(i / 12)]}${(i % 12) + 1}`,
    x: 14.4 + 9 * (i % 12),
    y: 74.3 - 9 * Math.floor(i / 12),
    values: { condition: 1 + (i % 8), speed: 2 + (i % 8) },
  }));
  return { name: 'sweep.gcode', gcode: samplePrint({ layers: 2, size: 4, wells, vessel: 'corning-96' }) };
}

const bioX6 =
  '; PRINTER_NAME: biox6\nT0 Z0.41\nG1 X-5 Y-5\nG1 X5 Y-5 E1 F1200\nG1 X5 Y5 E1\nG1 X-5 Y5 E1\nG1 X-5 Y-5 E1\nM777 S1\n';
const wedge =
  'solid wedge\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 16 0 0\nvertex 0 16 8\nendloop\nendfacet\nendsolid\n';

async function measure(page: Page): Promise<void> {
  await page.keyboard.press('Shift+U');
  for (const key of ['n', 'Enter', 'n', 'Enter']) await page.keyboard.press(key);
}

async function compare(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Shift+G');
  const wider = Buffer.from(samplePrint({ layers: 6, spacing: 1.6 }));
  await (await chooser).setFiles({ name: 'wider.gcode', mimeType: 'text/plain', buffer: wider });
  await page.locator('table.compare').waitFor();
}

const dropped = (name: string, text: string) => async (page: Page) => {
  await drop(page, `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`);
  // The page has set its hook by then.
  await page.waitForFunction(() => !['empty', 'loading'].includes(globalThis.__viewer!.store.status.value.kind));
};

const studioTab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();

const planned =
  (tab: string, act: (page: Page) => Promise<void> = async () => {}) =>
  async (page: Page) => {
    await planIs(page, 'proven');
    await settled(page);
    await page.waitForFunction(() => document.querySelectorAll('.pattern').length > 5);
    await studioTab(page, tab);
    await act(page);
  };

/** A plan that is on its way, long enough to be looked at. */
async function planning(page: Page): Promise<void> {
  await planIs(page, 'proven');
  await settled(page);
  await page.locator('[data-setting="layers.height"] input').fill('0.02');
  await page.locator('[data-setting="layers.height"] input').press('Enter');
  await page.locator('.studio-status', { hasText: /^Planning/ }).waitFor();
}

async function pinned(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pin this plan', exact: true }).click();
  await page.locator('[data-setting="layers.height"] input').fill('0.3');
  await page.locator('[data-setting="layers.height"] input').press('Enter');
  await page.locator('table.compare').waitFor();
  await planIs(page, 'proven');
}

/** Twelve wells, an ink of their own for two of them, and three spacings swept over all. */
async function painted(page: Page): Promise<void> {
  await page.locator('[data-well="A1"]').click();
  await page.locator('[data-well="C4"]').click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Print these', exact: true }).click();
  await page.getByLabel('Setting to sweep').selectOption('spacing');
  await page.getByLabel('Values to sweep, with commas').fill('0.8, 1, 1.2');
  await page.getByRole('button', { name: 'Add to the sweep', exact: true }).click();
  await page.locator('[data-condition]').first().waitFor();
}

async function toPatterns(page: Page): Promise<void> {
  await page
    .locator('.item', { has: page.locator('.patterns') })
    .first()
    .evaluate((item) => item.scrollIntoView());
}

async function list(page: Page): Promise<void> {
  await page.locator('[data-setting="inks.bone.ink"]').getByRole('button').click();
  await page.locator('dialog[open]').waitFor();
}

async function tooLittleInk(page: Page): Promise<void> {
  await planIs(page, 'proven');
  await studioTab(page, 'Text');
  await page.locator('.cm-line', { hasText: 'load: 1.5 mL' }).first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('load: 100 uL');
  await page.keyboard.press('Escape');
  await planIs(page, 'refused');
}

const osteochondral = `${root}scaffolds/osteochondral-plug`;
const states: Readonly<Record<string, State>> = {
  demo: { file: plug },
  'demo-light': { file: plug, theme: 'light', hash: 'colour=shear' },
  'demo-phone': { file: plug, size: [390, 844], touch: true },
  'demo-zoomed': { file: plug, size: [640, 400] },
  'sweep-by-condition': {
    file: sweep,
    hash: 'colour=condition&panel=wells',
    act: (page) => page.keyboard.press('Shift+T'),
  },
  'sweep-one-layer': {
    file: sweep,
    hash: 'colour=condition&panel=none',
    act: (page) => page.keyboard.press('Shift+M'),
  },
  section: { file: plug, hash: 'section=x,0.2&colour=shear', act: (page) => page.keyboard.press('n') },
  events: { file: plug, hash: 'panel=events' },
  gcode: { file: plug, hash: 'panel=gcode', act: (page) => page.keyboard.press('n') },
  findings: { file: plug, hash: 'panel=findings', theme: 'light' },
  measure: { file: () => ({ gcode: samplePrint({ layers: 3 }) }), hash: 'panel=none', act: measure },
  'foreign-bar': { file: () => ({ gcode: null }), act: dropped('x6.gcode', bioX6) },
  ways: { file: () => ({ gcode: null }), act: dropped('ways.nc', 'G0 X10 Y5 Z1\nG0 X40 Y30\nG0 X5 Y30\n') },
  model: { file: () => ({ gcode: null }), act: dropped('wedge.stl', wedge) },
  refused: { file: () => ({ gcode: null }), act: dropped('letter.txt', 'Dear Sir,\nthe cells have died.\n') },
  compare: { file: () => ({ gcode: samplePrint({ layers: 6 }) }), act: compare },
  start: { file: () => ({ gcode: null }) },
  // The first picture of README and docs/studio.md: copied to docs/pictures/studio.png once it has been looked at.
  studio: { studio: osteochondral, size: [1400, 860], act: planned('Form', toPatterns) },
  // A folder without a job: a first one of what lies there, or of a disc.
  'studio-empty': { studio: '', size: [1600, 900], act: (page) => planIs(page, 'proven').then(() => settled(page)) },
  'studio-planning': { studio: osteochondral, size: [1600, 900], act: planning },
  'studio-text': { studio: osteochondral, size: [1600, 900], act: planned('Text') },
  'studio-plate': { studio: osteochondral, size: [1600, 900], act: planned('Plate') },
  'studio-sweep': { studio: osteochondral, size: [1600, 1100], act: planned('Plate', painted) },
  'studio-charts': { studio: osteochondral, size: [1600, 900], act: planned('Trade-offs') },
  'studio-list': { studio: osteochondral, size: [1600, 900], act: planned('Form', list) },
  'studio-compare': { studio: osteochondral, size: [1600, 900], act: planned('Form', pinned) },
  'studio-light': {
    studio: osteochondral,
    size: [1280, 800],
    theme: 'light',
    act: planned('Trade-offs'),
  },
  'studio-refused': { studio: osteochondral, size: [1600, 900], act: tooLittleInk },
  'studio-phone': {
    studio: osteochondral,
    size: [390, 844],
    touch: true,
    act: planned('Form'),
  },
  'studio-phone-plate': {
    studio: osteochondral,
    size: [390, 844],
    touch: true,
    act: planned('Plate'),
  },
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  mkdirSync(out, { recursive: true });
  await buildViewer();
  const browser = await launch();
  for (const [name, state] of Object.entries(states)) {
    if (asked.length === 0 || asked.includes(name)) await take(browser, name, state);
  }
  await browser.close();
  removeViewer();
}

async function take(browser: Browser, name: string, state: State): Promise<void> {
  const [width, height] = state.size ?? [1280, 760];
  // A state without a studio has a file.
  const server = state.studio === undefined ? await serveFile(state.file!()) : await serveStudio(state.studio);
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: state.touch ?? false,
    colorScheme: state.theme ?? 'dark',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(300_000);
  const page = await context.newPage();
  catchChoosers(page);
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.__viewer);
  if (state.hash) await page.evaluate((words) => location.replace(`#${words}`), state.hash);
  if (state.file?.().gcode) await settled(page);
  await state.act?.(page);
  if (state.studio !== undefined && name !== 'studio-planning') await settled(page);
  // What is being planned does not wait.
  if (name !== 'studio-planning') {
    await page.evaluate(async () => {
      // The page has set its hook by then.
      globalThis.__viewer!.stage.setFinest(true);
      await globalThis.__viewer!.whenIdle();
    });
  }
  await page.screenshot({ path: `${out}/${name}.png` });
  process.stdout.write(`${out}/${name}.png\n`);
  await context.close();
  await server.close();
}

async function serveStudio(job: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-'));
  if (job !== '') cpSync(job, folder, { recursive: true });
  const server = await serveViewer(studioAssets(builtViewer), { studio: studioHost(studioJob([folder])) });
  return {
    url: server.url,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

await main();
