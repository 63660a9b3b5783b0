import { InputError } from '../finding/input-error.ts';
import { firmwareNamed } from '../send/drivers/driver-of.ts';
import { type JournalFile, journalPath, openJournal, readJournal } from '../send/journal-file.ts';
import type { JournalSession } from '../send/journal-format.ts';
import { createPrintSession, type PrintSession } from '../send/print-session.ts';
import { describeRefused } from '../send/refusals.ts';
import { acknowledgedLines, findResumePoint, type ResumePoint } from '../send/resume-point.ts';
import type { SenderState } from '../send/sender-state.ts';
import { transportTo } from '../send/transport.ts';
import type { Transport } from '../send/transport-contract.ts';
import { exitCode } from './exit-codes.ts';
import { type OpenRecord, openRecord } from './open-record.ts';
import { confirmed, originOf } from './send-begin.ts';
import { describeEnding } from './send-ending.ts';
import { loadSendInputs, type SendInputs } from './send-inputs.ts';
import { listenToKeys } from './send-keys.ts';
import type { SendOptions } from './send-options.ts';
import { createSendScreen } from './send-screen.ts';
import { createTally, executionEntry, type Tally } from './send-tally.ts';
import { windowsOf } from './send-windows.ts';
import { colour, describeFindings, duration } from './terminal.ts';

export async function runSend(file: string, options: SendOptions): Promise<number> {
  const inputs = await loadSendInputs(file, options);
  const say = (text: string) => {
    if (!options.quiet && !options.json) process.stderr.write(`${text}\n`);
  };
  const refusals = inputs.findings.filter(({ severity }) => severity === 'refuse');
  if (refusals.length > 0) {
    process.stderr.write(`${describeFindings(refusals)}\n`);
    return exitCode.refused;
  }
  const resume = options.resume === undefined ? null : resumeFrom(inputs, options);
  if (options.dryRun) return showFrames(inputs, resume);
  if (options.port === undefined) {
    throw new InputError('port-needed', 'no port is given', { fix: 'bioweft ports lists them; then --port <path>' });
  }
  // A record that was tampered with, or a folder that cannot be written, shows before the port is touched.
  const record = options.record === false ? null : await openRecord(inputs.recordPath);
  const transport = await transportTo(options.port, { baud: inputs.baud });
  const screen = createSendScreen(inputs, options);
  const told = createTally();
  const session = createPrintSession({
    driver: inputs.driver,
    profile: inputs.profile,
    job: inputs.job,
    transport,
    prelude: resume?.prelude,
    from: resume?.from,
    modal: resume?.modal,
    times: inputs.times,
    windows: windowsOf(inputs.report.reading, inputs.profile),
    resetsOnOpen: (inputs.profile.serial?.resetsOnOpen ?? false) && !options.port.startsWith('tcp://'),
    timing: timingFrom(options),
    onEvent: (event) => {
      told.event(event);
      screen.event(event);
      if (options.practice && event.kind === 'state' && event.state.kind === 'paused' && event.state.why === 'file') {
        setImmediate(() => session.act('resume'));
      }
    },
  });
  say(colour.dim(`  speaking with ${options.port} at ${inputs.baud} baud`));
  const ready = await session.connect();
  if (ready.kind !== 'ready') return finish(ready, inputs, options, told);
  const quit = async (code: number) => {
    await transport.close();
    return code;
  };
  const misfit = firmwareMisfit(inputs, told.firmware);
  if (misfit !== null) {
    process.stderr.write(`${colour.red('bioweft:')} ${misfit}\n`);
    return quit(exitCode.deviceFault);
  }
  const origin = resume === null ? null : await originOf(inputs, resume, session, options.yes ?? false);
  if (resume !== null && origin === null) return quit(exitCode.deviceFault);
  if (!options.yes && !(await confirmed(inputs, resume))) return quit(exitCode.stoppedByUser);
  const startedAt = new Date().toISOString();
  if (session.sender.state.kind !== 'ready') return finish(session.sender.state, inputs, options, told);
  const journal = await journalOrQuit(transport, file, {
    version: 1,
    file,
    sha256: inputs.sha256,
    printer: inputs.profile.id,
    firmware: told.firmware ?? inputs.driver.name,
    port: options.port,
    operator: options.operator ?? '',
    startedAt,
    lines: inputs.job.count,
    from: resume?.from ?? 0,
  });
  screen.begin(session, resume?.from ?? 0);
  const stopKeys = listenToKeys(session, say);
  const ended = await session.print(journal);
  stopKeys();
  screen.end();
  const code = finish(ended, inputs, options, told, session);
  const entry = executionEntry({ inputs, options, session, ended, startedAt, resume, origin, tally: told });
  await keepRecord(record, entry, inputs.recordPath);
  // Some drivers never finish closing: the process ends all the same.
  setTimeout(() => process.exit(), 3000).unref();
  return code;
}

