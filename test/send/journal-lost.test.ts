import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { marlin } from '../../src/firmware/marlin/driver.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { JournalFile } from '../../src/send/journal/journal-file.ts';
import { createPrintSession } from '../../src/send/print-session.ts';
import type { Transport } from '../../src/send/transport/transport-contract.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';

/** A printer that answers each line at once. */
function obedient(heard: string[]): Transport {
  let say: (text: string) => void = () => {};
  return {
    open: async () => {},
    write(text) {
      for (const line of text.split('\n')) {
        const command = line.replace(/^N\d+ |\*\d+$/g, '');
        if (command === '') continue;
        heard.push(command);
        setImmediate(() => say(command === 'M105' ? 'ok T:20.0 /0.0\n' : 'ok\n'));
      }
    },
    onData: (listener) => {
      say = listener;
    },
    onGone: () => {},
    close: async () => {},
  };
}

test.each(['flush', 'acknowledged', 'event', 'mark'] as const)(
  'a journal whose disk is full (%s) pauses the print with the valve closed, and it can be gone on from',
  async (what) => {
    const heard: string[] = [];
    const profile = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));
    const moves = Array.from({ length: 60 }, (_, i) => `G1 X${i} Y1 F600`);
    const lines = ['G1 Z2 F600', 'M42 P16 S255', ...moves, 'M42 P16 S0'];
    let full = false;
    const write = (name: string) => () => {
      if (full && (name === what || what === 'flush')) throw new Error('ENOSPC: no space left on device, write');
    };
    const journal: JournalFile = {
      acknowledged: write('acknowledged'),
      event: write('event'),
      flush: write('flush'),
      mark: write('mark'),
      close: write('close'),
    };
    const states: string[] = [];
    const session = createPrintSession({
      driver: marlin,
      profile,
      job: readJobLines(new TextEncoder().encode(lines.join('\n')), marlin),
      transport: obedient(heard),
      onEvent: (event) => {
        if (event.kind === 'acknowledged' && event.index === 20) {
          full = true;
          // What a line of the file does not bring about, the operator does.
          if (what === 'event' || what === 'mark') setImmediate(() => session.act('pause'));
        }
        if (event.kind === 'said') states.push(event.text);
        if (event.kind !== 'state') return;
        states.push(event.state.kind === 'paused' ? event.state.text : event.state.kind);
        if (event.state.kind === 'paused') {
          expect(heard.lastIndexOf('M42 P16 S0')).toBeGreaterThan(heard.lastIndexOf('M42 P16 S255'));
          setImmediate(() => session.act('resume'));
        }
      },
    });
    await session.connect();
    expect(await session.print(journal)).toEqual({ kind: 'done' });
    expect(heard.filter((line) => moves.includes(line))).toEqual(moves);
    expect(states.join(' | ')).toMatch(/the journal cannot be written: ENOSPC/);
  },
);
