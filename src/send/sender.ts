import type { Reply } from '../firmware/reply.ts';
import { createEnding, type Ending, type Fault, faultOf, type StopContext } from './ending.ts';
import { createHandshake, type Handshake } from './handshake.ts';
import { type Expectations, judgeReply, type Verdict } from './link/judge-reply.ts';
import { createLink } from './link/link.ts';
import type { LinkEvents, LinkStats, Trouble } from './link/link-contract.ts';
import { createQueueClock, ownMoveSeconds } from './link/queue-clock.ts';
import { describeRefused, saysUnhomed } from './link/refusals.ts';
import { control, type Printing, poll, question } from './printing.ts';
import { axesOf, beginPause, endHeatWait, pump } from './send-next.ts';
import type { SenderOptions } from './sender-options.ts';
import { isOver, type PauseReason, type SenderState } from './sender-state.ts';
import { createTargetWatch } from './target-watch.ts';
import { afterReport } from './watch/heat-wait.ts';
import type { JobLines } from './watch/job-lines.ts';
import { createModalState, type ModalState, outputsOf } from './watch/modal-state.ts';
import { createPlaceCheck } from './watch/place-check.ts';
import { findOrigin, homeFirst, originThenResume, outputsOfProfile } from './watch/recovery-words.ts';
import { closingLines, liftLines, resumeLines } from './watch/safe-lines.ts';
import { createTemperatureWatch } from './watch/temperature-watch.ts';

/**
 * One print, from the first word with the printer to its end: when to pause, how to stop, what an answer means; which
 * line goes next is in `send-next.ts`. It waits for nothing and reads no clock; times (ms) come in with every call,
 * bytes and events go out.
 */
export interface Sender {
  readonly state: SenderState;
  readonly stats: LinkStats;
  readonly capabilities: ReadonlySet<string>;
  /** Where the printer said that it stands when it was first spoken to, and whether it had just started. */
  readonly found: { readonly place: Handshake['place']; readonly started: boolean };
  /** ms of motion that the printer has still to run, by the plan. */
  queueLeft(now: number): number;
  opened(now: number): void;
  received(line: string, now: number): void;
  tick(now: number): void;
  /** When `tick` must be called at the latest, ms; null: only a call can bring news. */
  wake(): number | null;
  /** The port is gone. */
  closed(why: string, now: number): void;
  /** Begins the print; the state must be `ready`. */
  print(now: number): void;
  pause(why: PauseReason, text: string, now: number): void;
  resume(now: number): void;
  stop(now: number): void;
  emergency(now: number): void;
  /** The program itself stood still for so long: the printer was fed nothing meanwhile. */
  frozen(seconds: number, now: number): void;
}

/** The job homes a machine that is locked until then. */
function homesFirst({ text }: JobLines): boolean {
  const home = text.indexOf('$H');
  return home >= 0 && !text.slice(0, home).some((line) => /^G0*[0-3]\b/.test(line));
}

/** A print and all that watches over it. */
interface WatchedPrint extends Printing {
  readonly handshake: Handshake;
  readonly ending: Ending;
  readonly expected: Expectations;
  readonly resetsOnOpen: boolean;
}

export function createSender(options: SenderOptions): Sender {
  const { driver, profile, job, timing = {}, write, emit } = options;
  const handshake = createHandshake(driver, write, timing, homesFirst(job));
  const check = createPlaceCheck(driver);
  const modal = options.modal ?? createModalState();
  const enter = (entered: SenderState): void => {
    p.state = entered;
    emit({ kind: 'state', state: entered });
  };
  const say = (text: string): void => emit({ kind: 'said', by: 'sender', text });
  const events: LinkEvents = {
    write,
    acknowledged: (tag, command, refusal) => acknowledged(p, tag, command, refusal),
    resent: (n) => emit({ kind: 'resent', n }),
    answersPoll: () => handshake.place !== null,
    trouble: (kind, why) => trouble(p, kind, why),
  };
  const p: WatchedPrint = {
    driver,
    profile,
    job,
    handshake,
    expected: {
      targets: createTargetWatch(driver.standby),
      watch: createTemperatureWatch(options.windows),
      modes: check.modes,
      counts: driver.resends,
    },
    ending: createEnding({ driver, profile, closeMs: timing.closeMs ?? 1000, write, enter, say }),
    resetsOnOpen: options.resetsOnOpen ?? false,
    outputs: outputsOf(profile),
    link: createLink(driver, events, timing),
    check,
    queue: createQueueClock(options.times ?? null, driver),
    pollMs: timing.pollMs ?? 2000,
    emit,
    enter,
    fail: (fault, placeKnown, showsReset) => fail(p, fault, placeKnown, showsReset),
    modal,
    ...beforeFirstLine(options, modal),
  };
  return senderOf(p);
}

