import { expect, test } from 'vitest';
import {
  all,
  closes,
  dwell,
  executed,
  expectOrder,
  expectStopped,
  expectWhole,
  moves,
  obliging,
  print,
} from './print-with-faults.ts';

// What the printer or the file asks for, and what the printer does not do: F18, F19.

test.concurrent.each(obliging)('F18 the printer asks for a pause, or the end: %s', async (id) => {
  const paused = await print(id, { faults: ['pause@40'] });
  await expectWhole(paused);
  expect(paused.pauses).toEqual(['door open']);
  const cancelled = await print(id, { faults: ['cancel@40'] });
  expect(await cancelled.ended).toMatchObject({ kind: 'stopped', left: [] });
  expectOrder(cancelled, 0);
  expect(cancelled.printer.printer.executed).toContain(closes(id));
});

test.concurrent.each(['marlin', 'klipper'] as const)('F18 a question with a button is shown: %s', async (id) => {
  const run = await print(id, { faults: ['prompt@40:0.4'] });
  await expectWhole(run);
  const said = run.events.flatMap((event) => (event.kind === 'said' ? [event.text] : []));
  expect(said).toContain('door open');
  expect(said.join(' ')).toMatch(/Continue/);
});

test.concurrent.each(all)('F18 a pause of the file is the sender`s own: %s', async (id) => {
  const run = await print(id, { lines: [...moves.slice(0, 50), 'M0 add calcium', ...moves.slice(50)] });
  await expectWhole(run);
  expect(run.pauses).toEqual(['add calcium']);
  expect(run.printer.printer.executed).not.toContain('M0 add calcium');
});

test.concurrent.each(obliging)('F19 ok, and not obeyed: pause: %s', async (id) => {
  const run = await print(id, { faults: ['refuse@40'] });
  expect(await run.ended).toEqual({ kind: 'done' });
  expect(run.pauses).toEqual([expect.stringMatching(/cold extrusion|out of range|outside machine limits/)]);
  // Marlin moves without the ink, the others not at all: that one line is missing, and is named.
  const [refused] = run.events.flatMap((event) => (event.kind === 'refused' ? [event.index - 2] : []));
  expect(executed(run)).toEqual(moves.filter((_, i) => id === 'marlin' || i !== refused));
});

test.concurrent.each(obliging)('F19 an unknown command: %s', async (id) => {
  const run = await print(id, { lines: [...moves.slice(0, 50), 'Q99', ...moves.slice(50)] });
  await expectWhole(run);
  expect(run.pauses).toEqual([expect.stringMatching(/Unknown command|Bad command/)]);
});

test.concurrent('F19 a tool that is not there (Marlin)', async () => {
  const run = await print('marlin', { lines: [...moves.slice(0, 50), 'T9', ...moves.slice(50)] });
  await expectWhole(run);
  expect(run.pauses).toEqual([expect.stringMatching(/T9 Invalid extruder/)]);
});

test.concurrent('F19 GRBL ends the print at a line it refuses', async () => {
  const run = await print('grbl', { lines: [...moves.slice(0, 50), 'G1 E5', ...moves.slice(50)] });
  await expectStopped(run, /error 36/);
});

test.concurrent.each(obliging)('F19 a target that is not taken: %s', async (id) => {
  // The print lasts longer than a firmware is given to take a target.
  const dwells = Array.from({ length: 7 }, () => dwell(id));
  const lines = ['M104 T0 S37', ...moves.slice(0, 100), ...dwells, ...moves.slice(100)];
  const run = await print(id, { lines, faults: ['clamp@20'] });
  await run.ended;
  expectOrder(run, 0);
  expect(run.pauses[0]).toMatch(/was set to 37 C and the printer aims at 8 C/);
});
