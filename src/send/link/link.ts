import type { Driver } from '../../firmware/driver.ts';
import type { Reply } from '../../firmware/reply.ts';
import type { Link, LinkEvents, LinkStats, LinkTiming } from './link-contract.ts';
import { createMarkers, type Markers } from './markers.ts';
import { createSilence, probesBeforeDeaf, type Silence } from './silence.ts';

interface Sent {
  readonly n: number;
  readonly command: string;
  readonly framed: string;
  readonly tag: number;
  readonly marker: boolean;
}

/** The `ok` that follows a `Resend` and answers no line; after `expires` it is no longer awaited. */
interface ResendOk {
  readonly n: 0;
  readonly expires: number;
}

/** Lines kept for a resend: many more than can be on their way, as doubled answers can run ahead. */
const kept = 256;
/** A marker at least every so many lines, so that lost and doubled answers never add up; where lines have no numbers,
 * only it shows that one is missing. */
const linesBetweenMarkers = { numbered: 32, bare: 16, doubled: 4 } as const;
/** So many lines after an answer that came twice, markers stand close. */
const watchedLines = 256;
/** Answers of probes that came late may prove too much, by fewer lines than this. */
const mostInDoubt = 32;
const cleanAfterResend = 50;
const resendsOfOneLine = 8;
const resendOkMs = 500;

