import { InputError } from '../../finding/input-error.ts';
import type { MeshFormat } from '../../mesh/formats/mesh-format.ts';
import { formatByName, meshFormats } from '../../mesh/formats/mesh-formats.ts';
import { meshShelf } from '../../plan/inputs/load-meshes.ts';
import { exitCode } from '../exit-codes.ts';
import { claimOutputs } from '../files/claim-outputs.ts';
import { standardOutput, writeOutput } from '../files/write-output.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, describeFindings, print, table } from '../terminal.ts';
import { type AskedPart, askedParts, filesOf } from './asked-parts.ts';
import type { ShapeFlags } from './shape-flags.ts';

export interface ConvertOptions extends CommonOptions, ShapeFlags {
  readonly units?: string;
  readonly force?: boolean;
}

export function runConvert(files: readonly string[], options: ConvertOptions): number {
  const output = files[files.length - 1];
  const inputs = files.slice(0, -1);
  if (inputs.length === 0 && options.shape === undefined) {
    throw new InputError('convert-inputs', `Only ${output} is named: a mesh to read and a file to write are needed.`, {
      fix: 'Write for example bioweft convert part.stl part.3mf.',
    });
  }
  const format = writtenFormat(output);
  claimOutputs(
    [{ flag: 'the file to write', path: output, kind: 'mesh', force: options.force ?? false }],
    filesOf(inputs),
  );
  const parts = askedParts(inputs, options, meshShelf(process.cwd()));
  refuseSeveral(parts, format, output);
  const findings = parts.flatMap((part) => part.findings);
  const bytes = (format.write as NonNullable<MeshFormat['write']>)(
    parts.map(({ name, material, asRead: triangles }) => ({
      name,
      ...(material === '' ? {} : { material }),
      triangles,
    })),
  );
  writeOutput(output, bytes);
  const written = parts.map(({ name, material, report: { volumeMm3, watertight, caps }, asRead }) => ({
    name,
    material: material || null,
    triangles: asRead.length / 9,
    volumeMm3,
    watertight: watertight && caps.length === 0,
  }));
  if (options.json)
    print(JSON.stringify({ output, format: format.name, bytes: bytes.length, parts: written, findings }, null, 2));
  else if (!options.quiet) {
    const rows = written.map(({ name, material, triangles, volumeMm3, watertight }) => [
      name,
      material ?? '–',
      String(triangles),
      volumeMm3.toFixed(3),
      watertight ? 'yes' : 'no',
    ]);
    print(table([['part', 'material', 'triangles', 'mm³', 'closed'], ...rows]));
    if (findings.length > 0) print(`\n${describeFindings(findings)}`);
    print(`\n  ${colour.green(colour.bold('Written'))} ${output}, ${format.name} in mm.`);
  }
  return exitCode.ok;
}

function writtenFormat(output: string): MeshFormat {
  const writable = meshFormats.filter(({ write }) => write !== undefined);
  const format = output === standardOutput ? undefined : formatByName(output);
  if (format?.write !== undefined) return format;
  const endings = writable.map(({ extensions }) => `.${extensions[0]}`).join(', ');
  const what =
    format === undefined
      ? `${output}: its ending says no format that is written.`
      : `${output}: ${format.name} is read, not written.`;
  throw new InputError('convert-format', what, {
    where: { file: output },
    fix: `Give a name that ends in ${endings}.`,
  });
}

function refuseSeveral(parts: readonly AskedPart[], { name, holdsParts }: MeshFormat, output: string): void {
  if (holdsParts || parts.length === 1) return;
  const names = parts.map((part) => part.name).join(', ');
  throw new InputError('convert-parts', `${output}: ${name} holds one part, and ${parts.length} are given: ${names}.`, {
    where: { file: output },
    fix: `Name one (${parts[0].source}), take all as one (file#*), or write a 3MF.`,
  });
}
