import { forEyes } from '../../finding/for-eyes.ts';
import { InputError } from '../../finding/input-error.ts';
import { formatList } from '../../mesh/formats/mesh-formats.ts';
import { meshShelf } from '../../plan/inputs/load-meshes.ts';
import { exitCode } from '../exit-codes.ts';
import { parseNumber } from '../parse-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, describeFindings, facts, print } from '../terminal.ts';
import { askedParts } from './asked-parts.ts';
import { describeMesh, type MeshFacts } from './describe-mesh.ts';
import { type ShapeFlags, shapeKeys } from './shape-flags.ts';

export interface MeshOptions extends CommonOptions, ShapeFlags {
  readonly strand: string;
  readonly units?: string;
}

export function runMesh(files: readonly string[], options: MeshOptions): number {
  if (files.length === 0 && shapeKeys(options) === null) {
    throw new InputError('mesh-inputs', 'No mesh is named.', {
      fix: `Name a file (${formatList()}), or give --shape.`,
    });
  }
  const strandMm = parseNumber(options.strand, '--strand', 'positive');
  const parts = askedParts(files, options, meshShelf(process.cwd())).map((part) => describeMesh(part, strandMm));
  const isRefused = parts.some(({ findings }) => findings.some(({ severity }) => severity === 'refuse'));
  if (options.json) print(JSON.stringify({ strandMm, parts }, null, 2));
  else if (!options.quiet || isRefused) print(parts.map((part) => inWords(part, strandMm)).join('\n\n'));
  return isRefused ? exitCode.refused : exitCode.ok;
}

function unitText({ format, statedUnit }: MeshFacts): string {
  if (format === 'shape') return 'arcs stand up to 0.0015 mm outside, so that the volume is exact';
  return statedUnit === null ? 'the file states no unit' : `the file states ${statedUnit}`;
}

/** For YAML, where a name holds more than letters. */
function quoted(source: string): string {
  return /^[\w./#-]+$/.test(source) ? source : JSON.stringify(source);
}

function inWords(part: MeshFacts, strandMm: number): string {
  const { thinnestWall: wall, openings, sizeMm } = part;
  const size = sizeMm.map((value) => Number(value.toPrecision(5))).join(' x ');
  const open =
    openings.closed > 0
      ? `${openings.closed}, closed before cutting${openings.guessed > 0 ? `, ${openings.guessed} of them by a guess` : ''}`
      : part.watertight
        ? 'none: closed'
        : `${part.openEdges} open edges, ${part.nonManifoldEdges} edges of more than two triangles`;
  const rows: [string, string][] = [
    ['in a job', part.format === 'shape' ? part.source : `mesh: ${quoted(part.source)}`],
    ...(part.material === null ? [] : [['material', part.material] as [string, string]]),
    ['size', `${size} mm (${unitText(part)})`],
    ['volume', `${part.volumeMm3.toFixed(3)} mm³`],
    ['triangles', `${part.triangles} in ${part.shells} ${part.shells === 1 ? 'shell' : 'shells'}`],
    ['openings', open],
    [
      'thinnest wall',
      wall === null
        ? 'none seen'
        : `${wall.mm.toFixed(3)} mm at z ${wall.z.toFixed(2)}, ${(wall.mm / strandMm).toFixed(1)} strands of ${strandMm} mm`,
    ],
  ];
  const said = part.findings.length === 0 ? `  ${colour.green('Nothing to do.')}` : describeFindings(part.findings);
  return [colour.bold(forEyes(part.name)), facts(rows), '', said].join('\n');
}
