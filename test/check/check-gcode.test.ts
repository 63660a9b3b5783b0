import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { InputError } from '../../src/finding/input-error.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { PlacedVessel } from '../../src/vessel/place-vessel.ts';

const profile = (id: string): Profile => loadProfile(id, join(import.meta.dirname, '../../printers'));
const bytesOf = (...lines: string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'));
const codes = (bytes: Uint8Array, printer: Profile | null, vessel?: PlacedVessel): string[] =>
  checkGcode(bytes, { profile: printer, vessel }).findings.map(({ gate, code }) => `${gate} ${code}`);

test('counts what a file deposits, by tool', () => {
  const printer = profile('marlin-syringe');
  const lines = [
    'G21',
    'G90',
    'M302 P1',
    'M83',
    'G0 Z5',
    'G0 X10 Y10 Z0.2 F1200',
    'G1 X20 Y10 E0.1 F600',
    'G1 E-0.05',
    'G4 P500',
    'G0 Z10',
  ];
  const { summary, findings } = checkGcode(bytesOf(...lines), { profile: printer });
  const dispenser = printer.tools[0].dispenser;
  const bore = dispenser.by === 'plunger' ? (dispenser.bore ?? 0) : 0;
  const [tool] = summary.tools;
  expect(tool.extrudedMm).toBe(10);
  expect(tool.volumeUl).toBeCloseTo((Math.PI / 4) * bore ** 2 * 0.1, 6);
  expect(tool.restingUl).toBeCloseTo((Math.PI / 4) * bore ** 2 * -0.05, 6);
  expect(tool.plunger).toBeCloseTo(0.05);
  expect(tool.starts).toBe(1);
  expect(summary.layers).toEqual({ count: 1, lowestZ: 0.2, highestZ: 0.2 });
  expect(summary.extents.extruding).toEqual({ min: [10, 10, 0.2], max: [20, 10, 0.2] });
  expect(summary.timeS.dwelling).toBe(0.5);
  // 10 mm at 10 mm/s and no less than the rest of the way at full speed.
  expect(summary.timeS.moving).toBeGreaterThan(1 + Math.hypot(10, 10, 0.2) / 20);
  expect(findings).toEqual([]);
});

describe('what the gates say', () => {
  const printer = profile('marlin-syringe');

  test.each([
    [['G1 X-3 Y5'], 'bounds out-of-reach'],
    [['G1 X5 Y5 Z-0.1'], 'bounds below-surface'],
    [['G28', 'G1 X5', 'M104 S210'], 'temperature temperature-not-controlled'],
    [['G1 X5', 'M751 T0'], 'plan not-understood'],
    [[';BIO:plan=1 printer=cellink-biox', 'G1 X5'], 'plan other-printer'],
  ])('%j: %s', (lines, expected) => {
    const warm: Profile = { ...printer, tools: [{ ...printer.tools[0], temperature: null }] };
    expect(codes(bytesOf('M83', ...lines, 'G1 X6 E1'), warm)).toContain(expected);
  });

  test('temperatures beyond what the tool holds are refused with the limits', () => {
    const cool: Profile = { ...printer, tools: [{ ...printer.tools[0], temperature: [4, 60] }] };
    const { findings } = checkGcode(bytesOf('M83', 'M104 S210', 'G0 Z5', 'G1 X5 E1 F600', 'M104 S0'), {
      profile: cool,
    });
    expect(findings.map(({ code, severity, where }) => [code, severity, where.line])).toEqual([
      ['temperature-out-of-range', 'refuse', 2],
    ]);
    expect(findings[0].what).toContain('4 to 60 C');
  });

  test('valves and lamps left on are refused', () => {
    const file = bytesOf('T0', 'G1 Z1 F600', 'G1 X1 Y1', 'M42 P16 S255', 'G1 X5', 'M42 P4 S25');
    expect(codes(file, profile('allevi-biobot1'))).toEqual(['plan valve-left-open', 'plan lamp-left-on']);
  });

  test('a needle in the wall of a well is refused, one above the rim is not', () => {
    const round = (radius: number) => ({ halfX: radius, halfY: radius, corner: radius, circle: Infinity });
    const vessel: PlacedVessel = {
      id: 'dish',
      name: 'dish',
      kind: 'dish',
      orientation: 'landscape',
      frame: { x: 'right', y: 'back' },
      wells: [
        {
          name: '-',
          x: 60,
          y: 60,
          wall: { kind: 'circle', radius: 17 },
          inside: [{ bottom: 0, top: 10, low: round(16), high: round(17), ball: null }],
          floor: 0,
        },
      ],
      rim: 10,
      bed: -1,
      footprint: { x: [40, 80], y: [40, 80] },
      floorMargin: 0,
    };
    const at = (z: number) => bytesOf('M302 P1', 'M83', 'G0 Z20', `G0 X78 Y60 Z${z}`, 'G1 X60 E1 F600', 'G0 Z20');
    expect(codes(at(5), printer, vessel)).toEqual(['vessel needle-in-wall']);
    // The wall leans: 16.5 mm from the centre it is hit below 5 mm.
    const beside = (z: number) => bytesOf('M302 P1', 'M83', 'G0 Z20', `G0 X76.5 Y60 Z${z}`, 'G1 X60 E1 F600', 'G0 Z20');
    expect(codes(beside(4.9), printer, vessel)).toEqual(['vessel needle-in-wall']);
    expect(codes(beside(5.1), printer, vessel)).toEqual([]);
    // The needle that the file names is as thick as it says: its cone, and its hub where it is short.
    const named = (x: number, tool: string) =>
      bytesOf(`;BIO:tool=T0 ${tool}`, 'M302 P1', 'M83', 'G0 Z20', `G0 X${60 + x} Y60 Z5`, 'G1 X60 E1 F600', 'G0 Z20');
    const straight = 'inner=0.4 outer=0.6 length=25';
    // At the rim, 5 mm up in 10 mm of cone from 0.6 to 4.6 mm: 1.3 mm beside the axis, and 17 mm are free.
    expect(codes(named(15.6, straight), printer, vessel)).toEqual([]);
    expect(codes(named(15.6, 'inner=0.4 outer=0.6 length=10 inlet=4.4 land=0'), printer, vessel)).toEqual([]);
    expect(codes(named(15.8, straight), printer, vessel)).toEqual([]);
    expect(codes(named(15.8, 'inner=0.4 outer=0.6 length=10 inlet=4.4 land=0'), printer, vessel)).toEqual([
      'vessel needle-in-wall',
    ]);
    expect(codes(named(14, 'inner=0.4 outer=0.6 length=4'), printer, vessel)).toEqual(['vessel hub-in-wall']);
    expect(codes(at(12), printer, vessel)).toEqual([]);
  });

  test('without a printer the file is read, and the reading says what it assumed', () => {
    expect(codes(bytesOf('M83', 'G1 X5 E1 F600'), null)).toEqual(['plan no-printer']);
  });
});

test.each([
  ['a number of thousands of digits', `G1 X${'9'.repeat(5000)}`, 'malformed-number', 'refuse'],
  ['a file that moves nothing', 'G4 P10', 'nothing-moves', 'warn'],
])('%s is told', (_, line, code, severity) => {
  const { findings } = checkGcode(bytesOf('M83', line), { profile: profile('marlin-syringe') });
  expect(findings.map((finding) => [finding.code, finding.severity])).toContainEqual([code, severity]);
});

describe('files that are no G-code are refused', () => {
  test.each([
    ['empty', new Uint8Array(0), 'empty-file'],
    ['only comments', bytesOf('; nothing', '', '; here'), 'not-gcode'],
    ['text', bytesOf(...Array.from({ length: 40 }, () => 'Lorem ipsum dolor sit amet')), 'not-gcode'],
    ['an STL', bytesOf('solid cube', 'facet normal 0 0 1', 'endsolid cube'), 'not-gcode'],
    ['binary', Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 32), 'not-gcode'],
    ['binary G-code', bytesOf('GCDE....'), 'not-gcode'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'not-gcode'],
    ['JSON', bytesOf('{', '"a": 1,', '"b": [1, 2]', '}'), 'not-gcode'],
  ])('%s', (_, bytes, code) => {
    try {
      checkGcode(bytes, { profile: null });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).code).toBe(code);
      expect((error as InputError).fix).toBeTruthy();
    }
  });
});
