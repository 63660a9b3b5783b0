import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const between = /<!-- viewer rows -->\n([\s\S]*?)<!-- \/viewer rows -->/;

test('each row of what the viewer is held to has the test that it names', () => {
  const table = between.exec(readFileSync(`${root}/docs/testing.md`, 'utf8'))?.[1] ?? '';
  const rows = table.trim().split('\n').slice(2);
  expect(rows.length).toBeGreaterThan(20);
  const wrong = rows.filter((row) => {
    const [, , file, name] = row.split('|').map((cell) => cell.trim());
    const text = readFileSync(`${root}/${file.replaceAll('`', '')}`, 'utf8');
    // Where a title begins.
    return name === '' || !text.includes(`'${name}`);
  });
  expect(wrong).toEqual([]);
});
