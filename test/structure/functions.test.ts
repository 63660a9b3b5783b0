import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { gateIds } from '../../src/plan/gates.ts';

// A function is read at one sight. The two hottest loops keep their numbers in registers, and say so above them.

const root = resolve(import.meta.dirname, '../..');
const most = 80;
const marked = ['src/gcode/read/read-plain-moves.ts', 'src/gcode/read/read-words.ts'];
const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Lines of the longest function of a file. */
function longestFunction(name: string, text: string): number {
  let longest = 0;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    else if (typeof value === 'object' && value !== null) {
      const node = value as { type?: string; start?: number; end?: number };
      if (node.type !== undefined && functions.includes(node.type))
        longest = Math.max(longest, text.slice(node.start, node.end).split('\n').length);
      for (const each of Object.values(value)) visit(each);
    }
  };
  visit(parseSync(name, text).program);
  return longest;
}

test('no function has more than 80 lines, but for the two hot loops that are marked', () => {
  const files = ['src', 'viewer'].flatMap(sources);
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
  const named = sources('src').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bgate: '([^']*)'|\binGate\('([^']*)'/g)].map(([, a, b]) => a ?? b),
  );
  expect(named.length).toBeGreaterThan(40);
  const known = new Set<string>([...gateIds, 'plan']);
  expect(named.filter((gate) => !known.has(gate))).toEqual([]);
});
