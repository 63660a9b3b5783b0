import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { writeStl } from '../../mesh/formats/stl/write-stl.ts';
import { findPieces } from '../../mesh/labels/voxel-pieces.ts';
import { chooseLabels } from '../../scan/choose-labels.ts';
import { listScan, type ScanList, scanFiles } from '../../scan/describe-scan.ts';
import { loadScan } from '../../scan/load-scan.ts';
import { parseChoices, parseCrop } from '../../scan/parse-choices.ts';
import { scanParts } from '../../scan/scan-parts.ts';
import { exitCode } from '../exit-codes.ts';
import { keepEdited } from '../files/keep-edited.ts';
import { writeOutputs } from '../files/write-output.ts';
import { parseList, parseNumber } from '../parse-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, print, table } from '../terminal.ts';

export interface ScanOptions extends CommonOptions {
  readonly labels?: string;
  readonly output?: string;
  readonly smooth?: string;
  readonly islands?: string;
  readonly crop?: string;
  readonly spacing?: string;
  readonly lps?: boolean;
  readonly anonymous?: boolean;
}

const usualSmoothing = 10;
const mostSmoothing = 1000;

export function runScan(file: string, options: ScanOptions): number {
  const spacing = options.spacing === undefined ? undefined : spacingOf(options.spacing);
  const { bytes, volume } = loadScan(file, spacing);
  if (options.labels === undefined) {
    refuseUseless(options);
    return list(listScan(volume), options);
  }
  if (options.output === undefined) {
    throw new InputError('scan-output', 'No folder for the parts is given.', {
      fix: 'Give one with -o, e.g. -o parts.',
    });
  }
  const folder = options.output;
  const smooth = wholeNumber(options.smooth, '--smooth', usualSmoothing, mostSmoothing);
  const islands = wholeNumber(options.islands, '--islands', 0, 2 ** 31);
  const choices = parseChoices(options.labels, volume);
  const crop = options.crop === undefined ? undefined : parseCrop(options.crop);
  const chosen = chooseLabels(volume, choices, file, crop);
  const pieces = findPieces(chosen.volume, islands);
  const lps = options.lps === true;
  const scan = scanParts(chosen, choices, pieces, { smooth, lps });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { meshes, report, job } = scanFiles({
    scan,
    volume,
    sha256,
    smooth,
    lps,
    anonymous: options.anonymous === true,
  });
  const files: [name: string, content: string | Uint8Array][] = [
    ...scan.parts.map(({ mesh }, p): [string, Uint8Array] => [meshes[p], writeStl({ ...mesh, name: meshes[p] })]),
    ['scan.json', report],
    ['job.yaml', job],
  ];
  keepEdited(folder, files, 'scan-exists');
  writeOutputs(files.map(([name, content]) => ({ path: join(folder, name), content })));
  if (options.json) print(report.trimEnd());
  else if (!options.quiet) print(summary(JSON.parse(report) as ScanReport, folder));
  return exitCode.ok;
}

interface ScanReport {
  readonly parts: readonly {
    readonly file: string;
    readonly volumeMm3: number;
    readonly smoothingPercent: number;
    readonly pieces: number;
    readonly islandVoxelsDropped: number;
    readonly thinVoxels: number;
  }[];
  readonly notes: readonly string[];
}

function summary({ parts, notes }: ScanReport, folder: string): string {
  const rows = parts.map((part) => [
    part.file,
    part.volumeMm3.toFixed(1),
    `${part.smoothingPercent.toFixed(2)} %`,
    String(part.pieces),
    String(part.islandVoxelsDropped),
    String(part.thinVoxels),
  ]);
  const head = ['part', 'mm³', 'against its voxels', 'pieces', 'voxels left out', 'thin voxels'];
  const said = notes.map((note) => `\n  · ${note}`).join('');
  return `${table([head, ...rows])}\n${said}\n  next: ${colour.bold(`bioweft slice ${join(folder, 'job.yaml')}`)}`;
}

function list(scan: ScanList, { json, quiet }: ScanOptions): number {
  if (json) print(JSON.stringify(scan, null, 2));
  else if (!quiet) {
    const rows = scan.labels.map(({ label, name, voxels, volumeMm3, pieces, thin }) => [
      String(label),
      name ?? '',
      String(voxels),
      volumeMm3.toFixed(1),
      String(pieces),
      String(thin),
    ]);
    const said = scan.notes.map((note) => `\n  · ${note}`).join('');
    print(`  ${scan.format}, ${scan.size.join(' x ')} voxels of ${scan.voxelMm.join(' x ')} mm${said}\n`);
    print(table([['label', 'name', 'voxels', 'mm³', 'pieces', 'thin voxels'], ...rows]));
  }
  return exitCode.ok;
}

/** Flags that only shape parts change nothing in a list. */
function refuseUseless(options: ScanOptions): void {
  const useless = (['output', 'smooth', 'islands', 'crop', 'lps', 'anonymous'] as const).filter(
    (key) => options[key] !== undefined,
  );
  if (useless.length === 0) return;
  throw new InputError('scan-output', `--${useless[0]} changes nothing without --labels.`, {
    fix: 'Say which labels become parts, e.g. --labels all.',
  });
}

function spacingOf(text: string): number[] {
  const values = parseList(text).map((value) => parseNumber(value, '--spacing', 'positive'));
  if (values.length === 3) return values;
  throw new InputError('flag-number', `--spacing ${text}: expected three numbers.`, { fix: 'E.g. --spacing 1,1,1.5.' });
}

function wholeNumber(text: string | undefined, flag: string, usual: number, most: number): number {
  if (text === undefined) return usual;
  const value = parseNumber(text, flag);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new InputError('flag-number', `${flag} ${text}: expected a whole number from 0 to ${most}.`, {
    fix: `E.g. ${flag} 10.`,
  });
}