/** What changes in a print, as it stands before its first line. */
function beforeFirstLine({ driver, from, prelude }: SenderOptions, held: ModalState) {
  return {
    state: { kind: 'connecting' } as const,
    now: 0,
    next: from ?? 0,
    lane: [...driver.staysOn, ...(prelude ?? [])],
    held,
    polledAt: 0,
    polling: false,
    layer: -1,
    askPlace: false,
    lastSync: false,
    unproven: 0,
    moveShown: false,
    refused: [],
    refusedOwn: [],
    moved: new Set<string>(),
    alone: null,
    heat: null,
    wanted: null,
  };
}

function senderOf(p: WatchedPrint): Sender {
  return {
    get state() {
      return p.state;
    },
    stats: p.link.stats,
    capabilities: p.handshake.capabilities,
    get found() {
      return { place: p.handshake.place, started: p.handshake.started };
    },
    queueLeft: (at) => p.queue.left(at),
    opened: (at) => opened(p, at),
    received: (line, at) => received(p, line, at),
    tick: (at) => tick(p, at),
    wake: () => wake(p),
    closed: (why, at) => closed(p, why, at),
    print: (at) => print(p, at),
    pause: (why, text, at) => pause(p, why, text, at),
    resume: (at) => resume(p, at),
    stop: (at) => stop(p, at),
    frozen: (seconds, at) => frozen(p, seconds, at),
    emergency: (at) => emergency(p, at),
  };
}

function acknowledged(p: WatchedPrint, tag: number, command: string, refusal: string | null): void {
  if (tag === poll) p.polling = false;
  if (tag === question) p.check.answered();
  if (command === p.driver.sync || p.driver.syncs.test(command)) p.queue.still(p.now);
  if (tag === control && refusal !== null) refusedOwn(p, command, refusal);
  if (tag < 0) return;
  p.queue.taken(tag);
  if (p.alone === tag) p.alone = null;
  if (refusal !== null) {
    refusedLine(p, tag, refusal);
    return;
  }
  if (p.moved.size < 3) for (const axis of axesOf(command)) p.moved.add(axis);
  p.expected.targets.taken(p.job.text[tag], p.now);
  p.emit({ kind: 'acknowledged', index: tag });
}

function trouble(p: WatchedPrint, kind: Trouble, why: string): void {
  if (isOver(p.state) || p.state.kind === 'stopping') return;
  // What looks like a loss may have been a reset, where nothing else shows it.
  const showsReset = kind === 'lost' && !p.driver.resends ? p.check.showsReset : null;
  fail(p, faultOf(kind, why, p.profile), kind !== 'reset', showsReset);
}

function refusedLine(p: WatchedPrint, index: number, text: string): void {
  p.refused.push({ index, text });
  p.check.refused();
  p.emit({ kind: 'refused', index, text });
}

/** Behind a lift or a way back that was refused no valve opens. */
function refusedOwn(p: WatchedPrint, command: string, why: string): void {
  p.refusedOwn.push(`${command} (${why})`);
  if (p.state.kind === 'printing')
    fail(p, { text: `the printer refused ${command}: ${why}`, fix: homeFirst(p.profile) }, false);
  if (p.state.kind !== 'resuming') return;
  p.lane = [];
  p.wanted = null;
  p.check.clear();
  p.enter({
    kind: 'paused',
    why: 'doubt',
    text: `the printer refused ${command}: ${why}. Nothing was opened; r tries again`,
  });
}

/** Makes safe what can be reached, then says why; null: it is the operator who wants it so. */
function fail(
  p: WatchedPrint,
  fault: Fault | null,
  placeKnown: boolean,
  showsReset: StopContext['showsReset'] = null,
): void {
  p.lane = [];
  p.check.clear();
  const backlog = { bytesDue: p.link.bytes(), answersDue: p.link.answersDue(), queueMs: p.queue.left(p.now) };
  p.link.clear();
  const lift = placeKnown ? liftLines(p.profile, p.modal) : [];
  const liftMs = lift.reduce((sum, line) => sum + ownMoveSeconds(line, p.modal, p.profile), 0) * 1000;
  // A lift is only made from a known height, of a known printer.
  const liftTo = lift.length > 0 ? Math.max(p.modal.z!, p.profile!.safeZ) : null;
  const context = { capabilities: p.handshake.capabilities, backlog, lift, liftMs, liftTo, showsReset };
  p.ending.begin(fault, context, p.now);
}

