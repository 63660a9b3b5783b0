import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { runFile } from '../../src/machine/run-file.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { secondOpinion } from './oracle.ts';

// What a file sets while it prints, followed from the line where it stands. The second planner knows no such line: it is
// asked about the file without the line on a machine that has the numbers from the start, or about scaled words.

const profiles = listProfiles(libraryFolder('printers'));
const profileOf = (id: string): Profile => profiles.find((each) => each.id === id)!;
const bytesOf = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'));
const timeOf = (lines: readonly string[], profile: Profile) =>
  runFile(readGcode(bytesOf(lines), profile), profile).totalS;

/** A path with short and long legs and all kinds of corners, ink on most of it; speed and ink times a factor. */
function path(speed = 1, ink = 1): string[] {
  const lines = ['G21', 'G90', 'M83', '; tool T0', `G1 X0 Y0 Z0 F${6000 * speed}`];
  let [x, y, z] = [0, 0, 0];
  for (let i = 0; i < 60; i++) {
    const angle = 2.4 * i * i;
    const mm = 0.3 + (i % 7) * 1.7;
    x += mm * Math.cos(angle);
    y += mm * Math.sin(angle);
    z += i % 9 === 0 ? 0.3 : 0;
    const word = i % 5 === 0 ? '' : ` E${(0.01 * mm * ink).toFixed(6)}`;
    lines.push(`G1 X${x.toFixed(3)} Y${y.toFixed(3)} Z${z.toFixed(2)}${word} F${(600 + 700 * (i % 4)) * speed}`);
  }
  return lines;
}

const withLine = (line: string) => path().toSpliced(3, 0, line);
type Motion = Profile['motion'];
const machine = (id: string, motion: Partial<Motion>): Profile => {
  const profile = profileOf(id);
  return { ...profile, motion: { ...profile.motion, ...motion } };
};
const max = { maxSpeed: { x: 120, y: 120, z: 20 }, travelSpeed: 60 };
const jerk = (speed: number) => ({ by: 'jerk', speed }) as const;
const square = (speed: number) => ({ by: 'square', speed }) as const;
const deviation = (distance: number) => ({ by: 'deviation', distance }) as const;

