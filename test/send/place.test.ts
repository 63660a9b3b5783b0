import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGrblModes } from '../../src/firmware/grbl/modes.ts';
import type { VirtualFirmware } from '../../src/firmware/virtual-firmware.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { createPlaceTracker, differs, isPowerUp } from '../../src/send/watch/place.ts';
import { firmwareOf } from './practice-firmware.ts';
import { drain, executedOf, type Simulation, type SimulationOptions, simulate } from './simulate.ts';

const allevi = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));

function placeAfter(...lines: string[]) {
  const tracker = createPlaceTracker();
  for (const line of lines) tracker.sent(line);
  const { x, y, z } = tracker.place;
  return [x, y, z];
}

describe('where the lines lead', () => {
  test('absolute and relative moves, arcs to their end', () => {
    expect(placeAfter('G90', 'G1 X1 Y2 Z3', 'G0 X-4.5')).toEqual([-4.5, 2, 3]);
    expect(placeAfter('G1 X1 Y2 Z3', 'G91', 'G1 X0.5 Y-0.5', 'G1 E4', 'G90')).toEqual([1.5, 1.5, 3]);
    expect(placeAfter('G1 X1 Y2 Z3', 'G2 X5 Y6 I2 J2')).toEqual([5, 6, 3]);
    expect(placeAfter('G1 X1 Y2 Z3', 'M42 P16 S255', 'M400', 'G92 E0', 'G4 P10', 'M104 S37')).toEqual([1, 2, 3]);
  });

  test.each(['G28', 'G92 X0', 'T1', 'G10', 'G54', 'M206 X1', 'M290 Z0.1', 'SET_GCODE_OFFSET Z=1', 'G1 H2 X5', 'G29'])(
    '%s makes it unknown until the axes are named again',
    (line) => {
      expect(placeAfter('G1 X1 Y2 Z3', line)).toEqual([null, null, null]);
      expect(placeAfter('G1 X1 Y2 Z3', line, 'G1 X7')).toEqual([7, null, null]);
      expect(placeAfter('G1 X1 Y2 Z3', line, 'G91', 'G1 X7')).toEqual([null, null, null]);
    },
  );

  test('inches are not followed', () => {
    expect(placeAfter('G1 X1 Y2 Z3', 'G20', 'G1 X1')).toEqual([null, 2, 3]);
    expect(placeAfter('G20', 'G1 X1', 'G21', 'G1 X1')).toEqual([1, null, null]);
  });

  test('rounding is no difference, an unknown axis neither, and zero everywhere is a power-up', () => {
    const place = (x: number | null, y: number | null, z: number | null) => ({ x, y, z });
    expect(differs(place(1.2349, null, 0.25), place(1.23, 99, 0.25))).toBeNull();
    expect(differs(place(1.23, 2, 0.25), place(1.33, 2, 0.5))).toBe(
      'it stands at X1.33 Z0.50 and the lines sent lead to X1.23 Z0.25',
    );
    expect(isPowerUp(place(1, 2, 3), place(0, 0, 0))).toBe(true);
    expect(isPowerUp(place(0, 0, null), place(0, 0, 0))).toBe(false);
    expect(isPowerUp(place(1, 2, 3), place(0, 0, 3))).toBe(false);
  });
});

describe('how GRBL is set', () => {
  const report = (feed: number, coolant = 'M9', distance = 'G90') =>
    `[GC:G1 G54 G17 G21 ${distance} G94 M5 ${coolant} T0 F${feed} S0]`;

  test('what was sent is found in the report, several words a line too', () => {
    const modes = createGrblModes();
    modes.sent('G21 G91');
    modes.sent('G1X5Y2F480');
    modes.sent('m8');
    expect(modes.differs(report(480, 'M8', 'G91'))).toBeNull();
    expect(modes.differs(report(480, 'M8'))).toMatch(/^G91 was sent/);
    expect(modes.differs(report(480, 'M9', 'G91'))).toMatch(/^M8 was sent/);
    expect(modes.differs(report(100, 'M8', 'G91'))).toMatch(/^F480 was sent/);
    modes.sent('$G');
    modes.sent('G94');
    expect(modes.differs(report(100, 'M8', 'G91'))).toBeNull();
    modes.sent('M30');
    expect(modes.differs(report(100))).toBeNull();
  });

  test('a feed that falls back to none is a reset', () => {
    const modes = createGrblModes();
    expect(modes.fellBack(report(0))).toBe(false);
    expect(modes.fellBack(report(600))).toBe(false);
    expect(modes.fellBack(report(0))).toBe(true);
  });
});

