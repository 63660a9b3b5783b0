import { expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { readback } from '../../src/check/readback/readback.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { plan } from '../../src/plan/plan.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { box } from '../../src/scaffold/solids.ts';
import { jobInput } from './plan-job.ts';

// The lines that a profile brings along move the machine as well: what they reach is judged before anything is written.

const tower = (height: number) => {
  const triangles = box(4, 4, 0, height);
  return { 'tower.stl': writeStl({ name: 'tower', triangles, bounds: boundsOf(triangles) }) };
};

async function planned(height: number, printer: string, change: (profile: Profile) => Profile = (profile) => profile) {
  const job = {
    printer,
    inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 25 }, width: 0.4 } },
    parts: [{ mesh: 'tower.stl', ink: 'gel', laydown: { spacing: 3 } }],
    layers: { height: 0.4 },
  };
  const input = jobInput(job, tower(height));
  const profile = change(input.profile);
  const { program, findings, refusedBy, gcode } = await plan(
    { ...input, profile },
    { allow: ['flow', 'temperature', 'overhang'] },
  );
  return { program, profile, refusedBy, gcode, findings: findings.filter(({ gate }) => gate === 'bounds') };
}

test('an end that rises beyond the reach of the machine is refused, one that just stays inside is not', async () => {
  // This end lifts by 10 mm from 1 mm above the print; the machine reaches 100 mm.
  const lift = (profile: Profile) => ({ ...profile, end: ['G91', 'G0 Z10 F600', 'G90', 'M400'] });
  const { refusedBy, findings, gcode } = await planned(95.2, 'marlin-syringe', lift);
  expect(refusedBy).toEqual(['bounds']);
  expect(gcode).toBeNull();
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ code: 'own-lines-out-of-reach', severity: 'refuse' });
  expect(findings[0].numbers!['beyondMm']).toBeCloseTo(6.2, 6);
  expect((await planned(88.8, 'marlin-syringe', lift)).refusedBy).toEqual([]);
  // The profile as it ships rises above the print and no farther.
  expect((await planned(95.2, 'marlin-syringe')).refusedBy).toEqual([]);
});

const sideways = (where: 'start' | 'end', line: string) => (profile: Profile) => ({
  ...profile,
  [where]: [...profile[where], 'G90', line],
});

test.each([
  ['start', 'G0 X140 F3000', 'X 140 mm, 20 mm beyond its limit of 120 mm'],
  ['end', 'G0 Y-5 F3000', 'Y -5 mm, 5 mm beyond its limit of 0 mm'],
  ['end', 'G0 Z-1 F300', 'Z -1 mm, 1 mm below the surface printed on'],
] as const)('lines of the %s (%s) are judged', async (where, line, words) => {
  const { refusedBy, findings } = await planned(1.2, 'marlin-syringe', sideways(where, line));
  expect(refusedBy).toEqual(['bounds']);
  expect(findings[0].what).toContain(words);
});

test('a safe height in the end lines clears a print that is taller than the profile calls safe', async () => {
  const rise = (profile: Profile) => ({ ...profile, end: ['G90', 'G0 Z{safeZ} F600', 'M400'] });
  const { program, profile, refusedBy, gcode } = await planned(40, 'marlin-syringe', rise);
  expect(refusedBy).toEqual([]);
  const text = Buffer.from(gcode!).toString('latin1');
  const [line, height] = /G0 Z([\d.]+) F600\nM400\n$/.exec(text)!;
  expect(Number(height)).toBeGreaterThanOrEqual(40);
  // The profile's own 25 mm would be within the print: such a file is not equal to its plan.
  const low = Buffer.from(text.slice(0, -line.length) + line.replace(height, '25'), 'latin1');
  expect(readback(program, profile, low).map(({ code }) => code)).toContain('end-block');
});

/** What a file does up to its first strand, word by word: no profile, no reader of ours. */
function before(gcode: Uint8Array): string[] {
  const lines = Buffer.from(gcode).toString('latin1').split('\n');
  const first = lines.findIndex((line) => line.startsWith(';BIO:strand='));
  return lines.slice(0, first).filter((line) => /^[A-Z$]/.test(line));
}

test.each([
  ['homing', { homing: { commands: ['G28 X Y'], z: false } }, /^G28 X Y$/],
  ['a move of the start block', { start: ['M302 P1', 'G0 X5 Y5 F3000'] }, /^G0 X5 Y5/],
  ['another tool, whose offset the firmware drives out', { start: ['T1'] }, /^T1$/],
] satisfies [string, Partial<Profile>, RegExp][])(
  'before %s the needles rise above all that is printed',
  async (_, change, sideways) => {
    const { gcode, refusedBy } = await planned(30, 'marlin-syringe', (profile) => ({
      ...profile,
      ...change,
    }));
    expect(refusedBy).toEqual([]);
    const lines = before(gcode!);
    const at = lines.findIndex((line) => sideways.test(line));
    const rise = lines.findIndex((line) => /^G0 Z[\d.]+ F[\d.]+$/.test(line));
    expect(at).toBeGreaterThan(rise);
    expect(Number(/Z([\d.]+)/.exec(lines[rise])![1])).toBeGreaterThanOrEqual(30);
    expect(lines.slice(0, rise).every((line) => /^(G21|G90|M\d+)/.test(line))).toBe(true);
  },
);

test('heads with heights of their own all rise before the machine homes', async () => {
  const { gcode, refusedBy } = await planned(1.2, 'printess', (profile) => ({
    ...profile,
    homing: { commands: ['G28 X Y'], z: false },
  }));
  expect(refusedBy).toEqual([]);
  const lines = before(gcode!);
  expect(lines.findIndex((line) => /^G0 Z[\d.]+/.test(line))).toBeLessThan(lines.indexOf('G28 X Y'));
});

test('a start that homes before it rises is named in files of others, and one that rises is not', () => {
  const profile = loadProfile('marlin-syringe', libraryFolder('printers'));
  const codes = (lines: string[]) =>
    checkGcode(new TextEncoder().encode(`${lines.join('\n')}\n`), { profile }).findings.map(({ code }) => code);
  expect(codes(['G21', 'G90', 'G28 X Y', 'G0 Z25', 'G1 X10 Y10'])).toContain('sideways-before-rise');
  expect(codes(['G21', 'G90', 'G1 X10 Y10', 'G0 Z25'])).toContain('sideways-before-rise');
  expect(codes(['G21', 'G90', 'G0 Z25', 'G28 X Y', 'G1 X10 Y10'])).not.toContain('sideways-before-rise');
});
