import type { Reply } from '../../firmware/reply.ts';
import { expectResendOk, head, type LinkState, progress, type Sent, setDue, shift, tell } from './on-its-way.ts';

/** What the answers of a printer say of the lines on their way. */

/** Answers of probes that came late may prove too much, by fewer lines than this. */
const mostInDoubt = 32;
const resendsOfOneLine = 8;

export function received(link: LinkState, reply: Reply, now: number): void {
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

function ok(link: LinkState, reply: Extract<Reply, { kind: 'ok' }>): void {
  const marker = reply.marker || link.markerNext;
  link.markerNext = false;
  if (marker) markerOk(link);
  else if (reply.n !== undefined) numberedOk(link, reply.n);
  else plainOk(link);
  link.refusalHeard = null;
}

function plainOk(link: LinkState): void {
  const first = link.due[0];
  if (first === undefined) link.stats.stray++;
  else if (first.kind !== 'line' || !first.marker) {
    if (first.kind === 'line') link.markers.passed(first.n);
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
  const before = link.due.filter((line) => line.kind === 'line' && line.n < n && !line.marker).length;
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
  const ours = link.due.some((line) => line.kind === 'line' && line.command.toUpperCase().startsWith(said));
  if (!ours)
    link.events.trouble('lost', `the printer got "${said}", which was never sent: a line was garbled on its way`);
}
