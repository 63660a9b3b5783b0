import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

// An answer that comes twice lets the sender run ahead of the printer, whose buffer fills unseen: on an AVR what
// overflows is executed without its number. Markers must bring the count back before that.

const lines = Array.from({ length: 200 }, (_, i) => `G1 X${i % 25} Y${i % 7} F${600 + i}`);

test.each([
  [0.02, 1000],
  [0.02, 10],
  [0.05, 1000],
])(
  '%f of the answers come twice, a printer %i times as fast: each line once, and its buffer never runs over',
  (share, speedUp) => {
    for (let seed = 1; seed <= 120; seed++) {
      const sim = simulate({ lines, faults: [`doubled-ok:${share}`], seed, speedUp });
      sim.run();
      expect([seed, sim.sender.state, sim.printer.overrun]).toEqual([seed, { kind: 'done' }, 0]);
      expect(sim.printer.executed.filter((line) => lines.includes(line))).toEqual(lines);
    }
  },
);

test('markers stand close for a while after an answer that came twice, and far apart again after it', () => {
  const sim = simulate({ lines: [...lines, ...lines, ...lines], faults: ['doubled-ok@60'] });
  sim.run();
  expect(sim.sender.state).toEqual({ kind: 'done' });
  const sent = sim.written.map(({ text }) => text.includes('M105'));
  const markers = (from: number, to: number) => sent.slice(from, to).filter(Boolean).length;
  expect(markers(110, 260)).toBeGreaterThan(25);
  expect(markers(450, 600)).toBeLessThan(10);
});

test('two lines in a row that came as commands Marlin does not know are both sent again, and none twice', () => {
  const sim = simulate({ lines });
  const injector = sim.injector as { incoming: (line: string) => string[] };
  const { incoming } = injector;
  const spoilt = new Set(['N10050', 'N10051']);
  injector.incoming = (line) => {
    const number = line.slice(0, 6);
    return spoilt.delete(number) ? [line.replace('N', '=')] : incoming(line);
  };
  sim.run();
  expect(sim.sender.state).toEqual({ kind: 'done' });
  expect(spoilt.size).toBe(0);
  expect(sim.printer.executed.filter((line) => lines.includes(line))).toEqual(lines);
});
