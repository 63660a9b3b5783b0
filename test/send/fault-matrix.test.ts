import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { driverOf, firmwareIds } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { closingLines } from '../../src/send/watch/safe-lines.ts';
import { firmwareOf, practiceMarlin } from './practice-firmware.ts';
import { drain, executedOf, type Simulation, type SimulationOptions, simulate } from './simulate.ts';

// The fault matrix of docs/sending.md, row by row, on a clock in memory.

const folder = resolve(import.meta.dirname, '../../printers');
const allevi = loadProfile('allevi-biobot1', folder);
const moves = Array.from({ length: 150 }, (_, i) => `G1 X${i % 40} Y${i % 7} F600`);
const strand = ['G1 Z2 F600', 'M400', 'M42 P16 S255', 'M400', ...moves, 'M400', 'M42 P16 S0', 'M400'];

function run(options: Partial<SimulationOptions>): Simulation {
  const sim = simulate({ lines: moves, ...options });
  sim.run();
  drain(sim);
  return sim;
}

function expectWhole(sim: Simulation, lines = moves): void {
  expect(sim.sender.state).toEqual({ kind: 'done' });
  expect(executedOf(sim)).toEqual(lines.filter((line) => line !== 'M400'));
  expect(sim.printer.overrun).toBe(0);
}

function expectFailed(sim: Simulation, why: RegExp): void {
  expect(sim.sender.state.kind).toBe('failed');
  expect((sim.sender.state as { text: string }).text).toMatch(why);
  const executed = executedOf(sim).filter((line) => moves.includes(line));
  expect(executed).toEqual(moves.slice(0, executed.length));
}

/** The last thing each valve and lamp was told is to be off. */
function expectClosed(sim: Simulation): void {
  for (const pin of ['P16', 'P17', 'P4']) {
    const last = sim.printer.executed.filter((line) => line.startsWith(`M42 ${pin}`)).at(-1);
    expect(last ?? `M42 ${pin} S0`).toBe(`M42 ${pin} S0`);
  }
}

describe('answers and lines that go astray (Marlin)', () => {
  test.each([
    ['F1 an ok is lost', ['lost-ok@40']],
    ['F2 an ok is garbled', ['garbled-ok@40']],
    ['F3 an ok comes twice', ['doubled-ok@40']],
    ['F4 a line is lost', ['lost-line@40']],
    ['F5 a line is garbled', ['garbled-line@40']],
    ['F6 two lines arrive as one', ['lost-newline@40']],
    ['F8 Resend comes twice', ['garbled-line@40', 'doubled-resend@1']],
    ['F8 Resend is lost, its ok comes', ['garbled-line@40', 'lost-resend@1']],
    ['F14 noise between the answers', ['noise:0.3']],
  ])('%s', (_, faults) => {
    for (const firmware of [practiceMarlin(), practiceMarlin({ old: true }), practiceMarlin({ advancedOk: true })]) {
      const sim = run({ faults, firmware });
      expect(sim.injector.committed.size).toBe(faults.length);
      expectWhole(sim);
      expect(sim.now).toBeLessThan(40_000);
    }
    const cellink = run({ faults, firmware: practiceMarlin({ large: true }), driver: driverOf('cellink') });
    expect(cellink.injector.committed.size).toBe(faults.length);
    expectWhole(cellink);
  });

  test('F8 Resend without the ok that usually follows', () => {
    expectWhole(run({ faults: ['garbled-line:0.05'], firmware: practiceMarlin({ resendWithoutOk: () => true }) }));
  });

  test('F9 a cable that garbles every line ends in a safe stop, not in a storm', () => {
    const sim = run({ faults: ['garbled-line:1'], timing: { repeatMs: [1000] } });
    expectFailed(sim, /does not answer/);
    const later = simulate({ lines: moves });
    later.run(() => later.printer.executed.length > 20);
    later.injector.incoming = (line) => [`x${line}`];
    later.run();
    expectFailed(later, /cable or the port is bad|gone silent|no longer answers/);
    expect(later.sender.stats.resends).toBeLessThan(20);
  });

  test('never more on its way than the printer can hold', () => {
    const long = Array.from(
      { length: 300 },
      (_, i) => `G1 X${(i % 90) + 0.1234} Y${(i % 50) + 0.4321} E0.00${i % 9} F${1200 + (i % 5)}`,
    );
    const sim = run({ lines: long });
    expectWhole(sim, long);
    expect(sim.sender.stats.resends).toBe(0);
  });
});

describe('lines that nobody asks for again', () => {
  test('F7 a line that lost its number was obeyed: it is never sent again', () => {
    for (const firmware of [practiceMarlin(), practiceMarlin({ old: true }), practiceMarlin({ advancedOk: true })]) {
      expectFailed(run({ firmware, faults: ['lost-number@40'] }), /came without its number/);
    }
  });

  test.each(['klipper', 'rrf', 'grbl'] as const)('F13 answers that come late, after probes were given up: %s', (id) => {
    for (const faults of [['silent@38:45'], ['silent@40:95'], ['silent@38:45', 'silent@40:95', 'silent@90:40']]) {
      const sim = run({ firmware: firmwareOf(id), faults });
      expect(sim.sender.state).toEqual({ kind: 'done' });
      expect(executedOf(sim).filter((line) => moves.includes(line))).toEqual(moves);
    }
  });

  test('F25 the valve closes as soon as a lost line shows: nothing else is on its way', () => {
    const sim = simulate({ lines: strand, firmware: firmwareOf('rrf'), profile: allevi, faults: ['lost-line@60'] });
    sim.run(() => sim.sender.state.kind === 'stopping');
    const { now } = sim;
    const before = sim.printer.executed.length;
    sim.run(() => sim.printer.executed.slice(before).includes('M42 P16 S0'));
    expect(sim.now - now).toBeLessThan(20);
  });
});

