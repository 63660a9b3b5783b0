import { createWriteStream } from 'node:fs';
import { InputError } from '../../finding/input-error.ts';
import type { FirmwareId } from '../../firmware/firmwares.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { loadProfile } from '../../printer/load-profiles.ts';
import { seededRandom } from '../../random/seeded-random.ts';
import { virtualFirmware } from '../../send/virtual/build-firmware.ts';
import { createFaultInjector, parseFault } from '../../send/virtual/faults.ts';
import { recordOf } from '../../send/virtual/printed-record.ts';
import { type ServedPrinter, servePrinter } from '../../send/virtual/serve-printer.ts';
import { exitCode } from '../exit-codes.ts';
import { claimOutputs } from '../files/claim-outputs.ts';
import { writeOutput } from '../files/write-output.ts';
import type { CommonOptions } from '../run-command.ts';

export interface VirtualPrinterFlags extends CommonOptions {
  readonly firmware: FirmwareId;
  readonly printer?: string;
  readonly speedUp: string;
  readonly fault: readonly string[];
  readonly seed: string;
  readonly tcp?: boolean;
  readonly unprepared?: boolean;
  readonly emergencyParser?: boolean;
  readonly log?: string;
  readonly record?: string;
}

export async function runVirtualPrinter(options: VirtualPrinterFlags): Promise<number> {
  const profile = options.printer === undefined ? null : loadProfile(options.printer, libraryFolder('printers'));
  if (options.record !== undefined) {
    claimOutputs([{ flag: '--record', path: options.record, kind: 'practice' }], [options.printer ?? '']);
  }
  const injector = createFaultInjector(options.fault.map(parseFault), seededRandom(whole(options.seed, '--seed')));
  const served = await servePrinter({
    firmware: virtualFirmware(options.firmware, options.unprepared ? null : profile, options.emergencyParser),
    injector,
    speedUp: factor(options.speedUp),
    profile,
    tcp: options.tcp,
  });
  if (options.log) logTo(options.log, served);
  announce(served, options);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await served.close();
  const record = recordOf(served.printer.events, profile);
  if (options.record)
    writeOutput(
      options.record,
      `${JSON.stringify({ ...record, executed: served.printer.executed.length }, null, 2)}\n`,
    );
  if (!options.quiet && !options.json) {
    const length = record.strands.reduce((sum, { lengthMm }) => sum + lengthMm, 0);
    process.stdout.write(
      `\n  executed ${served.printer.executed.length} commands: ${record.strands.length} strands, ${length.toFixed(1)} mm\n`,
    );
  }
  return exitCode.ok;
}

function announce({ address, by }: ServedPrinter, options: VirtualPrinterFlags): void {
  const { json, quiet, firmware, tcp, printer, unprepared } = options;
  if (json) process.stdout.write(`${JSON.stringify({ address, by, firmware })}\n`);
  else if (quiet) process.stdout.write(`${address}\n`);
  else {
    if (by === 'tcp' && !tcp)
      process.stdout.write('  this system gives no pseudo-terminal: the printer listens on TCP instead\n');
    const asNew = unprepared || printer === undefined;
    const state = asNew
      ? 'as after power-up: nothing is homed or configured'
      : `prepared as ${printer}: its origin is set`;
    process.stdout.write(
      `  a virtual ${firmware} printer, ${state}, listens on\n    ${address}\n  bioweft send <file.gcode> --port ${address}\n  Ctrl-C ends it.\n`,
    );
  }
}

function logTo(path: string, served: ServedPrinter): void {
  const log = createWriteStream(path, { encoding: 'latin1' });
  served.onTraffic((direction, text) =>
    log.write(`${direction === 'in' ? '>' : '<'} ${text.endsWith('\n') ? text : `${text}\n`}`),
  );
}

function factor(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 1e6) return value;
  throw new InputError('speed-up', `--speed-up ${text}: expected a factor above 0`);
}

function whole(text: string, flag: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InputError('number', `${flag} ${text}: expected a whole number`);
}
