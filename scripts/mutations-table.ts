import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialects } from '../src/firmware/dialects.ts';
import type { HarmlessLines } from '../src/firmware/line-table.ts';
import { libraryFolder } from '../src/plan/inputs/load-library.ts';
import { listProfiles } from '../src/printer/load-profiles.ts';
import { judgeMutations } from '../test/machine/judge-mutations.ts';
import { mutationKinds } from '../test/machine/mutate.ts';

// Writes what is harmless on each firmware, and the figures of single edits by profile, into docs/gates.md:
// `npm run mutations`, or `npm run mutations -- --lines` for the first alone.

const file = join(import.meta.dirname, '../docs/gates.md');
const edits = 300;

/** Puts a section in place of the one with the same heading. */
function writeSection(heading: string, lines: readonly string[]): void {
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(heading);
  const next = /\n#{2,3} /.exec(text.slice(from + heading.length));
  const to = next === null ? text.length : from + heading.length + next.index;
  writeFileSync(file, `${text.slice(0, from)}${[heading, '', ...lines, ''].join('\n')}${text.slice(to)}`);
}

const dialectsOf = new Map<HarmlessLines, string[]>();
for (const [dialect, { lines: table }] of Object.entries(dialects)) {
  for (const row of table.harmless) dialectsOf.set(row, [...(dialectsOf.get(row) ?? []), dialect]);
}
const wordsSaid = (words: RegExp): string =>
  words.test('hello') ? ' without "action:"' : words.test('S100') ? ' with S100' : ' alone';
const harmless = [...dialectsOf].map(([{ codes, words, where, what, source }, dialects]) => {
  const behind = words === undefined ? '' : wordsSaid(words);
  return `| ${codes}${behind} | ${where} | ${what} | ${dialects.join(', ')} | ${source} |`;
});
writeSection('### Harmless lines, by dialect', [
  '| lines | where | what they do | dialects | source |',
  '|---|---|---|---|---|',
  ...harmless,
]);

async function figures(): Promise<string[]> {
  const rows: string[] = [];
  for (const [i, profile] of listProfiles(libraryFolder('printers')).entries()) {
    const score = await judgeMutations(profile, edits, 2000 + i, true);
    const cells = [profile.id, profile.dialect, score.edits, score.noticed, score.byReadings, score.harmless.length];
    rows.push(`| ${[...cells, score.missed.length].join(' | ')} |`);
  }
  return rows;
}

if (!process.argv.includes('--lines')) {
  const rows = await figures();
  writeSection('### Single edits, by profile', [
    `A small job of two inks is planned for each profile, and its file edited ${edits} times in one place, by ${mutationKinds.length} kinds`,
    'in turn (lines inserted, dropped, repeated, swapped and moved; values, feed rates, signs, letters, codes and words',
    'changed; comments, small letters, commas, exponents, checksums, arcs, second commands, foreign bytes, long lines).',
    '`check --job` notices an edit by the lines or by the readings; what it does not notice stands on a list of harmless',
    'edits that the test keeps by itself, each with the source of its firmware. Made by `npm run mutations`.',
    '',
    '| profile | dialect | edits | noticed | by the readings alone | harmless by the firmware | missed |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ]);
  console.log(rows.join('\n'));
}
