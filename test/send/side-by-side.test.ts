import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SendInputs } from '../../src/cli/send/send-inputs.ts';
import { chooseJournal, holdJournal } from '../../src/cli/send/send-journal.ts';
import { sha256 } from '../../src/record/sha256.ts';
import { journalPath, openJournal, readJournal } from '../../src/send/journal/journal-file.ts';
import { acknowledgedLines } from '../../src/send/journal/resume-point.ts';
import type { PrintedRecord } from '../../src/send/virtual/printed-record.ts';
import { bioweft, bioweftAlone, projectFolder, type Run, scratchFolder } from '../cli/run-bioweft.ts';
import { answered, practicePrinter, sender, soundEntries, virtualPrinter } from './bench.ts';

// Several programs on one file: whatever they do, each record stays sound and each journal resumes its own print.

const job = (spacing: number) => `name: plug
printer: marlin-syringe
inks: { a: { ink: alginate-i1g-4, nozzle: { gauge: 22, length: 25 }, width: 0.4 } }
parts: [ { mesh: disc.stl, ink: a, laydown: { spacing: ${spacing} } } ]
layers: { height: 0.3 }
`;

async function plannedPlug(): Promise<{ folder: string; file: string; slice: (run: typeof bioweft) => Promise<Run> }> {
  const folder = scratchFolder();
  const file = join(folder, 'plug.gcode');
  copyFileSync(join(projectFolder, 'scaffolds/grid-disc/disc.stl'), join(folder, 'disc.stl'));
  writeFileSync(join(folder, 'job.yaml'), job(1.2));
  const slice = (run: typeof bioweft) => run(['slice', join(folder, 'job.yaml'), '-o', file, '--quiet']);
  expect(await slice(bioweft)).toMatchObject({ code: 0 });
  return { folder, file, slice };
}

test('two senders to two printers while eight plans renew their file; one is killed and resumes its own print', async () => {
  const { folder, file, slice } = await plannedPlug();
  const printed = [join(folder, 'first.json'), join(folder, 'second.json')];
  const printers = await Promise.all(
    printed.map((path) => virtualPrinter(['--printer', 'marlin-syringe', '--speed-up', '40', '--record', path])),
  );
  const journals = printers.map(({ address }) => journalPath(file, address));
  const senders = printers.map(({ address }) => sender([file, '--port', address]));
  // One is killed in the middle; the other waits there, so that the rest falls into its print on any machine.
  await Promise.all([
    answered(journals[0], 60).then(() => senders[0].child.kill('SIGKILL')),
    answered(journals[1], 60).then(() => senders[1].child.stdin!.write('p')),
    senders[1].says(/paused/),
  ]);
  const twice = sender([file, '--port', printers[1].address]);
  expect(await twice.ended).toBe(2);
  expect(twice.stderr()).toMatch(/another sender prints this file on this port/);
  const plans = await Promise.all(Array.from({ length: 8 }, () => slice(bioweftAlone)));
  expect(plans.map(({ code }) => code)).toEqual(Array(8).fill(0));
  const broken = acknowledgedLines(readJournal(journals[0])!);
  expect(broken).toMatchObject({ finished: false });
  const resumed = sender([file, '--port', printers[0].address, '--resume', 'strand']);
  senders[1].child.stdin!.write('r');
  expect([await senders[1].ended, await resumed.ended]).toEqual([0, 0]);
  expect(senders[1].stderr()).not.toMatch(/was replaced/);

  const sessions = journals.map((path) =>
    readJournal(path)!.records.flatMap((record) => (record.kind === 'session' ? [record.session] : [])),
  );
  expect(sessions.map((list) => list.map(({ port }) => port))).toEqual([
    [printers[0].address, printers[0].address],
    [printers[1].address],
  ]);
  expect(sessions[0][1].from).toBeGreaterThan(0);
  expect(sessions[0][1].from).toBeLessThanOrEqual(broken.count);
  for (const path of journals) expect(acknowledgedLines(readJournal(path)!)).toMatchObject({ finished: true });
  const entries = await soundEntries(join(folder, 'plug.record.jsonl'));
  expect(entries.filter(({ kind }) => kind === 'output').length).toBe(9);
  const prints = entries.filter(({ kind }) => kind === 'execution').map(({ data }) => data);
  expect(prints.map(({ port }) => port).sort()).toEqual(printers.map(({ address }) => address).sort());
  for (const print of prints) expect(print['gcode']).not.toHaveProperty('changedMeanwhile');
  // The printers' own account: every strand of the plan, on each of them.
  await Promise.all(printers.map(({ end }) => end()));
  const planned = readFileSync(file, 'utf8').match(/^;BIO:strand=/gm)!.length;
  const [first, second] = printed.map((path) => (JSON.parse(readFileSync(path, 'utf8')) as PrintedRecord).strands);
  // A pause in the middle of a strand makes two of it.
  expect(second.length).toBeGreaterThanOrEqual(planned);
  expect(second.length).toBeLessThanOrEqual(planned + 1);
  expect(first.length).toBeGreaterThanOrEqual(planned);
});

