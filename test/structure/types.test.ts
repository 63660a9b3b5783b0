import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

// What the compiler is not to be talked out of: no cast over `unknown`, and options that tell absent from undefined.

const root = resolve(import.meta.dirname, '../..');

function sources(folders = ['src', 'viewer', 'scripts']): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

test('nothing is cast over unknown', () => {
  const files = sources(['src', 'viewer', 'scripts', 'test', 'bench']);
  expect(files.length).toBeGreaterThan(1100);
  const cast = files.filter((file) => /\bas unknown as [^\\]/.test(readFileSync(file, 'utf8')));
  expect(cast.map((file) => relative(root, file))).toEqual([]);
});

/** Lines of a file with `value!`, and no comment on them or on the two lines above. */
function unexplained(name: string, text: string): number[] {
  const lines = text.split('\n');
  const starts: number[] = [];
  visit(parseSync(name, text).program, (node) => {
    if (node['type'] === 'TSNonNullExpression') starts.push(text.slice(0, node['end'] as number).split('\n').length);
  });
  const says = (line: number) => /^\s*(\/\/|\/?\*)|\s\/\/ /.test(lines[line - 1] ?? '');
  return starts.filter((line) => ![line, line - 1, line - 2].some(says));
}

function visit(value: unknown, found: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, found);
  else if (typeof value === 'object' && value !== null) {
    found(value as Record<string, unknown>);
    for (const each of Object.values(value)) visit(each, found);
  }
}

test('whoever knows better than the compiler that a value is there says why', () => {
  const found = sources().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (!/[\w)\]]!/.test(text)) return [];
    return unexplained(file, text).map((line) => `${relative(root, file)}:${line}`);
  });
  expect(found).toEqual([]);
  expect(unexplained('bad.ts', 'const a = b!.c;\n')).toEqual([1]);
  expect(unexplained('good.ts', '// Set above.\nconst a = b!.c;\n')).toEqual([]);
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
