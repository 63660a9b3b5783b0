/**
 * Whole-process CPU, wall and memory of bioweft on gyroid cylinders of 50 k to 2.35 M triangles, and of PrusaSlicer
 * and CuraEngine on the same files in the same run where they are installed (apt-get install prusa-slicer
 * cura-engine). Prints a Markdown table; --write puts it into docs/performance.md.
 *
 *   npx tsx bench/slice.ts [--runs 3] [--models gyroid_225k,gyroid_1m] [--write]
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cpuS, inTurn, measure, medianOf, medianRatio, type Usage } from './measure.ts';
import { usualModels, writeModels } from './models.ts';
import { curaCommand, installed, ourCommand, prusaCommand } from './programs.ts';
import { replaceSection } from './replace-section.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out/bench');

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const runs = Number(option('runs') ?? 3);

interface Peer {
  readonly usage: Usage;
  /** Our CPU time for one of its, median of the rounds. */
  readonly ratio: number;
}

interface Row {
  readonly model: string;
  readonly triangles: number;
  readonly one: Usage;
  readonly two: Usage;
  readonly prusa: Peer | null;
  readonly cura: Peer | null;
  readonly volumeMm3: number;
}

mkdirSync(folder, { recursive: true });
const wanted = option('models')?.split(',');
const names = wanted ?? usualModels;
const files = names.map((name) => join(folder, `${name}.stl`));
writeModels(
  folder,
  names.filter((_, i) => !existsSync(files[i])),
);
const hasPrusa = installed('prusa-slicer');
const hasCura = installed('CuraEngine') && process.env['CURA_RESOURCES'] !== undefined;
const rows: Row[] = [];
for (const [i, model] of names.entries()) {
  process.stderr.write(`${model}\n`);
  const file = files[i];
  // The record is continued by every run; only a lab that plans one file a hundred times has a long one.
  rmSync(join(folder, 'bioweft.record.jsonl'), { force: true });
  const turns = [
    { command: ourCommand(file, 1), cpus: '1' },
    ...(hasPrusa ? [{ command: prusaCommand(file), cpus: '1' }] : []),
    ...(hasCura ? [{ command: curaCommand(file), cpus: '1' }] : []),
    { command: ourCommand(file, 2) },
  ];
  const measured = await inTurn(turns, runs);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const peer = (at: number): Peer => ({
    usage: medianOf(measured[at]),
    ratio: medianRatio(measured[0], measured[at]),
  });
  rows.push({
    model,
    triangles: report.meshes[0].triangles,
    one: medianOf(measured[0]),
    two: medianOf(measured[measured.length - 1]),
    prusa: hasPrusa ? peer(1) : null,
    cura: hasCura ? peer(hasPrusa ? 2 : 1) : null,
    volumeMm3: report.totals.inks.ink.volumeUl,
  });
}
const start = await measure([process.execPath, '-e', '0'], { cpus: '1' });

const seconds = (usage: Usage) => cpuS(usage).toFixed(2);
const peerCells = (peer: Peer | null) =>
  peer ? [`${seconds(peer.usage)} (${peer.usage.peakMb.toFixed(0)})`, `${peer.ratio.toFixed(2)} x`] : ['–', '–'];
const table = [
  '| model | triangles | CPU s, 1 thread | wall s, 1 | wall s, 2 | CPU s, 2 | peak MB, 1 / 2 | PrusaSlicer CPU s (MB) | ours / Prusa | CuraEngine CPU s (MB) | ours / Cura | µL |',
  '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
  ...rows.map((r) =>
    [
      '',
      r.model,
      r.triangles,
      seconds(r.one),
      r.one.wallS.toFixed(2),
      r.two.wallS.toFixed(2),
      seconds(r.two),
      `${r.one.peakMb.toFixed(0)} / ${r.two.peakMb.toFixed(0)}`,
      ...peerCells(r.prusa),
      ...peerCells(r.cura),
      r.volumeMm3.toFixed(1),
      '',
    ]
      .join(' | ')
      .trim(),
  ),
].join('\n');
const note = `Node alone starts in ${cpuS(start).toFixed(2)} s CPU. Medians of ${runs} rounds after a warm-up, all programs in turn, ratios within each round; one thread pinned to one core.`;
const coarse = rows.find(({ model }) => model === 'gyroid_225k');
const fine = rows.find(({ model }) => model === 'gyroid_2m');
const drift = coarse && fine ? Math.abs(fine.volumeMm3 / coarse.volumeMm3 - 1) : 0;
const growth = rows.find(({ model }) => model === 'gyroid_1m');
const notes = [
  note,
  ...(coarse && fine
    ? [`Extrusion from 225 k to 2.35 M triangles differs by ${(100 * drift).toFixed(3)} % (at most 0.5 %).`]
    : []),
  ...(growth && fine
    ? [`CPU from 1.17 M to 2.35 M triangles grows ${(cpuS(fine.one) / cpuS(growth.one)).toFixed(2)} x.`]
    : []),
].join(' ');
process.stdout.write(`${table}\n\n${notes}\n`);
if (drift > 0.005) process.exitCode = 1;
if (process.argv.includes('--write'))
  replaceSection(join(root, 'docs/performance.md'), 'slice', `${table}\n\n${notes}`);
