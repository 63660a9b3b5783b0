import { expect, test } from 'vitest';
import { executedOf, simulate } from './simulate.ts';

const moves = Array.from({ length: 200 }, (_, i) => `G1 X${i} Y${i % 7} F600`);

test('streams a whole file', () => {
  const sim = simulate({ lines: ['; hello', 'G90', '', ...moves] });
  sim.run();
  expect(sim.sender.state).toEqual({ kind: 'done' });
  expect(executedOf(sim)).toEqual(['G90', ...moves]);
  expect(sim.printer.overrun).toBe(0);
});

for (const fault of [
  'lost-ok:0.05',
  'garbled-ok:0.05',
  'doubled-ok:0.05',
  'lost-line:0.05',
  'garbled-line:0.05',
  'lost-newline:0.05',
  'noise:0.2',
  'lost-resend:0.5',
  'doubled-resend:0.5',
]) {
  test(`survives ${fault}`, () => {
    const sim = simulate({ lines: moves, faults: [fault, 'garbled-line:0.02'], seed: 3 });
    sim.run();

    expect(executedOf(sim)).toEqual(moves);
    expect(sim.sender.state).toEqual({ kind: 'done' });
  });
}
