import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRecord } from '../../src/cli/library/open-record.ts';
import { journalPath } from '../../src/send/journal/journal-file.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';
import { answered, practicePrinter, sender, soundEntries } from './bench.ts';
import { smallPlug } from './small-plug.ts';

// Nothing can be written any more: before the port is opened, during the print, after its last line. A limit of the
// system on the size of files stands for the full disk: every write to a file fails in the same way.

const nothingFits = ['prlimit', '--fsize=0', '--'];
/** The administrator may write anywhere, so the sender runs without that right. */
const asUser = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'] : [];

interface Bench {
  readonly folder: string;
  readonly file: string;
  readonly record: string;
}

function bench(): Bench {
  const folder = join(scratchFolder(), 'prints');
  // What a test made read-only must go again.
  onTestFinished(() => {
    try {
      chmodSync(folder, 0o755);
    } catch {
      // The test removed it.
    }
  });
  const made = { folder, file: join(folder, 'plug.gcode'), record: join(folder, 'plug.record.jsonl') };
  fill(made);
  return made;
}

function fill({ folder, file }: Bench): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, smallPlug({ layers: 2, strands: 2, moves: 8, pauses: false }));
}

/** Over TCP, where no board resets when its port is opened: nothing waits for its greeting. */
const printer = (speedUp: number) => practicePrinter('allevi-biobot1', speedUp);

async function nextPrintGoes({ file, record }: Bench, prints = 1): Promise<void> {
  const { address } = await printer(20_000);
  const next = sender([file, '--port', address], asUser);
  expect(await next.ended, next.stderr()).toBe(0);
  const entries = await soundEntries(record);
  expect(entries.filter(({ kind }) => kind === 'execution').length).toBe(prints);
}

/** A print that ended well, whose record could not be kept: told as what it is, with the entry. */
function expectEntryShown(stderr: string): void {
  expect(stderr).not.toMatch(/internal error|fault/);
  expect(stderr).toMatch(/the print has ended as said above, and its batch record .* could not be written/);
  const entry = JSON.parse(stderr.split('\n').find((line) => line.startsWith('{'))!);
  expect(entry).toMatchObject({ state: { kind: 'done' }, printer: 'allevi-biobot1', notCarriedOut: [] });
}

describe('before the port is opened', () => {
  type Case = [name: string, prepare: (at: Bench) => void, under: string[], says: RegExp];
  test.each<Case>([
    ['a full disk', () => {}, nothingFits, /Cannot write beside .*plug\.gcode\..*EFBIG/],
    ['a read-only folder', ({ folder }) => chmodSync(folder, 0o555), asUser, /Cannot write beside .*EACCES/],
    [
      'a read-only record',
      ({ record }) => writeFileSync(record, '', { mode: 0o444 }),
      asUser,
      /Cannot write the batch record: EACCES/,
    ],
    ['a folder that is gone', ({ folder }) => rmSync(folder, { recursive: true }), [], /there is no such file/],
  ])('%s: bad input, in words, and the next print is not blocked', async (_, prepare, under, says) => {
    const at = bench();
    prepare(at);
    // There is no such port: had it been tried, that would be said.
    const print = sender([at.file, '--port', '/dev/no-such-port'], under);
    expect(await print.ended).toBe(2);
    expect(print.stderr()).toMatch(says);
    expect(print.stderr()).toContain('→');
    expect(print.stderr()).not.toMatch(/internal error|no port/);
    mkdirSync(at.folder, { recursive: true });
    chmodSync(at.folder, 0o755);
    rmSync(at.record, { force: true });
    expect(readdirSync(at.folder).filter((name) => /journal|lock/.test(name))).toEqual([]);
    fill(at);
    await nextPrintGoes(at);
  });

  test('a read-only journal: bad input, before anything is printed', async () => {
    const at = bench();
    const { address } = await printer(20_000);
    writeFileSync(journalPath(at.file, address), '', { mode: 0o444 });
    const print = sender([at.file, '--port', address], asUser);
    expect(await print.ended).toBe(2);
    expect(print.stderr()).toMatch(/The journal cannot be written: EACCES.*\n.*→/);
    await nextPrintGoes(at);
  });
});

describe('during the print', () => {
  test('a full disk: paused, gone on from by the operator, printed, the entry shown', async () => {
    const at = bench();
    const { address } = await printer(40);
    const print = sender([at.file, '--port', address]);
    await answered(journalPath(at.file, address), 30);
    execFileSync('prlimit', ['--pid', String(print.child.pid), '--fsize=0']);
    await print.says(/the journal cannot be written: EFBIG/);
    await print.says(/paused/i);
    print.child.stdin!.write('r');
    expect(await print.ended).toBe(0);
    expect(print.stdout()).toMatch(/^Printed/m);
    expectEntryShown(print.stderr());
    await nextPrintGoes(at);
  });

  test.each<[string, (at: Bench) => void, RegExp]>([
    [
      'the folder is removed',
      ({ folder }) => rmSync(folder, { recursive: true }),
      /plug\.gcode can no longer be read[\s\S]*the journal .* was removed while it was written/,
    ],
    ['the folder becomes read-only', ({ folder }) => chmodSync(folder, 0o555), /EACCES/],
  ])('%s: printed, and the entry shown', async (_, meanwhile, says) => {
    const at = bench();
    const { address } = await printer(40);
    const print = sender([at.file, '--port', address], asUser);
    await answered(journalPath(at.file, address), 30);
    // It waits there, so that what happens to it falls into the print on any machine.
    print.child.stdin!.write('p');
    await print.says(/paused/);
    meanwhile(at);
    print.child.stdin!.write('r');
    expect(await print.ended).toBe(0);
    expect(print.stdout()).toMatch(/^Printed/m);
    expect(print.stderr()).toMatch(says);
    expectEntryShown(print.stderr());
    mkdirSync(at.folder, { recursive: true });
    chmodSync(at.folder, 0o755);
    rmSync(at.record, { recursive: true, force: true });
    fill(at);
    await nextPrintGoes(at);
  });
});

test('after the last line: a record that no longer fits stays as it was, the print is printed', async () => {
  const at = bench();
  const limit = 300_000;
  await (await openRecord(at.record)).append([['note', { text: 'x'.repeat(limit) }]]);
  const before = readFileSync(at.record);
  const { address } = await printer(20_000);
  const print = sender([at.file, '--port', address], ['prlimit', `--fsize=${limit}`, '--']);
  expect(await print.ended).toBe(0);
  expect(print.stdout()).toMatch(/^Printed/m);
  expectEntryShown(print.stderr());
  expect(readFileSync(at.record).equals(before)).toBe(true);
  expect(readdirSync(at.folder).filter((name) => name.endsWith('.lock'))).toEqual([]);
  await nextPrintGoes(at);
});