describe('limits that a file sets', () => {
  test.each<[string, Partial<Motion>, string, Partial<Motion>]>([
    ['lulzbot-bio', { acceleration: 500 }, 'M204 P150 T150', { acceleration: 150 }],
    ['lulzbot-bio', { acceleration: 500 }, 'M204 S90', { acceleration: 90 }],
    ['lulzbot-bio', { junction: jerk(5) }, 'M205 X2 Y2 Z2', { junction: jerk(2) }],
    ['lulzbot-bio', {}, 'M203 X7 Y9 Z1', { maxSpeed: { x: 7, y: 9, z: 1 } }],
    ['marlin-syringe', { junction: deviation(0.02) }, 'M205 J0.005', { junction: deviation(0.005) }],
    ['marlin-syringe', { acceleration: 400 }, 'M204 P1500 T1500', { acceleration: 1500 }],
    // A build without classic jerk has no use for these words.
    ['marlin-syringe', { junction: deviation(0.02) }, 'M205 X1 Y1', { junction: deviation(0.02) }],
    ['oxygem-replistruder5', {}, 'M204 P60 T60', { acceleration: 60 }],
    ['oxygem-replistruder5', { junction: jerk(5) }, 'M566 X60 Y60 Z60', { junction: jerk(1) }],
    ['oxygem-replistruder5', { junction: jerk(5) }, 'M205 X1 Y1 Z1', { junction: jerk(1) }],
    ['oxygem-replistruder5', {}, 'M203 X420 Y540 Z60', { maxSpeed: { x: 7, y: 9, z: 1 } }],
    ['klipper-syringe', { acceleration: 900 }, 'M204 S200', { acceleration: 200 }],
    ['klipper-syringe', { acceleration: 900 }, 'M204 P300 T200', { acceleration: 200 }],
    ['klipper-syringe', { acceleration: 900 }, 'M204 P300', { acceleration: 900 }],
    ['klipper-syringe', { acceleration: 900 }, 'SET_VELOCITY_LIMIT ACCEL=120', { acceleration: 120 }],
    [
      'klipper-syringe',
      { junction: square(5) },
      'SET_VELOCITY_LIMIT SQUARE_CORNER_VELOCITY=1',
      { junction: square(1) },
    ],
  ])('%s %o: %s counts as %o', (id, before, line, after) => {
    const own = machine(id, { ...max, ...before });
    const set = machine(id, { ...max, ...before, ...after });
    const seconds = timeOf(withLine(line), own);
    expect(seconds).toBeCloseTo(timeOf(path(), set), 9);
    const opinion = secondOpinion(path().join('\n'), set).totalS;
    // Klipper's cap for short moves is the model's alone.
    expect(Math.abs(seconds / opinion - 1)).toBeLessThan(id === 'klipper-syringe' ? 0.12 : 0.01);
    const changes = JSON.stringify({ ...before, ...after }) !== JSON.stringify(before);
    expect(Math.abs(seconds / timeOf(path(), own) - 1) > 0.005).toBe(
      changes && timeOf(path(), own) !== timeOf(path(), set),
    );
  });

  const stop = 'M400';
  const leg = (a: number, mm = 30, v = 20) => mm / v + v / a;

  test('moves with ink, without ink and of the plunger alone have accelerations of their own on Marlin', () => {
    const own = machine('lulzbot-bio', { ...max, acceleration: 500, junction: jerk(5) });
    const plunger = own.tools[0].dispenser;
    if (plunger.by !== 'plunger') throw new Error('no plunger');
    const lines = ['M83', 'M204 P100 T200 R50', 'G1 X30 E1 F1200', stop, 'G1 X0', stop, 'G1 E4 F120'];
    expect(timeOf(lines, own)).toBeCloseTo(leg(100) + leg(200) + leg(50, 4, 2), 6);
  });

  test('an axis is accelerated no more than M201 lets it: 3-4-5 ways', () => {
    const own = machine('marlin-syringe', { ...max, acceleration: 500 });
    const lines = ['M201 X60 Y400', 'G1 X30 F1200', stop, 'G1 Y30', stop, 'G1 X12 Y54'];
    // Along (-3, 4) / 5: X allows 60 / 0.6, Y 400 / 0.8, the way 500.
    expect(timeOf(lines, own)).toBeCloseTo(leg(60) + leg(400) + leg(100), 9);
  });

  test('the plunger limits a move that pushes it hard: speed and acceleration by its share of the way', () => {
    const own = machine('marlin-syringe', { ...max, acceleration: 500 });
    // 6 units over 30 mm: at most 2 units/s are 10 mm/s, 20 units/s² are 100 mm/s².
    const lines = ['M83', 'M203 E2', 'M201 E20', 'G1 X30 E6 F1200', stop, 'G1 X0'];
    expect(timeOf(lines, own)).toBeCloseTo(leg(100, 30, 10) + leg(500), 6);
  });

  test('a change between two legs does not stop the needle, and each leg has its own', () => {
    const own = machine('marlin-syringe', { ...max, acceleration: 500 });
    // From rest at 100 mm/s² to 20 mm/s, on at 20, to rest at 400 mm/s².
    const lines = ['M204 P100 T100', 'G1 X30 F1200', 'M204 P400 T400', 'G1 X60'];
    expect(timeOf(lines, own)).toBeCloseTo(60 / 20 + 10 / 100 + 10 / 400, 9);
  });

  test('Klipper has a top speed along the way, whatever its axes could', () => {
    const own = machine('klipper-syringe', { ...max, acceleration: 500 });
    const lines = ['SET_VELOCITY_LIMIT VELOCITY=9', 'G1 X30 F1200', stop, 'G1 X0 Y40'];
    expect(timeOf(lines, own)).toBeCloseTo(leg(500, 30, 9) + leg(500, 50, 9), 9);
  });

  test('half of the acceleration is what short moves may use on Klipper, or what the file says', () => {
    const own = machine('klipper-syringe', { ...max, acceleration: 1000, junction: square(5) });
    const top = (share: number) => Math.sqrt(1000 * share);
    const one = (share: number) => (2 * top(share)) / 1000 + (1 - top(share) ** 2 / 1000) / top(share);
    for (const [line, share] of [
      ['', 0.5],
      ['SET_VELOCITY_LIMIT MINIMUM_CRUISE_RATIO=0.2', 0.8],
      ['SET_VELOCITY_LIMIT ACCEL_TO_DECEL=300', 0.3],
    ] as const) {
      expect(timeOf([line, 'G1 X1 F6000'], own), line).toBeCloseTo(one(share), 9);
    }
  });
});

