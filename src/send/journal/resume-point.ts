import { InputError } from '../../finding/input-error.ts';
import { decimals } from '../../finding/number-words.ts';
import type { Driver } from '../../firmware/driver.ts';
import { fillTemplate, pressureValues } from '../../printer/fill-template.ts';
import type { Profile } from '../../printer/profile.ts';
import type { JobLines } from '../watch/job-lines.ts';
import {
  applyLine,
  createModalState,
  distanceLines,
  hasAbsoluteE,
  type ModalState,
  outputsOf,
} from '../watch/modal-state.ts';
import { closingLines, primeLines, reopenLines } from '../watch/safe-lines.ts';
import type { JournalReading, JournalSession } from './journal-format.ts';

/** Where a broken print goes on, and what brings the printer there. */
export interface ResumePoint {
  readonly by: 'layer' | 'strand';
  /** First line of the job to send. */
  readonly from: number;
  /** Lines that were acknowledged, and lines that were surely executed. */
  readonly acknowledged: number;
  readonly done: number;
  /** Strands that were begun and are printed again, by row. */
  readonly again: readonly number[];
  readonly earlier: EarlierSessions;
  readonly modal: ModalState;
  readonly prelude: readonly string[];
}

/** What the sessions of one print before the last tell of it. */
export interface EarlierSessions {
  /** Lines that were surely executed before the last session began: where it resumed. */
  readonly before: number;
  /** Lines that were answered in any of them. */
  readonly farthest: number;
}

/** Of a print that was never resumed. */
export const noEarlier: EarlierSessions = { before: 0, farthest: 0 };

/** What the last sessions of a journal say of a file: how many lines were acknowledged, counted from its start. */
export function acknowledgedLines(journal: JournalReading): {
  session: JournalSession;
  /** Lines before the first that was not carried out and was not let go by resuming. */
  count: number;
  /** Lines that were answered. */
  reached: number;
  earlier: EarlierSessions;
  finished: boolean;
} {
  let session: JournalSession | null = null;
  let count = 0;
  let farthest = 0;
  let finished = false;
  /** The first line that was not carried out and that nobody has let go by resuming. */
  let refused = Number.POSITIVE_INFINITY;
  for (const record of journal.records) {
    if (record.kind === 'session') {
      session = record.session;
      // One that begins with the first line is a print of its own.
      farthest = session.from > 0 ? Math.max(farthest, count) : 0;
      count = session.from;
      finished = false;
      refused = Number.POSITIVE_INFINITY;
    } else if (record.kind === 'acknowledged') count = record.index + 1;
    else if (record.event.kind === 'refused') refused = Math.min(refused, Number(record.event['index']));
    else if (record.event.kind === 'state' && record.event['state'] === 'resuming') refused = Number.POSITIVE_INFINITY;
    else if (record.event.kind === 'state' && record.event['state'] === 'done') finished = true;
  }
  if (session === null)
    throw new InputError('journal-empty', 'the journal holds no session', { fix: 'Print from the start.' });
  const earlier = { before: session.from, farthest };
  return { session, count: Math.min(count, refused), reached: count, earlier, finished };
}

/**
 * The number of lines that were surely executed when `count` were acknowledged. Accepted is not executed: only the
 * answer to a line that waits for all motion proves what came before it, and it counts once later lines were answered
 * too, since an answer may have come twice.
 */
export function surelyDone(job: JobLines, count: number, driver: Driver): number {
  const sure = Math.max(0, count - driver.lookahead - driver.window.lines);
  for (let i = count - 1 - driver.window.lines; i >= sure; i--) {
    if (driver.syncs.test(job.text[i]) || job.pauses.has(i)) return i + 1;
  }
  return sure;
}

/**
 * The start of the layer that was not finished, or the first strand that was surely not.
 * @throws InputError when the state of the printer at that line cannot be rebuilt
 */
export function findResumePoint(
  job: JobLines,
  count: number,
  by: 'layer' | 'strand',
  driver: Driver,
  profile: Profile | null,
  earlier: EarlierSessions = noEarlier,
): ResumePoint {
  // A session that broke off at once has not undone what the ones before it printed.
  const done = Math.max(surelyDone(job, count, driver), earlier.before);
  const wanted = Math.min(by === 'layer' ? layerStart(job, done) : strandStart(job, done), job.count);
  const reached = stateAt(job, wanted, profile);
  // Nothing was laid down before the needle first had a place: then the whole file is sent again.
  const fresh = placeUnknown(reached) && wanted <= (job.strands[0]?.from ?? placedAt(job, profile));
  const from = fresh ? 0 : wanted;
  const modal = fresh ? createModalState() : reached;
  const begun = Math.max(count, earlier.farthest);
  const again = job.strands.flatMap((strand, row) => (strand.from >= from && strand.from < begun ? [row] : []));
  return {
    by,
    from,
    acknowledged: count,
    done,
    again,
    earlier,
    modal,
    prelude: from === 0 ? [] : preludeFor(job, from, modal, driver, profile),
  };
}

