import { expect, test } from 'vitest';
import { placeOf } from '../../src/cli/terminal.ts';

test('a finding in a file without a name says its line, once', () => {
  expect(placeOf({ where: { line: 4 }, what: 'A line holds two commands.' })).toBe('line 4');
  expect(placeOf({ where: { line: 4 }, what: 'Line 4 holds two commands.' })).toBe('');
  expect(placeOf({ where: { file: 'job.yaml', line: 4 }, what: 'Unknown key.' })).toBe('job.yaml:4');
});

test('a well is named as a person names it', () => {
  const place = (well: string) => placeOf({ where: { well, layer: 0 }, what: '' });
  expect(place('B2')).toBe('well B2, layer 1');
  expect(place('*')).toBe('every well, layer 1');
  // A bed or a dish has no wells.
  expect(place('-')).toBe('layer 1');
});