describe('what befalls the printer', () => {
  test('F11 a reset in the middle ends the print; nothing is replayed', () => {
    for (const id of ['marlin', 'grbl', 'rrf'] as const) {
      const sim = run({ firmware: firmwareOf(id), faults: ['reset@60'], profile: allevi });
      expectFailed(sim, /reset/);
      expect(executedOf(sim).filter((line) => line.startsWith('G1 X')).length).toBeLessThan(61);
    }
  });

  test('F11 a reset whose banner is lost shows by the number asked for', () => {
    const sim = simulate({ lines: moves, profile: allevi });
    sim.run(() => sim.printer.executed.length > 40);
    const { length } = sim.said;
    sim.printer.start(sim.now);
    sim.said.length = length;
    sim.run();
    expectFailed(sim, /reset/);
  });

  test('F12 a printer that starts late, after noise, is waited for', () => {
    const sim = simulate({ lines: moves });
    sim.printer.receive('\u00fe\u00ff', 0);
    sim.run();
    expectWhole(sim);
  });

  test('F13 a long silence of a slow command is not taken for a dead line', () => {
    for (const id of ['marlin', 'klipper', 'grbl'] as const) {
      const lines = [...moves.slice(0, 20), id === 'grbl' ? 'G4 P300' : 'G4 P300000', ...moves.slice(20)];
      const sim = run({ firmware: firmwareOf(id), lines, speedUp: 1 });
      expect(sim.sender.state).toEqual({ kind: 'done' });
      expect(sim.now).toBeGreaterThan(300_000);
    }
  });

  test('F13 busy for minutes', () => {
    const sim = run({ faults: ['busy@50:240'] });
    expectWhole(sim);
    expect(sim.now).toBeGreaterThan(240_000);
  });

  test('F15 a silent printer is given up in the end, safely', () => {
    const sim = run({ faults: ['silent@50:100000'], profile: allevi });
    expectFailed(sim, /gone silent/);
    expect((sim.sender.state as { left: readonly string[] }).left).toContain('M42 P16 S0');
  });

  test('F15 an unplugged cable names what could not be done', () => {
    const sim = run({ faults: ['unplug@50'], profile: allevi });
    expectFailed(sim, /port is gone/);
    expect((sim.sender.state as { left: readonly string[] }).left).toEqual(closingLines(allevi));
  });

  test('F17 a halt is final and says why', () => {
    for (const id of ['marlin', 'klipper', 'grbl', 'rrf'] as const) {
      const sim = run({ firmware: firmwareOf(id), faults: ['alarm@60'] });
      expectFailed(sim, /halted/);
    }
    const grbl = run({ firmware: firmwareOf('grbl'), faults: ['alarm@60'] });
    expectFailed(grbl, /hard limit switch/);
  });

  test('F18 the printer may ask for a pause or the end', () => {
    const pause = simulate({ lines: strand, profile: allevi, faults: ['pause@60'], hands: false });
    pause.run(() => pause.sender.state.kind === 'paused');
    expect(pause.sender.state).toMatchObject({ kind: 'paused', why: 'printer', text: 'door open' });
    expectClosed(pause);
    const cancel = run({ lines: strand, profile: allevi, faults: ['cancel@60'] });
    expect(cancel.sender.state).toMatchObject({ kind: 'stopped', left: [] });
    expectClosed(cancel);
  });

  test('F19 ok is not targets: a refusal pauses with the valve closed', () => {
    const sim = simulate({ lines: strand, profile: allevi, faults: ['refuse@60'], hands: false });
    sim.run(() => sim.sender.state.kind === 'paused');
    const text =
      /^line \d+ \(G1 X.* Y.* F600\) was not carried out, cold extrusion prevented: it stands outside of the strands/;
    expect(sim.sender.state).toMatchObject({ kind: 'paused', why: 'doubt', text: expect.stringMatching(text) });
    expectClosed(sim);
  });

  test('F19 a target that the printer changed in silence pauses', () => {
    const lines = ['M104 T0 S37', ...moves, 'G4 P20000', ...moves];
    const sim = simulate({ lines, faults: ['clamp@30'], hands: false, speedUp: 1 });
    sim.run(() => sim.sender.state.kind === 'paused');
    expect(sim.sender.state).toMatchObject({ kind: 'paused', text: 'T was set to 37 C and the printer aims at 8 C' });
  });

  test('F24 GRBL refuses a line: the print stops', () => {
    const sim = run({ firmware: firmwareOf('grbl'), lines: [...moves.slice(0, 20), 'G1 E5', ...moves.slice(20)] });
    expect(sim.sender.state).toMatchObject({ kind: 'failed' });
    expect((sim.sender.state as { text: string }).text).toMatch(/error 36/);
  });

  test('F26 an emergency stop that is not confirmed says so', () => {
    // It waits behind moves of 5 s.
    const sim = simulate({
      lines: Array.from({ length: 40 }, (_, i) => `G1 X${i % 2 === 0 ? 60 : 10} F600`),
      firmware: practiceMarlin({ emergencyParser: false }),
      profile: allevi,
      speedUp: 1,
    });
    sim.run(() => sim.printer.executed.length > 18);
    sim.sender.emergency(sim.now);
    sim.run();
    expect(sim.sender.state).toMatchObject({
      kind: 'failed',
      text: expect.stringMatching(/did not confirm/),
      fix: expect.stringMatching(/mains/),
    });
  });
});

test('there is a driver for every firmware that profiles name', () => {
  expect(firmwareIds).toEqual(['marlin', 'cellink', 'rrf', 'klipper', 'grbl']);
});
