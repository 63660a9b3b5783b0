import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readback } from '../../src/check/readback/readback.ts';
import { dialectOf } from '../../src/firmware/dialects.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { inspectLines } from '../../src/machine/lines/inspect-lines.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { Step } from '../../src/program/step.ts';
import { buildProgram, type ProgramSpec, type StrandSpec, writtenBytes } from '../gcode/synthetic-program.ts';
import { draws, runs } from '../proving.ts';

const profiles = listProfiles(join(import.meta.dirname, '../../printers'));
const named = profiles.map((profile) => [profile.id, profile] as const);

const coordinate = fc.integer({ min: -15_000_000, max: 15_000_000 });
const strand: fc.Arbitrary<StrandSpec> = fc.record({
  tool: fc.integer({ min: 0, max: 5 }),
  points: fc
    .array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 8 })
    .map((points): number[] => points.flat())
    .filter((points) => Math.hypot(points[2] - points[0], points[3] - points[1]) > 1e6),
  closed: fc.boolean(),
  area: fc.double({ min: 0.005, max: 0.5, noNaN: true }),
  speed: fc.double({ min: 0.5, max: 30, noNaN: true }),
  start: fc.record({ preflow: fc.constantFrom(0, 0.05, 0.25), prime: fc.constantFrom(0, 0.5) }),
  end: fc.record({
    postflow: fc.constantFrom(0, 0.03),
    coast: fc.constantFrom(0, 0.3),
    relax: fc.constantFrom(0, 0.5),
  }),
});

function around(profile: Profile): { before: Step[]; after: Step[] } {
  const [tool] = profile.tools;
  const lamp = profile.lamps[0];
  const light: Step[] =
    lamp === undefined
      ? []
      : [
          {
            kind: 'cure',
            layer: 0,
            well: '-',
            wavelength: lamp.wavelengths[0],
            irradiance: null,
            intensity: 80,
            seconds: 5,
            lamp: lamp.id,
          },
        ];
  return {
    before: [
      { kind: 'message', text: 'Lid off' },
      { kind: 'prime', tool: tool.id, volumeUl: 3, flow: 1.5 },
      { kind: 'dwell', seconds: 2, why: 'settle' },
    ],
    after: [...light, { kind: 'pause', message: 'done' }],
  };
}

describe.each(named)('%s', (_, profile) => {
  test('both readers find in the file what the program says', () => {
    fc.assert(
      fc.property(fc.array(strand, { minLength: 1, maxLength: 6 }), (strands) => {
        const program = buildProgram(profile, { strands, ...around(profile) });
        expect(readback(program, profile, writtenBytes(writeGcode(program, profile)))).toEqual([]);
      }),
      runs(11, 10, 200),
    );
  });
});

describe('paths of many short pieces', () => {
  const marlin = profiles.find(({ id }) => id === 'marlin-syringe')!;
  /** Pieces of one length, which all round to 0.1 µm the same way. */
  const zigzag = (pieceNm: number, pieces: number): ProgramSpec => ({
    strands: [
      {
        tool: 0,
        points: Array.from({ length: pieces + 1 }, (_, i) => [
          (i >> 1) * pieceNm + (i & 1) * pieceNm,
          (i % 2) * pieceNm,
        ]).flat(),
      },
    ],
  });

  test.each([
    [49, 5000],
    [139_149, 280],
    [139_051, 280],
    [1_049, 2000],
  ])('of %i nm, %i of them, are read back as planned', (pieceNm, pieces) => {
    const program = buildProgram(marlin, zigzag(pieceNm, pieces));
    expect(readback(program, marlin, writtenBytes(writeGcode(program, marlin)))).toEqual([]);
  });

  test('a long piece may be off by its own two roundings only', () => {
    const program = buildProgram(marlin, { strands: [{ tool: 0, points: [0, 0, 15e6, 0] }] });
    const short = program.steps.map((step) =>
      step.kind === 'strand' ? { ...step, lengthMm: step.lengthMm - 4e-4 } : step,
    );
    const bytes = writtenBytes(writeGcode(program, marlin));
    expect(readback({ ...program, steps: short }, marlin, bytes).map(({ code }) => code)).toContain('strand-length');
  });
});

const square: ProgramSpec = {
  strands: [
    { tool: 0, points: [0, 0, 10e6, 0, 10e6, 10e6], closed: true, start: { preflow: 0.1 }, end: { postflow: 0.05 } },
    { tool: 1, points: [1e6, 1e6, 9e6, 1e6, 9e6, 5e6, 1e6, 5e6] },
    { tool: 0, points: [2e6, 7e6, 8e6, 7e6], end: { coast: 0.4 } },
  ],
};

type Mutation = (lines: string[], at: number) => string[] | null;

const mutations: Record<string, Mutation> = {
  deletes: (lines, at) => lines.toSpliced(at, 1),
  duplicates: (lines, at) => lines.toSpliced(at, 0, lines[at]),
  'changes a number of': (lines, at) => {
    // The first digit of the last number: the last digits of E are below the tolerance.
    const digit = /\d(?=[\d.]*$)/.exec(lines[at].replace(/(?<=\.)0+(?=\d)/, (zeros) => '-'.repeat(zeros.length)));
    if (digit === null) return null;
    const other = (Number(digit[0]) + 5) % 10;
    return lines.with(at, lines[at].slice(0, digit.index) + other + lines[at].slice(digit.index + 1));
  },
};

