import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

// What a person reads is plain technical English: docs/glossary.md has the words. Texts of the code are its string
// literals and the text of its pages; names and comments are not judged here.

const root = resolve(import.meta.dirname, '../..');

/** Each with the word that is used instead. */
const wrong: readonly (readonly [RegExp, string])[] = [
  [/\b(is|are|was|be|not) told\b|\btells?\b/i, 'report, say, show'],
  [/\bheed(s|ed)?\b/i, 'read, ignore'],
  [/\bmend(s|ed|ing)?\b/i, 'fix, repair'],
  [/\bnobody\b/i, 'unknown, not'],
  [/\bby hand\b/i, 'manually, manual'],
  [/\banew\b/i, 'again'],
  [/\bthere is none\b/i, 'none is available'],
  [/\bfault of itself\b/i, 'internal error'],
  [/\bhidden as well\b/i, 'also hidden'],
];

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** String literals and text between tags, one a line, without what is filled in. */
function textsOf(code: string): string[] {
  const bare = code.replace(/\/\*.*?\*\//gs, '').replace(/^\s*\/\/.*$/gm, '');
  const strings = [...bare.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(([, a, b]) => a ?? b ?? '');
  const pages = [...bare.matchAll(/>([^<>{}]*[a-z][^<>{}]*)</gi)].map(([, text]) => text);
  return [...strings, ...pages].map((text) => text.replace(/\$\{[^}]*\}/g, '…'));
}

function complaints(file: string, texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    wrong
      .filter(([word]) => / /.test(text) && word.test(text))
      .map(([, instead]) => `${relative(root, file)}: ${text.trim().slice(0, 140)} (${instead})`),
  );
}

test('texts of the command line, the findings and the viewer use the words of the glossary', () => {
  const files = [...filesBelow('src', /\.ts$/), ...filesBelow('viewer', /\.tsx?$/)];
  expect(files.length).toBeGreaterThan(400);
  expect(files.flatMap((file) => complaints(file, textsOf(readFileSync(file, 'utf8'))))).toEqual([]);
});

test('pages of the documentation use the words of the glossary', () => {
  const pages = [
    ...filesBelow('docs', /\.md$/).filter((file) => !file.endsWith('glossary.md')),
    join(root, 'README.md'),
  ];
  const lines = (file: string) => readFileSync(file, 'utf8').split('\n');
  expect(pages.flatMap((file) => complaints(file, lines(file)))).toEqual([]);
});
