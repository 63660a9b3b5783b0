import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The pages of docs/contributing, carried out word by word in a copy of the project: every file they show is written,
// every edit made, every command run. Then: how many files of the code an addition touches.

const root = resolve(import.meta.dirname, '../..');
const pages = join(root, 'docs/contributing');
const left = new Set(['.git', 'node_modules', 'dist', 'out', 'coverage', 'pictures', 'golden']);
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'bioweft-contributing-'));
  for (const entry of readdirSync(root)) {
    if (left.has(entry)) continue;
    cpSync(join(root, entry), join(copy, entry), {
      recursive: true,
      filter: (path) => !left.has(path.split('/').at(-1) ?? ''),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

interface Block {
  readonly kind: string;
  readonly about: Readonly<Record<string, string>>;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(pages, page), 'utf8');
  return [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(([, kind, about, inside]) => ({
    kind,
    about: Object.fromEntries([...about.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, value])),
    text: inside,
  }));
}

/** Pieces of an edit are parted by empty lines; lines with + are new, the others must stand there as they are. */
function edited(text: string, edit: string): string {
  return edit.split(/\n\n/).reduce((now, piece) => {
    const lines = piece.split('\n').filter((line) => line !== '');
    const before = lines.filter((line) => !line.startsWith('+')).join('\n');
    const after = lines.map((line) => line.replace(/^\+/, '')).join('\n');
    expect(now.split(before)).toHaveLength(2);
    return now.replace(before, () => after);
  }, text);
}

function copied(text: string, changes: string): string {
  return changes
    .trim()
    .split('\n')
    .reduce((now, line) => {
      const [from, to] = line.split(' => ');
      expect(now).toContain(from);
      return now.replace(from, () => to);
    }, text);
}

function run(command: string): string {
  const [program, ...args] = command.split(' ');
  const env = { ...process.env, BIOWEFT_BUILD_VIEWER: '0', BIOWEFT_BUILD_TYPES: '0', NO_COLOR: '1' };
  return execFileSync(program === 'node' ? process.execPath : program, args, { cwd: copy, env, encoding: 'utf8' });
}

/** Carries out a page; gives what its last command printed and the files of code that it wrote or changed. */
function follow(page: string): { said: string; touched: string[] } {
  const touched: string[] = [];
  let said = '';
  for (const { kind, about, text } of blocksOf(page)) {
    if (kind === 'sh') for (const command of text.trim().split('\n')) said = run(command);
    else if (kind === 'copy')
      writeFileSync(join(copy, about.to), copied(readFileSync(join(copy, about.from), 'utf8'), text));
    else if (about.file !== undefined) {
      touched.push(about.file);
      const path = join(copy, about.file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, kind === 'edit' ? edited(readFileSync(path, 'utf8'), text) : text);
    }
  }
  return { said, touched };
}

test('a pattern is added in two files and their test, and plans', () => {
  const { said, touched } = follow('add-a-pattern.md');
  expect(touched.filter((file) => file.startsWith('src/'))).toHaveLength(2);
  expect(said).toContain('staggered.gcode');
}, 400_000);

test('a firmware is added in two files for what is written and two for the port, with their tests', () => {
  const { said, touched } = follow('add-a-firmware.md');
  expect(touched.filter((file) => file.startsWith('src/'))).toEqual([
    'src/firmware/lab/dialect.ts',
    'src/firmware/dialects.ts',
    'src/firmware/lab/firmware.ts',
    'src/firmware/firmwares.ts',
  ]);
  expect(said).toMatch(/3 passed/);
}, 180_000);

test('an ink is added in one file, and is reckoned with', () => {
  const { touched } = follow('add-an-ink.md');
  expect(touched).toEqual(['inks/my-alginate.json']);
}, 400_000);

test('a mesh format is added in two files and their test, and is read', () => {
  const { touched } = follow('add-a-mesh-format.md');
  expect(touched.filter((file) => file.startsWith('src/'))).toHaveLength(2);
}, 600_000);

test('a scaffold is added in two files and their test, and prints', () => {
  const { said, touched } = follow('add-a-scaffold.md');
  expect(touched.filter((file) => file.startsWith('src/'))).toHaveLength(2);
  expect(said).toContain('bar.gcode');
}, 600_000);

test('a printer is added in one file, and what is written for it is accepted', () => {
  const { said, touched } = follow('add-a-printer.md');
  expect(touched).toEqual([]);
  expect(said).not.toMatch(/refused/i);
}, 400_000);
