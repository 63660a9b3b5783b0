import { expect, test } from 'vitest';
import { compareLines } from '../../src/check/readback/compare-lines.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { draws, seedFrom } from '../proving.ts';
import { judgeMutations } from './judge-mutations.ts';
import { mutationKinds, smallPlan } from './mutate.ts';

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

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: what says nothing is left alone',
  async (_, profile) => {
    const { gcode } = await smallPlan(profile);
    const lines = new TextDecoder().decode(gcode!).split('\n');
    const differences = (edited: string) => compareLines(new TextEncoder().encode(edited), gcode!, profile).length;
    expect(differences(lines.join('\r\n'))).toBe(0);
    expect(differences(lines.flatMap((line) => [line, '', '; a remark']).join('\n'))).toBe(0);
    expect(
      differences(lines.filter((line) => !/^; (?!POST|BEGIN|VERSION|PRINTER_NAME|END)/.test(line)).join('\n')),
    ).toBe(0);
    // Lines above the header are comments that the machine or its host looks for.
    for (const head of profile.preamble) {
      expect(differences(lines.filter((line) => line !== head).join('\n')), head).toBe(1);
    }
  },
);

test('a file of another plan is refused without looking for what both have in common', () => {
  const file = (feed: number) =>
    new TextEncoder().encode(Array.from({ length: 20_000 }, (_, i) => `G1 X${i % 100} Y${i} F${feed}`).join('\n'));
  const started = process.cpuUsage();
  const found = compareLines(file(600), file(601), profiles[0]);
  expect(found.at(-1)?.what).toContain('At least 1000 more lines');
  expect(process.cpuUsage(started).user).toBeLessThan(3e6);
});

test('there are kinds of every sort', () => {
  expect(mutationKinds.length).toBeGreaterThan(25);
});
