import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { firmwareOf } from './practice-firmware.ts';
import { drain, type Simulation, type SimulationOptions, simulate } from './simulate.ts';

// A printer that was reset and whose greeting nobody heard: what it reports afterwards must show it, before the needle
// goes anywhere from a lost origin.

const folder = resolve(import.meta.dirname, '../../printers');
const allevi = loadProfile('allevi-biobot1', folder);
const grblValve = loadProfile('grbl-pneumatic', folder);
const ids = ['marlin', 'klipper', 'rrf', 'grbl'] as const;
type Id = (typeof ids)[number];
const moves = Array.from({ length: 150 }, (_, i) => `G1 X${5 + (i % 40)} Y${1 + (i % 7)} F600`);
const opens = (id: Id) => (id === 'grbl' ? 'M8' : 'M42 P16 S255');

function printing(id: Id, options: Partial<SimulationOptions> = {}): Simulation {
  const lines = ['G21', 'G90', 'G1 Z2 F600', opens(id), ...moves];
  const profile = id === 'grbl' ? grblValve : allevi;
  return simulate({ lines, firmware: firmwareOf(id), profile, hands: false, ...options });
}

/** Power goes and comes back; the greeting is lost. */
function resetUnheard(sim: Simulation): void {
  const injector = sim.injector as { outgoing: (line: string) => string[] };
  const { outgoing } = injector;
  injector.outgoing = () => [];
  sim.printer.start(sim.now);
  injector.outgoing = outgoing;
}

function pausedAndReset(id: Id): Simulation {
  const sim = printing(id);
  sim.run(() => sim.printer.executed.length > 60);
  sim.sender.pause('operator', 'key', sim.now);
  sim.run(() => sim.sender.state.kind === 'paused');
  resetUnheard(sim);
  return sim;
}

function expectReset(sim: Simulation, from: number): void {
  expect(sim.sender.state).toMatchObject({
    kind: 'failed',
    text: expect.stringMatching(/was reset/),
    fix: expect.stringMatching(/home/),
  });
  // Nothing moves from a lost origin, not even the lift.
  expect(sim.printer.executed.slice(from).filter((line) => /^G[01] /.test(line))).toEqual([]);
}

