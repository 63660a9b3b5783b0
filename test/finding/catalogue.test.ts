import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findingsPage } from '../../scripts/findings-page.ts';
import { codeGroups } from '../../src/finding/codes/catalogue.ts';
import { InputError } from '../../src/finding/input-error.ts';

// Each code stands once in the catalogue, says what it means in whole sentences, and is used by the code.

const root = resolve(import.meta.dirname, '../..');
const rows = codeGroups.flatMap((group) => Object.entries(group.rows));
const codes = rows.map(([code]) => code);

test('a code stands in the catalogue once, in small letters', () => {
  expect(codes.length).toBeGreaterThan(400);
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  expect(codes.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
});

test('each says what it means, why it matters and what to do, in sentences', () => {
  const isSentence = (text: string) => /^[A-Z0-9].*\.$/.test(text);
  expect(rows.filter(([, texts]) => texts.length !== 3 || !texts.every(isSentence))).toEqual([]);
});

test('the compiler refuses a code that does not stand there', () => {
  // @ts-expect-error no such code
  expect(new InputError('no-such-code', 'x').code).toBe('no-such-code');
});

test('each is used: none is left over from what is no longer said', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter(({ name, parentPath }) => name.endsWith('.ts') && !parentPath.endsWith('finding/codes'))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
  // Those made of parts: `idle-${body.what}-meets-vessel`.
  const made = [...sources.matchAll(/`([a-z-]*(?:\$\{[^}]*\}[a-z-]*)+)`/g)]
    .map(([, text]) => text.split(/\$\{[^}]*\}/))
    .filter((pieces) => pieces.join('').length > 5)
    .map((pieces) => new RegExp(`^${pieces.join('[a-z0-9-]+')}$`));
  const used = (code: string) => sources.includes(`'${code}'`) || made.some((pattern) => pattern.test(code));
  expect(codes.filter((code) => !used(code))).toEqual([]);
});

test('docs/findings.md is written from the catalogue', () => {
  expect(readFileSync(join(root, 'docs/findings.md'), 'utf8')).toBe(findingsPage());
});