const ids = ['marlin', 'klipper', 'rrf'] as const;
const layered = (layers: number) =>
  Array.from({ length: layers }, (_, layer) => [
    `;LAYER:${layer}`,
    `G1 Z${(layer + 1) * 0.25} F600`,
    ...Array.from({ length: 30 }, (_, i) => `G1 X${i} Y${layer + i / 10} F600`),
  ]).flat();

/** A firmware that answers this line with `ok` and does not obey it. */
function disobedient(id: (typeof ids)[number], victim: string): VirtualFirmware {
  const firmware = firmwareOf(id);
  return {
    ...firmware,
    accept(line) {
      const accepted = firmware.accept(line);
      if (accepted.kind !== 'command' || accepted.command !== victim) return accepted;
      return { kind: 'answered', lines: ['ok'], flush: false };
    },
  };
}

function failed(options: Partial<SimulationOptions>): Simulation {
  const sim = simulate({ lines: layered(3), profile: allevi, ...options });
  sim.run();
  drain(sim);
  expect(sim.sender.state.kind).toBe('failed');
  return sim;
}

describe('the place is read back where a layer begins (F25)', () => {
  test.each(ids)('%s: asked once a layer, and all is well', (id) => {
    const sim = simulate({ lines: layered(4), firmware: firmwareOf(id), profile: allevi });
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(executedOf(sim)).toEqual(layered(4).filter((line) => !line.startsWith(';')));
    // Three changes of layer and the end; before the first layer nothing is known.
    expect(sim.written.filter(({ text }) => text.includes('M114')).length).toBe(5);
  });

  test.each(ids)('%s: a line that was answered and not obeyed ends the print with the numbers', (id) => {
    const sim = failed({ firmware: disobedient(id, 'G1 X29 Y3.9 F600') });
    expect(sim.sender.state).toMatchObject({
      text: 'the printer is not where the lines lead: it stands at X28.00 Y3.80 and the lines sent lead to X29.00 Y3.90',
      fix: expect.stringContaining('--resume'),
      left: [],
    });
    expect(sim.printer.executed.some((line) => line.startsWith('G1 Z0.75'))).toBe(false);
    expect(sim.printer.executed.at(-1)).toBe('M400');
    expect(sim.printer.executed).toContain('G1 Z50 F600');
  });

  test('an answer that was garbled is asked for again', () => {
    const firmware = firmwareOf('rrf');
    let asked = 0;
    const answer: VirtualFirmware['answer'] = (command, machine, now) => {
      const lines = firmware.answer(command, machine, now);
      return command === 'M114' && ++asked === 1 ? [lines[0].replace('X:29', 'X:20'), ...lines.slice(1)] : lines;
    };
    const sim = simulate({ lines: layered(3), profile: allevi, firmware: { ...firmware, answer } });
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(asked).toBe(4);
  });

  test('where no answer can be read, the print goes on without it', () => {
    const firmware = firmwareOf('klipper');
    const answer: VirtualFirmware['answer'] = (command, machine, now) =>
      command === 'M114' ? ['Position: unknown', 'ok'] : firmware.answer(command, machine, now);
    const sim = simulate({ lines: layered(3), profile: allevi, firmware: { ...firmware, answer } });
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(sim.written.filter(({ text }) => text.includes('M114')).length).toBe(13);
  });

  test('faults of the cable while it asks do not disturb the count of answers', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const faults = ['lost-ok:0.03', 'garbled-line:0.03', 'lost-line:0.03', 'noise:0.03'];
      const sim = simulate({ lines: layered(6), faults, seed });
      sim.run();
      // The link itself may end a print whose cable is that bad; the place never differs.
      if (sim.sender.state.kind !== 'done')
        expect(sim.sender.state).toMatchObject({ text: expect.stringMatching(/the link lost something/) });
      const whole = layered(6).filter((line) => !line.startsWith(';'));
      const executed = executedOf(sim, ['M400', 'G90', 'G1 Z50 F600']);
      expect(executed).toEqual(whole.slice(0, executed.length));
    }
  });
});
