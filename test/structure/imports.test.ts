import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

// The data flows left to right; a folder may import from itself, from stations to its left and from the shelves.
const shelves = ['random', 'memory', 'kernel', 'finding', 'provenance', 'firmware', 'ink', 'printer', 'vessel'];
const stations = [
  'mesh',
  'shape',
  'slice',
  'region',
  'laydown',
  'network',
  'job',
  'program',
  'gcode',
  'machine',
  'check',
  'record',
  'plan',
];
const sideways: Record<string, string[]> = {
  scaffold: ['finding', 'mesh'],
  scan: ['finding', 'mesh'],
  cli: ['*'],
  send: ['random', 'finding', 'firmware', 'printer', 'gcode', 'machine', 'check', 'record', 'program'],
  serve: ['finding', 'gcode', 'send'],
};
// What a shelf may lean on among the shelves.
const shelfNeeds: Record<string, string[]> = {
  random: [],
  memory: [],
  kernel: [],
  finding: [],
  provenance: ['finding'],
  ink: ['finding', 'provenance'],
  firmware: ['finding'],
  printer: ['finding', 'provenance', 'firmware'],
  vessel: ['finding', 'provenance'],
};

const root = resolve(import.meta.dirname, '../../src');

function allowed(from: string, to: string): boolean {
  if (from === to) return true;
  if (from in shelfNeeds) return shelfNeeds[from].includes(to);
  if (from in sideways) return sideways[from].includes('*') || sideways[from].includes(to);
  if (shelves.includes(to)) return true;
  return stations.includes(to) && stations.indexOf(to) < stations.indexOf(from);
}

interface Import {
  file: string;
  from: string;
  target: string;
}

function importsOf(folder: string): Import[] {
  const found: Import[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    for (const match of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      found.push({ file: relative(folder, path), from: relative(folder, path).split('/')[0], target: match[1] });
    }
  }
  return found;
}

const imports = importsOf(root);
const inFolder = imports.filter(({ file }) => file.includes('/'));

test('there are imports to judge', () => {
  expect(imports.length).toBeGreaterThan(5);
});

test('imports point downstream only', () => {
  const wrong = inFolder
    .filter(({ target }) => target.startsWith('.'))
    .map(({ file, from, target }) => ({
      file,
      from,
      to: relative(root, resolve(root, dirname(file), target)).split('/')[0],
    }))
    .filter(({ from, to }) => !allowed(from, to));
  expect(wrong).toEqual([]);
});

test.each(['src', 'viewer'])('no file of %s leads back to itself', (folder) => {
  const targets = new Map<string, string[]>();
  for (const { file, target } of importsOf(resolve(root, '..', folder))) {
    if (!target.startsWith('.')) continue;
    targets.set(file, [...(targets.get(file) ?? []), relative(root, resolve(root, dirname(file), target))]);
  }
  const circles: string[][] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file]);
    if (way.includes(file) || done.has(file)) return;
    for (const target of targets.get(file) ?? []) follow(target, [...way, file]);
    done.add(file);
  };
  for (const file of targets.keys()) follow(file, []);
  expect(circles).toEqual([]);
});

// Files that read the disk for the pure stages, and the entry points of worker threads, are named for it.
const impureFile = /(^|\/)load[\w-]*\.ts$|-worker\.ts$|worker-pool\.ts$/;
const faces = ['cli', 'send', 'serve'];

test('the core is free of Node, clock, randomness and console', () => {
  const core = new Set(inFolder.map(({ file }) => file).filter((file) => !faces.includes(file.split('/')[0])));
  const wrong: string[] = [];
  for (const file of core) {
    if (impureFile.test(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [what, pattern] of [
      ['node module', /from '(node:|fs'|path'|os')/],
      ['clock', /Date\.now\(|new Date\(\)|performance\.now\(/],
      ['randomness', /Math\.random\(/],
      ['console', /\bconsole\./],
      ['process', /\bprocess\./],
    ] as const) {
      if (pattern.test(text)) wrong.push(`${file}: ${what}`);
    }
  }
  expect(wrong).toEqual([]);
});
