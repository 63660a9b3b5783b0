import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Each union of kinds gets one member more, in a copy of the project: the type checker then names every file that has
// to know of it. A file that is missing here would drop the new kind in silence.

const root = resolve(import.meta.dirname, '../..');
let copy: string;
let named: ReadonlyMap<string, string>;

/** Where a member is added, and the files that must be named for it. */
const unions: readonly { what: string; file: string; after: string; member: string; consumers: string[] }[] = [
  {
    what: 'step',
    file: 'src/program/step.ts',
    after: '  | MessageStep',
    member: "\n  | { readonly kind: 'probe' }",
    consumers: [
      'src/program/total-program.ts',
      'src/gcode/write/write-gcode.ts',
      'src/check/readback/planned-gaps.ts',
      'src/check/readback/readback-line-group-plan.ts',
      'src/program/walk-program.ts',
      'src/program/program-path.ts',
      'src/record/sheet/print-sheet-steps.ts',
    ],
  },
  {
    what: 'gate',
    file: 'src/finding/finding.ts',
    after: "  'readback',",
    member: "\n  'probe',",
    consumers: ['src/plan/judge.ts'],
  },
];

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'bioweft-unions-'));
  for (const entry of ['src', 'viewer', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  for (const { file, after, member } of unions) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text.split(after)).toHaveLength(2);
    writeFileSync(
      path,
      text.replace(after, () => after + member),
    );
  }
  const said = typeCheck();
  const found = new Map<string, string>();
  for (const [, file, message] of said.matchAll(/^(\S+?)\(\d+,\d+\): error (.*)$/gm)) {
    found.set(file, `${found.get(file) ?? ''}${message}\n`);
  }
  named = found;
}, 120_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function typeCheck(): string {
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '--noEmit', '-p', copy], { cwd: copy, encoding: 'utf8' });
    return '';
  } catch (error) {
    return String((error as { stdout: string }).stdout);
  }
}

test.each(unions)('a new $what is named where it has to be known', ({ consumers }) => {
  expect(consumers.filter((file) => !named.has(file))).toEqual([]);
});

test('nothing else is named: every place above is one that this list knows', () => {
  const known = new Set(unions.flatMap(({ consumers }) => consumers));
  expect([...named].filter(([file]) => !known.has(file))).toEqual([]);
});
