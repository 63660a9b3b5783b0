import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { openJournal, readJournal } from '../../src/send/journal/journal-file.ts';
import { acknowledgedLines, findResumePoint } from '../../src/send/journal/resume-point.ts';
import { createPrintSession } from '../../src/send/print-session.ts';
import { transportTo } from '../../src/send/transport/transport.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';

// A sender in a process of its own, so that it can be killed: file, port, journal, printers' folder, printer, resume.

const [file, port, journalFile, printers, printer, resumeBy] = process.argv.slice(2);
const bytes = readFileSync(file);
const profile = loadProfile(printer, printers);
const driver = driverOf(profile.serial!.firmware);
const job = readJobLines(bytes, driver);
const before = resumeBy ? acknowledgedLines(readJournal(journalFile)!) : null;
const resume = before && findResumePoint(job, before.count, resumeBy as 'layer' | 'strand', driver, profile);
const session = createPrintSession({
  driver,
  profile,
  job,
  transport: await transportTo(port, { baud: 115_200 }),
  prelude: resume?.prelude,
  from: resume?.from,
  modal: resume?.modal,
  timing: { repeatMs: [300, 300, 500, 1000], settleMs: 50 },
  onEvent: (event) => {
    if (event.kind === 'state' && event.state.kind === 'paused') setImmediate(() => session.act('resume'));
  },
});
const ready = await session.connect();
if (ready.kind !== 'ready') throw new Error(JSON.stringify(ready));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const journal = openJournal(journalFile, {
  version: 1,
  file,
  sha256,
  printer,
  firmware: driver.name,
  port,
  operator: 'test',
  startedAt: new Date().toISOString(),
  lines: job.count,
  from: resume?.from ?? 0,
});
if (resume)
  writeFileSync(
    `${journalFile}.resume.json`,
    JSON.stringify({ from: resume.from, done: resume.done, acknowledged: resume.acknowledged, again: resume.again }),
  );
process.stdout.write('printing\n');
const ended = await session.print(journal);
process.stdout.write(`${JSON.stringify(ended)}\n`);
process.exit(ended.kind === 'done' ? 0 : 1);