describe.each(ids)('%s', (id) => {
  test('reset while paused: going on is refused, and nothing moves', () => {
    const sim = pausedAndReset(id);
    const { length } = sim.printer.executed;
    sim.sender.resume(sim.now);
    sim.run();
    drain(sim);
    expectReset(sim, length);
  });

  test('reset in the middle: no line of the file is executed behind it', () => {
    const sim = printing(id, { faults: ['mute-reset@60'], hands: true });
    sim.run();
    drain(sim);
    expectReset(sim, sim.printer.executed.length);
    expect(sim.printer.executed.filter((line) => moves.includes(line)).length).toBeLessThan(62);
    // Not even the lift.
    expect(sim.printer.executed.filter((line) => line.startsWith('G1 Z'))).toEqual(['G1 Z2 F600']);
    expect(sim.printer.executed.filter((line) => line === opens(id)).length).toBe(1);
  });

  test('a pause without a reset is gone on from, and the print is whole', () => {
    const sim = printing(id);
    sim.run(() => sim.printer.executed.length > 60);
    sim.sender.pause('operator', 'key', sim.now);
    sim.run(() => sim.sender.state.kind === 'paused', 60_000);
    sim.sender.resume(sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(sim.printer.executed.filter((line) => moves.includes(line))).toEqual(moves);
  });
});

test.each(['klipper', 'rrf'] as const)('%s: heaters that aim at nothing show a reset while it stands', (id) => {
  const sim = simulate({
    lines: ['M109 S37', 'M190 S37', ...moves, 'G4 P8000', ...moves],
    firmware: firmwareOf(id),
    profile: allevi,
    hands: false,
    speedUp: 1,
  });
  sim.run(() => sim.printer.executed.length > 60);
  sim.sender.pause('operator', 'key', sim.now);
  sim.run(() => sim.sender.state.kind === 'paused');
  sim.run(() => false, 20_000);
  resetUnheard(sim);
  const { length } = sim.printer.executed;
  sim.run(() => sim.sender.state.kind !== 'paused', 20_000);
  sim.run();
  expectReset(sim, length);
  expect(sim.sender.state).toMatchObject({ text: expect.stringMatching(/aims at 0 C/) });
});

test('GRBL: modes of power-up show a reset between two lines', () => {
  const sim = printing('grbl');
  sim.run(() => sim.printer.executed.length > 60);
  resetUnheard(sim);
  const { length } = sim.printer.executed;
  sim.run();
  drain(sim);
  expect(sim.sender.state.kind).toBe('failed');
  expect(sim.printer.executed.slice(length).filter((line) => moves.includes(line)).length).toBeLessThan(17);
});

test.each(['klipper', 'rrf', 'grbl'] as const)('%s: a loss that was no reset lifts the needle', (id) => {
  const sim = printing(id, { faults: ['lost-line@60'], hands: true });
  sim.run();
  drain(sim);
  expect(sim.sender.state).toMatchObject({ kind: 'failed', text: expect.stringMatching(/lost something/), left: [] });
  expect(sim.printer.executed.filter((line) => line.startsWith('G1 Z')).length).toBe(2);
});

describe('moved by hand in a pause', () => {
  test('where G92 took the way back from it, it must be put back by hand', () => {
    const lines = ['G90', 'G92 Z0', 'G1 X5 Y1 Z2 F600', ...moves];
    const sim = simulate({ lines, firmware: firmwareOf('klipper'), profile: allevi, hands: false });
    sim.run(() => sim.printer.executed.length > 60);
    sim.sender.pause('operator', 'key', sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    const last = sim.printer.executed.findLast((line) => moves.includes(line))!;
    const jog = (line: string) => {
      sim.printer.receive(`${line}\n`, sim.now);
      sim.run(() => false, 1);
      sim.sender.resume(sim.now);
      sim.run(() => sim.sender.state.kind === 'paused');
    };
    for (const line of ['G0 X90 Y80', 'G0 X91 Y80']) {
      jog(line);
      expect(sim.sender.state).toMatchObject({
        kind: 'paused',
        text: expect.stringMatching(/put it back there manually/),
      });
    }
    jog(last);
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(sim.printer.executed.filter((line) => moves.includes(line)).length).toBe(moves.length + 1);
  });

  test.each(['marlin', 'klipper', 'rrf'] as const)('%s: told first; going on again brings the needle back', (id) => {
    const sim = printing(id);
    sim.run(() => sim.printer.executed.length > 60);
    sim.sender.pause('operator', 'key', sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    sim.printer.receive(id === 'rrf' ? jogRrf : 'G0 X90 Y80\n', sim.now);
    sim.run(() => false, 1);
    sim.sender.resume(sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    expect(sim.sender.state).toMatchObject({
      kind: 'paused',
      why: 'doubt',
      text: expect.stringMatching(/it stands at X90.00 Y80.00 and the lines sent lead to X.* moved manually/),
    });
    sim.sender.resume(sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(sim.printer.executed.filter((line) => moves.includes(line))).toEqual(moves);
    const jogged = sim.printer.executed.indexOf('G0 X90 Y80');
    const back = sim.printer.executed.slice(jogged + 1).filter((line) => /^G[01] /.test(line));
    expect(back[0]).toBe('G1 Z50 F600');
    expect(back[1]).toMatch(/^G1 X\d+ Y\d+ F/);
    expect(back[2]).toMatch(/^G1 Z2 F/);
  });
});

/** RepRapFirmware listens to lines with a checksum alone, since the print began. */
const jogRrf = 'G0 X90 Y80*119\n';
