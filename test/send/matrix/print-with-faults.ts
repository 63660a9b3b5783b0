import { resolve } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { FirmwareId } from '../../../src/firmware/firmwares.ts';
import { driverOf } from '../../../src/firmware/firmwares.ts';
import type { VirtualFirmware } from '../../../src/firmware/virtual-firmware.ts';
import { loadProfile } from '../../../src/printer/load-profiles.ts';
import { seededRandom } from '../../../src/random/seeded-random.ts';
import { createPrintSession, type PrintSession } from '../../../src/send/print-session.ts';
import type { SenderEvent, SenderState } from '../../../src/send/sender-state.ts';
import { transportTo } from '../../../src/send/transport/transport.ts';
import type { Transport } from '../../../src/send/transport/transport-contract.ts';
import { createFaultInjector, type FaultInjector, parseFault } from '../../../src/send/virtual/faults.ts';
import { type ServedPrinter, type ServeOptions, servePrinter } from '../../../src/send/virtual/serve-printer.ts';
import { readJobLines } from '../../../src/send/watch/job-lines.ts';
import { firmwareOf } from '../practice-firmware.ts';

/**
 * The fault matrix over a real pseudo-terminal (docs/sending.md says which file holds which row). Each move is another
 * one, so that the printer's own record shows what is missing, doubled or out of order.
 */

export type Id = Extract<FirmwareId, 'marlin' | 'rrf' | 'klipper' | 'grbl'>;
export const all: readonly Id[] = ['marlin', 'klipper', 'rrf', 'grbl'];
/** VirtualFirmware that answers `ok` to what it does not obey; GRBL answers with an error in its place. */
export const obliging: readonly Id[] = ['marlin', 'klipper', 'rrf'];
export const printers = resolve(import.meta.dirname, '../../../printers');
export const valves = loadProfile('allevi-biobot1', printers);
const grblValve = loadProfile('grbl-pneumatic', printers);
export const moves = Array.from({ length: 150 }, (_, i) => `G1 X${i / 10} Y${i % 7} F6000`);
export const speedUp = 5000;
/** A dwell of one real second. */
export const dwell = (id: Id) => (id === 'grbl' ? `G4 P${speedUp}` : `G4 P${speedUp * 1000}`);

export const profileOf = (id: Id) => (id === 'grbl' ? grblValve : valves);
export const opens = (id: Id) => (id === 'grbl' ? 'M8' : 'M42 P16 S255');
export const closes = (id: Id) => (id === 'grbl' ? 'M9' : 'M42 P16 S0');
export const markerOf = (id: Id) => (id === 'grbl' ? '$G' : 'M105');

const served: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const printer of served.splice(0)) await printer.close();
});

/** A virtual printer on a pseudo-terminal; it goes when the tests of the file have ended. */
export async function newPrinter(id: Id, options: Partial<ServeOptions> = {}): Promise<ServedPrinter> {
  const injector = createFaultInjector([], seededRandom(7));
  const printer = await servePrinter({ firmware: firmwareOf(id), injector, speedUp, ...options });
  served.push(printer);
  expect(printer.by).toBe('pseudo-terminal');
  return printer;
}

export interface Setup {
  readonly firmware?: VirtualFirmware | undefined;
  readonly faults?: readonly string[] | undefined;
  readonly lines?: readonly string[] | undefined;
  readonly injector?: ((plain: FaultInjector) => FaultInjector) | undefined;
  readonly speedUp?: number | undefined;
  readonly onPrinter?: ((printer: ServedPrinter) => void) | undefined;
  /** In each pause, before it is gone on from. */
  readonly inPause?: ((printer: ServedPrinter) => void) | undefined;
  readonly onTransport?: ((transport: Transport) => Transport) | undefined;
}

export interface Print {
  readonly id: Id;
  readonly printer: ServedPrinter;
  readonly session: PrintSession;
  readonly injector: FaultInjector;
  readonly events: SenderEvent[];
  /** Reasons of the pauses, in order. */
  readonly pauses: string[];
  readonly ended: Promise<SenderState>;
}

