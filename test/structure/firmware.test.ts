import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { dialectIds } from '../../src/firmware/dialects.ts';
import { firmwareIds } from '../../src/firmware/firmwares.ts';
import { filesBelow, root } from './syntax.ts';

// What differs between firmwares is a fact in the folder of each: nothing outside asks which one it is.

const outside = filesBelow(['src', 'viewer'])
  .map((file) => relative(root, file))
  .filter((file) => !file.startsWith('src/firmware/'));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Where a printer that nobody named is taken for a plain Marlin. */
const byDefault = [
  'src/cli/send/follow-print.ts',
  'src/cli/send/virtual-printer.ts',
  'src/gcode/read/read-rules.ts',
  'src/machine/lines/table-of.ts',
  'src/machine/run-motion.ts',
];

test('no code outside of src/firmware names a dialect or a firmware', () => {
  expect(outside.length).toBeGreaterThan(400);
  const ids = new RegExp(`'(${[...new Set([...dialectIds, ...firmwareIds])].join('|')})'`, 'g');
  const named = outside.flatMap((file) => [...textOf(file).matchAll(ids)].map(([, id]) => `${file}: ${id}`));
  const rooms = (file: string) => file.split('/').at(-1)!;
  const known = byDefault.map((file) => `${rooms(file)}: marlin`);
  expect(named.filter((place) => !known.includes(rooms(place)))).toEqual([]);
});

test('the proof of a file asks nothing of its dialect that writes', () => {
  const proof = outside.filter((file) => /^src\/check\/(readback|foreign)\//.test(file));
  expect(proof.filter((file) => textOf(file).includes('readFactsOf')).length).toBeGreaterThan(5);
  const asks = /\bdialectOf\b|firmware\/(dialect|free-text)\.ts|gcode\/write\//;
  expect(proof.filter((file) => asks.test(textOf(file)))).toEqual([]);
});

test('nothing reaches into the folder of one firmware', () => {
  const reaches = outside.filter((file) => /from '[^']*\/firmware\/[\w-]+\/[^']*'/.test(textOf(file)));
  expect(reaches).toEqual([]);
});
