import { expect, test } from 'vitest';
import { libraryFolder } from '../../src/plan/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { draws, seedFrom } from '../proving.ts';
import { judgeMutations } from './judge-mutations.ts';
import { mutationKinds } from './mutate.ts';

// Single edits of a file of ours on every profile: each is noticed with the job, or stands on the list of harmless ones
// with the firmware's source. What the white list of the program calls harmless excuses nothing here.

const profiles = listProfiles(libraryFolder('printers'));

test.each(profiles.map((profile, i) => [profile.id, profile, i] as const))(
  '%s: every edit is noticed or harmless by its firmware',
  async (_, profile, i) => {
    const { edits, missed, noticed } = await judgeMutations(profile, draws(120, 2000), seedFrom(1000 + i));
    expect(missed.map(({ kind, was, is, row }) => `${kind}: ${row + 1} "${was}" → "${is}"`)).toEqual([]);
    expect(edits).toBeGreaterThanOrEqual(100);
    expect(noticed / edits).toBeGreaterThan(0.85);
  },
);

test('there are kinds of every sort', () => {
  expect(mutationKinds.length).toBeGreaterThan(25);
});
