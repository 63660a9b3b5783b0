import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGrbl } from '../../src/firmware/grbl/virtual.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { firmwareOf } from './practice-firmware.ts';
import { simulate } from './simulate.ts';

// Dead and waiting are told apart within seconds, and a sender that stood still says so.

const folder = resolve(import.meta.dirname, '../../printers');
const profile = loadProfile('grbl-pneumatic', folder);
const moves = Array.from({ length: 40 }, (_, i) => `G1 X${i + 1} Y5 F600`);

describe('GRBL is polled while something is slow', () => {
  const lines = ['G21', 'G90', 'G1 Z1 F600', 'M8', ...moves.slice(0, 5), 'G4 P120', ...moves.slice(5), 'M9'];

  test('a dwell of two minutes is waited for', () => {
    const sim = simulate({ lines, profile, firmware: createGrbl(), speedUp: 1 });
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(sim.now).toBeGreaterThan(120_000);
    expect(sim.written.filter(({ text }) => text === '?').length).toBeGreaterThan(60);
  });

  test.each(['dead@10:3600', 'dead@5:3600'])(
    'one that dies in it, or before, is noticed within seconds: %s',
    (fault) => {
      const sim = simulate({ lines, profile, firmware: createGrbl(), speedUp: 1, faults: [fault] });
      sim.run(() => sim.sender.state.kind === 'stopping');
      const lastWord = sim.events.findLast(({ event }) => event.kind === 'acknowledged')!.at;
      expect(sim.now - lastWord).toBeLessThan(10_000);
      expect(sim.sender.state).toMatchObject({
        text: expect.stringMatching(/gone silent: no answer to .*, nor to \?/),
      });
      sim.run();
      expect(sim.sender.state).toMatchObject({ kind: 'failed', left: expect.arrayContaining(['M9']) });
    },
  );

  test('a silence of some seconds is none', () => {
    const sim = simulate({ lines, profile, firmware: createGrbl(), speedUp: 1, faults: ['dead@8:3'] });
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
  });
});

describe('a sender that stood still', () => {
  const strand = ['G1 Z1 F600', 'M42 P16 S255', ...moves, 'M42 P16 S0', ...moves];
  const allevi = loadProfile('allevi-biobot1', folder);

  test('pauses where a strand was open', () => {
    const sim = simulate({ lines: strand, profile: allevi, firmware: firmwareOf('marlin'), hands: false });
    sim.run(() => sim.printer.executed.length > 20);
    sim.sender.frozen(12.3, sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    expect(sim.sender.state).toMatchObject({ text: expect.stringMatching(/this program stood still for 12 s/) });
    expect(sim.printer.executed).toContain('M42 P16 S0');
  });

  test('only says so between strands', () => {
    const sim = simulate({ lines: strand, profile: allevi, firmware: firmwareOf('marlin'), hands: false });
    sim.run(() => sim.printer.executed.length > 60);
    sim.sender.frozen(12.3, sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    const said = sim.events.flatMap(({ event }) => (event.kind === 'said' ? [event.text] : []));
    expect(said.filter((text) => /stood still for 12 s/.test(text))).toHaveLength(1);
  });
});