test('a file that is planned anew with other content while it is printed: said, and in the record', async () => {
  const { folder, file, slice } = await plannedPlug();
  const sent = await sha256(readFileSync(file));
  const printer = await practicePrinter('marlin-syringe', 40);
  const print = sender([file, '--port', printer.address]);
  await answered(journalPath(file, printer.address), 20);
  print.child.stdin!.write('p');
  await print.says(/paused/);
  writeFileSync(join(folder, 'job.yaml'), job(1.5));
  expect(await slice(bioweft)).toMatchObject({ code: 0 });
  const onDisk = await sha256(readFileSync(file));
  expect(onDisk).not.toBe(sent);
  print.child.stdin!.write('r');
  expect(await print.ended).toBe(0);
  expect(print.stderr()).toContain('plug.gcode was replaced or changed while it was printed');
  expect(print.stderr()).toContain(sent);
  const entries = await soundEntries(join(folder, 'plug.record.jsonl'));
  expect(entries.at(-1)).toMatchObject({
    kind: 'execution',
    data: { state: { kind: 'done' }, gcode: { sha256: sent, changedMeanwhile: { sha256: onDisk } } },
  });
});

describe('the journal that a print is resumed from', () => {
  const hash = 'a'.repeat(64);

  function bench(name = 'plug.gcode'): {
    inputs: SendInputs;
    print: (port: string, done?: boolean, at?: string) => string;
  } {
    const file = join(scratchFolder(), name);
    const print = (port: string, done = false, at = journalPath(file, port)) => {
      const startedAt = '2026-01-01T00:00:00.000Z';
      const rest = { printer: 'marlin-syringe', firmware: 'Marlin', operator: '', startedAt, lines: 9, from: 0 };
      const journal = openJournal(at, { version: 1, file, sha256: hash, port, ...rest });
      journal.acknowledged(0, 1, 1);
      if (done) journal.event({ ms: 2, kind: 'state', state: 'done' });
      journal.close();
      return at;
    };
    return { inputs: { file, sha256: hash } as SendInputs, print };
  }
  const on = (port: string) => ({ port, resume: true }) as const;

  test('is the one of its port', () => {
    const { inputs, print } = bench();
    const paths = ['/dev/ttyUSB0', '/dev/ttyUSB1', 'tcp://10.0.0.7:23'].map((port) => print(port));
    expect(paths.map((path) => path.slice(inputs.file.length))).toEqual([
      '.ttyUSB0.journal',
      '.ttyUSB1.journal',
      '.10.0.0.7-23.journal',
    ]);
    expect(chooseJournal(inputs, on('/dev/ttyUSB1'))).toBe(paths[1]);
    expect(chooseJournal(inputs, on('tcp://10.0.0.7:23'))).toBe(paths[2]);
  });

  test('is the only unfinished one where the port was renamed, and never that of a running sender', () => {
    const { inputs, print } = bench();
    print('/dev/ttyUSB0', true);
    const open = print('/dev/ttyUSB1');
    expect(chooseJournal(inputs, on('/dev/ttyACM3'))).toBe(open);
    const another = print('/dev/ttyUSB2');
    expect(() => chooseJournal(inputs, on('/dev/ttyACM3'))).toThrow(/ttyUSB0.*finished.*ttyUSB1.*ttyUSB2.*unfinished/);
    const release = holdJournal(another);
    expect(() => holdJournal(another)).toThrow(/another sender/);
    expect(chooseJournal(inputs, on('/dev/ttyACM3'))).toBe(open);
    release();
    holdJournal(another)();
  });

  test('may have the name that journals had once, and that of another file is none', () => {
    const lone = bench();
    const old = lone.print('/dev/ttyUSB0', false, `${lone.inputs.file}.journal`);
    expect(chooseJournal(lone.inputs, on('/dev/ttyUSB0'))).toBe(old);
    const copy = bench('plug.gcode.copy');
    copy.print('/dev/ttyUSB0');
    const inputs = { ...copy.inputs, file: copy.inputs.file.replace('.copy', '') };
    expect(() => chooseJournal(inputs, on('/dev/ttyUSB0'))).toThrow(/there is no journal .*was never sent/);
  });

  test('of ports whose names lose letters, or are long, is another one each', () => {
    const names = ['/dev/ü', '/dev/ö', '/dev/_', `/dev/${'x'.repeat(300)}`, `/dev/${'x'.repeat(301)}`];
    const paths = names.map((port) => journalPath('plug.gcode', port));
    expect(new Set(paths).size).toBe(names.length);
    for (const path of paths) expect(path).toMatch(/^plug\.gcode\.[\w.-]{1,100}\.journal$/);
  });
});
