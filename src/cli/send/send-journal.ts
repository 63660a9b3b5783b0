import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { layerNumber } from '../../finding/layer-number.ts';
import { wellWords } from '../../finding/well-name.ts';
import { sha256 } from '../../record/sha256.ts';
import {
  type JournalFile,
  journalPath,
  journalsBeside,
  openJournal,
  readJournal,
} from '../../send/journal/journal-file.ts';
import type { JournalSession } from '../../send/journal/journal-format.ts';
import { acknowledgedLines, findResumePoint, notBegun, type ResumePoint } from '../../send/journal/resume-point.ts';
import type { Transport } from '../../send/transport/transport-contract.ts';
import { holdFile, isHeld } from '../files/file-lock.ts';
import type { SendInputs } from './send-inputs.ts';
import type { SendOptions } from './send-options.ts';

/** What a journal says of the last print in it. */
interface LastPrint {
  readonly path: string;
  readonly session: JournalSession;
  readonly count: number;
  readonly reached: number;
  readonly finished: boolean;
}

/**
 * The journal that a print is written to: the port's own, or, when a print is resumed, the one that it was begun in.
 * Replugging can rename a port: where its own knows of no print, the only unfinished print of this very file is taken.
 * Throws InputError where none is given, or more than one.
 */
export function chooseJournal({ file, sha256 }: SendInputs, options: SendOptions): string {
  const { port } = options;
  if (options.resume === undefined) return journalPath(file, port ?? '');
  const prints = lastPrints(file);
  const own = prints
    .filter(({ session }) => session.port === port)
    .sort((a, b) => a.session.startedAt.localeCompare(b.session.startedAt))
    .at(-1);
  if (own !== undefined) return own.path;
  const open = prints.filter(({ path, session, finished }) => !finished && session.sha256 === sha256 && !isHeld(path));
  if (open.length === 1) return open[0].path;
  const ended = prints.filter(({ path }) => !isHeld(path));
  if (open.length === 0 && ended.length === 1) return ended[0].path;
  const where = port === undefined ? '' : ` on ${port}`;
  if (prints.length === 0) {
    throw new InputError(
      'journal-missing',
      `there is no journal ${journalPath(file, port ?? '*')}: this file was never sent`,
      {
        fix: 'Leave --resume out.',
      },
    );
  }
  const list = prints.map((print) => `${basename(print.path)} (${print.session.port}, ${stateOf(print, sha256)})`);
  throw new InputError('journal-which', `no print of this file was begun${where}; its journals: ${list.join(', ')}`, {
    fix: 'Give the --port of the print that is resumed, or leave --resume out; where replugging renamed ports, connect one printer as it was.',
  });
}

function stateOf({ path, session, finished }: LastPrint, hash: string): string {
  if (isHeld(path)) return 'printing';
  if (finished) return 'finished';
  return session.sha256 === hash ? 'unfinished' : 'of another content';
}

/** The last print in each journal beside a file that belongs to it. */
export function lastPrints(file: string): LastPrint[] {
  return journalsBeside(file).flatMap((path) => {
    const journal = readJournal(path);
    if (journal === null || !journal.records.some(({ kind }) => kind === 'session')) return [];
    const print = { path, ...acknowledgedLines(journal) };
    // `plug.gcode.copy.ttyUSB0.journal` belongs to another file.
    return basename(print.session.file) === basename(file) ? [print] : [];
  });
}

/** Keeps the journal for this sender alone, until the returned function is called. Throws InputError: it is in use. */
export function holdJournal(path: string): () => void {
  const release = holdFile(path);
  if (release !== null) return release;
  throw new InputError('journal-in-use', `another sender prints this file on this port: it keeps ${path}`, {
    where: { file: path },
    fix: `Wait for it to end, or print on another port; if no other sender runs, remove ${path}.lock.`,
  });
}

/**
 * That a print from the first line leaves an unfinished one of the same file behind, in words; null: there is none.
 * Throws InputError where the file in the journal's place is none.
 */
export function leavesBehind(path: string, { sha256, job }: Pick<SendInputs, 'sha256' | 'job'>): string | null {
  const journal = readJournal(path);
  if (journal === null || !journal.records.some(({ kind }) => kind === 'session')) return null;
  const { session, reached, earlier, finished } = acknowledgedLines(journal);
  const lines = Math.max(reached, earlier.farthest);
  const layer = job.layers[job.layer[lines - 1] ?? -1];
  if (finished || session.sha256 !== sha256 || layer === undefined) return null;
  const where = `layer ${layerNumber(layer.number)}${wellWords(layer.well, ' in ')}`;
  return `the last print of this file on this port broke off in ${where}: --resume continues it, and this one begins at its first line`;
}

/** Where the print in a journal goes on. Throws InputError where it cannot. */
export function resumeFrom(path: string, inputs: SendInputs, options: SendOptions): ResumePoint {
  const journal = readJournal(path);
  if (journal === null) {
    throw new InputError('journal-missing', `there is no journal ${path}: this file was never sent`, {
      fix: 'Leave --resume out.',
    });
  }
  const { session, count, reached, earlier, finished } = acknowledgedLines(journal);
  if (session.sha256 !== inputs.sha256) {
    throw new InputError('file-changed', `${inputs.file} is not the file that was being printed: its SHA-256 differs`, {
      fix: 'Restore that file, or print from the start.',
    });
  }
  if (session.printer !== inputs.profile.id) {
    throw new InputError('other-printer', `the print was begun on ${session.printer}, not on ${inputs.profile.id}`, {
      fix: `Give --printer ${session.printer}.`,
    });
  }
  if (finished)
    throw new InputError('print-finished', 'the print was finished: there is nothing to resume', {
      fix: 'Leave --resume out.',
    });
  const by = options.resume === 'strand' ? 'strand' : 'layer';
  const point = findResumePoint(inputs.job, count, by, inputs.driver, inputs.profile, earlier);
  // No strand, and maybe no way sideways: where the needle stands says nothing, and nothing would be printed twice.
  if (point.from === 0 && notBegun(inputs.job, reached, inputs.driver, inputs.profile)) {
    throw new InputError('nothing-printed', 'the print broke off before its first strand: there is nothing to resume', {
      fix: 'Make sure of the zero, and print from the start (leave --resume out).',
    });
  }
  return { ...point, acknowledged: reached };
}

/** A port left open would keep the process from ending. */
export async function journalOrQuit(transport: Transport, path: string, session: JournalSession): Promise<JournalFile> {
  try {
    return openJournal(path, session);
  } catch (error) {
    await transport.close();
    throw error;
  }
}

/** The printed file as it lies on the disk once the print has ended. */
export interface FileAtEnd {
  /** Null: it cannot be read. */
  readonly sha256: string | null;
  /** What became of it meanwhile, in words; null: it is the one that was sent. */
  readonly changed: string | null;
}

export async function fileAtEnd({ file, sha256: sent }: SendInputs): Promise<FileAtEnd> {
  try {
    const hash = await sha256(readFileSync(file));
    return { sha256: hash, changed: hash === sent ? null : 'was replaced or changed while it was printed' };
  } catch (error) {
    return { sha256: null, changed: `can no longer be read (${(error as NodeJS.ErrnoException).code})` };
  }
}
