import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { motionFlag } from '../../src/gcode/motion.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import type { GcodeReading } from '../../src/gcode/reading/reading.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { Step, StrandStep } from '../../src/program/step.ts';
import { buildProgram, type ProgramSpec, type StrandSpec, writtenBytes } from './synthetic-program.ts';

const profiles = listProfiles(join(import.meta.dirname, '../../printers'));

interface StrandRead {
  id: number;
  tool: string;
  lengthMm: number;
  volumeUl: number;
}

function strandsRead(reading: GcodeReading): StrandRead[] {
  const { motions, strands, tools } = reading;
  const found: StrandRead[] = Array.from({ length: strands.count }, (_, row) => ({
    id: strands.id[row],
    tool: '',
    lengthMm: 0,
    volumeUl: 0,
  }));
  for (let i = 0; i < motions.count; i++) {
    const row = motions.strand[i];
    if (row < 0) continue;
    const [x, y, z] = i === 0 ? motions.start : [motions.x[i - 1], motions.y[i - 1], motions.z[i - 1]];
    found[row].lengthMm += Math.hypot(motions.x[i] - x, motions.y[i] - y, motions.z[i] - z) / 1e6;
    found[row].volumeUl += motions.volume[i];
    found[row].tool = tools[motions.tool[i]].id;
  }
  return found;
}

function compare(profile: Profile, spec: ProgramSpec): void {
  const program = buildProgram(profile, spec);
  const reading = readGcode(writtenBytes(writeGcode(program, profile)), profile);
  const read = strandsRead(reading);
  const planned = program.steps.filter((step): step is StrandStep => step.kind === 'strand');
  expect(read.map(({ id }) => id)).toEqual(planned.map(({ id }) => id));
  planned.forEach((step, row) => {
    const pushed = profile.tools.find(({ id }) => id === step.tool)?.dispenser.by === 'plunger';
    expect(read[row].tool, `${profile.id} tool of strand ${row}`).toBe(step.tool);
    expect(relative(read[row].lengthMm, step.lengthMm), `${profile.id} length of strand ${row}`).toBeLessThan(1e-4);
    if (!pushed) return;
    expect(relative(read[row].volumeUl, step.volumeUl), `${profile.id} volume of strand ${row}`).toBeLessThan(1e-4);
  });
}

const relative = (a: number, b: number): number => Math.abs(a - b) / b;

const coordinate = fc.integer({ min: -15_000_000, max: 15_000_000 });
const longEnough = ({ points }: StrandSpec): boolean => {
  // On short segments the printed digits (0.1 um) are the limit, not the writer.
  for (let i = 2; i < points.length; i += 2) {
    if (Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]) < 2_000_000) return false;
  }
  return true;
};
const strand: fc.Arbitrary<StrandSpec> = fc
  .record({
    tool: fc.integer({ min: 0, max: 5 }),
    points: fc
      .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 8 })
      .map((points): number[] => points.flat()),
    closed: fc.boolean(),
    area: fc.double({ min: 0.005, max: 0.5, noNaN: true }),
    speed: fc.double({ min: 0.5, max: 30, noNaN: true }),
    role: fc.constantFrom('contour' as const, 'lattice' as const, 'fill' as const),
  })
  .filter(longEnough);

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: what is read back equals the program within the printed digits',
  (_, profile) => {
    fc.assert(
      fc.property(fc.array(strand, { minLength: 1, maxLength: 6 }), (strands) => {
        compare(profile, { strands });
      }),
      { numRuns: 25, seed: 7 },
    );
  },
);

const around = (profile: Profile): { before: Step[]; after: Step[] } => {
  const [first] = profile.tools;
  const target = { of: 'tool', tool: first.id } as const;
  const lamp = profile.lamps.at(0);
  const celsius = first.temperature === null ? null : Math.round((first.temperature[0] + first.temperature[1]) / 2);
  return {
    before: [
      ...(celsius === null ? [] : [{ kind: 'temperature', target, celsius, wait: true } as const]),
      { kind: 'pressure', tool: first.id, kPa: 62.5 },
      { kind: 'message', text: 'Lid off; check the needle (25G)' },
    ],
    after: [
      { kind: 'dwell', seconds: 1.5, why: 'let the strands settle' },
      ...(lamp === undefined
        ? []
        : [
            {
              kind: 'cure',
              layer: 0,
              well: '-',
              wavelength: lamp.wavelengths[0],
              irradiance: 20,
              intensity: 80,
              seconds: 4,
              lamp: lamp.id,
            } as const,
          ]),
      { kind: 'pause', message: 'Add medium' },
    ],
  };
};

const square = [0, 0, 8_000_000, 0, 8_000_000, 8_000_000, 0, 8_000_000];

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: priming, relaxing, delays, light and pauses around strands change no strand',
  (_, profile) => {
    const start = { preflow: 0.2, prime: 0.15 };
    const end = { postflow: 0.1, relax: 0.1 };
    compare(profile, {
      ...around(profile),
      strands: [
        { tool: 0, points: square, closed: true, role: 'contour', start, end },
        { tool: 1, points: square.slice(0, 6), start, end },
        { tool: 0, points: square, rise: [0, 50_000, 100_000, 150_000], start, end },
      ],
    });
  },
);

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: the last millimetres of a coasted strand are moved without ink',
  (_, profile) => {
    const program = buildProgram(profile, { strands: [{ tool: 0, points: square, end: { coast: 3 } }] });
    const reading = readGcode(writtenBytes(writeGcode(program, profile)), profile);
    const [read] = strandsRead(reading);
    expect(read.lengthMm).toBeCloseTo(24, 6);
    if (profile.tools[0].dispenser.by === 'plunger') expect(read.volumeUl / (0.0714 * 21)).toBeCloseTo(1, 5);
    const flowing = extrudingLength(reading);
    expect(flowing).toBeCloseTo(21, 6);
  },
);

function extrudingLength({ motions }: GcodeReading): number {
  let length = 0;
  for (let i = 1; i < motions.count; i++) {
    if ((motions.flags[i] & motionFlag.extrudes) === 0) continue;
    length += Math.hypot(motions.x[i] - motions.x[i - 1], motions.y[i] - motions.y[i - 1]) / 1e6;
  }
  return length;
}
