import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { firmwareOf } from '../../src/send/virtual/firmware-of.ts';
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
