import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { verifyRecord } from '../../src/record/batch-record.ts';
import { journalPath, journalsBeside, readJournal } from '../../src/send/journal/journal-file.ts';
import type { PrintedRecord } from '../../src/send/virtual/printed-record.ts';
import { bioweft, bioweftAlone, projectFolder, scratchFolder } from '../cli/run-bioweft.ts';
import { smallPlug } from './small-plug.ts';

// The commands as a lab types them; those that print in their own processes.

const printers = new Set<ChildProcess>();
afterEach(() => {
  for (const printer of printers) printer.kill('SIGKILL');
  printers.clear();
});

async function virtualPrinter(args: readonly string[]): Promise<{ address: string; end: () => Promise<void> }> {
  const entry = join(projectFolder, 'dist/bioweft.js');
  const child = spawn(process.execPath, [entry, 'virtual-printer', '--quiet', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  printers.add(child);
  const [address] = await once(child.stdout!, 'data');
  const end = async () => {
    child.kill('SIGTERM');
    await once(child, 'close');
    printers.delete(child);
  };
  return { address: String(address).trim(), end };
}

function plugFile(folder: string): string {
  const file = join(folder, 'plug.gcode');
  writeFileSync(file, smallPlug());
  return file;
}

test('the tour: plan the plug, print it on a virtual printer, and find every strand and volume in its own record', async () => {
  const folder = scratchFolder();
  const file = join(folder, 'plug.gcode');
  const job = join(projectFolder, 'scaffolds/osteochondral-plug/job.yaml');
  // Two of its three wells: the way from well to well, and a pause in each.
  expect((await bioweft(['slice', job, '--set', 'vessel.wells=["A1", "B1"]', '-o', file, '--quiet'])).code).toBe(0);
  const printed = join(folder, 'printed.json');
  const printer = await virtualPrinter(['--printer', 'allevi-biobot1', '--speed-up', '20000', '--record', printed]);
  const sent = await bioweftAlone([
    'send',
    file,
    '--port',
    printer.address,
    '--yes',
    '--practice',
    '--operator',
    'M. Doe',
  ]);
  expect(sent.stderr).not.toMatch(/refused|fault/);
  expect(sent.code).toBe(0);
  await printer.end();
  const record = JSON.parse(readFileSync(printed, 'utf8')) as PrintedRecord;
  const planned = [
    ...readFileSync(file, 'utf8').matchAll(/;BIO:strand=.* tool=(T\d) .*flow=([\d.]+) volume=([\d.]+)/g),
  ];
  expect(planned.length).toBeGreaterThan(50);
  expect(record.strands.length).toBe(planned.length);
  expect(record.stillOn).toEqual([]);
  record.strands.forEach(({ tool, flowS }, i) => {
    expect(tool).toBe(planned[i][1]);
    const volume = Number(planned[i][3]);
    expect(Math.abs(flowS * Number(planned[i][2]) - volume) / volume).toBeLessThan(1e-4);
  });
  const entries = await verifyRecord(readFileSync(join(folder, 'plug.record.jsonl'), 'utf8'));
  expect(entries.sound).toBe(true);
  expect(entries.entries.at(-1)).toMatchObject({
    kind: 'execution',
    data: { operator: 'M. Doe', state: { kind: 'done' }, pauses: 2 },
  });
  const journal = readJournal(journalPath(file, printer.address))!;
  expect(journal.cutOff).toBe(false);
  const again = await bioweftAlone(['send', file, '--port', printer.address, '--resume', '--yes']);
  expect(again.code).toBe(2);
  expect(again.stderr).toMatch(/was finished/);
});

test('stopped by a key, then resumed at the layer; another file is refused', async () => {
  const folder = scratchFolder();
  const file = plugFile(folder);
  const printer = await virtualPrinter(['--printer', 'allevi-biobot1', '--speed-up', '200', '--fault', 'cancel@150']);
  const first = await bioweftAlone(['send', file, '--port', printer.address, '--yes', '--practice']);
  expect(first.code).toBe(130);
  expect(first.stderr).toMatch(/Stopped.*valves closed/);
  const second = await bioweftAlone([
    'send',
    file,
    '--port',
    printer.address,
    '--yes',
    '--practice',
    '--resume',
    'layer',
    '--json',
  ]);
  expect(second.code).toBe(0);
  const events = second.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ kind: 'state', state: { kind: 'done' } });
  await printer.end();
  writeFileSync(file, `${readFileSync(file, 'utf8')}G1 X1\n`);
  const changed = await bioweftAlone(['send', file, '--port', printer.address, '--yes', '--resume']);
  expect(changed.code).toBe(2);
  expect(changed.stderr).toMatch(/SHA-256 differs/);
});

