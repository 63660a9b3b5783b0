import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { firmwareNamed, firmwareOf } from '../../firmware/firmwares.ts';
import type { ResumePoint } from '../../send/journal/resume-point.ts';
import { describeRefused } from '../../send/link/refusals.ts';
import { createPrintSession, type PrintSession } from '../../send/print-session.ts';
import type { SenderState } from '../../send/sender-state.ts';
import { transportTo } from '../../send/transport/transport.ts';
import { exitCode } from '../exit-codes.ts';
import { type OpenRecord, openRecord } from '../library/open-record.ts';
import { onLostOutput } from '../lost-output.ts';
import { colour, describeFindings, duration, forTerminal } from '../terminal.ts';
import { confirmed, originOf } from './send-begin.ts';
import { describeEnding } from './send-ending.ts';
import { loadSendInputs, type SendInputs } from './send-inputs.ts';
import {
  chooseJournal,
  type FileAtEnd,
  fileAtEnd,
  holdJournal,
  journalOrQuit,
  leavesBehind,
  resumeFrom,
} from './send-journal.ts';
import { listenToKeys } from './send-keys.ts';
import type { SendOptions } from './send-options.ts';
import { createSendScreen } from './send-screen.ts';
import { createTally, executionEntry, type Tally } from './send-tally.ts';
import { windowsOf } from './send-windows.ts';

export async function runSend(file: string, options: SendOptions): Promise<number> {
  const inputs = await loadSendInputs(file, options);
  const refusals = inputs.findings.filter(({ severity }) => severity === 'refuse');
  if (refusals.length > 0) {
    process.stderr.write(`${describeFindings(refusals)}\n`);
    return exitCode.refused;
  }
  const journalAt = chooseJournal(inputs, options);
  const resumed = () => (options.resume === undefined ? null : resumeFrom(journalAt, inputs, options));
  if (options.dryRun) return showFrames(inputs, resumed());
  if (options.port === undefined) {
    throw new InputError('port-needed', 'no port is given', {
      fix: 'Run bioweft ports to list them, then give --port <path>.',
    });
  }
  // A record that was tampered with, or a folder that cannot be written, shows before the port is touched.
  const record = options.record === false ? null : await openRecord(inputs.recordPath);
  const release = holdJournal(journalAt);
  try {
    // What stands in the journal's place shows before the port is touched.
    const left = options.resume === undefined ? leavesBehind(journalAt, inputs) : null;
    return await printOn(options.port, inputs, options, record, { path: journalAt, resume: resumed(), left });
  } finally {
    release();
  }
}

/** The journal is kept for this sender alone. */
interface KeptJournal {
  readonly path: string;
  readonly resume: ResumePoint | null;
  /** The unfinished print that a new one leaves behind, in words. */
  readonly left: string | null;
}

async function printOn(
  port: string,
  inputs: SendInputs,
  options: SendOptions,
  record: OpenRecord | null,
  { path, resume, left }: KeptJournal,
): Promise<number> {
  const say = (text: string) => {
    if (!options.quiet && !options.json) process.stderr.write(`${text}\n`);
  };
  const transport = await transportTo(port, { baud: inputs.baud });
  const screen = createSendScreen(inputs, options);
  const reported = createTally();
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
    resetsOnOpen: (inputs.profile.serial?.resetsOnOpen ?? false) && !port.startsWith('tcp://'),
    timing: timingFrom(options),
    onEvent: (event) => {
      reported.event(event);
      screen.event(event);
      if (options.practice && event.kind === 'state' && event.state.kind === 'paused' && event.state.why === 'file') {
        setImmediate(() => session.act('resume'));
      }
    },
  });
  say(colour.dim(`  connecting to ${port} at ${inputs.baud} baud`));
  const ready = await session.connect();
  if (ready.kind !== 'ready') return finish(ready, inputs, options, reported);
  const quit = async (code: number) => {
    await transport.close();
    return code;
  };
  const misfit = firmwareMisfit(inputs, reported.firmware);
  if (misfit !== null) {
    process.stderr.write(forTerminal(`${colour.red('bioweft:')} ${misfit}\n`));
    return quit(exitCode.deviceFault);
  }
  if (left !== null) process.stderr.write(`${colour.yellow('bioweft:')} ${left}\n`);
  const origin = resume === null ? null : await originOf(inputs, resume, session, options.yes ?? false);
  if (resume !== null && origin === null) return quit(exitCode.deviceFault);
  if (!options.yes && !(await confirmed(inputs, resume))) return quit(exitCode.stoppedByUser);
  const startedAt = new Date().toISOString();
  if (session.sender.state.kind !== 'ready') return finish(session.sender.state, inputs, options, reported);
  const journal = await journalOrQuit(transport, path, {
    version: 1,
    file: inputs.file,
    sha256: inputs.sha256,
    printer: inputs.profile.id,
    firmware: reported.firmware ?? inputs.driver.name,
    port,
    operator: options.operator ?? '',
    startedAt,
    lines: inputs.job.count,
    from: resume?.from ?? 0,
  });
  screen.begin(session, resume?.from ?? 0);
  keepPrinting(session);
  const stopKeys = listenToKeys(session, say);
  const ended = await session.print(journal);
  stopKeys();
  screen.end();
  const code = finish(ended, inputs, options, reported, session);
  const atEnd = await fileAtEnd(inputs);
  sayChanged(inputs, atEnd, path);
  const entry = executionEntry({ inputs, options, session, ended, startedAt, resume, origin, tally: reported, atEnd });
  await keepRecord(record, entry, inputs.recordPath);
  // Some drivers never finish closing: the process ends all the same.
  setTimeout(() => process.exit(), 3000).unref();
  return code;
}

