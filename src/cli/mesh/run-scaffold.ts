import { join } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { suggest } from '../../finding/nearest.ts';
import { writeThreeMf } from '../../mesh/formats/3mf/write-three-mf.ts';
import { writeStl } from '../../mesh/formats/stl/write-stl.ts';
import { rangeText } from '../../scaffold/read-values.ts';
import { jobFiles, type Scaffold } from '../../scaffold/scaffold.ts';
import { generateScaffold, scaffoldNamed, scaffolds } from '../../scaffold/scaffolds.ts';
import { exitCode } from '../exit-codes.ts';
import { keepEdited } from '../files/keep-edited.ts';
import { writeOutputs } from '../files/write-output.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, print, table } from '../terminal.ts';

export interface ScaffoldOptions extends CommonOptions {
  readonly output?: string;
  readonly format: string;
  readonly force?: boolean;
  readonly help?: boolean;
}

/** `args`: the name, then what is set, as typed. */
export function runScaffold(args: readonly string[], options: ScaffoldOptions): number {
  const [name, ...rest] = args;
  if (name === undefined) return list(options);
  if (name.startsWith('-')) {
    throw new InputError('scaffold-name', `${name} stands before the name of a scaffold.`, {
      fix: `Name it first: bioweft scaffold <name> ${args.join(' ')}.`,
    });
  }
  scaffoldNamed(name);
  if (options.help) return help(name);
  const scaffold = generateScaffold(name, settingsOf(name, rest));
  const folder = options.output ?? name;
  const files = filesOf(scaffold, options.format);
  if (!options.force) keepEdited(folder, files, 'scaffold-exists', 'or add --force to replace them');
  writeOutputs(files.map(([file, content]) => ({ path: join(folder, file), content })));
  report(scaffold, folder, options);
  return exitCode.ok;
}

/** `--key value` and `--key=value`, as typed. */
function settingsOf(name: string, rest: readonly string[]): Record<string, string> {
  const settings: Record<string, string> = {};
  const keys = Object.keys(scaffoldNamed(name).parameters);
  for (let at = 0; at < rest.length; at++) {
    const [flag, joined] = split(rest[at]);
    if (!flag.startsWith('--')) {
      throw new InputError('scaffold-parameter', `${name}: ${flag} is no parameter.`, {
        fix: `Parameters are set as --${keys[0]} ${scaffoldNamed(name).parameters[keys[0]].default}; bioweft scaffold ${name} --help shows all.`,
      });
    }
    const key = flag.slice(2);
    if (!keys.includes(key)) {
      throw new InputError('scaffold-parameter', `${name} has no parameter --${key}.`, { fix: suggest(key, keys) });
    }
    const value = joined ?? rest[++at];
    if (value === undefined || value === '') {
      throw new InputError('scaffold-value', `${name}: --${key} has no value.`, {
        fix: `It is ${rangeText(scaffoldNamed(name).parameters[key])}.`,
      });
    }
    if (Object.hasOwn(settings, key)) {
      throw new InputError('scaffold-parameter', `${name}: --${key} is given twice.`, { fix: 'Give it once.' });
    }
    settings[key] = value;
  }
  return settings;
}

function split(text: string): [flag: string, value: string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const formats = ['stl', '3mf'];

function filesOf(scaffold: Scaffold, format: string): [name: string, content: string | Uint8Array][] {
  const { name, built, job, jobInBath, readme, manifest } = scaffold;
  if (!formats.includes(format)) {
    throw new InputError('scaffold-format', `--format ${format} is no format of parts.`, {
      fix: suggest(format, formats),
    });
  }
  const jobs: [string, string][] = [[jobFiles.job, job]];
  if (jobInBath !== null) jobs.push([jobFiles.inBath, jobInBath]);
  const texts: [string, string][] = [
    ['README.md', readme],
    ['scaffold.json', manifest],
  ];
  if (format === 'stl') {
    const meshes = built.parts.map(({ file, mesh }): [string, Uint8Array] => [file, writeStl(mesh)]);
    return [...meshes, ...texts, ...jobs];
  }
  const bytes = writeThreeMf(built.parts.map(({ mesh }) => ({ name: mesh.name, triangles: mesh.triangles })));
  return [
    [`${name}.3mf`, bytes],
    ...texts.map(([file, text]): [string, string] => [
      file,
      built.parts.reduce((all, part) => all.replaceAll(part.file, `${name}.3mf#${part.mesh.name}`), text),
    ]),
    // The parts of a job are found in the one file by their names.
    ...jobs.map(([file, text]): [string, string] => [
      file,
      text.replace(/mesh: ([\w-]+)\.stl/g, `mesh: ${name}.3mf#$1`),
    ]),
  ];
}

function report({ name, built, jobInBath }: Scaffold, folder: string, options: ScaffoldOptions): void {
  const parts = built.parts.map(({ file, role, volumeMm3 }) => ({ file, role, volumeMm3 }));
  const { envelopeMm3, facts = [] } = built;
  if (options.json)
    print(JSON.stringify({ name, folder, envelopeMm3, parts, facts, inBath: jobInBath !== null }, null, 2));
  else if (!options.quiet) {
    print(table([['part', 'role', 'mm³'], ...parts.map((part) => [part.file, part.role, part.volumeMm3.toFixed(1)])]));
    for (const fact of facts) print(`  · ${fact}`);
    print(`\n  next: ${colour.bold(`bioweft slice ${join(folder, jobFiles.job)}`)}`);
    if (jobInBath !== null) print(`  or into a bath: ${colour.bold(`bioweft slice ${join(folder, jobFiles.inBath)}`)}`);
  }
}

function list(options: ScaffoldOptions): number {
  const rows = Object.entries(scaffolds).map(([id, { purpose }]) => [id, purpose]);
  if (options.json) print(JSON.stringify(Object.fromEntries(rows), null, 2));
  else print(table([['scaffold', 'what it is'], ...rows]));
  return exitCode.ok;
}

/** What can be set, each with its unit, range, default and meaning. */
function help(name: string): number {
  const { title, purpose, parameters } = scaffoldNamed(name);
  const rows = Object.entries(parameters).map(([key, parameter]) => [
    `--${key}`,
    rangeText(parameter),
    String(parameter.default),
    parameter.what,
  ]);
  const [first] = Object.entries(parameters);
  print(`Usage: bioweft scaffold ${name} [--<parameter> <value> ...] [-o <folder>] [--format stl|3mf] [--force]

${title}: ${purpose}

${table([['parameter', 'range', 'default', 'what'], ...rows])}

Examples:
  $ bioweft scaffold ${name} -o my-${name}
  $ bioweft scaffold ${name} --${first[0]} ${first[1].default} --format 3mf -o my-${name}`);
  return exitCode.ok;
}
