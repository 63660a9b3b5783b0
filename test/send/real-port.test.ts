import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FirmwareId } from '../../src/firmware/firmwares.ts';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { createPrintSession, type PrintSession } from '../../src/send/print-session.ts';
import type { SenderEvent, SenderState } from '../../src/send/sender-state.ts';
import { transportTo } from '../../src/send/transport/transport.ts';
import { createFaultInjector, parseFault } from '../../src/send/virtual/faults.ts';
import { recordOf } from '../../src/send/virtual/printed-record.ts';
import { type ServedPrinter, servePrinter } from '../../src/send/virtual/serve-printer.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { firmwareOf } from './practice-firmware.ts';
import { smallPlug } from './small-plug.ts';

// Prints over a real port: a pseudo-terminal opened by the serial library, and TCP. Its faults are in matrix/.

const folder = resolve(import.meta.dirname, '../../printers');
const allevi = loadProfile('allevi-biobot1', folder);
const moves = Array.from({ length: 120 }, (_, i) => `G1 X${i % 40} Y${i % 7} F6000`);
const open: { close(): Promise<void> }[] = [];

// All at the end: the tests of a firmware run at the same time, as they mostly wait.
afterAll(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Print {
  readonly printer: ServedPrinter;
  readonly session: PrintSession;
  readonly events: SenderEvent[];
  readonly ended: Promise<SenderState>;
}

interface PrintOptions {
  readonly firmware?: FirmwareId;
  readonly lines?: Uint8Array | readonly string[];
  readonly faults?: readonly string[];
  readonly profile?: Profile | null;
  readonly speedUp?: number;
  readonly tcp?: boolean;
  readonly hands?: boolean;
}

async function begin(options: PrintOptions): Promise<Print> {
  const { firmware = 'marlin', lines = moves, faults = [], profile = allevi, speedUp = 5000, hands = true } = options;
  const injector = createFaultInjector(faults.map(parseFault), seededRandom(5));
  const printer = await servePrinter({ firmware: firmwareOf(firmware), injector, speedUp, tcp: options.tcp });
  open.push(printer);
  const driver = driverOf(firmware);
  const bytes = lines instanceof Uint8Array ? lines : new TextEncoder().encode(lines.join('\n'));
  const events: SenderEvent[] = [];
  const session = createPrintSession({
    driver,
    profile,
    job: readJobLines(bytes, driver),
    transport: await transportTo(printer.address, { baud: 115_200 }),
    timing: { quietMs: 300, slowMs: 3000, repeatMs: [300, 300, 500, 1000], settleMs: 50, closeMs: 150 },
    onEvent: (event) => {
      events.push(event);
      if (hands && event.kind === 'state' && event.state.kind === 'paused') setImmediate(() => session.act('resume'));
    },
  });
  const ready = await session.connect();
  expect(ready).toEqual({ kind: 'ready' });
  return { printer, session, events, ended: session.print(null) };
}

const sentMoves = ({ printer }: Print) => printer.printer.executed.filter((line) => /^G1 X\d+ Y\d+ F6000$/.test(line));

describe.concurrent.each(['marlin', 'klipper', 'rrf', 'grbl'] as const)('%s on a pseudo-terminal', (firmware) => {
  test('prints a file', async () => {
    const print = await begin({ firmware });
    expect(await print.ended).toEqual({ kind: 'done' });
    expect(sentMoves(print)).toEqual(moves);
  });
});

test('prints over TCP, and says when the other end closes', async () => {
  const print = await begin({ tcp: true });
  expect(await print.ended).toEqual({ kind: 'done' });
  expect(sentMoves(print)).toEqual(moves);
  const cut = await begin({ tcp: true, faults: ['unplug@40'] });
  expect(await cut.ended).toMatchObject({ kind: 'failed', text: expect.stringMatching(/port is gone/) });
});

test("the printer's own record of strands equals the plan, in length and volume", async () => {
  const bytes = smallPlug();
  const print = await begin({ lines: bytes });
  expect(await print.ended).toEqual({ kind: 'done' });
  const record = recordOf(print.printer.printer.events, allevi);
  const planned = [...new TextDecoder().decode(bytes).matchAll(/;BIO:strand=.* flow=([\d.]+) volume=([\d.]+)/g)];
  expect(record.strands.length).toBe(planned.length);
  expect(record.stillOn).toEqual([]);
  record.strands.forEach(({ lengthMm, flowS }, i) => {
    const [flow, volume] = [Number(planned[i][1]), Number(planned[i][2])];
    expect(lengthMm).toBeCloseTo(6, 6);
    expect(flowS * flow).toBeCloseTo(volume, 3);
  });
});

test('stop closes the valve of an idle printer within 200 ms, and a pause follows the key by no line of the job', async () => {
  const strand = ['G1 Z2 F600', 'M400', 'M42 P16 S255', ...moves, 'G4 P50', ...moves];
  const print = await begin({ lines: strand, speedUp: 1000, hands: false });
  await executed(print, 40);
  print.session.act('pause');
  const sent = print.session.sender.stats.sent;
  await until(print, 'paused');
  // M400, the valves, the lamp, up, M400 and the marker: nothing of the job. A busy machine may add a poll or a probe.
  const { sent: whole, probes } = print.session.sender.stats;
  expect(whole - sent - probes).toBeLessThanOrEqual(10);
  const pressed = performance.now();
  const before = print.printer.printer.executed.length;
  print.session.act('stop');
  await happened(print, () => print.printer.printer.executed.slice(before).includes('M42 P16 S0'));
  expect(performance.now() - pressed).toBeLessThan(200);
  expect(await print.ended).toMatchObject({ kind: 'stopped', left: [] });
});

describe('ports that cannot be used', () => {
  const transport = async (address: string) => (await transportTo(address, { baud: 115_200 })).open();

  test('are named with what to do', async () => {
    await expect(transport('/dev/no-such-port')).rejects.toMatchObject({
      code: 'port-missing',
      fix: expect.stringMatching(/bioweft ports/),
    });
    await expect(transport('/etc/hostname')).rejects.toMatchObject({ code: 'port-no-port' });
    await expect(transport('tcp://127.0.0.1:1')).rejects.toMatchObject({
      code: 'port-missing',
      message: expect.stringMatching(/nothing listens/),
    });
    await expect(transport('tcp://nonsense')).rejects.toMatchObject({ code: 'port-address' });
  });
});

test('the helper that unlocks the pseudo-terminal is part of the system', () => {
  if (process.platform !== 'linux') return;
  expect(execFileSync('perl', ['-e', 'print 1'], { encoding: 'latin1' })).toBe('1');
  expect(readFileSync('/proc/sys/kernel/ostype', 'latin1').trim()).toBe('Linux');
});

/** Resolves when a condition of the printer or the sender holds; looked at whenever anything moves on the wire. */
function happened({ printer }: Print, holds: () => boolean): Promise<void> {
  return new Promise((done) => {
    const look = () => holds() && done();
    printer.onTraffic(look);
    look();
  });
}

const executed = (print: Print, commands: number) =>
  happened(print, () => print.printer.printer.executed.length >= commands);

function until({ events }: Print, kind: SenderState['kind']): Promise<void> {
  const has = () => events.some((event) => event.kind === 'state' && event.state.kind === kind);
  return new Promise((done) => {
    const look = () => (has() ? done() : setImmediate(look));
    look();
  });
}
