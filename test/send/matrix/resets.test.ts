import { expect, test, vi } from 'vitest';
import { driverOf } from '../../../src/firmware/firmwares.ts';
import { seededRandom } from '../../../src/random/seeded-random.ts';
import { createPrintSession } from '../../../src/send/print-session.ts';
import { transportTo } from '../../../src/send/transport/transport.ts';
import { createFaultInjector } from '../../../src/send/virtual/faults.ts';
import { readJobLines } from '../../../src/send/watch/job-lines.ts';
import { closingLines } from '../../../src/send/watch/safe-lines.ts';
import { firmwareOf } from '../practice-firmware.ts';
import {
  all,
  casesOf,
  executed,
  expectOrder,
  expectRow,
  expectStopped,
  expectWhole,
  type Id,
  moves,
  newPrinter,
  print,
  profileOf,
  type Row,
} from './print-with-faults.ts';

// A printer that starts, starts anew, halts, or is deaf to an emergency stop: F11, F12, F17, F26.

const rows: readonly Row[] = [
  { row: 'F11 reset', faults: ['reset@40'], on: all, why: /reset|Klipper state/ },
  { row: 'F11 reset without a banner', faults: ['mute-reset@40'], on: ['marlin'], why: /reset/ },
  // What was on its way is gone with the reset, and that shows.
  {
    row: 'F11 reset without a banner',
    faults: ['mute-reset@40'],
    on: ['klipper', 'rrf', 'grbl'],
    why: /reset|link lost something|gone silent/,
  },
  { row: 'F17 kill, shutdown, alarm', faults: ['alarm@40'], on: all, why: /halted/ },
];

test.concurrent.each(casesOf(rows))('$row: $id', expectRow);

test.concurrent.each(all)(
  'F11 a reset in a pause, without a banner: nothing moves from the lost origin: %s',
  async (id) => {
    let before = 0;
    const run = await print(id, {
      firmware: { ...firmwareOf(id), banner: [] },
      lines: [...moves.slice(0, 50), 'M0 add calcium', ...moves.slice(50)],
      inPause: ({ printer }) => {
        before = printer.executed.length;
        printer.start(performance.now());
      },
    });
    await expectStopped(run, /reset/);
    const after = run.printer.printer.executed.slice(before);
    expect(after.filter((line) => /^G[01] /.test(line))).toEqual([]);
    expect(executed(run)).toEqual(moves.slice(0, 50));
  },
);

test.concurrent.each(all)('F12 garbage and an error before the banner of a board that starts: %s', async (id) => {
  const firmware = firmwareOf(id);
  // It starts a second time, when nothing is homed: not asked here.
  const noisy = { ...firmware, obeys: undefined, banner: ['\u00fe\u00f0', 'error:7', '$0=10', ...firmware.banner] };
  let started = false;
  const run = await print(id, {
    firmware: noisy,
    // It starts when it is first spoken to, as a board does that the opened port resets.
    onPrinter: (printer) =>
      printer.onTraffic((direction) => {
        if (direction === 'in' && !started) {
          started = true;
          printer.printer.start(performance.now());
        }
      }),
  });
  await expectWhole(run);
});

/** The first words with a printer that says something else; `null`: nothing at all. */
async function speakTo(id: Id, say: (text: string) => string | null) {
  const injector = createFaultInjector([], seededRandom(1));
  const outgoing = (line: string) => [say(line)].filter((text) => text !== null);
  const printer = await newPrinter(id, { injector: { ...injector, outgoing } });
  const session = createPrintSession({
    driver: driverOf(id),
    profile: null,
    job: readJobLines(new Uint8Array(), driverOf(id)),
    transport: await transportTo(printer.address, { baud: 115_200 }),
    timing: { repeatMs: [50, 50, 50] },
    onEvent: () => {},
  });
  const state = await session.connect();
  expect(printer.printer.executed).toEqual([]);
  return state;
}

test.concurrent.each(all)('F12 silence, what another baud rate makes of answers, another device: %s', async (id) => {
  expect(await speakTo(id, () => null)).toMatchObject({ text: expect.stringMatching(/nothing answers/) });
  expect(await speakTo(id, (text) => text.replace(/./g, '\u00e8'))).toMatchObject({
    text: expect.stringMatching(/baud rate is wrong/),
  });
  expect(await speakTo(id, () => 'login:')).toMatchObject({
    text: expect.stringMatching(/speaks and does not answer/),
  });
});

test.concurrent.each(all)('F26 an emergency stop that the firmware does not hear: %s', async (id) => {
  const { urgent, ...firmware } = firmwareOf(id);
  // GRBL's `?` is heard: it is asked for with the first words.
  const deaf = { ...firmware, urgent: (text: string) => (text === '?' ? urgent(text) : null) };
  const run = await print(id, { firmware: deaf, speedUp: 1 });
  await vi.waitUntil(() => executed(run).length > 10, { timeout: 10_000, interval: 5 });
  run.session.act('emergency');
  expect(await run.ended).toMatchObject({
    kind: 'failed',
    text: expect.stringMatching(/did not confirm/),
    fix: expect.stringMatching(/mains/),
    left: closingLines(profileOf(id)),
  });
  expectOrder(run, 0);
});

test.concurrent.each(all)('F26 an emergency stop that is heard: %s', async (id) => {
  const run = await print(id, { speedUp: 1 });
  await vi.waitUntil(() => executed(run).length > 10, { timeout: 10_000, interval: 5 });
  run.session.act('emergency');
  expect(await run.ended).toMatchObject({
    kind: 'failed',
    text: expect.stringMatching(/^emergency stop: /),
    // Only GRBL's is known to switch its outputs off.
    left: id === 'grbl' ? [] : closingLines(profileOf(id)),
  });
  const { length } = run.printer.printer.executed;
  expectOrder(run, 0);
  expect(run.printer.printer.halted).toBe(true);
  expect(run.printer.printer.executed.length).toBe(length);
});
