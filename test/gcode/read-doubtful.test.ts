import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';

const folder = join(import.meta.dirname, '../../printers');
const read = (text: string, printer: string | null = null) =>
  readGcode(new TextEncoder().encode(text), printer === null ? null : loadProfile(printer, folder));
const codes = (text: string, printer: string | null = null) =>
  read(text, printer)
    .findings.filter(({ code }) => code !== 'no-printer')
    .map(({ code, where }) => [code, where.line]);
const laidMm = (text: string, printer: string | null = null) =>
  read(text, printer).totals.reduce((sum, { extrudedMm }) => sum + extrudedMm, 0);
const lastPlace = (text: string, printer: string | null = null) => {
  const { x, y, z, count } = read(text, printer).motions;
  return [x[count - 1] / 1e6, y[count - 1] / 1e6, z[count - 1] / 1e6];
};

const begin = 'G21\nG90\nM83\nG1 X0 Y0 Z1 F600\n';

describe('arcs', () => {
  test('whose end lies off their circle are told with the line', () => {
    expect(codes(`${begin}G2 X20 Y0 I3 J0 E1\n`)).toEqual([['arc-off-circle', 5]]);
    expect(codes(`${begin}G2 X20 Y0 I10 J0 E1\n`)).toEqual([]);
    // Digits of a slicer: a thousandth of the radius, as GRBL allows (gcode.c).
    expect(codes(`${begin}G2 X14.142 Y14.142 I20 J0 E1\nG3 X0 Y0 I-9 J-9 E1\n`).map(([code]) => code)).toContain(
      'arc-off-circle',
    );
    expect(codes(`${begin}G2 X5.858 Y14.142 I20 J0 E1\n`)).toEqual([]);
  });

  test.each([
    ['a radius', 'G2 X20 Y0 R10 E1'],
    ['no centre', 'G2 X20 Y0 E1'],
    ['relative coordinates', 'G91\nG2 X20 Y0 I10 J0 E1'],
  ])('with %s are refused by Klipper', (_, line) => {
    expect(codes(`${begin}${line}\n`, 'klipper-syringe').map(([code]) => code)).toContain('arc-refused');
    expect(codes(`${begin}${line}\n`, 'marlin-syringe').map(([code]) => code)).not.toContain('arc-refused');
  });

  test('in the plane of X and Z turn from X to Z on Klipper, from Z to X elsewhere', () => {
    const file = `${begin}G1 Z50\nG18\nG2 X20 Z50 I10 K0 E1\n`;
    const heights = (printer: string) => {
      const { z, count } = read(file, printer).motions;
      return Math.max(...z.slice(0, count)) / 1e6;
    };
    expect(heights('klipper-syringe')).toBeCloseTo(60, 2);
    expect(heights('e3d-toolchanger-duet')).toBeCloseTo(50, 2);
  });

  test('with P turn more often where no printer is named only', () => {
    const circle = `${begin}G2 X0 Y0 I5 J0 P3 E1\n`;
    expect(laidMm(circle)).toBeCloseTo(3 * 10 * Math.PI, 1);
    expect(laidMm(circle, 'marlin-syringe')).toBeCloseTo(10 * Math.PI, 1);
  });
});

test('a negative wait takes no time off the print, and is reported', () => {
  for (const printer of ['marlin-syringe', 'grbl-pneumatic', null]) {
    const { findings, events } = read('G21\nG90\nG4 P2\nG4 P-100\nG1 X5 Y0 Z1 F600\n', printer);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'dwell-negative', severity: 'warn' }));
    expect(events.filter(({ kind }) => kind === 'dwell')).toHaveLength(1);
  }
});