/** What the printer remembers of the lines before `index`. */
function stateAt(job: JobLines, index: number, profile: Profile | null): ModalState {
  const modal = createModalState();
  const outputs = outputsOf(profile);
  for (let i = 0; i < index; i++) applyLine(modal, job.text[i], outputs);
  return modal;
}

/** The first line that leads to a place known in all axes; -1: none does, as in files of relative moves. */
function placedAt(job: JobLines, profile: Profile | null): number {
  const modal = createModalState();
  const outputs = outputsOf(profile);
  for (let i = 0; i < job.count; i++) {
    applyLine(modal, job.text[i], outputs);
    if (!placeUnknown(modal)) return i;
  }
  return -1;
}

/**
 * Whether nothing was laid down when `count` lines were acknowledged, and the needle may still stand where it was put:
 * then its place tells nothing.
 */
export function notBegun(job: JobLines, count: number, driver: Driver, profile: Profile | null): boolean {
  if (!placeUnknown(stateAt(job, surelyDone(job, count, driver), profile))) return false;
  const modal = createModalState();
  const outputs = outputsOf(profile);
  const sent = Math.min(job.count, count + driver.window.lines);
  for (let i = 0; i < sent; i++) {
    applyLine(modal, job.text[i], outputs);
    const pushes = /^G0*[1-3]\b.*[A-CE]-?\.?\d/.test(job.text[i]) && !placeUnknown(modal);
    if (job.strand[i] >= 0 || modal.open.size > 0 || pushes) return false;
  }
  return true;
}

const placeUnknown = ({ x, y, z }: ModalState): boolean => x === null || y === null || z === null;

function layerStart(job: JobLines, done: number): number {
  const layer = job.layer[Math.min(done, job.count - 1)];
  return layer < 0 ? 0 : Math.min(job.layers[layer].index, done);
}

function strandStart(job: JobLines, done: number): number {
  const strand = job.strands.find(({ to }) => to > done);
  return strand === undefined || strand.from > done ? done : strand.from;
}

/** Valves shut, temperatures, modes, the tool; then over the place at safe height, and down where the file does not go. */
function preludeFor(job: JobLines, from: number, modal: ModalState, driver: Driver, profile: Profile | null): string[] {
  if (profile === null) {
    throw new InputError('resume-no-printer', 'a print cannot be resumed without its printer profile', {
      fix: 'Give --printer.',
    });
  }
  if (modal.shifted || modal.x === null || modal.y === null || modal.z === null) {
    throw new InputError(
      'resume-place',
      'the place of the needle cannot be rebuilt from the file (G92, G28 or relative moves)',
      {
        fix: 'Print from the start.',
      },
    );
  }
  const tool = profile.tools[Math.max(modal.tool, 0)];
  const values = { tool: tool.index, z: modal.z, safeZ: profile.safeZ, ...pressureValues(0) };
  const up = decimals(Math.max(modal.z, profile.safeZ), 4);
  const lift = Math.round(profile.motion.maxSpeed.z * 60);
  const travel = Math.round(profile.motion.travelSpeed * 60);
  return [
    ...closingLines(profile),
    modal.millimetres ? 'G21' : 'G20',
    'G90',
    ...(driver.extruder ? [modal.eMode ?? 'M82'] : []),
    ...modal.settings.values(),
    `G1 ${tool.zWord}${up} F${lift}`,
    ...profile.homing.commands,
    driver.sync,
    ...(modal.tool >= 0
      ? tool.select.map((line) => fillTemplate(line, values))
      : modal.toolWord
        ? [modal.toolWord]
        : []),
    ...(driver.extruder && hasAbsoluteE(modal) ? [`G92 E${decimals(modal.e, 4)}`] : []),
    ...primeLines(profile, driver, modal),
    `G1 X${decimals(modal.x, 4)} Y${decimals(modal.y, 4)} F${travel}`,
    ...(goesDownItself(job, from) ? [] : [`G1 ${tool.zWord}${decimals(modal.z, 4)} F${lift}`]),
    ...(modal.absolute ? [] : distanceLines(false, modal)),
    ...(modal.feed === null ? [] : [`G1 F${decimals(modal.feed, 4)}`]),
    ...reopenLines(modal),
    driver.sync,
  ];
}

/** Whether the first motion from here on is one of Z. */
function goesDownItself(job: JobLines, from: number): boolean {
  for (let i = from; i < job.count; i++) {
    if (!/^G[0-3]\b/.test(job.text[i])) continue;
    return /[ZAC]-?[\d.]/.test(job.text[i]);
  }
  return true;
}
