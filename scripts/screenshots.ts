/**
 * The three pictures of README and docs/viewer.md, from the demo's own file:
 *   npm run demo && npx tsx scripts/screenshots.ts [file.gcode]
 * Look at each before it lands: is every label readable, would you trust it?
 */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { buildViewer, removeViewer } from '../test/browser/built-viewer.ts';
import { launch, serveFile, settled } from '../test/browser/open-viewer.ts';

const root = new URL('..', import.meta.url).pathname;
const file = process.argv[2] ?? `${root}out/osteochondral-plug.gcode`;
const job = `${root}scaffolds/osteochondral-plug/job.yaml`;

interface Shot {
  readonly name: string;
  readonly theme: 'dark' | 'light';
  readonly hash: string;
  /** Row of the play head, as a share of all; and the strand to select. */
  readonly head?: number;
  readonly pick?: number;
}

const shots: readonly Shot[] = [
  { name: 'plug-by-ink', theme: 'dark', hash: 'colour=ink&show=vessel,needle', head: 0.964 },
  {
    name: 'plug-section-by-shear',
    theme: 'light',
    hash: 'colour=shear&show=vessel,needle&section=y,0.857&camera=p,6.3,66.9,9.8,11.8,81.8,2.1,1',
  },
  {
    name: 'plug-one-layer',
    theme: 'dark',
    hash: 'colour=order&layers=16-16&show=ghost,travels,marks,vessel&panel=gcode&camera=p,2.1,64.3,19.5,12.3,81.3,2.5,1',
    pick: 16,
  },
];

async function main(): Promise<void> {
  await buildViewer();
  const browser = await launch();
  for (const shot of shots) await take(browser, shot);
  await browser.close();
  removeViewer();
}

async function take(browser: Browser, { name, theme, hash, head, pick }: Shot): Promise<void> {
  const { modelOfJob } = await import('../src/cli/plan/plan-for-view.ts');
  const { model } = await modelOfJob(job);
  const report = JSON.parse(readFileSync(file.replace(/\.gcode$/, '.json'), 'utf8'));
  const server = await serveFile({ gcode: readFileSync(file), name: 'osteochondral-plug.gcode', report, model });
  const context = await browser.newContext({
    viewport: { width: 1360, height: 800 },
    deviceScaleFactor: 1.5,
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.evaluate((words) => location.replace(`#${words}`), hash);
  await settled(page);
  await page.evaluate(
    ([share, layer]) => {
      // The page has settled: its viewer shows a print.
      const { store, stage } = globalThis.__viewer!;
      const print = store.print.value!;
      if (share !== null) store.head.value = Math.round(print.rows * share) + 0.4;
      if (layer !== null) {
        const strand = print.strands.layer.findIndex(
          (at, s) => at === layer - 1 && print.roles[print.strands.role[s]].name === 'lattice',
        );
        store.selected.value = print.strands.firstRow[strand];
      }
      stage.setFinest(true);
    },
    [head ?? null, pick ?? null],
  );
  await page.waitForTimeout(600);
  await settled(page);
  await page.screenshot({ path: `${root}docs/pictures/${name}.png` });
  await context.close();
  await server.close();
}

await main();