describe('feed rates', () => {
  test('that are not above zero are told, and the last one stays', () => {
    for (const feed of ['F0', 'F-600']) {
      const { motions, findings } = read(`${begin}G1 X10 E1 ${feed}\nG1 X20 E1\n`, 'marlin-syringe');
      expect([...motions.speed.slice(0, motions.count)]).toEqual([10, 10, 10].map((speed) => expect.closeTo(speed, 6)));
      expect(findings).toMatchObject([{ code: 'feed-not-positive', where: { line: 5 } }]);
    }
  });

  test('that were not set before the first move are told', () => {
    expect(codes('G21\nG90\nM83\nG1 X10 Y0 Z1 E1\nG1 X20 E1 F600\n')).toEqual([['no-feed', 4]]);
    expect(codes('G21\nG90\nM83\nG0 X10 Y0 Z1\nG1 X20 E1 F600\n')).toEqual([]);
    expect(codes('G21\nG90\nM83\nG1 F600\nG1 X20 E1\n')).toEqual([]);
  });
});

describe('factors', () => {
  const volumes = (line: string, printer: string) => {
    const { motions } = read(`${begin}${line}\nG1 X10 E1\n`, printer);
    return [...motions.volume.slice(0, motions.count)];
  };
  const full = (printer: string) => volumes('G1 X0', printer).at(-1)!;

  test.each(['marlin-syringe', 'e3d-toolchanger-duet'])('of 0 % on the plunger lay nothing on %s', (printer) => {
    expect(volumes('M221 S0', printer).at(-1)).toBe(0);
    expect(codes(`${begin}M221 S0\nG1 X10 E1\n`, printer)).toEqual([['multiplied-m221', 5]]);
  });

  test.each([
    ['klipper-syringe', 'M221 S0'],
    ['klipper-syringe', 'M220 S0'],
    ['marlin-syringe', 'M221 S-10'],
    ['marlin-syringe', 'M220 S0'],
    ['marlin-syringe', 'M220 S-5'],
  ])('that mean nothing are told and left out: %s, %s', (printer, line) => {
    expect(codes(`${begin}${line}\nG1 X10 E1\n`, printer)).toEqual([['factor-not-positive', 5]]);
    expect(volumes(line, printer).at(-1)).toBe(full(printer));
  });

  test('are whole per cent to Marlin', () => {
    expect(volumes('M221 S150.9', 'marlin-syringe').at(-1)! / full('marlin-syringe')).toBeCloseTo(1.5, 6);
    expect(volumes('M221 S150.9', 'e3d-toolchanger-duet').at(-1)! / full('e3d-toolchanger-duet')).toBeCloseTo(1.509, 5);
  });
});

test.each(['M0 P500', 'M0 S5', 'M1 P500 S0'])('%s is no pause on Marlin, which resumes by itself', (line) => {
  expect(codes(`${begin}G1 X5 E1\n${line}\nG1 X10 E1\n`, 'marlin-syringe')).toEqual([['timed-pause', 6]]);
  expect(codes(`${begin}G1 X5 E1\n${line}\nG1 X10 E1\n`, 'grbl-pneumatic')).not.toContain('timed-pause');
});

test('a bare G92 calls the place 0 on Klipper, and does nothing on Marlin', () => {
  const file = `${begin}G1 X10 Y20\nG92\nG1 X5 E1\n`;
  expect(lastPlace(file, 'klipper-syringe')).toEqual([15, 20, 1]);
  expect(lastPlace(file, 'marlin-syringe')).toEqual([5, 20, 1]);
});

describe('a place that gets its name before any motion', () => {
  const travel = (text: string, printer: string | null = null) =>
    read(text, printer).totals.reduce((sum, { travelMm }) => sum + travelMm, 0);

  test('is where the first motion starts', () => {
    const file = 'G21\nG90\nM83\nG92 X60 Y60 Z5\nG1 Z15 F600\nG1 X62\n';
    expect(read(file).motions.start).toEqual([60e6, 60e6, 5e6]);
    expect(travel(file)).toBeCloseTo(12, 6);
  });

  test('is no way of the needle behind others, either', () => {
    const file = 'G21\nG90\nM83\nG1 X10 F600\nG92 Z5\nG1 Z7\n';
    expect(travel(file)).toBeCloseTo(12, 6);
  });

  test('is that of the tool which is selected first', () => {
    const { x, y } = loadProfile('allevi-biobot1', folder).tools[1].offset;
    expect(read('G21\nG90\nT1\nG1 Z1 F600\n', 'allevi-biobot1').motions.start).toEqual([x * 1e6, y * 1e6, 0]);
  });
});
