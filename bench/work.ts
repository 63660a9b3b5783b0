/**
 * CPU of whole processes on one core beyond the gyroids: the demo, an organ, a bush of twigs, a full plate in 96
 * conditions and a large fine plate, with CuraEngine and PrusaSlicer on the meshes where they are installed; and how CPU
 * grows with triangles, layers, wells and strands. Prints Markdown; --write puts it into docs/performance.md.
 *
 *   npx tsx bench/work.ts [--runs 3] [--write]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { cpuS, inTurn, medianOf, medianRatio, type Turn, type Usage } from './measure.ts';
import { writeModels } from './models.ts';
import { curaCommand, installed, ourCommand, prusaCommand } from './programs.ts';
import { replaceSection } from './replace-section.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out/bench');
mkdirSync(folder, { recursive: true });
const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 3 : Number(process.argv[at + 1]);
const cpus = '1';

/** The plan of a job. */
function planned(name: string, job: object): Turn {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, stringify(job));
  return { command: sliced(file), cpus };
}

function sliced(job: string): string[] {
  const allowed = ['flow', 'supply', 'time', 'overhang', 'viability'].flatMap((gate) => ['--allow', gate]);
  const output = join(folder, 'work.gcode');
  return [
    process.execPath,
    join(root, 'dist/bioweft.js'),
    'slice',
    job,
    ...allowed,
    '--quiet',
    '--no-record',
    '--workers',
    '1',
    '-o',
    output,
  ];
}

const ink = { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.41 };

/** Discs in so many wells of one plate, each with a spacing and a speed of its own, so that none is a copy of another. */
const wells = (count: number, layers: number): Turn => {
  const names = Array.from({ length: count }, (_, i) => `${'ABCDEFGH'[Math.floor(i / 12)]}${1 + (i % 12)}`);
  return planned(`wells_${count}_${layers}`, {
    name: `wells ${count}`,
    printer: 'cellink-biox',
    vessel: { plate: 'corning-96', wells: names },
    inks: { gel: { ...ink, tool: 'T0', nozzle: { gauge: 25, length: 25.4 }, width: 0.3, load: '10 mL' } },
    parts: [
      {
        shape: 'disc',
        diameter: 4,
        height: layers * 0.2,
        ink: 'gel',
        laydown: { pattern: 'grid', spacing: 1 },
        contours: 1,
      },
    ],
    layers: { height: 0.2 },
    wells: Object.fromEntries(names.map((name, i) => [name, { spacing: 0.8 + i / 200, speed: 6 + i / 50 }])),
  });
};

/** A box of 100 x 100 x 2 mm in 25 layers of 0.08 mm, strands so many mm apart. */
const plate = (spacing: number): Turn =>
  planned(`plate_${spacing}`, {
    name: `plate ${spacing}`,
    printer: 'marlin-syringe',
    inks: { gel: { ...ink, width: 0.1, nozzle: { gauge: 32 } } },
    parts: [
      { shape: 'box', size: [100, 100, 2], ink: 'gel', laydown: { pattern: 'parallel', angles: [0, 90], spacing } },
    ],
    layers: { height: 0.08 },
  });

const tower = (height: number): Turn =>
  planned(`tower_${height}`, {
    name: `tower ${height}`,
    printer: 'marlin-syringe',
    inks: { gel: ink },
    parts: [
      {
        shape: 'disc',
        diameter: 16,
        height,
        ink: 'gel',
        laydown: { pattern: 'parallel', angles: [45, 135], spacing: 1.1714 },
        contours: 1,
      },
    ],
    layers: { height: 0.2 },
  });

function model(name: string, ...allow: string[]): Turn {
  const file = join(folder, `${name}.stl`);
  if (!existsSync(file)) writeModels(folder, [name]);
  return { command: ourCommand(file, 1, allow), cpus };
}

interface Row {
  readonly work: string;
  readonly ours: Turn;
  /** The mesh that peers slice too. */
  readonly mesh?: string;
}

const rows: readonly Row[] = [
  {
    work: 'demo (2 inks, 3 wells)',
    ours: { command: sliced(join(root, 'scaffolds/osteochondral-plug/job.yaml')), cpus },
  },
  { work: 'organ of 873 layers', ours: model('organ_873', 'bounds'), mesh: 'organ_873' },
  { work: 'twigs, 921 600 triangles', ours: model('twigs_900k'), mesh: 'twigs_900k' },
  { work: '96 wells, 20 layers, 96 conditions', ours: wells(96, 20) },
  { work: '100 x 100 x 2 mm, strands 0.1 mm apart', ours: plate(0.1) },
];

const peers = [
  {
    name: 'CuraEngine',
    has: installed('CuraEngine') && process.env['CURA_RESOURCES'] !== undefined,
    command: curaCommand,
  },
  { name: 'PrusaSlicer', has: installed('prusa-slicer'), command: prusaCommand },
].filter(({ has }) => has);

const seconds = (usage: Usage) => cpuS(usage).toFixed(2);
const lines = [
  `| work | CPU s | wall s | peak MB |${peers.map(({ name }) => ` ${name} CPU s | ours / ${name} |`).join('')}`,
  `|---|---:|---:|---:|${'---:|---:|'.repeat(peers.length)}`,
];
for (const { work, ours, mesh } of rows) {
  process.stderr.write(`${work}\n`);
  const others =
    mesh === undefined ? [] : peers.map(({ command }) => ({ command: command(join(folder, `${mesh}.stl`)), cpus }));
  const [own, ...theirs] = await inTurn([ours, ...others], runs);
  const usage = medianOf(own);
  const cells = peers.map((_, i) =>
    i in theirs ? ` ${seconds(medianOf(theirs[i]))} | ${medianRatio(own, theirs[i]).toFixed(2)} x |` : ' – | – |',
  );
  lines.push(
    `| ${work} | ${seconds(usage)} | ${usage.wallS.toFixed(2)} | ${usage.peakMb.toFixed(0)} |${cells.join('')}`,
  );
}

/** CPU of two sizes of one work; the exponent is that of a power law through both, the start of the process included. */
const growths = [
  { of: 'triangles', sizes: [1_171_712, 2_345_878], turns: [model('gyroid_1m'), model('gyroid_2m')] },
  { of: 'layers', sizes: [200, 400], turns: [tower(40), tower(80)] },
  { of: 'distinct wells', sizes: [48, 96], turns: [wells(48, 20), wells(96, 20)] },
  { of: 'mm of strand', sizes: [1, 2], turns: [plate(0.4), plate(0.2)] },
];
const exponents: string[] = [];
for (const { of, sizes, turns } of growths) {
  process.stderr.write(`growth with ${of}\n`);
  const [small, large] = await inTurn(turns, runs);
  exponents.push(`${of} ${(Math.log(medianRatio(large, small)) / Math.log(sizes[1] / sizes[0])).toFixed(2)}`);
}
const text = `${lines.join('\n')}\n\n${runs === 1 ? 'One round' : `Medians of ${runs} rounds`} after a warm-up, in turn, on one core. From one size to its double CPU grows with the power of: ${exponents.join(', ')} (1: in proportion).`;
process.stdout.write(`${text}\n`);
if (process.argv.includes('--write')) replaceSection(join(root, 'docs/performance.md'), 'work', text);
