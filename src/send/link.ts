import type { Driver } from '../firmware/driver.ts';
import type { Reply } from '../firmware/reply.ts';
import type { Link, LinkEvents, LinkStats, LinkTiming } from './link-contract.ts';
import { createMarkers } from './markers.ts';
import { createSilence, probesBeforeDeaf } from './silence.ts';

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

export function createLink(driver: Driver, events: LinkEvents, timing: LinkTiming = {}): Link {
  const drainMs = timing.drainMs ?? 60;
  const stats: LinkStats = { sent: 0, acknowledged: 0, resends: 0, probes: 0, stray: 0 };
  const sent = new Map<number, Sent>();
  let due: (Sent | ResendOk)[] = [];
  let bytesDue = 0;
  let linesDue = 0;
  const markers = createMarkers();
  const silence = createSilence(driver, timing);
  let next = driver.firstNumber + driver.greet.length;
  /** Below `next` while lines are sent again. */
  let cursor = next;
  let markedAt = next;
  let proved = 0;
  let told = next - 1;
  let lines = driver.window.lines;
  let clean = 0;
  let quietUntil = 0;
  let errorSeen = false;
  let markerNext = false;
  let strangeNumbers = 0;
  let strayAtMarker = 0;
  /** Number of the line before which an answer came that belonged to none. */
  let doubledAt = Number.NEGATIVE_INFINITY;
  let repeated = { n: 0, times: 0 };
  /** A refusal was heard, whose own answer comes next. */
  let refusalHeard: string | null = null;
  /** The lines in a row whose answers last followed a refusal: none of them was obeyed. */
  let refused = { from: 0, to: 0 };

  function transmit(line: Sent, now: number): void {
    // Silence is counted from the first line that waits for an answer.
    if (linesDue === 0) silence.broken(now);
    due.push(line);
    linesDue++;
    bytesDue += line.framed.length;
    cursor = line.n + 1;
    if (line.marker) {
      markers.sent(line.n);
      markedAt = line.n;
    }
    events.write(line.framed);
  }

  function append(command: string, tag: number, now: number): void {
    const n = next++;
    const line = { n, command, framed: `${driver.frame(command, n)}\n`, tag, marker: command === driver.marker };
    sent.set(n, line);
    sent.delete(n - kept);
    stats.sent++;
    transmit(line, now);
  }

  /** All lines up to `n` were taken. */
  function tell(n: number, refusal: string | null = null): void {
    for (; told < n; told++) {
      const line = sent.get(told + 1);
      if (line === undefined) continue;
      stats.acknowledged++;
      events.acknowledged(line.tag, line.command, line.n === n ? refusal : null);
    }
  }

  function setDue(list: (Sent | ResendOk)[]): void {
    due = list;
    linesDue = 0;
    bytesDue = 0;
    for (const line of list) {
      if (line.n === 0) continue;
      linesDue++;
      bytesDue += (line as Sent).framed.length;
    }
  }

  function progress(n: number, refusal: string | null = null): void {
    silence.answered();
    strayAtMarker = 0;
    if (++clean >= cleanAfterResend) lines = driver.window.lines;
    tell(n, refusal);
  }

  function shift(refusal: string | null = refusalHeard): void {
    const line = due.shift()!;
    if (line.n === 0) {
      errorSeen = false;
      return;
    }
    linesDue--;
    bytesDue -= (line as Sent).framed.length;
    if (refusal !== null) refused = { from: refused.to === line.n - 1 ? refused.from : line.n, to: line.n };
    progress(line.n, refusal);
  }

  function plainOk(): void {
    const first = due[0];
    if (first === undefined) stats.stray++;
    else if (first.n === 0 || !(first as Sent).marker) {
      if (first.n > 0) markers.passed(first.n);
      shift();
    }
    // The marker's answer is told apart from all others: a plain `ok` here belongs to no line. Where lines have no
    // numbers a second one means that the printer is past the marker, whose answer was lost.
    else if (driver.resends || ++strayAtMarker < 2) {
      stats.stray++;
      if (driver.resends) doubledAt = next;
    } else {
      markers.keep((marker) => marker !== first.n);
      shift();
      if (due.length > 0) shift();
    }
  }

  function markerOk(): void {
    const n = markers.answered();
    if (n === undefined) {
      stats.stray++;
      return;
    }
    // A marker that was not answered itself changed nothing at the printer.
    const before = due.filter((line) => line.n > 0 && line.n < n && !(line as Sent).marker).length;
    if (before > 0 && !driver.resends) {
      if (markers.comesLate(n)) {
        if (head()?.marker) shift();
        return;
      }
      setDue(due.filter((line) => line.n > n));
      const what = before === 1 ? 'one line was' : `${before} lines were`;
      events.trouble('lost', `${what} never answered: lost on the way, or the answer was`);
      return;
    }
    const after: Sent[] = [];
    for (let k = n + 1; k < cursor; k++) after.push(sent.get(k)!);
    setDue(after);
    proved = n;
    progress(n);
  }

  function numberedOk(n: number): void {
    const at = due.findIndex((line) => line.n === n);
    if (at < 0) {
      stats.stray++;
      // Some firmwares print a wrong number always (Marlin issue 2952): then it counts as a plain answer.
      if (n > told && ++strangeNumbers > 5) plainOk();
      return;
    }
    strangeNumbers = 0;
    for (let i = 0; i <= at; i++) shift(i === at ? refusalHeard : null);
  }

  function ok(reply: Extract<Reply, { kind: 'ok' }>): void {
    const marker = reply.marker || markerNext;
    markerNext = false;
    if (marker) markerOk();
    else if (reply.n !== undefined) numberedOk(reply.n);
    else plainOk();
    refusalHeard = null;
  }

  function expectResendOk(now: number): void {
    due.unshift({ n: 0, expires: now + resendOkMs });
  }

  function resend(n: number, now: number): void {
    if (!driver.resends) return;
    if (errorSeen) errorSeen = false;
    else expectResendOk(now);
    if (n > next) return; // A number garbled on its way.
    if (n < next && (!sent.has(n) || n <= proved - mostInDoubt)) {
      events.trouble('reset', `the firmware asks for line ${n} although line ${told} was taken: it has restarted`);
      return;
    }
    if (n === next) return; // It has everything; a scrap of noise was what it did not understand.
    if (n === cursor && now < quietUntil) return; // Told twice, once for each line that was on its way.
    // Marlin obeys a line that has lost its number, answers it, and asks for that number with the next one.
    if (n <= told && (n < refused.from || n > refused.to)) {
      const why = 'it came without its number and may have been executed, or an answer came twice';
      events.trouble('lost', `line ${n} was answered and is asked for again: ${why}`);
      return;
    }
    repeated = repeated.n === n ? { n, times: repeated.times + 1 } : { n, times: 1 };
    if (repeated.times > resendsOfOneLine) {
      events.trouble('storm', `line ${n} was asked for ${repeated.times} times`);
      return;
    }
    stats.resends++;
    silence.earlyAnew();
    tell(n - 1);
    markers.keep((marker) => marker < n);
    setDue(due.filter((line) => line.n < n));
    cursor = n;
    lines = 1;
    clean = 0;
    quietUntil = now + drainMs;
    events.resent(n, sent.get(n)!.tag);
  }

  function refusal(text: string): void {
    refusalHeard = text;
    const said = /^Unknown command:? ?"(.+)"/i.exec(text)?.[1].toUpperCase();
    if (driver.resends || said === undefined) return;
    const ours = due.some((line) => line.n > 0 && (line as Sent).command.toUpperCase().startsWith(said));
    if (!ours) events.trouble('lost', `the printer got "${said}", which was never sent: a line was garbled on its way`);
  }

  function head(): Sent | undefined {
    return due.find((line) => line.n > 0) as Sent | undefined;
  }

  function slowDue(): boolean {
    return due.some((line) => line.n > 0 && driver.slow.test((line as Sent).command));
  }

  /** The firmware answers a status poll whatever it is doing. */
  function polls(): boolean {
    return driver.poll !== null && (events.answersPoll?.() ?? false);
  }

  function sendMarker(now: number): void {
    stats.probes++;
    append(driver.marker, -1, now);
  }

  /**
   * One line more than the window allows: the next that was asked for, or the marker. A printer that is silent because
   * it does not read keeps all of them in its buffer, which must not run over before the last attempt.
   */
  function goOn(now: number, giveUp: boolean): void {
    const full = bytesDue > driver.window.bytes + driver.frame(driver.marker, next).length;
    if (full && cursor === next && !silence.lastAttempt) return;
    if (giveUp) markers.giveUp(next);
    if (cursor < next) transmit(sent.get(cursor)!, now);
    else sendMarker(now);
  }

  function dropExpired(now: number): void {
    if (due[0]?.n === 0 && (due[0] as ResendOk).expires <= now) shift();
  }

  const link: Link = {
    stats,
    room: (bytes, now) =>
      cursor === next &&
      now >= quietUntil &&
      linesDue < lines &&
      (linesDue === 0 || bytesDue + bytes <= driver.window.bytes),
    send: append,
    received(reply, now) {
      if (reply.kind === 'status') {
        silence.alive();
        return;
      }
      silence.broken(now);
      if (reply.kind === 'ok') ok(reply);
      else if (reply.kind === 'resend') resend(reply.n, now);
      else if (reply.kind === 'lineError' && driver.resends && !errorSeen) {
        errorSeen = true;
        expectResendOk(now);
      } else if (reply.kind === 'refused' && reply.answers) {
        refusalHeard = reply.text;
        plainOk();
        refusalHeard = null;
      } else if (reply.kind === 'refused') refusal(reply.text);
      else if (reply.kind === 'markerText') markerNext = true;
      else if (reply.kind === 'busy') silence.busyTold();
    },
    tick(now) {
      dropExpired(now);
      while (cursor < next && now >= quietUntil && linesDue < lines) transmit(sent.get(cursor)!, now);
      if (linesDue === 0) return;
      if (polls() && silence.pollDue(now)) events.write(driver.poll!);
      if (polls() && silence.dead) {
        events.trouble(
          'deaf',
          `no answer to ${head()?.command ?? 'a line'}, nor to ${driver.poll}, which it answers at any time`,
        );
        return;
      }
      // A marker at the head is answered at once, if it ever was taken.
      if (silence.earlyDue(now)) goOn(now, head()?.marker === true);
      const course = silence.judge(now, slowDue);
      // Nothing that was on its way will be answered any more.
      if (course === 'probe') goOn(now, true);
      if (course !== 'deaf') return;
      const what = head()?.command ?? 'a line';
      events.trouble('deaf', `no answer to ${what} and to ${probesBeforeDeaf} probes after it`);
    },
    wake() {
      const times: number[] = [];
      if (cursor < next && linesDue < lines) times.push(quietUntil);
      if (due[0]?.n === 0) times.push((due[0] as ResendOk).expires);
      if (linesDue > 0) times.push(silence.wake(slowDue));
      if (linesDue > 0 && polls()) times.push(silence.pollAt());
      return times.length === 0 ? null : Math.min(...times);
    },
    idle: () => linesDue === 0 && cursor === next,
    proven: () => proved === next - 1,
    markerDue() {
      const usual = linesBetweenMarkers[driver.resends ? 'numbered' : 'bare'];
      return next - markedAt >= (next - doubledAt < watchedLines ? linesBetweenMarkers.doubled : usual);
    },
    bytes: () => bytesDue,
    answersDue: () =>
      due.flatMap((line) => {
        if (line.n === 0) return [];
        if ((line as Sent).marker) return ['marker' as const];
        return (line as Sent).command === driver.fence.command ? ['fence' as const] : [];
      }),
    clear() {
      setDue([]);
      markers.clear();
      cursor = next;
      errorSeen = false;
      markerNext = false;
    },
  };
  return link;
}
