import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { openJournal, readJournal } from '../../src/send/journal/journal-file.ts';
import { decodeJournal } from '../../src/send/journal/journal-format.ts';
import { acknowledgedLines, findResumePoint } from '../../src/send/journal/resume-point.ts';
import { createFaultInjector } from '../../src/send/virtual/faults.ts';
import { recordOf } from '../../src/send/virtual/printed-record.ts';
import { type ServedPrinter, servePrinter } from '../../src/send/virtual/serve-printer.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';
import { draws, seedFrom } from '../proving.ts';
import { practiceMarlin } from './practice-firmware.ts';
import { smallPlug } from './small-plug.ts';

// The sender is killed (SIGKILL) at random moments of a print over a real port, then the print is resumed.

const printers = resolve(import.meta.dirname, '../../printers');
const profile = loadProfile('allevi-biobot1', printers);
const driver = driverOf('marlin');
const kills = draws(8, 50);
// In the project's own tree, so that the bundle finds what it imports.
const childScript = resolve(import.meta.dirname, '../../node_modules/.cache/bioweft-send-child.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [resolve(import.meta.dirname, 'send-child.ts')],
    outfile: childScript,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

function start(args: readonly string[]): {
  child: ChildProcess;
  printing: Promise<void>;
  ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, [childScript, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const printing = new Promise<void>((done) => {
    child.stdout!.on('data', (chunk) => String(chunk).includes('printing') && done());
    void ended.then(() => done());
  });
  return { child, printing, ended };
}

async function newPrinter(): Promise<ServedPrinter> {
  return servePrinter({
    firmware: practiceMarlin(),
    injector: createFaultInjector([], seededRandom(1)),
    speedUp: 20_000,
  });
}

test(`killed at ${kills} random moments: nothing acknowledged is unknown, no strand is missing`, async () => {
  const folder = scratchFolder();
  const bytes = smallPlug({ layers: 3, strands: 2, moves: 10, pauses: false });
  const file = join(folder, 'plug.gcode');
  writeFileSync(file, bytes);
  const job = readJobLines(bytes, driver);
  const random = seededRandom(seedFrom(20_260_101));
  const moments = Array.from({ length: kills }, () => Math.floor(random() * job.count * 0.95));

  async function killAndResume(round: number): Promise<void> {
    const journal = join(folder, `${round}.journal`);
    const by = round % 2 === 0 ? 'layer' : 'strand';
    const printer = await newPrinter();
    const args = [file, printer.address, journal, printers, 'allevi-biobot1'];
    const first = start(args);
    await first.printing;
    // The moment is counted in commands executed, so that it falls anywhere in the print on any machine.
    await reached(printer, moments[round]);
    first.child.kill('SIGKILL');
    await first.ended;
    const reading = readJournal(journal)!;
    const { count } = acknowledgedLines(reading);
    const before = await settled(printer);
    expect(count).toBeLessThanOrEqual(before.length + job.pauses.size);
    const point = findResumePoint(job, count, by, driver, profile);
    // What was surely done was executed, and what was executed goes no further than the window beyond the journal.
    const sent = (upTo: number) => job.text.slice(0, upTo).filter((line) => line !== '').length;
    expect(before.length).toBeGreaterThanOrEqual(sent(point.done));
    expect(before.length).toBeLessThanOrEqual(sent(count) + driver.window.lines + 1);
    const strandsBefore = recordOf(printer.printer.events, profile).strands;
    const second = start([...args, by]);
    expect(await second.ended).toBe(0);
    const all = printer.printer.executed.filter((line) => !/^M400$/.test(line));
    const wanted = job.text.slice(point.from).filter((line) => line !== '' && line !== 'M400');
    // The second session sent its prelude, then every line from the resume point to the end, once each.
    expect(all.slice(-wanted.length)).toEqual(wanted);
    // Every strand of the plan was laid down whole: before the kill, or after it from the resume point on.
    const firstAgain = job.strands.findIndex(({ from }) => from >= point.from);
    const kept = firstAgain < 0 ? job.strands.length : firstAgain;
    expect(strandsBefore.length).toBeGreaterThanOrEqual(kept);
    const after = recordOf(printer.printer.events, profile).strands.slice(-(job.strands.length - kept || 1));
    if (kept < job.strands.length) expect(after.length).toBe(job.strands.length - kept);
    expect(acknowledgedLines(readJournal(journal)!)).toMatchObject({ count: job.count, finished: true });
    await printer.close();
  }

  // Each round waits mostly for its processes: some at a time.
  const rounds = moments.map((_, round) => round);
  const worker = async () => {
    for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) await killAndResume(round);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
});

test('a journal cut off at any byte is read up to its last whole record, and can be continued', () => {
  const folder = scratchFolder();
  const path = join(folder, 'cut.journal');
  const whole = journalOf(40);
  for (let length = 4; length <= whole.length; length++) {
    const reading = decodeJournal(whole.subarray(0, length))!;
    expect(reading.soundBytes).toBeLessThanOrEqual(length);
    expect(reading.cutOff).toBe(reading.soundBytes !== length);
  }
  writeFileSync(path, whole);
  truncateSync(path, whole.length - 5);
  expect(readJournal(path)!.cutOff).toBe(true);
  const damaged = Uint8Array.from(readFileSync(path));
  damaged[60] ^= 4;
  expect(decodeJournal(damaged)!.soundBytes).toBeLessThan(61);
});

function journalOf(lines: number): Uint8Array {
  const folder = scratchFolder();
  const path = join(folder, 'whole.journal');
  const journal = openJournal(path, {
    version: 1,
    file: 'plug.gcode',
    sha256: '0'.repeat(64),
    printer: 'allevi-biobot1',
    firmware: 'Marlin',
    port: 'memory',
    operator: 'test',
    startedAt: '2026-01-01T00:00:00.000Z',
    lines,
    from: 0,
  });
  for (let i = 0; i < lines; i++) journal.acknowledged(i, i + 1, i * 10);
  journal.event({ ms: lines * 10, kind: 'state', state: 'done' });
  journal.close();
  return readFileSync(path);
}

/** Resolves when the printer has executed so many commands. */
function reached({ printer, onTraffic }: ServedPrinter, commands: number): Promise<void> {
  return new Promise((done) => {
    onTraffic(() => printer.executed.length >= commands && done());
  });
}

/** What the printer had executed once it stood still and nothing was left on the wire. */
async function settled({ printer }: ServedPrinter): Promise<readonly string[]> {
  let quiet = 0;
  let seen = -1;
  while (quiet < 50) {
    await new Promise((done) => setImmediate(done));
    quiet = printer.wake() === null && printer.executed.length === seen ? quiet + 1 : 0;
    seen = printer.executed.length;
  }
  return [...printer.executed];
}
