import { expect, test } from 'vitest';
import type { FaultInjector } from '../../../src/send/virtual/faults.ts';
import { all, casesOf, deafOrLost, expectRow, expectWhole, type Id, print, type Row } from './print-with-faults.ts';

// Answers of the printer that are lost, garbled, doubled, torn, or come among others: F1, F2, F3, F14.

const unnumbered: readonly Id[] = ['klipper', 'rrf', 'grbl'];

const rows: readonly Row[] = [
  { row: 'F1 one ok lost', faults: ['lost-ok@31'], on: ['marlin'], why: null },
  { row: 'F1 one ok lost', faults: ['lost-ok@31'], on: unnumbered, why: deafOrLost },
  { row: 'F1 oks lost', faults: ['lost-ok@31', 'lost-ok@32', 'lost-ok@33'], on: ['marlin'], why: null },
  { row: 'F1 oks lost', faults: ['lost-ok@31', 'lost-ok@32', 'lost-ok@33'], on: unnumbered, why: deafOrLost },
  { row: 'F2 ok garbled', faults: ['garbled-ok@31'], on: ['marlin'], why: null },
  { row: 'F2 ok garbled', faults: ['garbled-ok@31'], on: unnumbered, why: deafOrLost },
  { row: 'F2 oks merged', faults: ['merged-ok@31'], on: ['marlin'], why: null },
  { row: 'F2 oks merged', faults: ['merged-ok@31'], on: unnumbered, why: deafOrLost },
  { row: 'F3 one ok doubled', faults: ['doubled-ok@31'], on: all, why: null },
  { row: 'F3 ok doubled often', faults: ['doubled-ok:0.1'], on: all, why: null },
  { row: 'F14 noise between the answers', faults: ['noise:0.2'], on: all, why: null },
];

test.concurrent.each(casesOf(rows))('$row: $id', expectRow);

const chatter: Readonly<Record<Id, readonly string[]>> = {
  marlin: [
    ' T:21.00 /0.00 B:21.00 /0.00 @:0',
    'echo:busy: processing',
    'wait',
    'X:1.00 Y:2.00 Z:0.00 E:0.00 Count X:0',
  ],
  klipper: ['B:21.0 /0.0 T0:21.0 /0.0', '// probe: open', 'echo: ok'],
  rrf: ['T:21.0 /0.0 B:21.0 /0.0', 'done printing nothing'],
  grbl: ['<Run|MPos:1.000,2.000,3.000|Bf:15,128|FS:0,0>', '[MSG:Pgm End]'],
};

test.concurrent.each(all)('F14 reports between all answers: %s', async (id) => {
  const talk = (plain: FaultInjector): FaultInjector => ({
    ...plain,
    outgoing: (line) => (/^(\[GC|ok)/.test(line) ? [...chatter[id], ...plain.outgoing(line)] : plain.outgoing(line)),
  });
  await expectWhole(await print(id, { injector: talk }));
});

test.concurrent.each(all)('F14 answers and reports that arrive torn in two: %s', async (id) => {
  let torn = 0;
  const run = await print(id, {
    faults: ['split:0.3', 'noise:0.1'],
    onTransport: (transport) => ({
      ...transport,
      onData: (listener) =>
        transport.onData((text) => {
          if (!text.endsWith('\n')) torn++;
          listener(text);
        }),
    }),
  });
  await expectWhole(run);
  // Not only written in pieces: they came out of the port as such.
  expect(torn).toBeGreaterThan(5);
});
