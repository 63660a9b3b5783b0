import { readFileSync } from 'node:fs';
import { driverOf } from '../src/firmware/firmwares.ts';
import { openJournal } from '../src/send/journal/journal-file.ts';
import { createPrintSession } from '../src/send/print-session.ts';
import { transportTo } from '../src/send/transport/transport.ts';
import { readJobLines } from '../src/send/watch/job-lines.ts';

// One print for bench/send.ts, with its journal: file, port, journal in; JSON with lines, seconds and CPU seconds out.

async function main(): Promise<void> {
  const [file, port, journalFile] = process.argv.slice(2);
  const driver = driverOf('marlin');
  const job = readJobLines(readFileSync(file), driver);
  const session = createPrintSession({
    driver,
    profile: null,
    job,
    transport: await transportTo(port, { baud: 250_000 }),
    onEvent: () => {},
  });
  await session.connect();
  const journal = openJournal(journalFile, {
    version: 1,
    file,
    sha256: '',
    printer: null,
    firmware: driver.name,
    port,
    operator: '',
    startedAt: new Date().toISOString(),
    lines: job.count,
    from: 0,
  });
  const before = process.cpuUsage();
  const begun = performance.now();
  const ended = await session.print(journal);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  process.stdout.write(`${JSON.stringify({ state: ended.kind, lines: job.count, seconds, cpu })}\n`);
  process.exit(ended.kind === 'done' ? 0 : 1);
}

void main();
