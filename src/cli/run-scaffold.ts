import { join } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { writeStl } from '../mesh/formats/stl/write-stl.ts';
import { generateScaffold, scaffolds } from '../scaffold/scaffolds.ts';
import { exitCode } from './exit-codes.ts';
import { keepEdited } from './files/keep-edited.ts';
import { writeOutput } from './files/write-output.ts';
import type { CommonOptions } from './run-command.ts';
import { colour, table } from './terminal.ts';

export interface ScaffoldOptions extends CommonOptions {
  readonly output?: string;
  readonly param?: readonly string[];
}

export function runScaffold(name: string | undefined, options: ScaffoldOptions): number {
  if (name === undefined) return list(options);
  if (!(name in scaffolds)) {
    throw new InputError('scaffold-unknown', `there is no scaffold "${name}"`, {
      fix: suggest(name, Object.keys(scaffolds)),
    });
  }
  const scaffold = generateScaffold(name, Object.fromEntries((options.param ?? []).map(parseParam)));
  const folder = options.output ?? name;
  const files: [name: string, content: string | Uint8Array][] = [
    ...scaffold.parts.map(({ file, mesh }): [string, Uint8Array] => [file, writeStl(mesh)]),
    ['scaffold.json', scaffold.manifest],
    ['README.md', scaffold.readme],
    ['job.yaml', scaffold.job],
  ];
  keepEdited(folder, files, 'scaffold-exists');
  for (const [file, content] of files) writeOutput(join(folder, file), content);
  const parts = scaffold.parts.map(({ file, role, expectedVolumeMm3 }) => ({
    file,
    role,
    volumeMm3: expectedVolumeMm3,
  }));
  if (options.json) process.stdout.write(`${JSON.stringify({ folder, parts }, null, 2)}\n`);
  else if (!options.quiet) {
    const rows = parts.map((part) => [part.file, part.role, part.volumeMm3.toFixed(1)]);
    process.stdout.write(
      `${table([['part', 'role', 'mm³'], ...rows])}\n\n  next: ${colour.bold(`bioweft slice ${join(folder, 'job.yaml')}`)}\n`,
    );
  }
  return exitCode.ok;
}

function list(options: ScaffoldOptions): number {
  const rows = Object.entries(scaffolds).map(([id, { description }]) => [id, description]);
  if (options.json) process.stdout.write(`${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`);
  else process.stdout.write(`${table([['scaffold', 'what it is'], ...rows])}\n`);
  return exitCode.ok;
}

function parseParam(text: string): [string, number] {
  const [key, value, ...more] = text.split('=');
  const number = Number(value);
  if (!key || value === undefined || value.trim() === '' || more.length > 0 || !Number.isFinite(number)) {
    throw new InputError('scaffold-param', `--param ${text}: expected key=number`, {
      fix: 'Write, for example, --param diameter=10.',
    });
  }
  return [key, number];
}
