import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createKlipper } from '../../src/firmware/klipper/virtual.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { journalsBeside } from '../../src/send/journal/journal-file.ts';
import { createFaultInjector, parseFault } from '../../src/send/virtual/faults.ts';
import { openPseudoTerminal } from '../../src/send/virtual/pseudo-terminal.ts';
import { type ServedPrinter, servePrinter } from '../../src/send/virtual/serve-printer.ts';
import { projectFolder } from '../cli/run-bioweft.ts';
import { firmwareOf } from './practice-firmware.ts';
import { smallPlug } from './small-plug.ts';

// The command itself at a terminal (a pseudo-terminal for its keys, another for the printer): what it asks, what
// answers, and what a print leaves behind.

const children = new Set<ChildProcess>();
const served = new Set<ServedPrinter>();
/** Tests that run at the same time share what is cleaned up, so each has its own part of one folder. */
const scratch = mkdtempSync(join(tmpdir(), 'bioweft-bench-'));
const folderFor = () => mkdtempSync(join(scratch, 'print-'));
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  for (const child of children) child.kill('SIGKILL');
  for (const printer of served) await printer.close();
});

interface Prompted {
  readonly child: ChildProcess;
  type(keys: string): void;
  says(text: RegExp): Promise<void>;
  readonly ended: Promise<number | null>;
  readonly stderr: () => string;
}

async function printerWith(faults: readonly string[], firmware = firmwareOf('marlin')): Promise<ServedPrinter> {
  const injector = createFaultInjector(faults.map(parseFault), seededRandom(1));
  const printer = await servePrinter({ firmware, injector, speedUp: 20_000 });
  served.add(printer);
  return printer;
}

/** `bioweft send` with a terminal for its keys, or without. */
function send(file: string, printer: ServedPrinter, flags: readonly string[], keys = true): Prompted {
  const terminal = keys ? openPseudoTerminal()! : null;
  const stdin = terminal === null ? 'ignore' : openSync(terminal.path, 'r');
  const entry = join(projectFolder, 'dist/bioweft.js');
  const args = [entry, 'send', file, '--port', printer.address, ...flags];
  const env = { ...process.env, NO_COLOR: '1', CI: 'true' };
  const child = spawn(process.execPath, args, { stdio: [stdin, 'ignore', 'pipe'], env });
  children.add(child);
  let stderr = '';
  let look = () => {};
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
    look();
  });
  return {
    child,
    type: (text) => terminal?.write(text),
    says: (text) =>
      new Promise((done) => {
        look = () => text.test(stderr) && done();
        look();
      }),
    ended: new Promise((done) =>
      child.on('close', (code) => {
        terminal?.close();
        done(code);
      }),
    ),
    stderr: () => stderr,
  };
}

function plugIn(folder: string): string {
  const file = join(folder, 'plug.gcode');
  writeFileSync(file, smallPlug({ layers: 2, pauses: false }));
  return file;
}

const entriesOf = (file: string) =>
  readFileSync(file.replace('.gcode', '.record.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).data as Record<string, never>);

test.concurrent('keys typed before the question do not answer it', async () => {
  const printer = await printerWith([]);
  const file = plugIn(folderFor());
  const prompted = send(file, printer, []);
  prompted.type('y\n');
  await prompted.says(/connecting to/);
  prompted.type('y\n');
  await prompted.says(/Begin\? \[y\/N\] /);
  await new Promise((done) => setTimeout(done, 700));
  expect(printer.printer.executed).toEqual([]);
  expect(journalsBeside(file)).toEqual([]);
  prompted.type('y\n');
  expect(await prompted.ended).toBe(0);
});

test.concurrent('a Klipper in shutdown: its reason, no question, no journal and no record', async () => {
  const printer = await printerWith([], createKlipper({ prepared: true }));
  printer.printer.receive('M112\n', performance.now());
  const file = join(folderFor(), 'job.gcode');
  writeFileSync(file, 'G21\nG90\nG1 Z5 F600\nG1 X5 F600\n');
  const prompted = send(file, printer, ['--printer', 'klipper-syringe']);
  expect(await prompted.ended).toBe(3);
  expect(prompted.stderr()).toMatch(/not ready: Shutdown due to M112 command\n.*FIRMWARE_RESTART/);
  expect(prompted.stderr()).not.toMatch(/Begin\?/);
  expect(journalsBeside(file)).toEqual([]);
  expect(existsSync(file.replace('.gcode', '.record.jsonl'))).toBe(false);
});

test.concurrent('a lost origin is resumed from only after a word at the terminal, and the record says so', async () => {
  const printer = await printerWith(['unplug@100']);
  const file = plugIn(folderFor());
  expect(await send(file, printer, ['--yes'], false).ended).toBe(3);
  printer.replug();
  for (const [flags, keys] of [
    [['--yes'], true],
    [[], false],
  ] as const) {
    const refused = send(file, printer, ['--resume', ...flags], keys);
    expect(await refused.ended).toBe(3);
    expect(refused.stderr()).toMatch(
      /its origin is lost: the printer .* stands at X0 Y0 Z0, ?.*the print broke off at X/,
    );
    expect(refused.stderr()).toMatch(/raise the needle manually out of the vessel first \(do not home/);
  }
  const before = printer.printer.executed.length;
  const wrong = send(file, printer, ['--resume']);
  await wrong.says(/Type zeroed/);
  wrong.type('y\n');
  expect(await wrong.ended).toBe(3);
  expect(printer.printer.executed.length).toBe(before);
  const right = send(file, printer, ['--resume']);
  await right.says(/Type zeroed/);
  right.type('zeroed\n');
  await right.says(/Begin\?/);
  right.type('y\n');
  expect(await right.ended).toBe(0);
  expect(entriesOf(file).at(-1)).toMatchObject({
    resumed: {
      origin: expect.stringMatching(/^set again by the operator, who confirmed it: the printer .*stands at X0/),
    },
  });
});

test.concurrent('a refused line: seen at the pause, named at the end and in the record, and no success', async () => {
  const printer = await printerWith(['refuse@46'], createKlipper({ prepared: true, macros: ['M42', 'T0'] }));
  const file = plugIn(folderFor());
  const prompted = send(file, printer, ['--yes', '--firmware', 'klipper']);
  await prompted.says(
    /‖ paused: line \d+ .*was not carried out.*strand \d+ of layer \d+ in well A1 lacks its part from X/,
  );
  prompted.type('r');
  expect(await prompted.ended).toBe(3);
  expect(prompted.stderr()).toMatch(
    /Printed, and not whole: the printer did not carry out 1 of the lines\n {2}line \d+ /,
  );
  expect(entriesOf(file).at(-1)).toMatchObject({
    state: { kind: 'done' },
    notCarriedOut: [
      { why: expect.stringMatching(/out of range/), missing: expect.stringMatching(/^strand \d+ of layer/) },
    ],
  });
});

test.concurrent('a record that cannot be written leaves a finished print finished', async () => {
  const folder = join(folderFor(), 'gone');
  mkdirSync(folder);
  const file = plugIn(folder);
  const printer = await printerWith([]);
  let prompted: Prompted | null = null;
  printer.onTraffic(() => {
    if (printer.printer.executed.length > 60) rmSync(folder, { recursive: true, force: true });
  });
  prompted = send(file, printer, ['--yes'], false);
  expect(await prompted.ended).toBe(0);
  expect(prompted.stderr()).toMatch(/batch record .* could not be written: .*ENOENT/);
  expect(prompted.stderr()).not.toMatch(/internal error|fault of bioweft/);
  expect(prompted.stderr()).toMatch(/"acknowledged":\d+/);
});
