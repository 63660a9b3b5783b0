import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unions } from './unions.ts';

// The pages of docs/contributing, carried out word by word in a copy of the project: every file they show is written,
// every edit made, every command run. What several pages ask for (types, tests, a build) is run once, for all of them.
// Then: how many files of the code an addition touches. At last each union of kinds gets one member more, and the type
// checker, asked once for the pages and for these, names every file that has to know of it.

const root = resolve(import.meta.dirname, '../..');
const pages = join(root, 'docs/contributing');
const left = new Set(['.git', 'node_modules', 'dist', 'out', 'coverage', 'pictures', 'golden']);
let copy: string;

interface Block {
  readonly kind: string;
  readonly about: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What a page asks for: files written or changed, commands in their order. */
interface Followed {
  readonly touched: readonly string[];
  readonly commands: readonly string[];
}

const followed = new Map<string, Followed>();
/** What each command of the pages printed; tests of several pages run as one. */
const printed = new Map<string, string>();
let types = '';

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
  for (const page of readdirSync(pages)) followed.set(page, follow(page));
  const commands = [...followed.values()].flatMap(({ commands }) => commands);
  const tests = commands.filter((command) => command.startsWith('npx vitest run '));
  const files = tests.flatMap((command) => command.split(' ').slice(3));
  // Other tests run beside: one process takes all files, and the type checker below does no work twice.
  const said = run(`npx vitest run ${files.join(' ')} --maxWorkers=1`);
  for (const command of tests) printed.set(command, said);
  run('node scripts/build.mjs');
  for (const command of commands) if (command.startsWith('node dist/')) printed.set(command, run(command));
  types = typeCheck();
}, 600_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

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

/** Gives what the command printed; a command that fails ends the test with what it printed. */
function run(command: string): string {
  const [program, ...args] = command.split(' ');
  // What npx would start, without npm.
  const path = program === 'node' ? process.execPath : join(root, 'node_modules/.bin', args.shift()!);
  const env = { ...process.env, BIOWEFT_BUILD_VIEWER: '0', BIOWEFT_BUILD_TYPES: '0', NO_COLOR: '1' };
  try {
    return execFileSync(path, args, { cwd: copy, env, encoding: 'utf8' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command}\n${stdout}\n${stderr}`);
  }
}

/** Writes what a page shows and makes its edits. */
function follow(page: string): Followed {
  const touched: string[] = [];
  const commands: string[] = [];
  for (const { kind, about, text } of blocksOf(page)) {
    if (kind === 'sh') commands.push(...text.trim().split('\n'));
    else if (kind === 'copy')
      writeFileSync(join(copy, about['to']), copied(readFileSync(join(copy, about['from']), 'utf8'), text));
    else if (about['file'] !== undefined) {
      touched.push(about['file']);
      const path = join(copy, about['file']);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, kind === 'edit' ? edited(readFileSync(path, 'utf8'), text) : text);
    }
  }
  return { touched, commands };
}

/** The errors of `npx tsc --noEmit` once the unions have grown; of the tests, those that pages wrote or changed are read. */
function typeCheck(): string {
  for (const { file, after, member } of unions) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text.split(after)).toHaveLength(2);
    writeFileSync(
      path,
      text.replace(after, () => after + member),
    );
  }
  const config = JSON.parse(readFileSync(join(copy, 'tsconfig.json'), 'utf8'));
  const tests = [...followed.values()].flatMap(({ touched }) => touched.filter((file) => file.startsWith('test/')));
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...config, include: ['src', 'viewer', ...tests] }));
  try {
    return run('npx tsc --noEmit --checkers 1');
  } catch (error) {
    return (error as Error).message;
  }
}

describe('each page', () => {
  const ofCode = (page: string) => followed.get(page)!.touched.filter((file) => file.startsWith('src/'));
  const last = (page: string) => printed.get(followed.get(page)!.commands.at(-1)!);

  test('asks for nothing but types, tests, a build and the command line', () => {
    const known = /^(npx tsc --noEmit|npx vitest run( test\/\S+)+|node scripts\/build\.mjs|node dist\/bioweft\.js .*)$/;
    const commands = [...followed.values()].flatMap(({ commands }) => commands);
    expect(commands.filter((command) => !known.test(command))).toEqual([]);
  });

  test('has a test of its own, which passes', () => {
    const tests = [...printed].filter(([command]) => command.startsWith('npx vitest run '));
    expect(tests.length).toBeGreaterThanOrEqual(5);
    for (const [command, said] of tests) {
      for (const file of command.split(' ').slice(3)) expect(said).toMatch(new RegExp(`✓ .*${file} \\(\\d+ test`));
    }
  });

  test('a pattern is added in two files and their test, and plans', () => {
    expect(ofCode('add-a-pattern.md')).toHaveLength(2);
    expect(last('add-a-pattern.md')).toContain('staggered.gcode');
  });

  test('a firmware is added in two files for what is written and two for the port, with their tests', () => {
    expect(ofCode('add-a-firmware.md')).toEqual([
      'src/firmware/lab/dialect.ts',
      'src/firmware/dialects.ts',
      'src/firmware/lab/firmware.ts',
      'src/firmware/firmwares.ts',
    ]);
    expect(last('add-a-firmware.md')).toMatch(
      /lab\.test\.ts \(2 tests\).*lab\.test\.ts \(1 test\)|lab\.test\.ts \(1 test\).*lab\.test\.ts \(2 tests\)/s,
    );
  });

  test('an ink is added in one file, and is reckoned with', () => {
    expect(followed.get('add-an-ink.md')!.touched).toEqual(['inks/my-alginate.json']);
    const flow = followed.get('add-an-ink.md')!.commands.find((command) => command.includes(' flow '))!;
    expect(printed.get(flow)).toMatch(/kPa/);
  });

  test('a mesh format is added in two files and their test, and is read', () => {
    expect(ofCode('add-a-mesh-format.md')).toHaveLength(2);
    expect(last('add-a-mesh-format.md')).toMatch(/off\.test\.ts \(4 tests\)/);
  });

  test('a scaffold is added in two files and their test, and prints', () => {
    expect(ofCode('add-a-scaffold.md')).toHaveLength(2);
    expect(last('add-a-scaffold.md')).toContain('bar.gcode');
  });

  test('a printer is added in one file, and what is written for it is accepted', () => {
    expect(followed.get('add-a-printer.md')!.touched).toEqual([]);
    expect(last('add-a-printer.md')).not.toMatch(/refused/i);
  });
});

describe('the type checker', () => {
  const named = () => [...types.matchAll(/^(\S+?)\(\d+,\d+\): error /gm)].map(([, file]) => file);

  test.each(unions)('names whoever has to know of a new $what', ({ consumers }) => {
    expect(consumers.filter((file) => !named().includes(file))).toEqual([]);
  });

  test('names nothing else: no file of a page, and every place above is one that the list knows', () => {
    const known = new Set(unions.flatMap(({ consumers }) => consumers));
    expect(types).toMatch(/: error /);
    expect(named().filter((file) => !known.has(file))).toEqual([]);
  });
});