function judgePlace(p: WatchedPrint): void {
  const displaced = p.check.take();
  if (displaced === null) return;
  const { text, powerUp } = displaced;
  if (powerUp) fail(p, { text: `the printer was reset: ${text}`, fix: originThenResume(p.profile) }, false);
  else if (p.state.kind !== 'resuming' || p.check.modes !== null) {
    const fix = 'a line was lost, or a limit of the machine holds it: look where the needle stands, then use --resume';
    fail(p, { text: `the printer is not where the lines lead: ${text}`, fix }, true);
  } else if (!p.moveShown) {
    // Without a known way back it would go on from there, so it is asked again.
    p.moveShown = liftLines(p.profile, p.held).length > 0 && p.held.x !== null && p.held.y !== null;
    p.wanted = null;
    p.lane = [];
    const back = p.moveShown ? 'r brings it back' : 'Then put it back there manually, and press r';
    const what = `the printer is not where the pause left it: ${text}. Was it moved manually? ${back}`;
    p.enter({ kind: 'paused', why: 'doubt', text: what });
  }
}

function obey(p: WatchedPrint, verdict: Verdict): void {
  if (verdict.temperatures !== undefined) {
    p.emit({ kind: 'temperatures', temperatures: verdict.temperatures });
    if (p.heat !== null) endHeatWait(p, afterReport(p.heat, verdict.temperatures));
  }
  for (const drift of verdict.drifts ?? []) p.emit({ kind: 'drift', ...drift });
  if (verdict.said !== undefined) p.emit({ kind: 'said', by: 'printer', text: verdict.said });
  const { act, text } = verdict;
  if ((act === 'halted' || act === 'reset') && p.ending.emergencySent) {
    // GRBL's reset switches its outputs off; of the others none was seen to do so.
    const left = p.driver.quickStop?.by === 'hold and reset' ? [] : closingLines(p.profile);
    p.ending.atOnce({ text: `emergency stop: ${text}`, fix: `Restart the printer; ${findOrigin(p.profile)}.` }, left);
  } else if (act === 'halted') p.ending.halted(text, p.now);
  else if (act === 'reset' && p.state.kind !== 'stopping') {
    const what = `the printer was reset in the middle (${text}): its place is lost`;
    fail(p, { text: what, fix: originThenResume(p.profile) }, false);
  } else if (act === 'refused' && p.state.kind !== 'stopping') {
    const last = p.refused.at(-1);
    const what = last === undefined ? text : describeRefused(last, p.job);
    fail(p, { text: `the printer refused a line: ${what}`, fix: 'Correct the file.' }, true);
  } else if (act === 'doubt' && p.state.kind === 'printing' && saysUnhomed.test(text)) {
    fail(p, { text: `the printer does not move: ${text}`, fix: homeFirst(p.profile) }, false);
  } else if (act === 'doubt' && p.state.kind === 'printing') pause(p, 'doubt', text, p.now);
  else if (act === 'far') pause(p, 'doubt', text, p.now);
  else if (act === 'pause') pause(p, 'printer', text, p.now);
  else if (act === 'resume') resume(p, p.now);
  else if (act === 'stop') stop(p, p.now);
}

function receivedWhile(p: WatchedPrint, line: string, reply: Reply): void {
  if (p.state.kind === 'handshaking') {
    p.handshake.received(line, reply, p.now);
    advanceHandshake(p);
  } else if (p.state.kind === 'stopping') {
    obey(p, judgeReply(reply, p.expected, p.now));
    if (!isOver(p.state)) p.ending.received(reply, p.now);
  } else if (p.state.kind !== 'connecting' && !isOver(p.state)) {
    p.check.received(reply);
    const verdict = judgeReply(reply, p.expected, p.now);
    // To the count of answers a reset would only be a loss.
    if (verdict.act !== 'reset') p.link.received(reply, p.now);
    if (!isOver(p.state)) obey(p, verdict);
    if (!isOver(p.state)) judgePlace(p);
    pump(p);
  }
}

