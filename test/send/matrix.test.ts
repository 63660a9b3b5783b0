import { resolve } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { driverOf } from '../../src/send/drivers/driver-of.ts';
import { readJobLines } from '../../src/send/job-lines.ts';
import { createPrintSession, type PrintSession } from '../../src/send/print-session.ts';
import { closingLines } from '../../src/send/safe-lines.ts';
import type { SenderState } from '../../src/send/sender-state.ts';
import { transportTo } from '../../src/send/transport.ts';
import { createMischief, type Mischief, parseFault, seededRandom } from '../../src/send/virtual/faults.ts';
import type { Firmware } from '../../src/send/virtual/firmware.ts';
import { firmwareOf } from '../../src/send/virtual/firmware-of.ts';
import { createMarlin, type MarlinOptions } from '../../src/send/virtual/marlin.ts';
import { type ServedPrinter, servePrinter } from '../../src/send/virtual/serve-printer.ts';

// The fault matrix over a real pseudo-terminal, by its numbers (docs/sending.md says which rows are tested elsewhere).
// Each move is another one, so that the printer's own record shows what is missing, doubled or out of order.

type Id = Firmware['id'];
const all: readonly Id[] = ['marlin', 'klipper', 'rrf', 'grbl'];
const folder = resolve(import.meta.dirname, '../../printers');
const valves = loadProfile('allevi-biobot1', folder);
const grblValve = loadProfile('grbl-pneumatic', folder);
const moves = Array.from({ length: 150 }, (_, i) => `G1 X${i / 10} Y${i % 7} F6000`);
const served: ServedPrinter[] = [];
const speedUp = 5000;
/** A dwell of one real second. */
const dwell = (id: Id) => (id === 'grbl' ? `G4 P${speedUp}` : `G4 P${speedUp * 1000}`);

afterAll(async () => {
  for (const printer of served.splice(0)) await printer.close();
});

interface Setup {
  readonly firmware?: Firmware;
  readonly faults?: readonly string[];
  readonly lines?: readonly string[];
  readonly mischief?: (plain: Mischief) => Mischief;
  readonly speedUp?: number;
  readonly onPrinter?: (printer: ServedPrinter) => void;
}

interface Print {
  readonly id: Id;
  readonly printer: ServedPrinter;
  readonly session: PrintSession;
  readonly mischief: Mischief;
  /** Reasons of the pauses, in order. */
  readonly pauses: string[];
  readonly ended: Promise<SenderState>;
}

const profileOf = (id: Id) => (id === 'grbl' ? grblValve : valves);
const opens = (id: Id) => (id === 'grbl' ? 'M8' : 'M42 P16 S255');
const closes = (id: Id) => (id === 'grbl' ? 'M9' : 'M42 P16 S0');

/** Prints a strand with the valve open, and goes on after each pause as an operator would. */
async function print(id: Id, setup: Setup = {}): Promise<Print> {
  const { faults = [], lines = moves, firmware = firmwareOf(id) } = setup;
  const plain = createMischief(faults.map(parseFault), seededRandom(7));
  const mischief = setup.mischief?.(plain) ?? plain;
  const printer = await servePrinter({ firmware, mischief, speedUp: setup.speedUp ?? speedUp });
  served.push(printer);
  expect(printer.by).toBe('pseudo-terminal');
  setup.onPrinter?.(printer);
  const driver = driverOf(id);
  const file = ['G1 Z2 F600', opens(id), ...lines, closes(id)].join('\n');
  const pauses: string[] = [];
  const session = createPrintSession({
    driver,
    profile: profileOf(id),
    job: readJobLines(new TextEncoder().encode(file), driver),
    transport: await transportTo(printer.address, { baud: 115_200 }),
    timing: { quietMs: 300, slowMs: 3000, repeatMs: [300, 300, 500, 1000], settleMs: 50, closeMs: 150 },
    onEvent: (event) => {
      if (event.kind !== 'state' || event.state.kind !== 'paused') return;
      pauses.push(event.state.text);
      // The printer's own record says whether the valve was closed before anybody was asked.
      expect(printer.printer.executed.filter((line) => line === closes(id) || line === opens(id)).at(-1)).toBe(
        closes(id),
      );
      setImmediate(() => session.act('resume'));
    },
  });
  expect(await session.connect()).toEqual({ kind: 'ready' });
  return { id, printer, session, mischief, pauses, ended: session.print(null) };
}

const executed = ({ printer }: Print) => printer.printer.executed.filter((line) => moves.includes(line));

