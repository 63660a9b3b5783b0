import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Addition, additions } from './extensions.ts';

// Writes the table "what an extension touches" into docs/architecture.md: `npm run extensions`. Each kind of thing is
// really added, in a copy of the project, and the type checker then says whether anything else has to know of it.

const root = join(import.meta.dirname, '..');
const heading = '## What an extension touches';

interface Counted {
  readonly touched: readonly string[];
  /** Files that the type checker names when that is done. */
  readonly named: readonly string[];
}

const copy = mkdtempSync(join(tmpdir(), 'bioweft-extensions-'));
for (const entry of ['src', 'viewer', 'test', 'bench', 'scripts', 'docs', 'package.json', 'tsconfig.json']) {
  cpSync(join(root, entry), join(copy, entry), { recursive: true });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');

function add({ files = {}, edits = [], page }: Addition): Counted {
  const before = new Map<string, string | null>();
  const write = (file: string, text: string): void => {
    const path = join(copy, file);
    if (!before.has(file)) before.set(file, contentOf(path));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  for (const [file, after, added] of edits) {
    const text = readFileSync(join(copy, file), 'utf8');
    if (text.split(after).length !== 2) throw new Error(`${file} does not hold "${after}" once`);
    write(
      file,
      text.replace(after, () => after + added),
    );
  }
  if (page !== undefined) followPage(page[0], page[1], write);
  const named = typeErrors();
  for (const [file, text] of before) {
    if (text === null) rmSync(join(copy, file));
    else writeFileSync(join(copy, file), text);
  }
  return { touched: [...before.keys()], named };
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Blocks as test/structure/contributing.test.ts carries them out. */
function followPage(page: string, wanted: RegExp, write: (file: string, text: string) => void): void {
  const text = readFileSync(join(root, 'docs/contributing', page), 'utf8');
  for (const [, kind, file, inside] of text.matchAll(/^```(\w+) file=(\S+)\n(.*?)^```$/gms)) {
    if (!wanted.test(file)) continue;
    if (kind !== 'edit') write(file, inside);
    else for (const piece of inside.split(/\n\n/)) write(file, edited(readFileSync(join(copy, file), 'utf8'), piece));
  }
}

function edited(text: string, piece: string): string {
  const lines = piece.split('\n').filter((line) => line !== '');
  const before = lines.filter((line) => !line.startsWith('+')).join('\n');
  return text.replace(before, () => lines.map((line) => line.replace(/^\+/, '')).join('\n'));
}

function typeErrors(): string[] {
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '--noEmit', '-p', copy], { cwd: copy, encoding: 'utf8' });
    return [];
  } catch (error) {
    const said = String((error as { stdout: string }).stdout);
    return [...new Set([...said.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file]) => file))].sort();
  }
}

const isTest = (file: string): boolean => file.startsWith('test/');
const names = (files: readonly string[]): string => files.map((file) => `\`${file}\``).join(', ') || 'none';

const rows = additions.map((addition) => {
  const { touched, named } = add(addition);
  const own = touched.filter((file) => !isTest(file));
  console.log(`${addition.what}: ${touched.join(' ')} | ${named.join(' ')}`);
  return `| ${addition.what} | ${own.length} | ${names(own)} | ${names(named)} | ${addition.remark} |`;
});
rmSync(copy, { recursive: true, force: true });

const file = join(root, 'docs/architecture.md');
const text = readFileSync(file, 'utf8');
const start = text.indexOf(heading);
const next = start < 0 ? -1 : text.indexOf('\n## ', start + 1);
const rest = next < 0 ? '' : text.slice(next);
const table = [
  heading,
  '',
  'Each was added in a copy of the project by `npm run extensions`, beside its test. "Named" are files that the type checker then asks for: none means that what was added works everywhere.',
  '',
  '| to add | files | which | named | |',
  '|---|---|---|---|---|',
  ...rows,
];
writeFileSync(file, `${(start < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, start)) + table.join('\n')}\n${rest}`);
