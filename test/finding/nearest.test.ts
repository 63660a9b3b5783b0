import { expect, test } from 'vitest';
import { nearest, suggest } from '../../src/finding/nearest.ts';

test.each([
  ['spacng', ['spacing', 'pore', 'porosity'], 'spacing'],
  ['gage', ['length', 'gauge', 'land'], 'gauge'],
  ['pluronik', ['pcl', 'pluronic-25', 'gelma'], 'pluronic-25'],
  ['slcie', ['scaffold', 'slice'], 'slice'],
  ['prusa', ['marlin-syringe', 'printess'], undefined],
])('%s means %s', (word, candidates, meant) => {
  expect(nearest(word, candidates)).toBe(meant);
});

test('without a near name the list is shown', () => {
  expect(suggest('xyz', ['b', 'a'])).toBe('Available: a, b.');
  expect(suggest('xyz', [])).toBe('None is available.');
});
