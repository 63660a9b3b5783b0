import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, root, visitSource } from './syntax.ts';

// What the compiler is not to be talked out of: no cast over `unknown`, and options that tell absent from undefined.

test('nothing is cast over unknown', () => {
  const files = filesBelow(['src', 'viewer', 'scripts', 'test', 'bench']);
  expect(files.length).toBeGreaterThan(1100);
  const cast = files.filter((file) => /\bas unknown as [^\\]/.test(readFileSync(file, 'utf8')));
  expect(cast.map((file) => relative(root, file))).toEqual([]);
});

/** Lines of a file with `value!`, and no comment on them or on the two lines above. */
function unexplained(name: string, text: string): number[] {
  const lines = text.split('\n');
  const starts: number[] = [];
  visitSource(name, text, ({ type, end }) => {
    if (type === 'TSNonNullExpression') starts.push(text.slice(0, end).split('\n').length);
  });
  const says = (line: number) => /^\s*(\/\/|\/?\*)|\s\/\/ /.test(lines[line - 1] ?? '');
  return starts.filter((line) => ![line, line - 1, line - 2].some(says));
}

test('whoever knows better than the compiler that a value is there says why', () => {
  const found = filesBelow(['src', 'viewer', 'scripts']).flatMap((file) => {
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
