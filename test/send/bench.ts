import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { type RecordEntry, verifyRecord } from '../../src/record/batch-record.ts';
import { readJournal } from '../../src/send/journal/journal-file.ts';
import { virtualFirmware } from '../../src/send/virtual/build-firmware.ts';
import { createFaultInjector } from '../../src/send/virtual/faults.ts';
import { servePrinter } from '../../src/send/virtual/serve-printer.ts';
import { projectFolder } from '../cli/run-bioweft.ts';

// Senders and virtual printers in processes of their own, as on a bench.

const entry = join(projectFolder, 'dist/bioweft.js');

export interface VirtualPrinter {
  readonly address: string;
  /** Ends it, so that it writes the record of what it printed. */
  end(): Promise<void>;
}

export async function virtualPrinter(args: readonly string[]): Promise<VirtualPrinter> {
  const child = launch(['virtual-printer', '--quiet', ...args]);
  const [address] = await once(child.stdout!, 'data');
  return {
    address: String(address).trim(),
    async end() {
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}

/** The same in the process of the test, over TCP, for what needs no process: gives its address. */
export async function practicePrinter(printer: string, speedUp: number): Promise<{ readonly address: string }> {
  const profile = loadProfile(printer, join(projectFolder, 'printers'));
  const firmware = virtualFirmware(profile.serial!.firmware, profile);
  const injector = createFaultInjector([], seededRandom(1));
  const served = await servePrinter({ firmware, injector, speedUp, profile, tcp: true });
  onTestFinished(() => served.close());
  return served;
}

export interface RunningSender {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves once it says so; rejects when it ends without. */
  says(words: RegExp): Promise<void>;
  readonly ended: Promise<number | null>;
}

/** `under`: a command that starts the sender with less than it would have. */
export function sender(args: readonly string[], under: readonly string[] = []): RunningSender {
  const child = launch(['send', ...args, '--yes', '--practice'], under);
  const said = { stdout: '', stderr: '' };
  child.stderr!.on('data', (chunk) => (said.stderr += chunk));
  child.stdout!.on('data', (chunk) => (said.stdout += chunk));
  const ended = new Promise<number | null>((done) => child.on('close', done));
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    says: (words) =>
      new Promise((done, fail) => {
        const look = () => words.test(said.stdout + said.stderr) && done();
        child.stderr!.on('data', look);
        child.stdout!.on('data', look);
        look();
        void ended.then(() => fail(new Error(`it did not say ${words}: ${said.stderr}`)));
      }),
    ended,
  };
}

function launch(args: readonly string[], under: readonly string[] = []): ChildProcess {
  const [command, ...rest] = [...under, process.execPath, entry, ...args];
  const child = spawn(command, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Resolves once a journal knows of so many answered lines. */
export async function answered(journal: string, lines: number): Promise<void> {
  for (;;) {
    const records = readJournal(journal)?.records ?? [];
    if (records.filter(({ kind }) => kind === 'acknowledged').length >= lines) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** The entries of a record that verifies. */
export async function soundEntries(path: string): Promise<readonly RecordEntry[]> {
  const { sound, entries } = await verifyRecord(readFileSync(path, 'utf8'));
  if (!sound) throw new Error(`${path} does not verify`);
  return entries;
}
