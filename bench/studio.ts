/**
 * How long the studio takes from a key to the picture: the browser, the page, its worker and the gates, as they are built.
 *   npx tsx bench/models.ts out/bench gyroid_50k gyroid_1m && npm run build && npx tsx bench/studio.ts [rounds=5] [job ...] [--built=dist] [--write]
 * `--built` names another build, to be measured in turn with this one. The key steps the job's speed (the same strands, other flows) or the density of its first part (other strands).
 */
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parseDocument } from 'yaml';
import { studioHost } from '../src/cli/plan/studio-host.ts';
import { studioAssets } from '../src/serve/assets.ts';
import { serveViewer } from '../src/serve/server.ts';
import { launch } from '../test/browser/open-viewer.ts';
import { replaceSection } from './replace-section.ts';

const root = new URL('..', import.meta.url).pathname;
const rounds = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 5);
const built = resolve(root, process.argv.find((word) => word.startsWith('--built='))?.slice(8) ?? 'dist', 'viewer');
const demo = join(root, 'scaffolds/osteochondral-plug');

type Fill = (folder: string) => void;

const gyroid =
  (mesh: string): Fill =>
  (folder) => {
    const model = join(root, 'out/bench', mesh);
    if (!existsSync(model))
      throw new Error(`${model} is missing: npx tsx bench/models.ts out/bench gyroid_50k gyroid_1m`);
    copyFileSync(model, join(folder, mesh));
    writeFileSync(
      join(folder, 'job.yaml'),
      `name: gyroid
printer: marlin-syringe
inks: { gel: { ink: alginate-i1g-4, nozzle: { gauge: 22 }, width: 0.41 } }
parts:
  - { mesh: ${mesh}, ink: gel, laydown: { pattern: parallel, angles: [45, 135], porosity: 0.65 }, contours: 1 }
layers: { height: 0.2 }
speed: 10
`,
    );
  };

/** The demo with settings of its own. */
const demoWith =
  (settings: readonly (readonly [path: readonly string[], value: unknown])[]): Fill =>
  (folder) => {
    cpSync(demo, folder, { recursive: true });
    const document = parseDocument(readFileSync(join(folder, 'job.yaml'), 'utf8'));
    for (const [path, value] of settings) document.setIn(path, value);
    writeFileSync(join(folder, 'job.yaml'), document.toString());
  };

const plate = [
  [['printer'], 'cellink-biox'],
  [['vessel', 'wells'], ['all']],
  [['inks', 'bone', 'load'], '20 mL'],
  [['inks', 'cartilage', 'load'], '20 mL'],
  [['inks', 'bone', 'nozzle', 'gauge'], 19],
  [['inks', 'cartilage', 'temperature'], 30],
  [['limits', 'timeOnCells'], '1000 min'],
] as const;

const sweep: Fill = (folder) =>
  writeFileSync(
    join(folder, 'job.yaml'),
    `name: sweep
printer: cellink-biox
vessel: { plate: corning-96, wells: all }
inks: { gel: { ink: alginate-i1g-4, nozzle: { gauge: 25, length: 12.7 }, load: 20 mL } }
parts:
  - { shape: disc, diameter: 4, height: 1, ink: gel, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.6 } }
layers: { height: 0.2 }
sweep: { contours: [0, 1], width: [0.24, 0.26, 0.28, 0.3] }
speed: 10
`,
  );

const works: Readonly<Record<string, Fill>> = {
  demo: demoWith([]),
  '24 wells': demoWith(plate),
  '96-well sweep': sweep,
  '50 k triangles': gyroid('gyroid_50k.stl'),
  '1.17 M triangles': gyroid('gyroid_1m.stl'),
};

interface Times {
  /** ms from the key to the first picture of the new plan, and until it is proven. */
  readonly picture: number;
  readonly proven: number;
  /** Of the first, the planner's own. */
  readonly planned: number;
}

