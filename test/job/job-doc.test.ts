import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { jobDoc } from '../../scripts/make-job-doc.ts';

test('docs/job.md tells every key of the schema (npx tsx scripts/make-job-doc.ts writes it)', () => {
  expect(readFileSync(resolve(import.meta.dirname, '../../docs/job.md'), 'utf8')).toBe(jobDoc());
});