describe('multipliers', () => {
  const ids = ['lulzbot-bio', 'klipper-syringe', 'oxygem-replistruder5'];

  test.each(ids)('%s: M220 S250 is a file with F times 2.5, from its line on', (id) => {
    const own = machine(id, max);
    const half = path().length / 2;
    const mixed = [...path().slice(0, half), ...path(2.5).slice(half)];
    const scaled = path().toSpliced(half, 0, 'M220 S250');
    expect(timeOf(scaled, own)).toBeCloseTo(timeOf(mixed, own), 6);
    expect(Math.abs(timeOf(scaled, own) / secondOpinion(mixed.join('\n'), own).totalS - 1)).toBeLessThan(
      id === 'klipper-syringe' ? 0.12 : 0.01,
    );
    expect(timeOf(path().toSpliced(half, 0, 'M220 S250', 'M220 S100'), own)).toBeCloseTo(timeOf(path(), own), 9);
  });

  test.each(ids)('%s: M221 S70 is a file with E times 0.7; the feed rate in force is kept', (id) => {
    const own = machine(id, max);
    const volumes = (lines: readonly string[]) => [...readGcode(bytesOf(lines), own).motions.volume];
    const scaled = withLine('M221 S70');
    const less = path(1, 0.7);
    volumes(scaled).forEach((volume, i) => expect(volume).toBeCloseTo(volumes(less)[i], 4));
    const [before, after] = [path(), scaled].map((lines) => readGcode(bytesOf(lines), own).totals[0].volumeUl);
    expect(after / before).toBeCloseTo(0.7, 6);
    expect(timeOf(scaled, own)).toBeCloseTo(timeOf(path(), own), 9);
  });

  test('the speed in force is scaled at once, and the next F from the file', () => {
    const own = profileOf('marlin-syringe');
    const speeds = (lines: readonly string[]) => [...readGcode(bytesOf(lines), own).motions.speed];
    expect(speeds(['G1 X1 F600', 'M220 S50', 'G1 X2', 'G1 X3 F1200', 'M220 S100', 'G1 X4'])).toEqual([10, 5, 10, 20]);
  });

  test('absolute E goes on from where it stands: only its way is scaled', () => {
    for (const id of ['marlin-syringe', 'klipper-syringe']) {
      const own = profileOf(id);
      const read = readGcode(bytesOf(['M82', 'G1 X5 E1 F600', 'M221 S200', 'G1 X10 E2', 'G1 E1.5']), own);
      const { volumePerUnit } = read.tools[0];
      expect([...read.motions.volume].map((ul) => ul / volumePerUnit)).toEqual(
        [1, 2, -1].map((units) => expect.closeTo(units, 5)),
      );
    }
  });

  test('RepRapFirmware scales moves of axes alone; Marlin the plunger that moves alone too', () => {
    const lines = ['M83', 'M220 S50', 'M221 S200', 'G1 X5 E1 F600', 'G1 E1'];
    const read = (id: string) => {
      const { motions, tools } = readGcode(bytesOf(lines), profileOf(id));
      return [...motions.volume].map((ul, i) => [ul / tools[0].volumePerUnit, motions.speed[i]]);
    };
    const close = (pairs: number[][]) => pairs.map((pair) => pair.map((value) => expect.closeTo(value, 5)));
    expect(read('oxygem-replistruder5')).toEqual(
      close([
        [2, 5],
        [1, 10],
      ]),
    );
    expect(read('lulzbot-bio')).toEqual(
      close([
        [2, 5],
        [2, 5],
      ]),
    );
  });

  test('Marlin names the tool by T; Klipper takes 100 % where nothing is named, the others only ask', () => {
    const pushed = (id: string, ...lines: string[]) => {
      const { motions, tools } = readGcode(bytesOf(['M83', ...lines, 'G1 X5 E1 F600']), profileOf(id));
      return motions.volume[0] / tools[0].volumePerUnit;
    };
    expect(pushed('marlin-syringe', 'M221 T1 S200')).toBeCloseTo(1, 5);
    expect(pushed('marlin-syringe', 'M221 S200', 'M221')).toBeCloseTo(2, 5);
    expect(pushed('klipper-syringe', 'M221 S200', 'M221')).toBeCloseTo(1, 5);
  });
});

describe('what check says', () => {
  const file = (line: string) => ['G21', 'G90', 'M83', 'G1 X0 Y1 Z1 F600', 'G1 X5 E0.1', line, 'G1 X9 E0.1'];
  const found = (lines: readonly string[], id: string) =>
    checkGcode(bytesOf(lines), { profile: profileOf(id) }).findings.filter(({ code }) =>
      /^(not-understood|multiplied-m22[01]|limits-followed)$/.test(code),
    );

  test.each([
    ['marlin-syringe', 'M221 S200', 'multiplied-m221', 'warn'],
    ['marlin-syringe', 'M220 S50', 'multiplied-m220', 'warn'],
    ['marlin-syringe', 'M204 P900 T900', 'limits-followed', 'note'],
    ['klipper-syringe', 'SET_VELOCITY_LIMIT ACCEL=900', 'limits-followed', 'note'],
    // Words that are not followed: minimal segment times, S where RepRapFirmware does not play Marlin.
    ['marlin-syringe', 'M205 B20000', 'not-understood', 'warn'],
    ['e3d-toolchanger-duet', 'M204 S900', 'not-understood', 'warn'],
    ['klipper-syringe', 'SET_VELOCITY_LIMIT JERK=5', 'not-understood', 'warn'],
    // Firmwares whose source was not read.
    ['allevi-biobot1', 'M221 S200', 'not-understood', 'warn'],
    ['rokit-invivo4d6', 'M220 S50', 'not-understood', 'warn'],
  ])('%s, a foreign file: %s is %s (%s)', (id, line, code, severity) => {
    expect(found(file(line), id)).toMatchObject([{ code, severity, where: { line: 6 } }]);
  });

  test.each(['M221 S200', 'M220 S50', 'M204 P900 T900', 'M205 J0.5', 'M203 X1', 'M201 X5'])(
    'a file that says it is ours refuses %s',
    (line) => {
      const ours = [';BIO:plan=1 name=a printer=marlin-syringe', ...file(line)];
      expect(new Set(found(ours, 'marlin-syringe').map(({ severity }) => severity))).toEqual(new Set(['refuse']));
    },
  );
});