function advanceHandshake(p: WatchedPrint): void {
  if (p.state.kind !== 'handshaking') return;
  if (p.handshake.failed !== null) p.ending.atOnce(p.handshake.failed, []);
  else if (p.handshake.done) {
    if (p.handshake.firmware !== null) p.emit({ kind: 'firmware', name: p.handshake.firmware });
    const off = p.profile === null ? [] : p.driver.offPlan(p.handshake.settings, p.profile.motion);
    if (off.length > 0) {
      const text = `the machine is set otherwise than the print was planned: ${off.join('; ')}. Times and the ink of ramps differ: set the machine, or the profile's motion, and slice again`;
      p.emit({ kind: 'said', by: 'sender', text });
    }
    if (p.handshake.started) {
      const text = `the printer has just started, as some do when their port is opened, and its origin is where it stands: ${findOrigin(p.profile)}`;
      p.emit({ kind: 'said', by: 'sender', text });
    }
    p.enter({ kind: 'ready' });
  }
}

function opened(p: WatchedPrint, at: number): void {
  p.now = at;
  p.enter({ kind: 'handshaking' });
  p.handshake.begin(p.resetsOnOpen, p.now);
}

function received(p: WatchedPrint, line: string, at: number): void {
  p.now = at;
  receivedWhile(p, line, p.driver.classify(line));
}

function tick(p: WatchedPrint, at: number): void {
  p.now = at;
  if (p.state.kind === 'handshaking') {
    p.handshake.tick(p.now);
    advanceHandshake(p);
  } else if (p.state.kind === 'stopping') {
    p.ending.tick(p.now);
  } else if (p.state.kind !== 'connecting' && !isOver(p.state)) {
    p.link.tick(p.now);
    pump(p);
  }
}

function wake(p: WatchedPrint): number | null {
  if (p.state.kind === 'handshaking') return p.handshake.wake();
  if (p.state.kind === 'stopping') return p.ending.wake();
  if (p.state.kind === 'connecting' || p.state.kind === 'ready' || isOver(p.state)) return null;
  const times = [p.link.wake(), p.polling || p.polledAt + p.pollMs <= p.now ? null : p.polledAt + p.pollMs].filter(
    (time) => time !== null,
  );
  return times.length === 0 ? null : Math.min(...times);
}

function closed(p: WatchedPrint, why: string, at: number): void {
  p.now = at;
  if (isOver(p.state)) return;
  const left = p.state.kind === 'connecting' || p.state.kind === 'handshaking' ? [] : closingLines(p.profile);
  const close = outputsOfProfile(p.profile).valves ? 'close valves and pressure manually; ' : '';
  const fix = `${close}look where the needle stands; check the cable, then use --resume`;
  p.ending.atOnce({ text: `the port is gone: ${why}`, fix }, left);
}

function print(p: WatchedPrint, at: number): void {
  p.now = at;
  if (p.state.kind !== 'ready') return;
  p.polledAt = p.now;
  p.enter({ kind: 'printing' });
  pump(p);
}

function pause(p: WatchedPrint, why: PauseReason, text: string, at: number): void {
  p.now = at;
  if (p.state.kind === 'resuming' || (p.state.kind === 'printing' && p.lane.length > 0)) p.wanted = { why, text };
  if (p.state.kind !== 'printing' || p.lane.length > 0) return;
  beginPause(p, why, text);
  pump(p);
}

function resume(p: WatchedPrint, at: number): void {
  p.now = at;
  if (p.state.kind !== 'paused') return;
  p.lane = resumeLines(p.profile, p.driver, p.held);
  p.refused = [];
  p.refusedOwn = [];
  p.check.want();
  // A pause of the file stands on a line that is not sent: it has been obeyed.
  if (p.state.why === 'file') p.emit({ kind: 'acknowledged', index: p.next++ });
  p.enter({ kind: 'resuming' });
  pump(p);
}

function stop(p: WatchedPrint, at: number): void {
  p.now = at;
  if (isOver(p.state) || p.state.kind === 'stopping') return;
  if (p.state.kind === 'connecting' || p.state.kind === 'handshaking' || p.state.kind === 'ready') {
    p.enter({ kind: 'stopped', text: 'stopped before the print began', left: [], needleAtZ: null });
    return;
  }
  fail(p, null, true);
}

function frozen(p: WatchedPrint, seconds: number, at: number): void {
  p.now = at;
  if (p.state.kind !== 'printing') return;
  const text = `this program stood still for ${Math.round(seconds)} s (stopped, or the computer was busy): the printer may have waited`;
  // Where no strand is open, ink neither pooled nor is missing.
  if (p.modal.open.size > 0 || p.job.strand[Math.max(0, p.next - 1)] >= 0) pause(p, 'doubt', text, at);
  else p.emit({ kind: 'said', by: 'sender', text });
}

function emergency(p: WatchedPrint, at: number): void {
  p.now = at;
  if (isOver(p.state)) return;
  p.ending.emergency(p.now);
}
