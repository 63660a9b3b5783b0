import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { firmwareOf } from './practice-firmware.ts';
import { simulate } from './simulate.ts';

// What a pause sends must leave the file's own words their meaning. The virtual printers read G90 and G91 as Marlin 2
// does, where they set E too and an M83 before them is forgotten.

const syringe = loadProfile('marlin-syringe', resolve(import.meta.dirname, '../../printers'));
const withWaste: Profile = { ...syringe, waste: { x: 5, y: 5, z: 3 } };

/** The strand's moves as the printer made them, paused and gone on from after the 20th line. */
function pausedMoves(
  id: 'marlin' | 'klipper' | 'rrf',
  profile: Profile,
  head: readonly string[],
  move: (i: number) => string,
) {
  const moves = Array.from({ length: 50 }, (_, i) => move(i));
  const start = ['G90', 'T0', 'G1 X10 Y10 Z1 F600'];
  const sim = simulate({ lines: [...start, ...head, ...moves], firmware: firmwareOf(id), profile, hands: false });
  sim.run(() => sim.printer.executed.length > 20);
  sim.sender.pause('operator', 'key', sim.now);
  sim.run(() => sim.sender.state.kind === 'paused');
  sim.sender.resume(sim.now);
  sim.run();
  expect(sim.sender.state).toEqual({ kind: 'done' });
  return sim.printer.events.flatMap((event) => (event.kind === 'move' && moves.includes(event.command) ? [event] : []));
}

test.each([
  ['marlin', syringe],
  ['marlin', withWaste],
  ['klipper', withWaste],
  ['rrf', withWaste],
] as const)('%s: E by M83, M82 or neither pushes the same ink before and after a pause', (id, profile) => {
  for (const [head, word] of [
    [['M83'], () => 'E0.05'],
    [['M82', 'G92 E0'], (i: number) => `E${((i + 1) * 0.05).toFixed(2)}`],
    [['G92 E0'], (i: number) => `E${((i + 1) * 0.05).toFixed(2)}`],
  ] as const) {
    const made = pausedMoves(id, profile, head, (i) => `G1 X${11 + i} Y10 ${word(i)} F600`);
    expect(made.length).toBe(50);
    for (const { e } of made) expect(e).toBeCloseTo(0.05, 6);
  }
});

test.each([
  ['M83', [] as string[]],
  ['M82', ['G92 E0']],
  ['', [] as string[]],
])('relative moves with "%s" go on from where they were', (mode, zero) => {
  const head = ['G91', ...(mode === '' ? [] : [mode]), ...zero];
  for (const profile of [syringe, withWaste]) {
    const e = (i: number) => (mode === 'M82' ? ((i + 1) * 0.05).toFixed(2) : '0.05');
    const made = pausedMoves('marlin', profile, head, (i) => `G1 X0.5${i % 10} E${e(i)} F600`);
    expect(made.length).toBe(50);
    made.forEach(({ e: pushed, y, z }) => {
      expect(pushed).toBeCloseTo(0.05, 6);
      expect([y, z]).toEqual([10, 1]);
    });
    for (let i = 1; i < made.length; i++) expect(made[i].x - made[i - 1].x).toBeCloseTo(0.5 + (i % 10) / 100, 6);
  }
});

test('a valve that opens with a pressure is opened again with the one it had', () => {
  const open = ['M773 T{tool} P{kPa}', 'M42 P16 S255'];
  const close = ['M42 P16 S0', 'M773 T0 P0'];
  const pneumatic: Profile = { ...syringe, tools: [{ ...syringe.tools[0], dispenser: { by: 'valve', open, close } }] };
  const moves = Array.from({ length: 40 }, (_, i) => `G1 X${11 + i} Y10 F600`);
  const lines = ['G1 X10 Y10 Z1 F600', 'M773 T0 P20', 'M773 T0 P35.5', 'M42 P16 S255', ...moves, ...close];
  const sim = simulate({ lines, profile: pneumatic, hands: false });
  sim.run(() => sim.printer.executed.length > 20);
  sim.sender.pause('operator', 'key', sim.now);
  sim.run(() => sim.sender.state.kind === 'paused');
  const paused = sim.printer.executed.length;
  expect(sim.printer.executed.filter((line) => /^M(42|773)/.test(line)).slice(-2)).toEqual([
    'M42 P16 S0',
    'M773 T0 P0',
  ]);
  sim.sender.resume(sim.now);
  sim.run();
  const after = sim.printer.executed.slice(paused);
  expect(after.filter((line) => /^M(42|773)/.test(line)).slice(0, 2)).toEqual(['M773 T0 P35.5', 'M42 P16 S255']);
  expect(after.indexOf('M42 P16 S255')).toBeLessThan(after.findIndex((line) => moves.includes(line)));
  // A valve that the file has closed stays closed.
  const closed = simulate({ lines: [...lines, ...moves], profile: pneumatic, hands: false });
  closed.run(() => closed.printer.executed.length > 55);
  closed.sender.pause('operator', 'key', closed.now);
  closed.run(() => closed.sender.state.kind === 'paused');
  const length = closed.printer.executed.length;
  closed.sender.resume(closed.now);
  closed.run();
  expect(closed.printer.executed.slice(length)).not.toContain('M42 P16 S255');
});

const allevi = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));

test('valves open and lamps light again after the link is proven, right before the next line of the file', () => {
  const moves = Array.from({ length: 40 }, (_, i) => `G1 X${11 + i} Y10 F600`);
  for (const [on, off] of [
    ['M42 P16 S255', 'M42 P16 S0'],
    ['M42 P4 S128', 'M42 P4 S0'],
  ]) {
    const sim = simulate({ lines: ['G1 X10 Y10 Z1 F600', on, ...moves, off], profile: allevi, hands: false });
    sim.run(() => sim.printer.executed.length > 20);
    sim.sender.pause('operator', 'key', sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    expect(sim.printer.executed).toContain(off);
    const { length } = sim.printer.executed;
    const written = sim.written.length;
    sim.sender.resume(sim.now);
    sim.run();
    const after = sim.printer.executed.slice(length);
    expect(after[after.indexOf(on) + 1]).toMatch(/^G1 X/);
    const sent = sim.written.slice(written).map(({ text }) => text);
    const reopened = sent.findIndex((text) => text.includes(on));
    expect(sent[reopened - 1]).toContain('M105');
    expect(sent[reopened + 1]).toContain('G1 X');
    expect(after.filter((line) => moves.includes(line)).length).toBeGreaterThan(15);
  }
});
