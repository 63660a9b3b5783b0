import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

// A folder is a room that one can look over: what grows beyond it is split by what its files are for.

const root = resolve(import.meta.dirname, '../..');
const most = 18;

function foldersBelow(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inside.flatMap(({ name }) => foldersBelow(join(folder, name)))];
}

const filesIn = (folder: string) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());

test('no folder of the code has more than 18 files', () => {
  const folders = ['src', 'viewer', 'kernels'].flatMap((folder) => foldersBelow(join(root, folder)));
  expect(folders.length).toBeGreaterThan(40);
  const full = folders
    .map((folder) => [relative(root, folder), filesIn(folder).length] as const)
    .filter(([, count]) => count > most);
  expect(full).toEqual([]);
});