/** A print that has ended stays what it is when its record cannot be written; its entry is shown instead. */
async function keepRecord(record: OpenRecord | null, entry: Record<string, unknown>, path: string): Promise<void> {
  try {
    await record?.append([['execution', entry]]);
  } catch (error) {
    const what = `the print has ended as said above, and its batch record ${path} could not be written: ${(error as Error).message}`;
    const fix = 'make room, or the folder again, and keep the entry that follows with the record';
    process.stderr.write(
      `${colour.yellow('bioweft:')} ${what}\n  ${colour.dim('→')} ${fix}\n${JSON.stringify(entry)}\n`,
    );
  }
}

/** A port left open would keep the process from ending. */
async function journalOrQuit(transport: Transport, file: string, session: JournalSession): Promise<JournalFile> {
  try {
    return openJournal(journalPath(file), session);
  } catch (error) {
    await transport.close();
    throw error;
  }
}

function timingFrom(options: SendOptions): { quietMs?: number } {
  if (options.replyTimeout === undefined) return {};
  const seconds = Number(options.replyTimeout);
  if (seconds > 0 && seconds <= 3600) return { quietMs: seconds * 1000 };
  throw new InputError(
    'reply-timeout',
    `--reply-timeout ${options.replyTimeout}: expected seconds, from above 0 to 3600`,
  );
}

function resumeFrom(inputs: SendInputs, options: SendOptions): ResumePoint {
  const path = journalPath(inputs.file);
  const journal = readJournal(path);
  if (journal === null) {
    throw new InputError('journal-missing', `there is no journal ${path}: this file was never sent`, {
      fix: 'leave --resume out',
    });
  }
  const { session, count, reached, finished } = acknowledgedLines(journal);
  if (session.sha256 !== inputs.sha256) {
    throw new InputError('file-changed', `${inputs.file} is not the file that was being printed: its SHA-256 differs`, {
      fix: 'restore that file, or print from the start',
    });
  }
  if (session.printer !== inputs.profile.id) {
    throw new InputError('other-printer', `the print was begun on ${session.printer}, not on ${inputs.profile.id}`, {
      fix: `give --printer ${session.printer}`,
    });
  }
  if (finished)
    throw new InputError('print-finished', 'the print was finished: there is nothing to resume', {
      fix: 'leave --resume out',
    });
  const by = options.resume === 'strand' ? 'strand' : 'layer';
  const point = findResumePoint(inputs.job, count, by, inputs.driver, inputs.profile);
  return { ...point, acknowledged: reached };
}

function showFrames({ job, driver }: SendInputs, resume: ResumePoint | null): number {
  let n = driver.firstNumber + driver.greet.length;
  const lines = [...(resume?.prelude ?? []), ...job.text.slice(resume?.from ?? 0)];
  for (const line of lines)
    process.stdout.write(line === '' ? '(waits for the operator)\n' : `${driver.frame(line, n++)}\n`);
  return exitCode.ok;
}

/** Null when what the printer says of itself fits the profile. */
function firmwareMisfit({ driver, profile }: SendInputs, name: string | null): string | null {
  if (name === null) return null;
  const found = firmwareNamed(name);
  if (
    found === driver.id ||
    (found === 'marlin' && driver.id === 'cellink') ||
    (found === 'cellink' && driver.id === 'marlin')
  )
    return null;
  const what = found === null ? 'which bioweft does not know' : `not ${driver.name}`;
  return `the printer on the port says it runs "${name}", ${what}: the profile ${profile.id} does not fit\n  ${colour.dim('→')} choose its profile with --printer; --firmware overrides knowingly`;
}

function finish(
  state: SenderState,
  inputs: SendInputs,
  options: SendOptions,
  told: Tally,
  session?: PrintSession,
): number {
  if (state.kind === 'done') {
    const { stats } = session!.sender;
    const code = told.refused.length === 0 ? exitCode.ok : exitCode.deviceFault;
    if (code !== exitCode.ok) {
      const parts = told.refused.slice(0, 20).map((line) => `  ${describeRefused(line, inputs.job)}`);
      const head = `${colour.yellow('Printed, and not whole')}: the printer did not carry out ${told.refused.length} of the lines`;
      process.stderr.write(`${[head, ...parts].join('\n')}\n`);
    } else if (!options.quiet && !options.json) {
      const rate = `${stats.acknowledged} lines answered, ${stats.resends} sent again, in ${duration(session!.elapsed() / 1000)}`;
      process.stdout.write(`${colour.green(colour.bold('Printed'))} ${inputs.file}: ${rate}\n`);
    }
    return code;
  }
  if (state.kind !== 'stopped' && state.kind !== 'failed') return exitCode.deviceFault;
  const { text, code } = describeEnding(state, inputs.profile, told.last);
  process.stderr.write(`${text}\n`);
  return code;
}
