import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeEnding } from '../../src/cli/send/send-ending.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { isOver, type SenderState } from '../../src/send/sender-state.ts';
import { runs } from '../proving.ts';
import { firmwareOf, practiceMarlin } from './practice-firmware.ts';
import { type Simulation, type SimulationOptions, simulate } from './simulate.ts';

// Endings that are true: what is said to be safe was confirmed, what was not is named, and nothing moves behind an
// emergency stop. The printers run in their own time, on a clock in memory.

const folder = resolve(import.meta.dirname, '../../printers');
const allevi = loadProfile('allevi-biobot1', folder);
const grblValve = loadProfile('grbl-pneumatic', folder);
const klipperSyringe = loadProfile('klipper-syringe', folder);
/** Moves of 5 s each. */
const slow = Array.from({ length: 40 }, (_, i) => `G1 X${i % 2 === 0 ? 60 : 10} F600`);
const grblLines = ['G21', 'G90', 'G1 Z1 F600', 'M8', ...slow];
const lines = ['G21', 'G90', 'G1 Z1 F600', 'M42 P16 S255', ...slow];

function printing(options: Partial<SimulationOptions> = {}): Simulation {
  return simulate({ lines, profile: allevi, hands: false, speedUp: 1, planned: true, ...options });
}

const ended = ({ sender }: Simulation) =>
  describeEnding(sender.state as Extract<SenderState, { kind: 'stopped' | 'failed' }>, allevi, []);
const waits = (sim: Simulation) =>
  sim.events.flatMap(({ event }) => (event.kind === 'said' && /waiting for/.test(event.text) ? [event.text] : []));

/** Seconds from a stop in the middle to the end, and what the last move of the file began with. */
function stopAfter(sim: Simulation, ms: number): number {
  sim.run(() => sim.sender.state.kind === 'printing');
  sim.run(() => false, ms);
  const at = sim.now;
  sim.sender.stop(at);
  sim.run();
  return (sim.now - at) / 1000;
}

