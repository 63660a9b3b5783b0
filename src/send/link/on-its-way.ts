import type { Driver } from '../../firmware/driver.ts';
import type { LinkEvents, LinkStats, LinkTiming } from './link-contract.ts';
import { createMarkers, type Markers } from './markers.ts';
import { createSilence, type Silence } from './silence.ts';

/** Lines on their way to a printer: those that wait for an answer, and those kept to be sent again. */

/** A line that was sent. */
export interface Sent {
  readonly kind: 'line';
  readonly n: number;
  readonly command: string;
  readonly framed: string;
  readonly tag: number;
  readonly marker: boolean;
}

/** The `ok` that follows a `Resend` and answers no line; after `expires` it is no longer awaited. */
interface ResendOk {
  readonly kind: 'resend ok';
  /** Before all lines. */
  readonly n: 0;
  readonly expires: number;
}

/** Lines kept for a resend: many more than can be on their way, as doubled answers can run ahead. */
const kept = 256;
const cleanAfterResend = 50;
const resendOkMs = 500;

/** What is on its way, and what the answers so far have told. */
export interface LinkState {
  readonly driver: Driver;
  readonly events: LinkEvents;
  readonly drainMs: number;
  readonly stats: LinkStats;
  readonly sent: Map<number, Sent>;
  due: (Sent | ResendOk)[];
  bytesDue: number;
  linesDue: number;
  readonly markers: Markers;
  readonly silence: Silence;
  next: number;
  /** Below `next` while lines are sent again. */
  cursor: number;
  markedAt: number;
  proved: number;
  reported: number;
  lines: number;
  clean: number;
  quietUntil: number;
  errorSeen: boolean;
  markerNext: boolean;
  strangeNumbers: number;
  strayAtMarker: number;
  /** Number of the line before which an answer came that belonged to none. */
  doubledAt: number;
  repeated: { n: number; times: number };
  /** A refusal was heard, whose own answer comes next. */
  refusalHeard: string | null;
  /** The lines in a row whose answers last followed a refusal: none of them was obeyed. */
  refused: { from: number; to: number };
}

/** Nothing is on its way yet. */
export function startLink(driver: Driver, events: LinkEvents, timing: LinkTiming): LinkState {
  const next = driver.firstNumber + driver.greet.length;
  return {
    driver,
    events,
    drainMs: timing.drainMs ?? 60,
    stats: { sent: 0, acknowledged: 0, resends: 0, probes: 0, stray: 0 },
    sent: new Map<number, Sent>(),
    due: [],
    bytesDue: 0,
    linesDue: 0,
    markers: createMarkers(),
    silence: createSilence(driver, timing),
    next,
    cursor: next,
    markedAt: next,
    proved: 0,
    reported: next - 1,
    lines: driver.window.lines,
    clean: 0,
    quietUntil: 0,
    errorSeen: false,
    markerNext: false,
    strangeNumbers: 0,
    strayAtMarker: 0,
    doubledAt: Number.NEGATIVE_INFINITY,
    repeated: { n: 0, times: 0 },
    refusalHeard: null,
    refused: { from: 0, to: 0 },
  };
}

export function transmit(link: LinkState, line: Sent, now: number): void {
  // Silence is counted from the first line that waits for an answer.
  if (link.linesDue === 0) link.silence.broken(now);
  link.due.push(line);
  link.linesDue++;
  link.bytesDue += line.framed.length;
  link.cursor = line.n + 1;
  if (line.marker) {
    link.markers.sent(line.n);
    link.markedAt = line.n;
  }
  link.events.write(line.framed);
}

export function append(link: LinkState, command: string, tag: number, now: number): void {
  const n = link.next++;
  const line: Sent = {
    kind: 'line',
    n,
    command,
    framed: `${link.driver.frame(command, n)}\n`,
    tag,
    marker: command === link.driver.marker,
  };
  link.sent.set(n, line);
  link.sent.delete(n - kept);
  link.stats.sent++;
  transmit(link, line, now);
}

/** All lines up to `n` were taken. */
export function tell(link: LinkState, n: number, refusal: string | null = null): void {
  for (; link.reported < n; link.reported++) {
    const line = link.sent.get(link.reported + 1);
    if (line === undefined) continue;
    link.stats.acknowledged++;
    link.events.acknowledged(line.tag, line.command, line.n === n ? refusal : null);
  }
}

export function setDue(link: LinkState, list: (Sent | ResendOk)[]): void {
  link.due = list;
  link.linesDue = 0;
  link.bytesDue = 0;
  for (const line of list) {
    if (line.kind !== 'line') continue;
    link.linesDue++;
    link.bytesDue += line.framed.length;
  }
}

export function progress(link: LinkState, n: number, refusal: string | null = null): void {
  link.silence.answered();
  link.strayAtMarker = 0;
  if (++link.clean >= cleanAfterResend) link.lines = link.driver.window.lines;
  tell(link, n, refusal);
}

export function shift(link: LinkState, refusal: string | null = link.refusalHeard): void {
  // Just asked whether one is due.
  const line = link.due.shift()!;
  if (line.kind !== 'line') {
    link.errorSeen = false;
    return;
  }
  link.linesDue--;
  link.bytesDue -= line.framed.length;
  if (refusal !== null)
    link.refused = { from: link.refused.to === line.n - 1 ? link.refused.from : line.n, to: line.n };
  progress(link, line.n, refusal);
}

export function expectResendOk(link: LinkState, now: number): void {
  link.due.unshift({ kind: 'resend ok', n: 0, expires: now + resendOkMs });
}

export function dropExpired(link: LinkState, now: number): void {
  const [first] = link.due;
  if (first?.kind === 'resend ok' && first.expires <= now) shift(link);
}

export function head(link: LinkState): Sent | undefined {
  return link.due.find((line) => line.kind === 'line');
}

export function clear(link: LinkState): void {
  setDue(link, []);
  link.markers.clear();
  link.cursor = link.next;
  link.errorSeen = false;
  link.markerNext = false;
}
