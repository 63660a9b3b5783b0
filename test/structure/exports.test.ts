import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, root } from './syntax.ts';

// What a file exports is there for another file: else it is dead, or the file's own and said so.

const files = filesBelow(['src', 'viewer', 'scripts', 'bench', 'test'], /\.(tsx?|m?js)$/).map((path) => ({
  path: relative(root, path),
  text: readFileSync(path, 'utf8'),
}));

/** By word: in how many files it stands. */
const spread = new Map<string, number>();
for (const { text } of files) {
  for (const word of new Set(text.match(/[\w$]+/g))) spread.set(word, (spread.get(word) ?? 0) + 1);
}

/** Names that a file exports and no other file speaks of; of types, those that the file itself does not use either. */
function unused({ path, text }: { path: string; text: string }): string[] {
  const exported = /^export (?:async )?(function\*?|const|let|class|interface|type) ([\w$]+)/gm;
  return [...text.matchAll(exported)].flatMap(([, kind, name]) => {
    if (spread.get(name)! > 1) return [];
    const ofSignature = (kind === 'interface' || kind === 'type') && text.split(new RegExp(`\\b${name}\\b`)).length > 2;
    return ofSignature ? [] : [`${path}: ${name}`];
  });
}

test('every exported name is used by another file; a type may stand in the signature of one that is', () => {
  const judged = files.filter(({ path }) => /^(src|viewer)\//.test(path));
  expect(judged.length).toBeGreaterThan(500);
  expect(judged.flatMap(unused)).toEqual([]);
  expect(unused({ path: 'a.ts', text: 'export function nowhereElseAtAll() {}' })).toEqual(['a.ts: nowhereElseAtAll']);
});
