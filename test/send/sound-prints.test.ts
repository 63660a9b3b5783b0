import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGrblModes } from '../../src/firmware/grbl/modes.ts';
import { createRrf } from '../../src/firmware/rrf/virtual.ts';
import type { VirtualFirmware } from '../../src/firmware/virtual-firmware.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { createTargetWatch } from '../../src/send/target-watch.ts';
import { createPlaceTracker, differs } from '../../src/send/watch/place.ts';
import { createTemperatureWatch } from '../../src/send/watch/temperature-watch.ts';
import { simulate } from './simulate.ts';

// A print of cells that is stopped although nothing is wrong is a loss too: what sound printers do must alarm nobody.

function placeAfter(...lines: string[]) {
  const tracker = createPlaceTracker();
  for (const line of lines) tracker.sent(line);
  const { x, y, z } = tracker.place;
  return [x, y, z];
}

describe('the place', () => {
  test('numbers with a plus are numbers, and expressions are not followed', () => {
    expect(placeAfter('G1 X1 Y2 Z3', 'G1 X+5 Y+0.5')).toEqual([5, 0.5, 3]);
    expect(placeAfter('G1 X1 Y2 Z3', 'G1 X{move.axes[0].max} Y4')).toEqual([null, 4, 3]);
  });

  test('two words of mode on a line: some firmwares obey one of them, so nothing is known before a line of one', () => {
    expect(placeAfter('G1 X1 Y2 Z3', 'G91 G1 X7', 'G1 X5')).toEqual([null, null, null]);
    expect(placeAfter('G1 X1 Y2 Z3', 'G90 G21', 'G1 X5', 'G90', 'G21', 'G1 Y5')).toEqual([null, 5, null]);
  });

  test('a macro may have set a mode', () => {
    expect(placeAfter('G90', 'G1 X1 Y2 Z3', 'START_PRINT', 'G1 X5')).toEqual([null, null, null]);
    expect(placeAfter('G90', 'START_PRINT', 'G90', 'G1 X5')).toEqual([5, null, null]);
    expect(placeAfter('G90', 'RESTORE_GCODE_STATE NAME=a', 'G1 X5')).toEqual([null, null, null]);
    expect(placeAfter('G90', 'G1 Z3', 'ACTIVATE_EXTRUDER EXTRUDER=extruder', 'G1 X5')).toEqual([5, null, null]);
  });

  test('32-bit sums of many relative moves are no difference', () => {
    const tracker = createPlaceTracker();
    let x = 80;
    for (const line of ['G90', 'G1 X80 Y0 Z1', 'G91']) tracker.sent(line);
    const go = (by: number) => {
      tracker.sent(`G1 X${by}`);
      x = Math.fround(x + Math.fround(by));
    };
    for (let line = 0; line < 400; line++) {
      for (let i = 0; i < 300; i++) go(0.1);
      go(-30);
    }
    const reported = { x: Number(x.toFixed(2)), y: 0, z: 1 };
    expect(Math.abs(reported.x - 80)).toBeGreaterThan(0.02);
    expect(differs(tracker.place, reported)).toBeNull();
    tracker.sent('G90');
    tracker.sent('G1 X80');
    expect(differs(tracker.place, { ...reported, x: 80.03 })).not.toBeNull();
  });

  test('a firmware that tells where the needle is on its way is asked again once it stands', () => {
    const firmware = createRrf({ prepared: true });
    let last = '';
    const answer: VirtualFirmware['answer'] = (command, machine, now) => {
      const lines = firmware.answer(command, machine, now);
      const moving = command === 'M114' && last !== 'M400';
      last = command;
      return moving ? [lines[0].replace(/X:[\d.]+/, 'X:1.5'), ...lines.slice(1)] : lines;
    };
    const lines = [0, 1, 2].flatMap((z) => [
      `;LAYER:${z}`,
      `G1 Z${z + 1}`,
      ...Array.from({ length: 9 }, (_, i) => `G1 X${i}`),
    ]);
    const sim = simulate({ lines, firmware: { ...firmware, answer } });
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    const sent = sim.written
      .flatMap(({ text }) => text.trim().split('\n'))
      .map((text) => text.replace(/^N\d+ |\*.*/g, ''));
    expect(sent.filter((text) => text === 'M114').length).toBe(7);
  });

  test('it is not asked for while a valve stands open', () => {
    const allevi = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));
    const row = (layer: number) => Array.from({ length: 5 }, (_, i) => `G1 X${i} Y${layer} F600`);
    const lines = ['G1 Z1 F600', ...row(0), 'M42 P16 S255', ...row(1), ';LAYER:1', 'G1 Z2 F600', ...row(2)];
    const sim = simulate({ lines: [...lines, 'M42 P16 S0', ...row(3), ';LAYER:2', ...row(4)], profile: allevi });
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    const sent = sim.written
      .flatMap(({ text }) => text.trim().split('\n'))
      .map((text) => text.replace(/^N\d+ |\*.*/g, ''));
    const open = sent.lastIndexOf('M42 P16 S255');
    const closed = sent.indexOf('M42 P16 S0', open);
    expect(sent.slice(open, closed)).not.toContain('M114');
    // Made good once it is closed, and at the end.
    expect(sent.slice(closed).filter((text) => text === 'M114').length).toBeGreaterThanOrEqual(2);
  });
});

