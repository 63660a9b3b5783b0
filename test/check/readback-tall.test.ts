import { expect, test } from 'vitest';
import { readback } from '../../src/check/readback/readback.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { buildProgram, writtenBytes } from '../gcode/synthetic-program.ts';

const points = [0, 0, 5_000_000, 0];

test.each(listProfiles(libraryFolder('printers')).map((profile) => [profile.id, profile] as const))(
  '%s: a print taller than the safe height of the profile is read back too',
  (_, profile) => {
    const high = Math.round(profile.safeZ * 1e6 + 12_900_000);
    const up = { kind: 'travel', points: Int32Array.from([0, 0, high]), speed: 20, why: 'park' } as const;
    const program = buildProgram(profile, {
      strands: [
        { tool: 0, points },
        { tool: 1, points },
      ],
      after: [up],
    });
    expect(readback(program, profile, writtenBytes(writeGcode(program, profile)))).toEqual([]);
  },
);