const isStrand = (line: string): boolean => line.startsWith(';BIO:strand');

/** All that a machine would do, as text: two files with the same text print the same. */
function deeds(bytes: Uint8Array, profile: Profile): string {
  const reading = readGcode(bytes, profile);
  const { motions, events, atEnd } = reading;
  const open = inspectLines(bytes, profile, reading);
  const { x, y, z, volume, speed, flags, tool } = motions;
  const rows = Array.from(x, (_, i) => [x[i], y[i], z[i], volume[i], speed[i], flags[i], tool[i]]);
  // A dialect may wait a millisecond only to let motion end.
  const acts = events
    .filter((event) => event.kind !== 'dwell' || event.seconds > 0.01)
    .map((event) => ({ ...event, line: 0, values: null }));
  return JSON.stringify({ rows, acts, atEnd, open: open.map(({ command, count }) => [command, count]) });
}

/** Before which commands that are no motion, and whether at the end, all motion has ended: a reading tells no waits. */
function waits(lines: readonly string[], { dialect }: Profile): string {
  const { sync } = dialectOf(dialect);
  let quiet = false;
  const stated: string[] = [];
  for (const line of lines) {
    if (line === '' || line.startsWith(';')) continue;
    if (sync.includes(line)) quiet = true;
    else if (/^[GTD](?!4 |9\d)/.test(line)) quiet = false;
    else stated.push(`${line} ${quiet}`);
  }
  return [...stated, quiet].join('\n');
}

describe.each(Object.entries(mutations))('a file where somebody %s a line', (_, mutate) => {
  test.each(named)('is refused for %s, unless the machine would do the same', (_id, profile) => {
    const program = buildProgram(profile, { ...square, ...around(profile) });
    const bytes = writtenBytes(writeGcode(program, profile));
    const whole = deeds(bytes, profile);
    const lines = new TextDecoder().decode(bytes).split('\n');
    // Said twice it is one wait.
    const awaits = (line: string, mutated: string[]) =>
      dialectOf(profile.dialect).sync.includes(line) && mutated.length <= lines.length;
    const waitsWhole = waits(lines, profile);
    const passed: string[] = [];
    let refused = 0;
    lines.forEach((line, at) => {
      // Comments are for people and for viewers, save those that strands begin and end with.
      if ((line.startsWith(';') && !isStrand(line)) || line === '') return;
      // Every line until one is refused, as duplicates seldom are; then a third of them, and all in a proof.
      if (refused > 0 && at % draws(3, 1) !== 0) return;
      const mutated = mutate(lines, at);
      if (mutated === null) return;
      const changed = new TextEncoder().encode(mutated.join('\n'));
      if (readback(program, profile, changed).length > 0) refused++;
      else if (
        deeds(changed, profile) !== whole ||
        (awaits(line, mutated) && waits(lines.toSpliced(at, 1), profile) !== waitsWhole)
      )
        passed.push(`${at + 1}: ${line} -> ${mutated[at]}`);
    });
    expect(passed).toEqual([]);
    // Saying an absolute move twice is harmless, so few duplicates change anything.
    expect(refused).toBeGreaterThan(0);
  });
});

describe('what stands around the strands', () => {
  const [allevi, marlin] = ['allevi-biobot1', 'marlin-syringe'].map((id) => profiles.find((one) => one.id === id)!);
  const without = (profile: Profile, pick: (lines: string[]) => number): string[] => {
    const program = buildProgram(profile, { ...square, ...around(profile) });
    const lines = new TextDecoder().decode(writtenBytes(writeGcode(program, profile))).split('\n');
    const changed = lines.toSpliced(pick(lines), 1).join('\n');
    return readback(program, profile, new TextEncoder().encode(changed)).map(({ code }) => code);
  };

  test('a valve that no longer waits for the motion is refused', () => {
    expect(without(allevi, (lines) => lines.indexOf('M42 P16 S255', lines.findIndex(isStrand)) - 1)).toContain(
      'not-synchronised',
    );
  });

  test('a start or end block with a line less is refused', () => {
    expect(without(marlin, (lines) => lines.indexOf(marlin.start[0]))).toContain('block');
    expect(without(marlin, (lines) => lines.lastIndexOf(marlin.end[0]))).toContain('end-block');
  });

  test.each(named.filter(([, { lamps }]) => lamps.some(({ on }) => on.length > 0)))(
    '%s: light of another strength or length is refused',
    (_, profile) => {
      const { before, after } = around(profile);
      const program = buildProgram(profile, { ...square, before: [...before, ...after], after });
      const lines = new TextDecoder().decode(writtenBytes(writeGcode(program, profile))).split('\n');
      const [lamp] = profile.lamps;
      const switches = lamp.on.filter((line) => /\{(pwm|fraction|intensity|seconds)\}/.test(line));
      const starts = switches.map((line) => line.slice(0, line.indexOf('{')));
      const lit = lines.flatMap((line, at) => (starts.some((text) => line.startsWith(text)) ? [at] : []));
      const changed = lit.flatMap((at) => {
        const other = mutations['changes a number of'](lines, at);
        return other === null || lamp.off.includes(lines[at]) ? [] : [other];
      });
      expect(changed.length).toBeGreaterThanOrEqual(switches.length);
      for (const text of changed) {
        expect(readback(program, profile, new TextEncoder().encode(text.join('\n')))).not.toEqual([]);
      }
    },
  );
});
