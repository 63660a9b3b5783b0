import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolder } from '../src/plan/load-library.ts';
import { listProfiles } from '../src/printer/load-profiles.ts';
import { judgeMutations } from '../test/machine/judge-mutations.ts';
import { mutationKinds } from '../test/machine/mutate.ts';

// Writes the figures of single edits by profile into docs/gates.md: `npm run mutations`.

const file = join(import.meta.dirname, '../docs/gates.md');
const heading = '### Single edits, by profile';
const edits = 300;

const rows: string[] = [];
for (const [i, profile] of listProfiles(libraryFolder('printers')).entries()) {
  const score = await judgeMutations(profile, edits, 2000 + i, true);
  const cells = [profile.id, profile.dialect, score.edits, score.noticed, score.byReadings, score.harmless.length];
  rows.push(`| ${[...cells, score.missed.length].join(' | ')} |`);
}
const text = readFileSync(file, 'utf8');
const from = text.indexOf(heading);
const after = text.indexOf('\n## ', from);
const section = [
  heading,
  '',
  `A small job of two inks is planned for each profile, and its file edited ${edits} times in one place, by ${mutationKinds.length} kinds`,
  'in turn (lines inserted, dropped, repeated, swapped and moved; values, feed rates, signs, letters, codes and words',
  'changed; comments, small letters, commas, exponents, checksums, arcs, second commands, foreign bytes, long lines).',
  '`check --job` notices an edit by the lines or by the readings; what it does not notice stands on a list of harmless',
  'edits that the test keeps by itself, each with the source of its firmware. Made by `npm run mutations`.',
  '',
  '| profile | dialect | edits | noticed | by the readings alone | harmless by the firmware | missed |',
  '|---|---|---|---|---|---|---|',
  ...rows,
  '',
];
writeFileSync(file, `${text.slice(0, from)}${section.join('\n')}${text.slice(after)}`);
console.log(rows.join('\n'));