/** Steps a number by a key, and waits for the picture and the proof, in the page itself. */
async function step(page: Page, field: string, key: string): Promise<Times> {
  await page.locator(field).focus();
  await page.waitForFunction(() => globalThis.__viewer !== undefined);
  await page.evaluate(() => {
    const state = { began: 0, picture: 0, proven: 0, planned: 0 };
    const { store } = globalThis.__viewer!;
    const before = store.print.value;
    document.addEventListener('keydown', () => (state.began = performance.now()), { capture: true, once: true });
    const look = () => {
      const kind = document.body.dataset['plan'];
      const status = document.querySelector('.studio-status')?.textContent ?? '';
      const isShown = store.print.value !== before && store.status.value.kind === 'ready';
      if (state.picture === 0 && isShown) state.picture = performance.now();
      if (state.began > 0) state.planned = Number(/Planned in (\d+) ms/.exec(status)?.[1] ?? state.planned);
      if (state.began > 0 && kind === 'proven' && state.proven === 0 && state.planned > 0)
        state.proven = performance.now();
      if (state.proven === 0 || state.picture === 0) setTimeout(look, 4);
    };
    look();
    Object.assign(globalThis, { __step: state });
  });
  await page.keyboard.press(key);
  const handle = await page.waitForFunction(
    () => {
      const { __step: state } = globalThis as { __step?: Times & { began: number } };
      return state !== undefined && state.proven > 0 && state.picture > 0 ? state : null;
    },
    null,
    { timeout: 300_000 },
  );
  // The wait ends with a state only.
  const state = (await handle.jsonValue())!;
  return { picture: state.picture - state.began, proven: state.proven - state.began, planned: state.planned };
}

async function measured(browser: Browser, fill: Fill): Promise<Record<string, Times[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-'));
  fill(folder);
  const studio = studioHost({ folder, name: 'job.yaml', draft: '' });
  const server = await serveViewer(studioAssets(built), { studio });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  // What runs scripts from their sources names their functions by this.
  await page.addInitScript('globalThis.__name = (f) => f');
  await page.goto(server.url);
  await page.waitForFunction(
    () => ['proven', 'refused', 'failed'].includes(document.body.dataset['plan'] ?? ''),
    null,
    {
      timeout: 300_000,
    },
  );
  const kind = await page.evaluate(() => document.body.dataset['plan']);
  if (kind !== 'proven') throw new Error(`${kind}: ${await page.locator('.studio-gates').innerText()}`);
  const times: Record<string, Times[]> = { speed: [], density: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [name, field] of [
      ['speed', '[data-setting="speed"] input'],
      ['density', '#field-parts-0-laydown-porosity'],
    ] as const) {
      const taken = await step(page, field, round % 2 === 0 ? 'ArrowUp' : 'ArrowDown');
      // The first of each compiles its code.
      if (round > 0) times[name].push(taken);
    }
  }
  await context.close();
  await server.close();
  rmSync(folder, { recursive: true });
  return times;
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1];
const words = (times: readonly Times[], of: keyof Times): string => {
  const all = times.map((each) => each[of]);
  return `${median(all).toFixed(0)} (${Math.min(...all).toFixed(0)})`;
};

const browser = await launch();
const rows: string[] = [];
const asked = process.argv.slice(2).filter((word) => word in works);
for (const [name, fill] of Object.entries(works)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const times = await measured(browser, fill);
  for (const [change, all] of Object.entries(times)) {
    rows.push(
      `| ${name} | ${change} | ${words(all, 'planned')} | ${words(all, 'picture')} | ${words(all, 'proven')} |`,
    );
    console.log(rows.at(-1));
  }
}
await browser.close();
if (process.argv.includes('--write')) {
  const head = ['| job | change | planned, ms | key to picture, ms | key to proven, ms |', '|---|---|---:|---:|---:|'];
  const note = `Medians of ${rounds} rounds, the least in brackets; Chromium ${browser.version()} without a GPU.`;
  replaceSection(join(root, 'docs/performance.md'), 'studio', [...head, ...rows, '', note].join('\n'));
}
