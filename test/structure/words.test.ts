import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, isNode, type Node, root, visitSource } from './syntax.ts';

// What a person reads is plain technical English: docs/glossary.md has the words. Texts of the code are its string
// literals and the text of its pages; comments are not judged here, and of names only what the theatre left.

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
  const files = filesBelow(['src', 'viewer']);
  expect(files.length).toBeGreaterThan(400);
  expect(files.flatMap((file) => complaints(file, textsOf(readFileSync(file, 'utf8'))))).toEqual([]);
});

test('pages of the documentation and data that a lab edits use the words of the glossary', () => {
  const pages = [
    ...filesBelow(['docs'], /\.md$/).filter((file) => !file.endsWith('glossary.md')),
    ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'].map((file) => join(root, file)),
    // What a lab edits, and `bioweft printers show` and its like show.
    ...filesBelow(['printers', 'inks', 'vessels', 'scaffolds', 'examples'], /\.(json|ya?ml|md)$/),
  ];
  const lines = (file: string) => readFileSync(file, 'utf8').split('\n');
  expect(pages.flatMap((file) => complaints(file, lines(file)))).toEqual([]);
});

// What a finding says is a sentence, and layers go through `layerNumber`: read from the syntax trees of src and viewer.

interface Source {
  readonly name: string;
  readonly text: string;
}

const sources: readonly Source[] = filesBelow(['src', 'viewer']).map((file) => ({
  name: relative(root, file),
  text: readFileSync(file, 'utf8'),
}));

/** The texts that an expression can be, `…` where something is filled in; calls are judged where they are written. */
function textsIn(value: Node): string[] {
  if (value.type === 'Literal')
    return typeof value['value'] === 'string' && value['value'] !== '' ? [value['value']] : [];
  if (value.type === 'ConditionalExpression')
    return [value['consequent'], value['alternate']].filter(isNode).flatMap(textsIn);
  if (value.type === 'ParenthesizedExpression') return textsIn(value['expression'] as Node);
  if (value.type !== 'TemplateLiteral') return [];
  return [(value['quasis'] as { value: { cooked: string } }[]).map((part) => part.value.cooked).join('…')];
}

const isSentence = (text: string) => /^[^a-z]/.test(text) && /[.?!…]$/.test(text);
const keysOf = (object: Node) => (object['properties'] as Node[]).map(({ key }) => (key as Node | undefined)?.['name']);

function unfinished({ name, text: source }: Source): string[] {
  const bad: string[] = [];
  if (!/\bfix\b|severity/.test(source)) return bad;
  const judge = (value: unknown) => {
    if (!isNode(value)) return;
    for (const text of textsIn(value)) if (!isSentence(text)) bad.push(`${name}: ${text}`);
  };
  visitSource(name, source, (node) => {
    if (node.type === 'ObjectExpression') {
      const keys = keysOf(node);
      for (const { key, value } of node['properties'] as Node[]) {
        const named = (key as Node | undefined)?.['name'];
        if (named === 'fix' || (named === 'what' && keys.includes('severity'))) judge(value);
      }
    }
    if (node.type === 'VariableDeclarator' && (node['id'] as Node)['name'] === 'fix') judge(node['init']);
  });
  return bad;
}

test('names use the words of the glossary, too', () => {
  const name =
    /^(told|wish(es|ed)?|heeds?|mend(s|ed)?|desk|dress(ed)?|anew|mischief|obedience)$|[a-z](Told|Wish(es)?|Desk|Dress)$|^[A-Z]\w*(Wish|Desk|Dress)$/;
  const bad: string[] = [];
  for (const { name: file, text } of sources) {
    if (!/told|wish|heed|mend|desk|dress|anew|mischief|obedience/i.test(text)) continue;
    visitSource(file, text, (node) => {
      if (node.type === 'Identifier' && name.test(node['name'] as string)) bad.push(`${file}: ${node['name']}`);
    });
  }
  expect(bad).toEqual([]);
});

test('what a finding says, and how to fix it, begins with a capital and ends with a stop', () => {
  // Fixes of the sender are joined from clauses, and made a sentence where the print ends.
  const judged = sources.filter(({ name }) => !/^src\/send\/(\w+\/)?(ending|sender|handshake)\.ts$/.test(name));
  expect(judged.flatMap(unfinished)).toEqual([]);
  const bad = {
    name: 'bad.ts',
    text: `const a = { severity: 'note', what: \`lost \${n} mm²\`, fix: 'Print finer.' };`,
  };
  expect(unfinished(bad)).toEqual(['bad.ts: lost … mm²']);
});

test('a layer that a text names is counted from 1', () => {
  const raw: string[] = [];
  for (const { name, text } of sources) {
    if (!/layers? \$\{/i.test(text)) continue;
    visitSource(name, text, (node) => {
      if (node.type !== 'TemplateLiteral') return;
      const quasis = (node['quasis'] as { value: { cooked: string } }[]).map((part) => part.value.cooked);
      for (const [i, filled] of (node['expressions'] as Node[]).entries()) {
        if (!/\blayers? $/i.test(quasis[i]) || /^ mm/.test(quasis[i + 1])) continue;
        const said = text.slice(filled.start, filled.end);
        // Progress counts what is done, and a job's `beforeLayer` is a number that a person wrote.
        if (!/^(layerNumber\(|done$|beforeLayer$)/.test(said)) raw.push(`${name}: layer \${${said}}`);
      }
    });
  }
  expect(raw).toEqual([]);
});
