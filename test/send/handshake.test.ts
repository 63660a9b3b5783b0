import { expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { createSender } from '../../src/send/sender.ts';
import type { SenderEvent } from '../../src/send/sender-state.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';

const driver = driverOf('marlin');

/** A sender on a port that resets its printer (or does not), with all it wrote by time. */
function opened(resetsOnOpen: boolean) {
  const written: [number, string][] = [];
  const events: SenderEvent[] = [];
  let now = 0;
  const sender = createSender({
    driver,
    profile: null,
    job: readJobLines(new TextEncoder().encode('G1 X1\n'), driver),
    resetsOnOpen,
    write: (text) => written.push([now, text]),
    emit: (event) => events.push(event),
  });
  sender.opened(0);
  return {
    sender,
    written,
    said: () => events.flatMap((event) => (event.kind === 'said' ? [event.text] : [])),
    hear(at: number, ...lines: string[]) {
      now = at;
      for (const line of lines) sender.received(line, at);
    },
    /** Time passes, and the sender is woken whenever it wants to be. */
    waitUntil(end: number) {
      for (let at = sender.wake(); at !== null && at <= end; at = sender.wake()) {
        now = at;
        sender.tick(at);
      }
      now = end;
    },
  };
}

const banner = ['start', 'External Reset', 'Marlin 2.1.2.1', 'echo: Free Memory: 4096'];
const answers = [
  'ok',
  'FIRMWARE_NAME:Marlin 2.1.2.1 (x) SOURCE_CODE_URL:none',
  'Cap:EMERGENCY_PARSER:1',
  'ok',
  'X:0.00 Y:0.00 Z:0.00 E:0.00 Count X:0',
  'ok',
];

test('a printer that opening resets is spoken to when it has greeted, and asked everything once', () => {
  const port = opened(true);
  port.waitUntil(1800);
  expect(port.written).toEqual([]);
  port.hear(1800, '\u00fe\u00e0', ...banner);
  port.hear(1810, ...answers, 'ok T:21.0 /0.0 B:21.0 /0.0 @:0');
  expect(port.written.map(([, text]) => text.trim())).toEqual([
    '',
    driver.frame('M110 N10000', 10_000),
    driver.frame('M115', 10_001),
    driver.frame('M114', 10_002),
    driver.frame('M105', 10_003),
  ]);
  expect(port.sender.state).toEqual({ kind: 'ready' });
  expect(port.said()).toEqual([expect.stringMatching(/has just started.*set the zero point again/)]);
});

test('one that does not greet, as it was not reset, is asked after two seconds', () => {
  const port = opened(true);
  port.hear(500, 'ok', 'echo:busy: processing', 'ok T:21.0 /0.0');
  port.waitUntil(1999);
  expect(port.written).toEqual([]);
  port.waitUntil(2000);
  expect(port.written.map(([at]) => at)).toEqual([2000, 2000]);
  port.hear(2010, ...answers, 'ok T:21.0 /0.0 B:21.0 /0.0 @:0');
  expect(port.sender.state).toEqual({ kind: 'ready' });
  expect(port.said()).toEqual([]);
});

test('one that greets late all the same is asked anew, and its restart is told', () => {
  const port = opened(true);
  port.waitUntil(4500);
  expect(port.written.length).toBeGreaterThan(1);
  port.hear(4500, ...banner);
  port.hear(4510, ...answers, 'ok T:21.0 /0.0 B:21.0 /0.0 @:0');
  port.waitUntil(6000);
  expect(port.sender.state).toEqual({ kind: 'ready' });
  expect(port.said().length).toBe(1);
});

test('where opening resets nothing, it is asked at once; a silent port is given up in both cases', () => {
  const port = opened(false);
  expect(port.written.map(([at]) => at)).toEqual([0, 0]);
  for (const resets of [false, true]) {
    const silent = opened(resets);
    silent.waitUntil(60_000);
    expect(silent.sender.state).toMatchObject({ kind: 'failed', text: expect.stringMatching(/nothing answers/) });
  }
});