async function expectWhole(run: Print): Promise<void> {
  expect(await run.ended).toEqual({ kind: 'done' });
  expect(executed(run)).toEqual(moves);
  expect(run.printer.printer.overrun).toBe(0);
}

/** Ended with this reason, the valve closed or named as left open; in order, nothing twice, at most `missing` lost. */
async function expectStopped(run: Print, why: RegExp, missing = 0): Promise<void> {
  const state = await run.ended;
  expect(state).toMatchObject({ kind: 'failed', text: expect.stringMatching(why) });
  expectOrder(run, missing);
  const last = run.printer.printer.executed.filter((line) => line === closes(run.id) || line === opens(run.id)).at(-1);
  const left = (state as { readonly left: readonly string[] }).left;
  // GRBL's reset switches its outputs off, and is no line.
  const grblReset = run.id === 'grbl' && /halted|reset/.test((state as { readonly text: string }).text);
  expect(last === closes(run.id) || left.includes(closes(run.id)) || grblReset).toBe(true);
}

function expectOrder(run: Print, missing: number): void {
  const indices = executed(run).map((line) => moves.indexOf(line));
  for (let i = 1; i < indices.length; i++) expect(indices[i]).toBeGreaterThan(indices[i - 1]);
  expect((indices.at(-1) ?? -1) + 1 - indices.length).toBeLessThanOrEqual(missing);
}

interface Row {
  readonly row: string;
  readonly faults: readonly string[];
  readonly on: readonly Id[];
  /** The reason of the end; null: the print is whole. */
  readonly why: RegExp | null;
  /** Lines of the file that were lost on the way and that firmware without numbers executes others behind. */
  readonly missing?: number;
  readonly marlin?: MarlinOptions;
}

const deafOrLost = /link lost something|gone silent/;
const rows: readonly Row[] = [
  { row: 'F1 ok lost', faults: ['lost-ok@30', 'lost-ok@31', 'lost-ok@32'], on: ['marlin'], why: null },
  { row: 'F2 oks merged', faults: ['merged-ok@30'], on: ['marlin'], why: null },
  { row: 'F2 oks merged', faults: ['merged-ok@30'], on: ['klipper', 'rrf', 'grbl'], why: deafOrLost },
  { row: 'F3 ok doubled often', faults: ['doubled-ok:0.1'], on: ['marlin'], why: null },
  { row: 'F4 line lost', faults: ['lost-line@30'], on: ['klipper', 'rrf', 'grbl'], why: deafOrLost, missing: 1 },
  { row: 'F5 line garbled', faults: ['garbled-line@30'], on: ['rrf'], why: deafOrLost },
  {
    row: 'F5 line garbled, a resend on old Marlin',
    faults: ['garbled-line:0.03'],
    on: ['marlin'],
    why: null,
    marlin: { old: true },
  },
  {
    row: 'F8 Resend without ok',
    faults: ['garbled-line@30'],
    on: ['marlin'],
    why: null,
    marlin: { resendWithoutOk: () => true },
  },
  { row: 'F8 Resend twice', faults: ['garbled-line@30', 'doubled-resend@1'], on: ['marlin'], why: null },
  { row: 'F8 Resend of the next line', faults: ['next-resend@30', 'next-resend@60'], on: ['marlin'], why: null },
  { row: 'F8 error without Resend', faults: ['garbled-line@30', 'lost-resend@1'], on: ['marlin'], why: null },
  {
    row: 'F8 error without Resend and ok',
    faults: ['garbled-line@30', 'lost-resend@1'],
    on: ['marlin'],
    why: null,
    marlin: { resendWithoutOk: () => true },
  },
  { row: 'F8 Resend: 1 after a reset that nobody heard', faults: ['mute-reset@40'], on: ['marlin'], why: /reset/ },
  {
    row: 'F9 resend storm',
    faults: ['storm@40'],
    on: ['marlin'],
    why: /cable or the port is bad|gone silent|no longer answers/,
  },
  { row: 'F10 Resend of what was proven', faults: ['old-resend@120'], on: ['marlin'], why: /reset/ },
  { row: 'F13 silent for a while', faults: ['silent@40:0.2'], on: all, why: null },
];

const cases = rows.flatMap((row) => row.on.map((id) => ({ ...row, id })));

test.concurrent.each(cases)('$row: $id', async ({ id, faults, why, missing, marlin }) => {
  const run = await print(id, { faults, firmware: marlin === undefined ? undefined : createMarlin(marlin) });
  if (why === null) await expectWhole(run);
  else await expectStopped(run, why, missing);
  for (const name of faults.map(parseFault)) expect(run.mischief.committed.get(name.name)).toBeGreaterThan(0);
});

