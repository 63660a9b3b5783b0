import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { motionFlag } from '../../src/gcode/motion.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import type { GcodeReading } from '../../src/gcode/reading/reading.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { xCavate } from './x-cavate.ts';

// Files in the manner of other programs, written by hand from the descriptions in reference and manuals.

const profile = (id: string): Profile => loadProfile(id, join(import.meta.dirname, '../../printers'));
const read = (lines: string[], printer: Profile | null = null): GcodeReading =>
  readGcode(new TextEncoder().encode(lines.join('\n')), printer);

/** Strands, travels (runs of motion without ink), layers, and mm of strand. */
function tally(reading: GcodeReading) {
  const { flags, count } = reading.motions;
  let travels = 0;
  let before = false;
  for (let i = 0; i < count; i++) {
    if (flags[i] & (motionFlag.plungerOnly | motionFlag.jump)) continue;
    const travel = (flags[i] & motionFlag.extrudes) === 0;
    if (travel && !before) travels++;
    before = travel;
  }
  const mm = reading.totals.reduce((sum, { extrudedMm }) => sum + extrudedMm, 0);
  return { strands: reading.strands.count, travels, layers: reading.layers.length, mm: Number(mm.toFixed(6)) };
}

test('PrusaSlicer: comments give layers, features, widths and heights; the purge line counts to the first layer', () => {
  const reading = read([
    'M107',
    'G21 ; set units to millimeters',
    'G90 ; use absolute coordinates',
    'M83 ; use relative distances for extrusion',
    'G1 Z0.3 F720',
    'G1 X60 E9 F1000 ; intro line',
    ';LAYER_CHANGE',
    ';Z:0.2',
    ';HEIGHT:0.2',
    'G1 Z.2 F7800',
    'G1 X10 Y10',
    'G1 E2.00000 F2400',
    ';TYPE:External perimeter',
    ';WIDTH:0.45',
    'G1 F1500',
    'G1 X20 Y10 E.4',
    'G1 X20 Y20 E.4',
    ';TYPE:Solid infill',
    'G1 X10 Y20 E.4',
    'G1 E-2 F2400',
    ';LAYER_CHANGE',
    ';Z:0.4',
    ';HEIGHT:0.2',
    'G1 Z.4',
    'G1 X10 Y10 F7800',
    'G1 E2 F2400',
    ';TYPE:External perimeter',
    'G1 X20 Y10 E.4',
  ]);
  expect(tally(reading)).toEqual({ strands: 4, travels: 3, layers: 2, mm: 100 });
  expect(reading.layers.map(({ z, height }) => [z, height])).toEqual([
    [0.2, 0.2],
    [0.4, 0.2],
  ]);
  const { names, role, width } = reading.strands;
  expect([...role].map((row) => names[row])).toEqual(['', 'External perimeter', 'Solid infill', 'External perimeter']);
  expect(width[1]).toBeCloseTo(0.45);
  expect([...reading.motions.layer].slice(0, 3)).toEqual([0, 0, 0]);
});

test('Cura: absolute E, numbered layers, rafts below zero, one object after the other', () => {
  const reading = read([
    ';FLAVOR:Marlin',
    'M82',
    'G92 E0',
    ';LAYER:-1',
    ';TYPE:SKIRT',
    'G0 F6000 X10 Y10 Z0.3',
    'G1 F1200 X20 Y10 E0.5',
    ';LAYER:0',
    'G0 X10 Y20 Z0.5',
    'G1 X20 Y20 E1',
    'G1 F1500 E-1.5',
    'G0 X40 Y20',
    'G1 F1500 E1',
    'G1 X50 Y20 E1.5',
    ';LAYER:0',
    'G0 X40 Y30 Z0.5',
    'G1 X50 Y30 E2',
  ]);
  expect(tally(reading)).toEqual({ strands: 4, travels: 4, layers: 2, mm: 40 });
  expect(reading.layers.map(({ number, z }) => [number, z])).toEqual([
    [-1, 0.3],
    [0, 0.5],
  ]);
  expect(reading.totals[0].plunger).toBeCloseTo(2);
});

test('BIO X6: the height stands on the tool line, E is a flag', () => {
  const reading = read(
    [
      '; BEGIN_HEADER',
      '; PRINTER_NAME: biox6',
      '; T1: TemperatureControlled',
      '; END_HEADER',
      'T0 Z0.41',
      'G1 X-5 Y-5',
      'G1 X5 Y-5 E1 F1200',
      'G1 X5 Y5 E1',
      'G1 X-5 Y5',
      'G1 X-5 Y-5 E0.94',
      'G1 Z0.82',
      'G1 X5 Y-5 E1',
    ],
    profile('cellink-biox6'),
  );
  expect(tally(reading)).toEqual({ strands: 3, travels: 3, layers: 2, mm: 40 });
  expect(reading.layers.map(({ z }) => z)).toEqual([0.41, 0.82]);
  expect(reading.motions.volume[2]).toBeNaN();
});