/**
 * A screen that is gone (stderr) stops the print like a hang-up: no one sees a pause any more. Without a reader of
 * stdout it is printed on, as journal and record hold the events. Neither ends the process before they are written.
 */
function keepPrinting(session: PrintSession): void {
  onLostOutput((output) => {
    if (output === 'stderr') session.act('stop');
    else process.stderr.write('  Stdout has no reader any more; the journal and the record keep the events.\n');
  });
}

/** What happened to the files of a print while it ran: the operator must not learn it from the next one. */
function sayChanged({ file, sha256 }: SendInputs, { changed }: FileAtEnd, journal: string): void {
  const warn = (what: string, fix: string) =>
    process.stderr.write(`${colour.yellow('bioweft:')} ${what}\n  ${colour.dim('→')} ${fix}\n`);
  if (changed !== null) {
    const what = `${basename(file)} ${changed}; what was sent is the content it had when the print began (SHA-256 ${sha256})`;
    warn(what, 'The batch record says so; keep that content if the print is to be resumed or explained.');
  }
  if (!existsSync(journal)) {
    warn(`the journal ${journal} was removed while it was written`, 'This print cannot be resumed.');
  }
}

/** A print that has ended stays what it is when its record cannot be written; its entry is shown instead. */
async function keepRecord(record: OpenRecord | null, entry: Record<string, unknown>, path: string): Promise<void> {
  try {
    await record?.append([['execution', entry]]);
  } catch (error) {
    const what = `the print has ended as said above, and its batch record ${path} could not be written: ${(error as Error).message}`;
    const fix = 'Make room, or the folder again, and keep the entry that follows with the record.';
    process.stderr.write(
      `${colour.yellow('bioweft:')} ${what}\n  ${colour.dim('→')} ${fix}\n${JSON.stringify(entry)}\n`,
    );
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
  const named = firmwareNamed(name);
  const found = named === null ? null : firmwareOf(named);
  if (found?.driver === driver || found?.kin?.test(driver.name)) return null;
  const what = found === null ? 'which bioweft does not know' : `not ${driver.name}`;
  return `the printer on the port says it runs "${name}", ${what}: the profile ${profile.id} does not fit\n  ${colour.dim('→')} choose its profile with --printer; --firmware overrides knowingly`;
}

function finish(
  state: SenderState,
  inputs: SendInputs,
  options: SendOptions,
  reported: Tally,
  session?: PrintSession,
): number {
  if (state.kind === 'done') {
    // A print that has ended had a session.
    const { stats } = session!.sender;
    const code = reported.refused.length === 0 ? exitCode.ok : exitCode.deviceFault;
    if (code !== exitCode.ok) {
      const parts = reported.refused.slice(0, 20).map((line) => `  ${describeRefused(line, inputs.job)}`);
      const head = `${colour.yellow('Printed, and not whole')}: the printer did not carry out ${reported.refused.length} of the lines`;
      process.stderr.write(forTerminal(`${[head, ...parts].join('\n')}\n`));
    } else if (!options.quiet && !options.json) {
      // A print that has ended had a session.
      const rate = `${stats.acknowledged} lines answered, ${stats.resends} sent again, in ${duration(session!.elapsed() / 1000)}`;
      process.stdout.write(`${colour.green(colour.bold('Printed'))} ${inputs.file}: ${rate}\n`);
    }
    return code;
  }
  if (state.kind !== 'stopped' && state.kind !== 'failed') return exitCode.deviceFault;
  const { text, code } = describeEnding(state, inputs.profile, reported.last);
  process.stderr.write(`${forTerminal(text)}\n`);
  return code;
}
