import { join } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { generateScaffold, scaffolds } from '../scaffold/scaffolds.ts';
import { writeStl } from '../scaffold/write-stl.ts';
import { exitCode } from './exit-codes.ts';
import type { CommonOptions } from './run-command.ts';
import { colour, table } from './terminal.ts';
import { writeAside } from './write-aside.ts';

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
  for (const { file, mesh } of scaffold.parts) writeAside(join(folder, file), writeStl(mesh));
  writeAside(join(folder, 'scaffold.json'), scaffold.manifest);
  writeAside(join(folder, 'README.md'), scaffold.readme);
  writeAside(join(folder, 'job.yaml'), scaffold.job);
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
    throw new InputError('scaffold-param', `--param ${text}: expected key=number`, { fix: 'e.g. --param diameter=10' });
  }
  return [key, number];
}
