import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { jobDoc, jobKeys } from '../../scripts/make-job-doc.ts';

test('docs/job.md lists every key of the schema (npx tsx scripts/make-job-doc.ts writes it)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../../docs/job.md'), 'utf8')).toBe(jobDoc());
});

test('every key says what it is, in which unit, and what holds where it is left out', () => {
  const keys = jobKeys();
  expect(keys.length).toBeGreaterThan(120);
  expect(keys.filter(({ description }) => description === '').map(({ name }) => name)).toEqual([]);
  expect(keys.filter(({ absent }) => absent === '').map(({ name }) => name)).toEqual([]);
  // Numbers without a unit are named here, so that none is forgotten.
  const pure = /(^|\.)(viability|a|b|c|spread|precedence|scale|shift|porosity|overlap)$/;
  const bare = keys.filter(({ numeric, unit, name }) => numeric && unit === '' && !pure.test(name));
  expect(bare.map(({ name }) => name)).toEqual([]);
  // The JSON Schema that editors read says the same.
  const published = readFileSync(resolve(import.meta.dirname, '../../docs/job.schema.json'), 'utf8');
  for (const { description } of keys) expect(published).toContain(JSON.stringify(description));
});