describe("GRBL's report of its modes", () => {
  const report = (feed: string, units = 'G21') => `[GC:G1 G54 G17 ${units} G90 G94 M5 M9 T0 F${feed} S0]`;

  test('feeds are told in inches or millimetres as its setting $13 says', () => {
    const modes = createGrblModes();
    modes.sent('G21');
    modes.sent('G1 X1 F600');
    expect(modes.differs(report('23.6'))).toBeNull();
    expect(modes.differs(report('600.'))).toBeNull();
    expect(modes.differs(report('100'))).not.toBeNull();
    modes.sent('G20');
    modes.sent('G1 X1 F20');
    expect(modes.differs(report('508', 'G20'))).toBeNull();
    expect(modes.differs(report('20.0', 'G20'))).toBeNull();
  });

  test('a feed by the time of each move is 0 between moves, which is no reset', () => {
    const modes = createGrblModes();
    modes.sent('G1 X1 F600');
    expect(modes.fellBack(report('600'))).toBe(false);
    modes.sent('G93');
    modes.sent('G1 X2 F30');
    expect(modes.differs(report('0'))).toBeNull();
    expect(modes.fellBack(report('0'))).toBe(false);
  });
});

describe('temperatures', () => {
  test('RepRapFirmware lets a tool that was put away cool: no reset, no disobedience', () => {
    const targets = createTargetWatch(true);
    const report = (t0: number, t1: number) => [
      { of: 'T0', celsius: 37, target: t0 },
      { of: 'T1', celsius: 37, target: t1 },
    ];
    for (const line of ['T0', 'M104 T0 S37', 'M104 T1 S20']) targets.taken(line, 0);
    expect(targets.judge(report(37, 0), 6000)).toBeNull();
    targets.taken('T1', 7000);
    expect(targets.judge(report(0, 20), 20_000)).toBeNull();
    expect(targets.judge(report(0, 0), 22_000)).toMatchObject({ switchedOff: true });
    targets.taken('T-1', 23_000);
    expect(targets.judge(report(0, 0), 40_000)).toBeNull();
    expect(createTargetWatch().judge(report(0, 0), 0)).toBeNull();
  });

  test('one that swings widely is watched all the same', () => {
    const watch = createTemperatureWatch();
    const reported: string[] = [];
    for (let s = 0; s < 200; s += 2) {
      const celsius = s < 100 ? 37 + 1.4 * Math.sin(s / 5) : 32;
      reported.push(...watch.judge([{ of: 'B', celsius, target: 37 }], s * 1000).map(({ how }) => how));
    }
    expect(reported).toEqual(['off', 'far']);
  });

  test('a heater that swings past its target on the way up has not settled yet', () => {
    const watch = createTemperatureWatch(new Map([['T0', [35, 38]]]));
    const curve = (s: number) => (s < 80 ? 21 + s * 0.25 : 41 - Math.min(4, (s - 80) * 0.05));
    const reported = [];
    for (let s = 0; s < 400; s += 2)
      reported.push(...watch.judge([{ of: 'T0', celsius: curve(s), target: 37 }], s * 1000));
    expect(reported).toEqual([]);
  });
});
