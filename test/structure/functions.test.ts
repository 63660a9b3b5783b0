import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { gateIds } from '../../src/plan/gates.ts';
import { filesBelow, root, visitSource } from './syntax.ts';

// A function is read at one sight. The two hottest loops keep their numbers in registers, and say so above them.

const most = 80;
const marked = ['src/gcode/read/read-plain-moves.ts', 'src/gcode/read/read-words.ts'];
const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** Lines of the longest function of a file. */
function longestFunction(name: string, text: string): number {
  let longest = 0;
  visitSource(name, text, ({ type, start, end }) => {
    if (functions.includes(type)) longest = Math.max(longest, text.slice(start, end).split('\n').length);
  });
  return longest;
}

test('no function has more than 80 lines, but for the two hot loops that are marked', () => {
  const files = filesBelow(['src', 'viewer']);
  expect(files.length).toBeGreaterThan(700);
  const long = files
    .map((file) => [relative(root, file), readFileSync(file, 'utf8')] as const)
    .filter(([, text]) => text.split('\n').length > most)
    .filter(([file, text]) => longestFunction(file, text) > most)
    .map(([file]) => file);
  expect(long.sort()).toEqual(marked);
  for (const file of marked)
    expect(readFileSync(join(root, file), 'utf8')).toMatch(/^\/\/ biome-ignore \S+noExcessiveLinesPerFunction: \w/m);
  expect(longestFunction('long.ts', `const f = () => {\n${'f();\n'.repeat(80)}};\n`)).toBe(82);
});

test('what speaks in the name of a gate names one that runs', () => {
  const named = filesBelow(['src']).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bgate: '([^']*)'|\binGate\('([^']*)'/g)].map(([, a, b]) => a ?? b),
  );
  expect(named.length).toBeGreaterThan(40);
  const known = new Set<string>([...gateIds, 'plan']);
  expect(named.filter((gate) => !known.has(gate))).toEqual([]);
});