test('a reset in the middle: exit 3, the reason, what to do, and it stands in the batch record', async () => {
  const folder = scratchFolder();
  const file = plugFile(folder);
  const printer = await virtualPrinter(['--printer', 'allevi-biobot1', '--speed-up', '2000', '--fault', 'reset@100']);
  const run = await bioweftAlone(['send', file, '--port', printer.address, '--yes', '--practice']);
  expect(run.code).toBe(3);
  expect(run.stderr).toMatch(/was reset in the middle.*place is lost/);
  expect(run.stderr).toMatch(/--resume/);
  const record = readFileSync(join(folder, 'plug.record.jsonl'), 'utf8');
  expect(record).toMatch(/"kind":"execution".*was reset/);
});

test('a batch record that was changed stops the print before it begins', async () => {
  const folder = scratchFolder();
  const file = plugFile(folder);
  writeFileSync(join(folder, 'plug.record.jsonl'), '{"seq":0}\n');
  const run = await bioweftAlone(['send', file, '--port', '/dev/no-such-port', '--yes']);
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(/nothing is added to it/);
});

test('each wrong input gets one clear line with what to do', async () => {
  const folder = scratchFolder();
  const file = plugFile(folder);
  const cases: [args: string[], code: number, says: RegExp][] = [
    [['send', file], 2, /no port is given/],
    [['send', join(folder, 'none.gcode'), '--port', 'x'], 2, /there is no such file/],
    [['send', file, '--port', '/dev/no-such-port', '--yes'], 2, /there is no port.*\n.*bioweft ports/],
    [['send', file, '--port', 'tcp://127.0.0.1:1', '--yes'], 2, /nothing listens there/],
    [['send', file, '--port', 'x', '--printer', 'marlin-syringe'], 1, /written for allevi-biobot1/],
    [['send', file, '--port', 'x', '--printer', 'allevi'], 2, /no printer profile/],
    [['send', file, '--port', 'x', '--baud', 'fast'], 2, /--baud fast/],
    [['send', file, '--port', 'x', '--resume'], 2, /there is no journal/],
    [['send', file, '--port', 'x', '--reply-timeout', '-1'], 2, /reply-timeout/],
    [['virtual-printer', '--fault', 'lost-okk:0.1'], 2, /no such fault[\s\S]*lost-ok/],
    [['virtual-printer', '--fault', 'lost-ok:7'], 2, /probability/],
  ];
  for (const [args, code, says] of cases) {
    const run = await bioweft(args);
    expect(run.stderr).toMatch(says);
    expect(run.code).toBe(code);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  }
});

test('a file changed since it was checked, and a printer that is another one, are refused', async () => {
  const folder = scratchFolder();
  const file = plugFile(folder);
  const klipper = await virtualPrinter(['--firmware', 'klipper']);
  const misfit = await bioweftAlone(['send', file, '--port', klipper.address, '--yes']);
  expect(misfit.code).toBe(3);
  expect(misfit.stderr).toMatch(/says it runs "Klipper.*does not fit/);
  await klipper.end();
  const job = join(projectFolder, 'scaffolds/osteochondral-plug/job.yaml');
  const planned = join(folder, 'planned.gcode');
  expect((await bioweft(['slice', job, '-o', planned, '--quiet'])).code).toBe(0);
  const text = readFileSync(planned, 'utf8');
  // The last digit of one coordinate.
  writeFileSync(
    planned,
    text.replace(/(G1 X-?\d+\.\d*)(\d)/, (_, front, digit) => `${front}${(Number(digit) + 1) % 10}`),
  );
  expect(readFileSync(planned, 'utf8')).not.toBe(text);
  const changed = await bioweftAlone(['send', planned, '--port', 'x']);
  expect(changed.code).toBe(2);
  expect(changed.stderr).toMatch(/was changed since it was checked/);
  copyFileSync(planned, join(folder, 'other-name.gcode'));
  const free = await bioweftAlone(['send', join(folder, 'other-name.gcode'), '--dry-run']);
  expect(free.code).toBe(0);
  expect(free.stdout).toMatch(/^N\d+ G21\*\d+\n/);
  expect(journalsBeside(join(folder, 'other-name.gcode'))).toEqual([]);
});
