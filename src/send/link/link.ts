import type { Driver } from '../../firmware/driver.ts';
import { received } from './answers.ts';
import type { Link, LinkEvents, LinkTiming } from './link-contract.ts';
import { append, clear, dropExpired, head, type LinkState, startLink, transmit } from './on-its-way.ts';
import { probesBeforeDeaf } from './silence.ts';

/** A marker at least every so many lines, so that lost and doubled answers never add up; where lines have no numbers,
 * only it shows that one is missing. */
const linesBetweenMarkers = { numbered: 32, bare: 16, doubled: 4 } as const;
/** So many lines after an answer that came twice, markers stand close. */
const watchedLines = 256;

export function createLink(driver: Driver, events: LinkEvents, timing: LinkTiming = {}): Link {
  const link = startLink(driver, events, timing);
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

function room(link: LinkState, bytes: number, now: number): boolean {
  return (
    link.cursor === link.next &&
    now >= link.quietUntil &&
    link.linesDue < link.lines &&
    (link.linesDue === 0 || link.bytesDue + bytes <= link.driver.window.bytes)
  );
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

function sendMarker(link: LinkState, now: number): void {
  link.stats.probes++;
  append(link, link.driver.marker, -1, now);
}

function wake(link: LinkState): number | null {
  const times: number[] = [];
  if (link.cursor < link.next && link.linesDue < link.lines) times.push(link.quietUntil);
  const [first] = link.due;
  if (first?.kind === 'resend ok') times.push(first.expires);
  if (link.linesDue > 0) times.push(link.silence.wake(() => slowDue(link)));
  if (link.linesDue > 0 && polls(link)) times.push(link.silence.pollAt());
  return times.length === 0 ? null : Math.min(...times);
}

function slowDue(link: LinkState): boolean {
  return link.due.some((line) => line.kind === 'line' && link.driver.slow.test(line.command));
}

/** The firmware answers a status poll whatever it is doing. */
function polls(link: LinkState): boolean {
  return link.driver.poll !== null && (link.events.answersPoll?.() ?? false);
}

function markerDue(link: LinkState): boolean {
  const usual = linesBetweenMarkers[link.driver.resends ? 'numbered' : 'bare'];
  return link.next - link.markedAt >= (link.next - link.doubledAt < watchedLines ? linesBetweenMarkers.doubled : usual);
}

function answersDue(link: LinkState): readonly ('marker' | 'fence')[] {
  return link.due.flatMap((line) => {
    if (line.kind !== 'line') return [];
    if (line.marker) return ['marker' as const];
    return line.command === link.driver.fence.command ? ['fence' as const] : [];
  });
}
