/**
 * The pictures of docs/embedded.md, as the viewer shows them: ear and vascularised block as their shipped jobs print them
 * into a bath, and a synthetic network of 4 branches, each with the bath's level and the needle part of the way through:
 *   npm run build && npx tsx scripts/embedded-pictures.ts [names...]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { buildViewer, removeViewer } from '../test/browser/built-viewer.ts';
import { launch, openPage, serveFile, settled } from '../test/browser/open-viewer.ts';
import { growTree, published, writeXCavate } from '../test/network/grow-tree.ts';
import { plannedFile } from './planned-file.ts';

const projectFolder = join(import.meta.dirname, '..');
const pictures = join(projectFolder, 'docs/pictures/embedded');
const scratch = mkdtempSync(join(tmpdir(), 'bioweft-embedded-'));

function networkJob(): string {
  const branches = 4;
  const job = {
    name: 'network of 4 branches',
    printer: 'marlin-syringe',
    vessel: { dish: 'petri-60' },
    bath: { material: 'nist-support', depth: 13 },
    hop: 0.2,
    inks: { blood: { ink: 'alginate-i1g-2', nozzle: { gauge: 27, length: 38.1 }, speed: 4 } },
    // Small enough for the bath of a dish.
    parts: [{ network: 'tree.txt', ink: 'blood', scale: 0.7 }],
  };
  writeFileSync(join(scratch, 'tree.txt'), writeXCavate(growTree(published[branches], 1), 4));
  writeFileSync(join(scratch, 'job.yaml'), stringify(job));
  return join(scratch, 'job.yaml');
}

interface Shot {
  readonly job: () => string;
  /** Share of the rows that are printed. */
  readonly head: number;
}

const shipped = (name: string) => () => join(projectFolder, 'scaffolds', name, 'job-in-bath.yaml');
const shots: Readonly<Record<string, Shot>> = {
  ear: { job: shipped('ear'), head: 0.7 },
  'vascularised-block': { job: shipped('vascularised-block'), head: 0.7 },
  network: { job: networkJob, head: 0.8 },
};

mkdirSync(pictures, { recursive: true });
const asked = process.argv.slice(2);
await buildViewer();
const browser = await launch();
for (const [name, shot] of Object.entries(shots)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const server = await serveFile(plannedFile(shot.job(), name, scratch));
  const { page, context } = await openPage(browser, server.url, { width: 1000, height: 640, theme: 'dark' });
  await page.evaluate((words) => location.replace(`#${words}`), 'panel=none&show=vessel,needle');
  await settled(page);
  await page.evaluate((share) => {
    // The page has settled: its viewer shows a print.
    const { store, stage } = globalThis.__viewer!;
    const print = store.print.value!;
    store.head.value = Math.round(print.rows * share) + 0.4;
    stage.setFinest(true);
  }, shot.head);
  await settled(page);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await context.close();
  await server.close();
}
await browser.close();
removeViewer();
rmSync(scratch, { recursive: true });
