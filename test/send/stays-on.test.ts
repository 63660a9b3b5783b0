import { expect, test } from 'vitest';
import { firmwareOf } from './practice-firmware.ts';
import { simulate } from './simulate.ts';

const moves = Array.from({ length: 40 }, (_, i) => `G1 X${i % 20} Y${i % 7} F600`);

test.each([
  ['marlin', ['M84 S14400']],
  ['klipper', ['SET_IDLE_TIMEOUT TIMEOUT=14400']],
  ['rrf', []],
  ['grbl', []],
] as const)('%s keeps its motors on through the longest pause: it is told so before the first line', (id, first) => {
  const sim = simulate({ firmware: firmwareOf(id), lines: moves });
  sim.run(() => sim.printer.executed.length > 20);
  expect(sim.printer.executed.slice(0, first.length + 1)).toEqual([...first, moves[0]]);
  sim.run();
  expect(sim.sender.state.kind).toBe('done');
  expect(sim.printer.executed.filter((line) => first.includes(line as never))).toEqual(first);
});