test('Allevi: E swings the heads, M42 P16 and P17 are the valves', () => {
  const head = (pin: number, e: number, z: number) => [
    'M400',
    `G1 E${e} F1000`,
    `G1 Z${z}`,
    'M400',
    `M42 P${pin} S255`,
    'M400',
  ];
  const off = (pin: number) => ['M400', `M42 P${pin} S0`, 'M400', 'G90'];
  const reading = read(
    [
      '; POST PROCESSED',
      'G21',
      'G90',
      'T0',
      'G1 X-10 Y0 F2400',
      ...head(16, 46, 0.2),
      'G1 X10 Y0 F600',
      'G1 X10 Y10',
      ...off(16),
      'G1 E22 F1000',
      'G1 Z50',
      'G1 X38.33 Y0 F2400',
      ...head(17, 0, 0.2),
      'G1 X58.33 Y0',
      ...off(17),
      'M42 P4 S25',
      'G4 P2000',
      'M42 P4 S0',
    ],
    profile('allevi-biobot1'),
  );
  expect(tally(reading)).toMatchObject({ strands: 2, layers: 1, mm: 50 });
  expect([...reading.strands.tool]).toEqual([0, 1]);
  // The maker writes the second head 48.33 mm further in X (post_process.py): its strand runs from -10 to 10.
  expect(reading.extents.extruding.min[0]).toBe(-10);
  expect(reading.extents.extruding.max[0]).toBe(10);
  expect(reading.atEnd).toEqual({ openValves: [], lampsOn: [], heatersOn: [] });
  expect(reading.events.filter(({ kind }) => kind === 'lamp')).toHaveLength(2);
});

test('Rokit: C lowers the syringes, M301 and M330 rule the shot, wells are hopped by G92', () => {
  const well = ['G0 C30 F900', 'G0 X-5 Y0 F1200', 'G0 C0.3', 'M301', 'G1 X5 Y0 F600', 'M330'];
  const reading = read(
    ['G21', 'G90', 'D2', 'G0 A-72.00 F600', 'G0 B15.0 F300', ...well, 'G0 C30', 'G0 X19.3 Y0', 'G92 X0 Y0', ...well],
    profile('rokit-invivo4d6'),
  );
  expect(tally(reading)).toEqual({ strands: 2, travels: 2, layers: 1, mm: 20 });
  expect(reading.tools[reading.strands.tool[0]].id).toBe('D2');
  expect(reading.layers[0].z).toBe(0.3);
  // The second well lies a pitch to the right.
  expect(reading.extents.extruding.max[0]).toBeCloseTo(24.3);
});

test('LinuxCNC: arcs by centre and radius, dwell in seconds, words without blanks', () => {
  const reading = read(
    [
      '%',
      '(arcs (nested) ; no comment)',
      'G21G90G64',
      'G0X10.Y0.Z.2',
      'M8',
      'G3X-10Y0I-10J0F600',
      'G2 X10 Y0 R10',
      'M9',
      'G04 P0.5',
      'G0 X0 Y0',
      'M8 G1 X-.643',
      'G17 G2 X-.643 Y0 I1 J0',
      'M9',
      'M2',
      '%',
    ],
    profile('grbl-pneumatic'),
  );
  const { strands, layers, mm } = tally(reading);
  expect({ strands, layers }).toEqual({ strands: 2, layers: 1 });
  // The tessellated arcs fall short by less than the deviation allows.
  expect(Math.abs(mm - (2 * Math.PI * 10 + 0.643 + 2 * Math.PI))).toBeLessThan(0.05);
  expect(reading.motions.flags.filter((flags) => flags & motionFlag.arc).length).toBeGreaterThan(50);
  expect(reading.events).toContainEqual({ kind: 'dwell', seconds: 0.5, line: 9, motion: expect.any(Number) });
  expect(reading.extents.extruding.max[1]).toBeCloseTo(10, 2);
});

test('X-CAVATE: A and B are the heights of two heads, the printer says so', () => {
  const lines = [
    'G91 G1 A60.0 F10',
    'G90',
    'G1 X0 Y0',
    'G1 A0.2',
    'M42 P0 S255',
    'G4 P80',
    'G1 X10 Y0',
    'M42 P0 S0',
    'G1 A60',
    'G1 X113 Y0',
    'G1 B0.2',
    'M42 P1 S255',
    'G1 X123 Y0',
    'M42 P1 S0',
  ];
  expect(tally(read(lines, xCavate()))).toMatchObject({ strands: 2, layers: 1, mm: 20 });
  expect(read(lines, xCavate()).extents.extruding.max).toEqual([20, 0, 0.2]);
  const blind = read(lines);
  expect(blind.strands.count).toBe(0);
  expect(blind.findings.map(({ code }) => code)).toEqual(['no-printer', 'nothing-extrudes']);
});

describe('dwell units', () => {
  const seconds = (line: string, printer: string) =>
    read([line], profile(printer)).events.flatMap((event) => (event.kind === 'dwell' ? [event.seconds] : []));

  test.each([
    ['G4 P1500', 'marlin-syringe', [1.5]],
    ['G4 S2 P500', 'marlin-syringe', [2]],
    ['G4 S2 P500', 'cellink-biox', [2.5]],
    ['G4 P1.5', 'grbl-pneumatic', [1.5]],
    ['G4 S2', 'klipper-syringe', []],
    ['G4 P1500', 'rokit-invivo4d6', [1.5]],
  ])('%s on %s', (line, printer, expected) => {
    expect(seconds(line, printer)).toEqual(expected);
  });
});
