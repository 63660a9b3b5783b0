import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { firmwareOf } from './practice-firmware.ts';
import { executedOf, type Simulation, simulate } from './simulate.ts';

// Pause, resume and stop of a print on a clock in memory.

const folder = resolve(import.meta.dirname, '../../printers');
const allevi = loadProfile('allevi-biobot1', folder);
const moves = Array.from({ length: 150 }, (_, i) => `G1 X${i % 40} Y${i % 7} F600`);
const strand = ['G1 Z2 F600', 'M400', 'M42 P16 S255', 'M400', ...moves, 'M400', 'M42 P16 S0', 'M400'];

/** The last thing each valve and lamp was told is to be off. */
function expectClosed(sim: Simulation): void {
  for (const pin of ['P16', 'P17', 'P4']) {
    const last = sim.printer.executed.filter((line) => line.startsWith(`M42 ${pin}`)).at(-1);
    expect(last ?? `M42 ${pin} S0`).toBe(`M42 ${pin} S0`);
  }
}

describe('pause, resume and stop', () => {
  test.each(['marlin', 'klipper', 'rrf'] as const)('%s: at most the lines on their way follow a pause', (id) => {
    const sim = simulate({ lines: strand, firmware: firmwareOf(id), profile: allevi, hands: false });
    sim.run(() => sim.printer.executed.length > 60);
    const sent = sim.written.length;
    sim.sender.pause('operator', 'key', sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    const after = sim.written.slice(sent).map(({ text }) => text.replace(/^N\d+ |\*\d+/g, '').trim());
    expect(after.filter((line) => line.startsWith('G1 X'))).toEqual([]);
    expect(after.slice(0, 4)).toEqual(['M400', 'M42 P16 S0', 'M42 P17 S0', 'M42 P4 S0']);
    expect(after).toContain('G1 Z50 F600');
    expectClosed(sim);
    sim.sender.resume(sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    // Back down, then the valve as it was, then the rest of the strand.
    const resumed = sim.printer.executed.slice(sim.printer.executed.lastIndexOf('G1 Z50 F600'));
    expect(resumed.indexOf('G1 Z2 F600')).toBeLessThan(resumed.indexOf('M42 P16 S255'));
    expect(sim.printer.executed.filter((line) => moves.includes(line))).toEqual(moves);
  });

  test.each([['marlin'], ['klipper'], ['rrf']] as const)(
    '%s: stop closes the valves within 200 ms of an idle printer',
    (id) => {
      const sim = simulate({
        lines: [...strand.slice(0, 4), 'M0 wait'],
        firmware: firmwareOf(id),
        profile: allevi,
        hands: false,
        speedUp: 100,
      });
      sim.run(() => sim.sender.state.kind === 'paused');
      const at = sim.now;
      const before = sim.printer.executed.length;
      sim.sender.stop(at);
      sim.run(() => sim.printer.executed.slice(before).includes('M42 P16 S0'));
      expect(sim.now - at).toBeLessThan(200);
      sim.run();
      expect(sim.sender.state).toMatchObject({ kind: 'stopped', left: [] });
    },
  );

  test('a resumed print primes over the waste, where the printer has one, and comes back', () => {
    const profile = { ...allevi, waste: { x: 60, y: -40, z: 5 } };
    const sim = simulate({ lines: strand, profile, hands: false });
    sim.run(() => sim.printer.executed.length > 60);
    sim.sender.pause('operator', 'key', sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    const before = sim.printer.executed.length;
    const last = sim.printer.executed.filter((line) => moves.includes(line)).at(-1)!;
    sim.sender.resume(sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    const place = `G1 ${/X\S+ Y\S+/.exec(last)![0]} F1800`;
    expect(sim.printer.executed.slice(before, before + 13)).toEqual([
      'G90',
      'G1 Z50 F600',
      place,
      'G1 X60 Y-40 F1800',
      'G1 Z5 F600',
      'M400',
      'M42 P16 S255',
      'G4 P200',
      'M42 P16 S0',
      'G1 Z50 F600',
      place,
      'G1 Z2 F600',
      'M400',
    ]);
    expect(sim.printer.executed.filter((line) => moves.includes(line))).toEqual(moves);
  });

  test('stop in the middle of a strand ends the queued motion and closes the valve first of all', () => {
    const sim = simulate({ lines: strand, profile: allevi, hands: false, speedUp: 1 });
    sim.run(() => sim.printer.executed.length > 30);
    const at = sim.now;
    const before = sim.printer.executed.length;
    sim.sender.stop(at);
    sim.run(() => sim.printer.executed.slice(before).includes('M42 P16 S0'));
    expect(sim.now - at).toBeLessThan(200);
    sim.run();
    expectClosed(sim);
    expect(sim.printer.executed.slice(before)).toContain('G1 Z50 F600');
  });

  test('GRBL is held, then reset, then its valves are closed', () => {
    const profile = loadProfile('grbl-pneumatic', folder);
    const sim = simulate({ lines: ['M8', ...moves], firmware: firmwareOf('grbl'), profile, hands: false, speedUp: 1 });
    sim.run(() => sim.printer.executed.length > 20);
    sim.sender.stop(sim.now);
    sim.run();
    const raw = sim.written.map(({ text }) => text);
    expect(raw.indexOf('!')).toBeLessThan(raw.indexOf('\u0018'));
    expect(sim.sender.state).toMatchObject({ kind: 'stopped', left: [] });
    expect(sim.printer.executed).toContain('M9');
  });

  test('a pause of the file waits for hands and its line is never sent', () => {
    const sim = simulate({
      lines: [...moves.slice(0, 10), '; pause: add calcium', 'M0', ...moves.slice(10)],
      hands: false,
    });
    sim.run(() => sim.sender.state.kind === 'paused');
    expect(sim.sender.state).toMatchObject({ why: 'file', text: 'add calcium' });
    expect(executedOf(sim)).toEqual(moves.slice(0, 10));
    sim.sender.resume(sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(executedOf(sim)).toEqual(moves);
  });
});
