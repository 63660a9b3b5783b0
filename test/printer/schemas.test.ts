import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaTexts } from '../../scripts/make-schemas.ts';

const root = join(import.meta.dirname, '../..');

test.each(schemaTexts().map(({ path, text }) => [path, text] as const))(
  '%s is the schema of the code (else run: npx tsx scripts/make-schemas.ts)',
  (path, text) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  },
);

test('the schema of printers holds what an editor needs: keys, choices and words of explanation', () => {
  const schema = JSON.parse(schemaTexts().find(({ path }) => path === 'printers/schema.json')!.text);
  expect(schema.properties.dialect.enum).toContain('rokit');
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties.safeZ.description).toContain('mm');
  // What has a default may be left out of a file.
  expect(schema.required).not.toContain('lamps');
  expect(schema.required).toContain('provenance');
});