describe('a stop while motion is queued', () => {
  test('Marlin without emergency parser: its queue is waited for while it says busy, then valves are closed', () => {
    const sim = printing({ firmware: practiceMarlin({ emergencyParser: false }) });
    const seconds = stopAfter(sim, 8000);
    expect(sim.sender.state).toMatchObject({ kind: 'stopped', left: [], needleAtZ: 50 });
    // 3 lines on their way and 16 blocks of 5 s each, less the 8 s it ran.
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThan(110);
    expect(waits(sim)[0]).toMatch(/end the motion it has queued, about \d\d s by the plan; Ctrl-C sends the emergency/);
    expect(sim.said.join('')).toMatch(/busy: processing/);
    const { executed } = sim.printer;
    expect(executed.lastIndexOf('M42 P16 S0')).toBeGreaterThan(executed.lastIndexOf('G1 X60 F600'));
    expect(executed.at(-1)).toBe('M400');
    expect(executed).toContain('G1 Z50 F600');
    expect(ended(sim)).toMatchObject({
      code: 130,
      text: expect.stringMatching(/valves closed; lamps off; needle at Z 50/),
    });
    // Nothing was repeated into a buffer that was full already.
    expect(sim.printer.overrun).toBe(0);
  });

  test.each([['klipper'], ['rrf']] as const)('%s, which is silent while it moves: waited for by the plan', (id) => {
    const sim = printing({ firmware: firmwareOf(id) });
    const seconds = stopAfter(sim, 8000);
    expect(seconds).toBeGreaterThan(30);
    expect(sim.sender.state).toMatchObject({ kind: 'stopped', left: [], needleAtZ: 50 });
    expect(waits(sim).length).toBeGreaterThan(2);
  });

  test('a printer that dies while its queue is waited for: nothing is claimed, and no motion follows', () => {
    for (const id of ['marlin', 'klipper', 'rrf', 'grbl'] as const) {
      const profile = id === 'grbl' ? grblValve : allevi;
      const sim = printing({ firmware: firmwareOf(id), profile, lines: id === 'grbl' ? grblLines : lines });
      sim.run(() => sim.sender.state.kind === 'printing');
      sim.run(() => false, 8000);
      const mute = sim.injector as { outgoing: (line: string) => string[] };
      mute.outgoing = () => [];
      const from = sim.written.length;
      sim.sender.stop(sim.now);
      sim.run();
      const { text, code } = describeEnding(sim.sender.state as never, profile, []);
      expect(code).toBe(3);
      expect(text).toMatch(/^.*not confirmed to be safe/);
      expect(text).not.toMatch(/valves closed|lamps off;|needle at/);
      expect(text).toMatch(/could not be confirmed: valves and lamps off \(M/);
      expect(sim.written.slice(from).filter(({ text: sent }) => /G1|G0/.test(sent))).toEqual([]);
    }
  });

  test('an answer confirms only the group it belongs to: GRBL answers 1.5 s late', () => {
    const sim = printing({ firmware: firmwareOf('grbl'), profile: grblValve, latencyMs: 750, lines: grblLines });
    sim.run(() => sim.sender.state.kind === 'printing');
    sim.run(() => false, 8000);
    sim.sender.stop(sim.now);
    sim.run();
    expect(sim.sender.state).toMatchObject({ kind: 'stopped', left: [] });
    // The needle has risen, and the printer said so, before the end was claimed.
    const rise = sim.printer.executed.indexOf('G1 Z25 F600');
    expect(rise).toBeGreaterThan(0);
    expect(sim.printer.executed.slice(rise)).toContain('G4 P0.01');
    expect(sim.now).toBeGreaterThan(sim.written.findLast(({ text }) => text.includes('G4 P0.01'))!.at + 1500);
  });

  test('what the printer refused is not confirmed', () => {
    const deaf = firmwareOf('klipper');
    const firmware = {
      ...deaf,
      answer: (command: string, ...rest: [never, never]) =>
        command === 'M42 P17 S0' ? ['!! Unknown pin', 'ok'] : deaf.answer(command, ...rest),
    };
    const sim = printing({ firmware, speedUp: 100 });
    stopAfter(sim, 100);
    expect(sim.sender.state).toMatchObject({ kind: 'stopped', left: expect.arrayContaining(['M42 P17 S0']) });
    expect(ended(sim).code).toBe(3);
  });

  test('a reset while stopping: nothing moves from the lost origin', () => {
    for (const id of ['marlin', 'klipper', 'rrf', 'grbl'] as const) {
      const profile = id === 'grbl' ? grblValve : allevi;
      const sim = printing({ firmware: firmwareOf(id), profile, lines: id === 'grbl' ? grblLines : lines });
      sim.run(() => sim.sender.state.kind === 'printing');
      sim.run(() => false, 8000);
      sim.sender.stop(sim.now);
      // In the middle of the first wait; GRBL resets itself first, so later.
      sim.run(() => false, id === 'grbl' ? 200 : 20);
      const before = sim.printer.executed.length;
      sim.printer.start(sim.now);
      sim.run();
      expect(sim.sender.state).toMatchObject({ kind: 'failed', text: expect.stringMatching(/reset|halted/) });
      expect(sim.printer.executed.slice(before).filter((line) => /^G[01] /.test(line))).toEqual([]);
    }
  });
});

describe('the emergency stop', () => {
  test('no byte that moves follows it, whatever was going on', () => {
    const ids = ['marlin', 'klipper', 'rrf', 'grbl'] as const;
    const presses = fc.record({
      id: fc.constantFrom(...ids),
      parser: fc.boolean(),
      pauseMs: fc.integer({ min: 1, max: 20_000 }),
      act: fc.constantFrom('stop' as const, 'pause' as const, 'fault' as const, 'none' as const),
      resume: fc.boolean(),
      waitMs: fc.integer({ min: 0, max: 30_000 }),
      after: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(presses, ({ id, parser, pauseMs, act, resume, waitMs, after }) => {
        const firmware = id === 'marlin' ? practiceMarlin({ emergencyParser: parser }) : firmwareOf(id);
        const profile = id === 'grbl' ? grblValve : allevi;
        const sim = printing({ firmware, profile, lines: id === 'grbl' ? grblLines : lines });
        sim.run(() => sim.sender.state.kind === 'printing');
        sim.run(() => false, pauseMs);
        if (act === 'fault') sim.sender.received('Error: Unknown pin', sim.now);
        else if (act !== 'none') sim.sender[act === 'stop' ? 'stop' : 'pause']('operator' as never, 'key', sim.now);
        if (act === 'stop') sim.sender.stop(sim.now);
        sim.run(() => false, waitMs);
        if (resume) sim.sender.resume(sim.now);
        sim.run(() => false, after);
        if (isOver(sim.sender.state)) return;
        const from = sim.written.length;
        sim.sender.emergency(sim.now);
        sim.sender.stop(sim.now + 1);
        sim.sender.resume(sim.now + 1);
        sim.run();
        const behind = sim.written.slice(from).map(({ text }) => text);
        expect(behind.filter((text) => !['M112\n', '\u0018'].includes(text))).toEqual([]);
        expect(sim.sender.state).toMatchObject({ kind: 'failed', text: expect.stringMatching(/^emergency stop/) });
      }),
      runs(7, 120),
    );
  });

  test('what it leaves open is named: only a GRBL resets its outputs with it', () => {
    const marlin = printing();
    marlin.run(() => marlin.sender.state.kind === 'printing');
    marlin.run(() => false, 8000);
    marlin.sender.emergency(marlin.now);
    marlin.run();
    expect(ended(marlin).text).toMatch(/kill\(\) called[\s\S]*could not be confirmed: valves and lamps off/);
    expect(ended(marlin).text).toMatch(/do not home: allevi-biobot1/);
  });
});

describe('words fit the profile', () => {
  const stopped = (left: readonly string[], needleAtZ: number | null) =>
    ({ kind: 'stopped', text: 'stopped by the operator', left, needleAtZ }) as const;

  test('valves and lamps only where there are any, heaters that stay warm, the height of the needle', () => {
    const marlin = loadProfile('marlin-syringe', folder);
    const warm = [{ of: 'T0', celsius: 36.9, target: 37 }];
    const plunger = describeEnding(stopped([], 25), { ...marlin, lamps: [] }, warm);
    expect(plunger.text).toMatch(
      /stopped by the operator; needle at Z 25 mm\n {2}heaters keep their targets: T0 37 °C/,
    );
    expect(plunger.text).not.toMatch(/valve|lamp/);
    const lost = describeEnding(stopped(['SET_PIN PIN=valve1 VALUE=0', 'M400'], null), klipperSyringe, []);
    expect(lost).toMatchObject({ code: 3, text: expect.not.stringMatching(/valves closed/) });
    expect(lost.text).toMatch(/valves and lamps off \(SET_PIN PIN=valve1 VALUE=0\)/);
    expect(lost.text).toMatch(/end of motion \(M400\)/);
  });
});
