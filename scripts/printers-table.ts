import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolder } from '../src/plan/inputs/load-library.ts';
import { listProfiles } from '../src/printer/load-profiles.ts';
import type { Profile } from '../src/printer/profile.ts';
import { groupedValues, sourcedValues } from '../src/printer/sourced-values.ts';
import type { MakersNumbers } from '../test/printer/makers-numbers.ts';

// Writes into docs/printers.md what of each printer is sourced, inferred and unknown: `npm run printers`.

export const printersDoc = join(import.meta.dirname, '../docs/printers.md');
const makersFolder = join(import.meta.dirname, '../test/printer/makers');
const heading = '## What is sourced, inferred and unknown';

/** The page with its part about sources written anew. */
export function withSources(text: string): string {
  const before = text.includes(heading) ? text.slice(0, text.indexOf(heading)) : `${text.trimEnd()}\n\n`;
  const profiles = listProfiles(libraryFolder('printers')).map((profile) => ({ profile, numbers: numbersOf(profile) }));
  const lines = [
    heading,
    '',
    'Numbers and codes that a maker’s own files or a firmware write stand in `test/printer/makers/`, each with its source, and a test plans a small job on every printer and looks for them in the lines written. The rest of a profile is inferred, general knowledge or a choice of this project: measure it on your machine. Made by `npm run printers`.',
    '',
    '| id | places, codes and numbers proven | values of the profile read in a source | inferred or chosen |',
    '|---|---|---|---|',
    ...profiles.map(({ profile, numbers }) => {
      const { sourced, chosen } = sourcedValues(profile);
      const { places, writes, never, values } = numbers;
      const proven = places.length + writes.length + never.length + values.length;
      return `| \`${profile.id}\` | ${proven} | ${sourced.length} | ${chosen.length} |`;
    }),
    '',
    ...profiles.flatMap(({ profile, numbers }) => describe(profile, numbers)),
  ];
  return `${before}${lines.join('\n').trimEnd()}\n`;
}

const numbersOf = ({ id }: Profile): MakersNumbers =>
  JSON.parse(readFileSync(join(makersFolder, `${id}.json`), 'utf8')) as MakersNumbers;

function describe(profile: Profile, { places, writes, never, values, unknown }: MakersNumbers): string[] {
  const at = places.map(({ what, at: [x, y] }) => `${what} at X ${x} Y ${y}`);
  const numbers = values.map(({ what, value }) => `${what} ${typeof value === 'number' ? value : `\`${value}\``}`);
  const sources = [...new Set([...places, ...writes, ...never, ...values].map(({ source }) => source))];
  return [
    `**${profile.id}**`,
    '',
    `- Sourced: ${[...at, ...writes.map(({ what }) => what), ...numbers].join('; ')}. Never written: ${never.map(({ what }) => what).join('; ')}.`,
    `- From: ${sources.join('; ')}.`,
    `- Inferred or chosen: ${groupedValues(sourcedValues(profile).chosen)
      .map((path) => `\`${path}\``)
      .join(', ')}.`,
    `- Unknown: ${unknown.join('; ')}.`,
    '',
  ];
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(printersDoc, withSources(readFileSync(printersDoc, 'utf8')));
}