test.concurrent('F7 a fragment without its number is not known: pause, and the line comes again (Marlin)', async () => {
  const run = await print('marlin', { faults: ['fragment@30'] });
  await expectWhole(run);
  expect(run.pauses).toEqual([expect.stringMatching(/Unknown command/)]);
});

test.concurrent('F7 a fragment: Klipper pauses, GRBL and RepRapFirmware end', async () => {
  const klipper = await print('klipper', { faults: ['fragment@30'] });
  await klipper.ended;
  expect(klipper.pauses).toEqual([expect.stringMatching(/Unknown command/)]);
  expectOrder(klipper, 1);
  await expectStopped(await print('grbl', { faults: ['fragment@30'] }), /refused a line: error 1/, 1);
  await expectStopped(await print('rrf', { faults: ['fragment@30'] }), deafOrLost, 0);
});

test.concurrent('F8 a Resend in the words of Teacup', async () => {
  const rs = (plain: Mischief): Mischief => ({
    ...plain,
    outgoing: (line) => plain.outgoing(line).map((text) => text.replace(/^Resend: (\d+)/, 'rs N$1')),
  });
  await expectWhole(await print('marlin', { faults: ['garbled-line@30'], mischief: rs }));
});

test.concurrent.each(all)('F12 garbage and an error before the banner of a board that starts: %s', async (id) => {
  const firmware = firmwareOf(id);
  const noisy = { ...firmware, banner: ['\u00fe\u00f0', 'error:7', '$0=10', ...firmware.banner] };
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

test.concurrent.each(all)('F13 dwells are silent for longer than an answer is awaited: %s', async (id) => {
  const slow = [...moves.slice(0, 20), dwell(id), dwell(id), ...moves.slice(20)];
  await expectWhole(await print(id, { lines: slow }));
});

test.concurrent('F13 busy for longer than silence is borne (Marlin)', async () => {
  const firmware = { ...createMarlin(), busyMs: 100 };
  await expectWhole(await print('marlin', { firmware, faults: ['busy@40:1.5'] }));
});

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
  const talk = (plain: Mischief): Mischief => ({
    ...plain,
    outgoing: (line) => (/^(\[GC|ok)/.test(line) ? [...chatter[id], ...plain.outgoing(line)] : plain.outgoing(line)),
  });
  await expectWhole(await print(id, { mischief: talk }));
});

test.concurrent('F16 what is written to a closed port never comes out of the next one', async () => {
  const printer = await servePrinter({
    firmware: firmwareOf('marlin'),
    mischief: createMischief([], seededRandom(1)),
    speedUp,
  });
  served.push(printer);
  const first = await transportTo(printer.address, { baud: 115_200 });
  await first.open();
  await first.close();
  first.write('G1 Z-5\n');
  const second = await transportTo(printer.address, { baud: 115_200 });
  const heard = new Promise<void>((done) => second.onData((text) => text.includes('ok T:') && done()));
  await second.open();
  second.write('G1 X1\nM105\n');
  await heard;
  await second.close();
  expect(printer.printer.executed).toEqual(['G1 X1']);
});

test.concurrent.each(['marlin', 'klipper', 'rrf'] as const)(
  'F18 the printer asks for a pause, or the end: %s',
  async (id) => {
    const paused = await print(id, { faults: ['pause@40'] });
    await expectWhole(paused);
    expect(paused.pauses).toEqual(['door open']);
    const cancelled = await print(id, { faults: ['cancel@40'] });
    expect(await cancelled.ended).toMatchObject({ kind: 'stopped', left: [] });
    expectOrder(cancelled, 0);
    expect(cancelled.printer.printer.executed).toContain(closes(id));
  },
);

test.concurrent.each(all)('F18 a pause of the file is the sender`s own: %s', async (id) => {
  const run = await print(id, { lines: [...moves.slice(0, 50), 'M0 add calcium', ...moves.slice(50)] });
  await expectWhole(run);
  expect(run.pauses).toEqual(['add calcium']);
  expect(run.printer.printer.executed).not.toContain('M0 add calcium');
});

test.concurrent.each(['marlin', 'klipper', 'rrf'] as const)('F19 ok, and not obeyed: pause: %s', async (id) => {
  const run = await print(id, { faults: ['refuse@40'] });
  await expectWhole(run);
  expect(run.pauses).toEqual([expect.stringMatching(/cold extrusion|out of range|insufficient/)]);
});

test.concurrent.each(['marlin', 'klipper', 'rrf'] as const)('F19 an unknown command: %s', async (id) => {
  const run = await print(id, { lines: [...moves.slice(0, 50), 'Q99', ...moves.slice(50)] });
  await expectWhole(run);
  expect(run.pauses).toEqual([expect.stringMatching(/Unknown command|Bad command/)]);
});

test.concurrent('F19 GRBL ends the print at a line it refuses', async () => {
  const run = await print('grbl', { lines: [...moves.slice(0, 50), 'G1 E5', ...moves.slice(50)] });
  await expectStopped(run, /error 36/);
});

test.concurrent.each(['marlin', 'rrf'] as const)('F19 a target that is not taken: %s', async (id) => {
  // The print lasts longer than a firmware is given to take a target.
  const dwells = Array.from({ length: 7 }, () => dwell(id));
  const lines = ['M104 T0 S37', ...moves.slice(0, 100), ...dwells, ...moves.slice(100)];
  const run = await print(id, { lines, faults: ['clamp@20'] });
  await run.ended;
  expectOrder(run, 0);
  expect(run.pauses[0]).toMatch(/was set to 37 C and the printer aims at 8 C/);
});

test.concurrent.each(all)('F20 comments, blanks, small letters: only the command arrives: %s', async (id) => {
  const dirty = moves.map((line, i) =>
    i % 3 === 0 ? `  ${line.toLowerCase()} ; to the next` : i % 3 === 1 ? `${line}\n\n; \u00b5 only\n` : `${line} (so)`,
  );
  await expectWhole(await print(id, { lines: dirty }));
});

test.concurrent('F24 GRBL is reset only when it stands, and never told to go on while it slows down', async () => {
  const out: string[] = [];
  const run = await print('grbl', {
    speedUp: 1,
    onPrinter: (printer) => printer.onTraffic((direction, text) => out.push(`${direction} ${text}`)),
  });
  await vi.waitUntil(() => executed(run).length > 10, { timeout: 10_000, interval: 5 });
  run.session.act('stop');
  expect(await run.ended).toMatchObject({ kind: 'stopped', left: [] });
  const slowing = out.findIndex((text) => text.includes('<Hold:1'));
  const stands = out.findIndex((text) => text.includes('<Hold:0'));
  const reset = out.findIndex((text) => text.includes('\u0018'));
  expect(slowing).toBeGreaterThan(0);
  expect(stands).toBeGreaterThan(slowing);
  expect(reset).toBeGreaterThan(stands);
  expect(out.some((text) => text.startsWith('in') && text.includes('~'))).toBe(false);
  expectOrder(run, 0);
});

test.each(['$C', '$100=250', 'G10 L2 P1 X5', 'G28.1', 'G1 X5 ! Y3', 'G1 X5~', 'M117 \u0085'])(
  'F24 %s is refused before anything is sent to GRBL',
  (line) => {
    const job = readJobLines(new TextEncoder().encode(line), driverOf('grbl'));
    expect(job.findings).toMatchObject([{ severity: 'refuse', code: 'line-not-sent' }]);
    expect(job.count).toBe(0);
  },
);

test.concurrent('F26 an emergency stop that the firmware claims to hear, and does not', async () => {
  const deaf = { ...firmwareOf('marlin'), urgent: () => null };
  const run = await print('marlin', { firmware: deaf, speedUp: 1 });
  await vi.waitUntil(() => executed(run).length > 10, { timeout: 10_000, interval: 5 });
  run.session.act('emergency');
  expect(await run.ended).toMatchObject({
    kind: 'failed',
    text: expect.stringMatching(/did not confirm/),
    fix: expect.stringMatching(/mains/),
    left: closingLines(valves),
  });
  expectOrder(run, 0);
});

// Last and alone: these turn the clock of the whole process.
test.each([
  ['forward', 3_600_000, [expect.stringMatching(/slept for 3600 s/)]],
  ['back', -3_600_000, []],
])('F23 the clock of the computer jumps %s in the middle', async (_, jump, pauses) => {
  const run = await print('marlin', { lines: [...moves.slice(0, 50), dwell('marlin'), ...moves.slice(50)] });
  await vi.waitUntil(() => executed(run).length > 20, { timeout: 10_000, interval: 5 });
  const real = Date.now;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + jump);
  try {
    await expectWhole(run);
    expect(run.pauses).toEqual(pauses);
  } finally {
    clock.mockRestore();
  }
});