/** What is on its way, and what the answers so far have told. */
interface LinkState {
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

export function createLink(driver: Driver, events: LinkEvents, timing: LinkTiming = {}): Link {
  const next = driver.firstNumber + driver.greet.length;
  const link: LinkState = {
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

  return {
    stats: link.stats,
    room: (bytes, now) => room(link, bytes, now),
    send: (command, tag, now) => append(link, command, tag, now),
    received: (reply, now) => received(link, reply, now),
    tick: (now) => tick(link, now),
    wake: () => wake(link),
    idle: () => link.linesDue === 0 && link.cursor === link.next,
    proven: () => link.proved === link.next - 1,
    markerDue: () => markerDue(link),
    bytes: () => link.bytesDue,
    answersDue: () => answersDue(link),
    clear: () => clear(link),
  };
}

function transmit(link: LinkState, line: Sent, now: number): void {
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

function append(link: LinkState, command: string, tag: number, now: number): void {
  const n = link.next++;
  const line = {
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
function tell(link: LinkState, n: number, refusal: string | null = null): void {
  for (; link.reported < n; link.reported++) {
    const line = link.sent.get(link.reported + 1);
    if (line === undefined) continue;
    link.stats.acknowledged++;
    link.events.acknowledged(line.tag, line.command, line.n === n ? refusal : null);
  }
}

function setDue(link: LinkState, list: (Sent | ResendOk)[]): void {
  link.due = list;
  link.linesDue = 0;
  link.bytesDue = 0;
  for (const line of list) {
    if (line.n === 0) continue;
    link.linesDue++;
    link.bytesDue += (line as Sent).framed.length;
  }
}

function progress(link: LinkState, n: number, refusal: string | null = null): void {
  link.silence.answered();
  link.strayAtMarker = 0;
  if (++link.clean >= cleanAfterResend) link.lines = link.driver.window.lines;
  tell(link, n, refusal);
}

function shift(link: LinkState, refusal: string | null = link.refusalHeard): void {
  // Just asked whether one is due.
  const line = link.due.shift()!;
  if (line.n === 0) {
    link.errorSeen = false;
    return;
  }
  link.linesDue--;
  link.bytesDue -= (line as Sent).framed.length;
  if (refusal !== null)
    link.refused = { from: link.refused.to === line.n - 1 ? link.refused.from : line.n, to: line.n };
  progress(link, line.n, refusal);
}

function plainOk(link: LinkState): void {
  const first = link.due[0];
  if (first === undefined) link.stats.stray++;
  else if (first.n === 0 || !(first as Sent).marker) {
    if (first.n > 0) link.markers.passed(first.n);
    shift(link);
  }
  // The marker's answer is told apart from all others: a plain `ok` here belongs to no line. Where lines have no
  // numbers a second one means that the printer is past the marker, whose answer was lost.
  else if (link.driver.resends || ++link.strayAtMarker < 2) {
    link.stats.stray++;
    if (link.driver.resends) link.doubledAt = link.next;
  } else {
    link.markers.keep((marker) => marker !== first.n);
    shift(link);
    if (link.due.length > 0) shift(link);
  }
}

function markerOk(link: LinkState): void {
  const n = link.markers.answered();
  if (n === undefined) {
    link.stats.stray++;
    return;
  }
  // A marker that was not answered itself changed nothing at the printer.
  const before = link.due.filter((line) => line.n > 0 && line.n < n && !(line as Sent).marker).length;
  if (before > 0 && !link.driver.resends) {
    if (link.markers.comesLate(n)) {
      if (head(link)?.marker) shift(link);
      return;
    }
    setDue(
      link,
      link.due.filter((line) => line.n > n),
    );
    const what = before === 1 ? 'one line was' : `${before} lines were`;
    link.events.trouble('lost', `${what} never answered: lost on the way, or the answer was`);
    return;
  }
  const after: Sent[] = [];
  // All lines from the oldest unanswered on are kept.
  for (let k = n + 1; k < link.cursor; k++) after.push(link.sent.get(k)!);
  setDue(link, after);
  link.proved = n;
  progress(link, n);
}

function numberedOk(link: LinkState, n: number): void {
  const at = link.due.findIndex((line) => line.n === n);
  if (at < 0) {
    link.stats.stray++;
    // Some firmwares print a wrong number always (Marlin issue 2952): then it counts as a plain answer.
    if (n > link.reported && ++link.strangeNumbers > 5) plainOk(link);
    return;
  }
  link.strangeNumbers = 0;
  for (let i = 0; i <= at; i++) shift(link, i === at ? link.refusalHeard : null);
}

function ok(link: LinkState, reply: Extract<Reply, { kind: 'ok' }>): void {
  const marker = reply.marker || link.markerNext;
  link.markerNext = false;
  if (marker) markerOk(link);
  else if (reply.n !== undefined) numberedOk(link, reply.n);
  else plainOk(link);
  link.refusalHeard = null;
}

function expectResendOk(link: LinkState, now: number): void {
  link.due.unshift({ n: 0, expires: now + resendOkMs });
}

function resend(link: LinkState, n: number, now: number): void {
  if (!link.driver.resends) return;
  if (link.errorSeen) link.errorSeen = false;
  else expectResendOk(link, now);
  if (n > link.next) return; // A number garbled on its way.
  if (n < link.next && (!link.sent.has(n) || n <= link.proved - mostInDoubt)) {
    link.events.trouble(
      'reset',
      `the firmware asks for line ${n} although line ${link.reported} was taken: it has restarted`,
    );
    return;
  }
  if (n === link.next) return; // It has everything; a scrap of noise was what it did not understand.
  if (n === link.cursor && now < link.quietUntil) return; // Told twice, once for each line that was on its way.
  // Marlin obeys a line that has lost its number, answers it, and asks for that number with the next one.
  if (n <= link.reported && (n < link.refused.from || n > link.refused.to)) {
    const why = 'it came without its number and may have been executed, or an answer came twice';
    link.events.trouble('lost', `line ${n} was answered and is asked for again: ${why}`);
    return;
  }
  link.repeated = link.repeated.n === n ? { n, times: link.repeated.times + 1 } : { n, times: 1 };
  if (link.repeated.times > resendsOfOneLine) {
    link.events.trouble('storm', `line ${n} was asked for ${link.repeated.times} times`);
    return;
  }
  link.stats.resends++;
  link.silence.earlyAnew();
  tell(link, n - 1);
  link.markers.keep((marker) => marker < n);
  setDue(
    link,
    link.due.filter((line) => line.n < n),
  );
  link.cursor = n;
  link.lines = 1;
  link.clean = 0;
  link.quietUntil = now + link.drainMs;
  // All lines from the oldest unanswered on are kept.
  link.events.resent(n, link.sent.get(n)!.tag);
}

function refusal(link: LinkState, text: string): void {
  link.refusalHeard = text;
  const said = /^Unknown command:? ?"(.+)"/i.exec(text)?.[1].toUpperCase();
  if (link.driver.resends || said === undefined) return;
  const ours = link.due.some((line) => line.n > 0 && (line as Sent).command.toUpperCase().startsWith(said));
  if (!ours)
    link.events.trouble('lost', `the printer got "${said}", which was never sent: a line was garbled on its way`);
}

function head(link: LinkState): Sent | undefined {
  return link.due.find((line) => line.n > 0) as Sent | undefined;
}

function slowDue(link: LinkState): boolean {
  return link.due.some((line) => line.n > 0 && link.driver.slow.test((line as Sent).command));
}

/** The firmware answers a status poll whatever it is doing. */
function polls(link: LinkState): boolean {
  return link.driver.poll !== null && (link.events.answersPoll?.() ?? false);
}

function sendMarker(link: LinkState, now: number): void {
  link.stats.probes++;
  append(link, link.driver.marker, -1, now);
}

/**
 * One line more than the window allows: the next that was asked for, or the marker. A printer that is silent because
 * it does not read keeps all of them in its buffer, which must not run over before the last attempt.
 */
function goOn(link: LinkState, now: number, giveUp: boolean): void {
  const full = link.bytesDue > link.driver.window.bytes + link.driver.frame(link.driver.marker, link.next).length;
  if (full && link.cursor === link.next && !link.silence.lastAttempt) return;
  if (giveUp) link.markers.giveUp(link.next);
  // All lines from the oldest unanswered on are kept.
  if (link.cursor < link.next) transmit(link, link.sent.get(link.cursor)!, now);
  else sendMarker(link, now);
}

function dropExpired(link: LinkState, now: number): void {
  if (link.due[0]?.n === 0 && (link.due[0] as ResendOk).expires <= now) shift(link);
}

function room(link: LinkState, bytes: number, now: number): boolean {
  return (
    link.cursor === link.next &&
    now >= link.quietUntil &&
    link.linesDue < link.lines &&
    (link.linesDue === 0 || link.bytesDue + bytes <= link.driver.window.bytes)
  );
}

function received(link: LinkState, reply: Reply, now: number): void {
  if (reply.kind === 'status') {
    link.silence.alive();
    return;
  }
  link.silence.broken(now);
  if (reply.kind === 'ok') ok(link, reply);
  else if (reply.kind === 'resend') resend(link, reply.n, now);
  else if (reply.kind === 'lineError' && link.driver.resends && !link.errorSeen) {
    link.errorSeen = true;
    expectResendOk(link, now);
  } else if (reply.kind === 'refused' && reply.answers) {
    link.refusalHeard = reply.text;
    plainOk(link);
    link.refusalHeard = null;
  } else if (reply.kind === 'refused') refusal(link, reply.text);
  else if (reply.kind === 'markerText') link.markerNext = true;
  else if (reply.kind === 'busy') link.silence.busyReported();
}

function tick(link: LinkState, now: number): void {
  dropExpired(link, now);
  while (link.cursor < link.next && now >= link.quietUntil && link.linesDue < link.lines)
    // All lines from the oldest unanswered on are kept.
    transmit(link, link.sent.get(link.cursor)!, now);
  if (link.linesDue === 0) return;
  // Polled only where the driver has a poll.
  if (polls(link) && link.silence.pollDue(now)) link.events.write(link.driver.poll!);
  if (polls(link) && link.silence.dead) {
    link.events.trouble(
      'deaf',
      `no answer to ${head(link)?.command ?? 'a line'}, nor to ${link.driver.poll}, which it answers at any time`,
    );
    return;
  }
  // A marker at the head is answered at once, if it ever was taken.
  if (link.silence.earlyDue(now)) goOn(link, now, head(link)?.marker === true);
  const course = link.silence.judge(now, () => slowDue(link));
  // Nothing that was on its way will be answered any more.
  if (course === 'probe') goOn(link, now, true);
  if (course !== 'deaf') return;
  const what = head(link)?.command ?? 'a line';
  link.events.trouble('deaf', `no answer to ${what} and to ${probesBeforeDeaf} probes after it`);
}

function wake(link: LinkState): number | null {
  const times: number[] = [];
  if (link.cursor < link.next && link.linesDue < link.lines) times.push(link.quietUntil);
  if (link.due[0]?.n === 0) times.push((link.due[0] as ResendOk).expires);
  if (link.linesDue > 0) times.push(link.silence.wake(() => slowDue(link)));
  if (link.linesDue > 0 && polls(link)) times.push(link.silence.pollAt());
  return times.length === 0 ? null : Math.min(...times);
}

function markerDue(link: LinkState): boolean {
  const usual = linesBetweenMarkers[link.driver.resends ? 'numbered' : 'bare'];
  return link.next - link.markedAt >= (link.next - link.doubledAt < watchedLines ? linesBetweenMarkers.doubled : usual);
}

function answersDue(link: LinkState): readonly ('marker' | 'fence')[] {
  return link.due.flatMap((line) => {
    if (line.n === 0) return [];
    if ((line as Sent).marker) return ['marker' as const];
    return (line as Sent).command === link.driver.fence.command ? ['fence' as const] : [];
  });
}

function clear(link: LinkState): void {
  setDue(link, []);
  link.markers.clear();
  link.cursor = link.next;
  link.errorSeen = false;
  link.markerNext = false;
}
