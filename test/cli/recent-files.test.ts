import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { noteRecentFile, recentFiles, recentFilesPath } from '../../src/cli/files/recent-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'bioweft-recent-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const list = join(folder, 'state', 'recent.json');
const file = (name: string) => {
  const path = join(folder, name);
  writeFileSync(path, 'G1 X1\n');
  return path;
};

test('the files shown last, the newest first, each once and only while they are there', () => {
  expect(recentFiles(list)).toEqual([]);
  const [a, b] = [file('a.gcode'), file('b.gcode')];
  for (const path of [a, b, a]) noteRecentFile(path, list);
  expect(recentFiles(list)).toEqual([a, b]);
  rmSync(b);
  expect(recentFiles(list)).toEqual([a]);
  for (let i = 0; i < 20; i++) noteRecentFile(file(`${i}.gcode`), list);
  expect(recentFiles(list)).toHaveLength(8);
});

test('a damaged list is an empty one, and a place that cannot be written stops nothing', () => {
  writeFileSync(list, '{"not": "a list"');
  expect(recentFiles(list)).toEqual([]);
  noteRecentFile(join(folder, 'a.gcode'), join(folder, 'a.gcode', 'recent.json'));
  expect(readFileSync(join(folder, 'a.gcode'), 'utf8')).toBe('G1 X1\n');
  expect(recentFilesPath({ XDG_STATE_HOME: '/s' })).toBe('/s/bioweft/recent.json');
});