/** Prints a strand with the valve open, and goes on after each pause as an operator would. */
export async function print(id: Id, setup: Setup = {}): Promise<Print> {
  const { faults = [], lines = moves, firmware = firmwareOf(id) } = setup;
  const plain = createFaultInjector(faults.map(parseFault), seededRandom(7));
  const injector = setup.injector?.(plain) ?? plain;
  const printer = await newPrinter(id, { firmware, injector, speedUp: setup.speedUp ?? speedUp });
  setup.onPrinter?.(printer);
  const driver = driverOf(id);
  const file = ['G1 Z2 F600', opens(id), ...lines, closes(id)].join('\n');
  const transport = await transportTo(printer.address, { baud: 115_200 });
  const events: SenderEvent[] = [];
  const pauses: string[] = [];
  const session = createPrintSession({
    driver,
    profile: profileOf(id),
    job: readJobLines(new TextEncoder().encode(file), driver),
    transport: setup.onTransport?.(transport) ?? transport,
    timing: { quietMs: 300, slowMs: 3000, repeatMs: [300, 300, 500, 1000], settleMs: 50, closeMs: 150 },
    onEvent: (event) => {
      events.push(event);
      if (event.kind !== 'state' || event.state.kind !== 'paused') return;
      pauses.push(event.state.text);
      // The printer's own record says whether the valve was closed before anybody was asked.
      expect(lastOfValve(id, printer)).toBe(closes(id));
      setup.inPause?.(printer);
      setImmediate(() => session.act('resume'));
    },
  });
  expect(await session.connect()).toEqual({ kind: 'ready' });
  return { id, printer, session, injector, events, pauses, ended: session.print(null) };
}

const lastOfValve = (id: Id, { printer }: ServedPrinter) =>
  printer.executed.filter((line) => line === closes(id) || line === opens(id)).at(-1);

export const executed = ({ printer }: Pick<Print, 'printer'>) =>
  printer.printer.executed.filter((line) => moves.includes(line));

/** Every line once and in order, and nothing ran over. */
export async function expectWhole(run: Print): Promise<void> {
  expect(await run.ended).toEqual({ kind: 'done' });
  expect(executed(run)).toEqual(moves);
  expect(run.printer.printer.overrun).toBe(0);
}

/** Ended with this reason, the valve closed or named as left open; in order, nothing twice, at most `missing` lost. */
export async function expectStopped(run: Print, why: RegExp, missing = 0): Promise<void> {
  const state = await run.ended;
  expect(state).toMatchObject({ kind: 'failed', text: expect.stringMatching(why) });
  expectOrder(run, missing);
  const { left, text } = state as { readonly left: readonly string[]; readonly text: string };
  // GRBL's reset switches its outputs off, and is no line.
  const grblReset = run.id === 'grbl' && /halted|reset/.test(text);
  expect(lastOfValve(run.id, run.printer) === closes(run.id) || left.includes(closes(run.id)) || grblReset).toBe(true);
}

export function expectOrder(run: Print, missing: number): void {
  const indices = executed(run).map((line) => moves.indexOf(line));
  for (let i = 1; i < indices.length; i++) expect(indices[i]).toBeGreaterThan(indices[i - 1]);
  expect((indices.at(-1) ?? -1) + 1 - indices.length).toBeLessThanOrEqual(missing);
}

/** A row of the matrix that differs between firmwares by nothing but how it ends. */
export interface Row {
  readonly row: string;
  readonly faults: readonly string[];
  readonly on: readonly Id[];
  /** The reason of the end; null: the print is whole. */
  readonly why: RegExp | null;
  /** Lines of the file that were lost on the way and that firmware without numbers executes others behind. */
  readonly missing?: number;
  readonly firmware?: () => VirtualFirmware;
}

export const casesOf = (rows: readonly Row[]) => rows.flatMap((row) => row.on.map((id) => ({ ...row, id })));

export async function expectRow({ id, faults, why, missing, firmware }: Row & { readonly id: Id }): Promise<void> {
  const run = await print(id, { faults, firmware: firmware?.() });
  if (why === null) await expectWhole(run);
  else await expectStopped(run, why, missing);
  for (const { name } of faults.map(parseFault)) expect(run.injector.committed.get(name)).toBeGreaterThan(0);
}

/** The link ends so where a line or its answer went and cannot be asked for again. */
export const deafOrLost = /link lost something|gone silent/;
