import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readback } from '../../src/check/readback/readback.ts';
import { dialectOf } from '../../src/firmware/dialects.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { construct, jobOf, plan, stepsOf, strand } from '../program/plan-fixture.ts';
import { commands, writtenBytes } from './synthetic-program.ts';

const profiles = listProfiles(join(import.meta.dirname, '../../printers'));

/** Three strands, the second where the first ends, the third apart from them. */
const joined = construct([
  [
    strand([
      [-3, 0],
      [3, 0],
    ]),
    strand([
      [3, 0],
      [3, 4],
    ]),
    strand([
      [-3, 2],
      [-3, 4],
    ]),
  ],
]);

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: strands that continue each other are one flow in the file too',
  (_, profile) => {
    const job = jobOf(['a'], {}, { preflow: 0.3, postflow: 0.2, prime: 0, strandPrime: 0.1 });
    const program = plan(joined, { profile, job });
    const bytes = writtenBytes(writeGcode(program, profile));
    const text = Buffer.from(bytes).toString('latin1');
    expect(readback(program, profile, bytes)).toEqual([]);
    expect(text).toContain('starts: 2,');
    const reading = readGcode(bytes, profile);
    expect(reading.strands.count).toBe(3);
    expect(reading.totals.reduce((sum, { starts }) => sum + starts, 0)).toBe(2);
    const [first, second] = stepsOf(program, 'strand');
    const from = text.indexOf(`;BIO:strand=${first.id} `);
    const seam = text.indexOf(';BIO:end', from);
    const between = text.slice(seam, text.indexOf(`;BIO:strand=${second.id} `));
    expect(commands(between)).toEqual([]);
    const { dispenser } = program.header.tools.map(({ tool }) => profile.tools.find(({ id }) => id === tool)!)[0];
    if (dispenser.by !== 'valve') return;
    const lines = commands(text.slice(from));
    const { sync } = dialectOf(profile.dialect);
    expect(lines.filter((line) => dispenser.open.includes(line) && !sync.includes(line))).toHaveLength(2);
  },
);
