import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

// What the compiler is not to be talked out of: no cast over `unknown`, and options that tell absent from undefined.

const root = resolve(import.meta.dirname, '../..');

function sources(): string[] {
  return ['src', 'viewer', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

test('nothing is cast over unknown', () => {
  const files = sources();
  expect(files.length).toBeGreaterThan(800);
  const found = files.filter((file) => /\bas unknown as\b/.test(readFileSync(file, 'utf8')));
  expect(found.map((file) => relative(root, file))).toEqual([]);
});

test('the compiler tells what is absent from what is undefined, and names from keys', () => {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: Record<string, unknown>;
  };
  expect(compilerOptions).toMatchObject({
    strict: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
  });
});
