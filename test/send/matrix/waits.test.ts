import { expect, test, vi } from 'vitest';
import { practiceMarlin } from '../practice-firmware.ts';
import {
  all,
  casesOf,
  dwell,
  executed,
  expectRow,
  expectWhole,
  type Id,
  moves,
  obliging,
  print,
  type Row,
} from './print-with-faults.ts';

// Long silences that mean nothing, and the computer's own: F13, F23.

const rows: readonly Row[] = [
  { row: 'F13 silent for a while', faults: ['silent@40:0.2'], on: all, why: null },
  // Longer than an answer is awaited: what was asked meanwhile is answered late.
  { row: 'F13 silent for longer', faults: ['silent@40:0.5'], on: all, why: null },
  { row: 'F13 silent for longer, again and again', faults: ['silent@40:0.7', 'silent@44:0.7'], on: all, why: null },
  { row: 'F15 silent for good', faults: ['silent@40:60'], on: all, why: /gone silent/ },
];

test.concurrent.each(casesOf(rows))('$row: $id', expectRow);

test.concurrent.each(all)('F13 dwells are silent for longer than an answer is awaited: %s', async (id) => {
  const slow = [...moves.slice(0, 20), dwell(id), dwell(id), ...moves.slice(20)];
  await expectWhole(await print(id, { lines: slow }));
});

test.concurrent('F13 busy for longer than silence is borne (Marlin)', async () => {
  const firmware = { ...practiceMarlin(), busyMs: 100 };
  await expectWhole(await print('marlin', { firmware, faults: ['busy@40:1.5'] }));
});

const home = (id: Id) => (id === 'grbl' ? '$H' : 'G28');

test.concurrent.each(all)('F13 homing, in which nothing is said: %s', async (id) => {
  const said: string[] = [];
  const run = await print(id, {
    lines: [home(id), ...moves],
    speedUp: 10,
    onPrinter: (printer) => printer.onTraffic((direction, text) => direction === 'out' && said.push(text)),
  });
  await expectWhole(run);
  expect(run.printer.printer.executed).toContain(home(id));
  expect(said.join('')).not.toMatch(/busy/);
});

test.concurrent.each(obliging)('F13 heating, in which temperatures come and no answer: %s', async (id) => {
  const said: string[] = [];
  const run = await print(id, {
    lines: ['M109 T0 S37', ...moves],
    speedUp: 10,
    onPrinter: (printer) => printer.onTraffic((direction, text) => direction === 'out' && said.push(text)),
  });
  await expectWhole(run);
  // RepRapFirmware says nothing of its own accord, and on Klipper the sender waits itself.
  expect(/^( ?T|B:\S+ \/\S+ T0):\S+ \/37/m.test(said.join(''))).toBe(id === 'marlin');
  if (id === 'klipper') expect(run.printer.printer.executed).toContain('M104 T0 S37');
});

// Last and alone: these turn the clock of the whole process.
test.each([
  ['forward', 3_600_000, [expect.stringMatching(/slept for 3600 s/)]],
  ['back', -3_600_000, []],
])('F23 the clock of the computer jumps %s in the middle, on every firmware', async (_, jump, pauses) => {
  const lines = (id: Id) => [...moves.slice(0, 50), dwell(id), ...moves.slice(50)];
  const runs = await Promise.all(all.map((id) => print(id, { lines: lines(id) })));
  await vi.waitUntil(() => runs.every((run) => executed(run).length > 20), { timeout: 10_000, interval: 5 });
  const real = Date.now;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + jump);
  try {
    for (const run of runs) {
      await expectWhole(run);
      expect(run.pauses).toEqual(pauses);
    }
  } finally {
    clock.mockRestore();
  }
});
