import type { Reply } from '../firmware/reply.ts';
import { createEnding, type Fault, faultOf, type Scene } from './ending.ts';
import { createHandshake, type Handshake } from './handshake.ts';
import { afterReport } from './heat-wait.ts';
import type { JobLines } from './job-lines.ts';
import { judgeReply, type Verdict } from './judge-reply.ts';
import { createLink } from './link.ts';
import type { LinkEvents, LinkStats } from './link-contract.ts';
import { createModalState, outputsOf } from './modal-state.ts';
import { createObedience } from './obedience.ts';
import { createPlaceCheck } from './place-check.ts';
import { control, type Printing, poll, question } from './printing.ts';
import { createQueueClock, ownMoveSeconds } from './queue-clock.ts';
import { findOrigin, homeFirst, originThenResume, outputsOfProfile } from './recovery-words.ts';
import { describeRefused, saysUnhomed } from './refusals.ts';
import { closingLines, liftLines, resumeLines } from './safe-lines.ts';
import { axesOf, beginPause, endHeatWait, pump } from './send-next.ts';
import type { SenderOptions } from './sender-options.ts';
import { isOver, type PauseReason, type SenderState } from './sender-state.ts';
import { createTemperatureWatch } from './temperature-watch.ts';

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

export function createSender(options: SenderOptions): Sender {
  const { driver, profile, job, timing = {}, write, emit } = options;
  const handshake = createHandshake(driver, write, timing, homesFirst(job));
  const check = createPlaceCheck(driver);
  const expected = {
    obedience: createObedience(driver.standby),
    watch: createTemperatureWatch(options.windows),
    modes: check.modes,
    counts: driver.resends,
  };
  const ending = createEnding({
    driver,
    profile,
    closeMs: timing.closeMs ?? 1000,
    write,
    enter,
    say: (text) => emit({ kind: 'said', by: 'sender', text }),
  });
  const modal = options.modal ?? createModalState();
  const link = createLink(driver, linkEvents(), timing);
  const p: Printing = {
    driver,
    profile,
    job,
    outputs: outputsOf(profile),
    link,
    check,
    queue: createQueueClock(options.times ?? null, driver),
    pollMs: timing.pollMs ?? 2000,
    emit,
    enter,
    fail,
    state: { kind: 'connecting' },
    now: 0,
    next: options.from ?? 0,
    lane: [...driver.staysOn, ...(options.prelude ?? [])],
    modal,
    held: modal,
    polledAt: 0,
    polling: false,
    layer: -1,
    askPlace: false,
    lastSync: false,
    unproven: 0,
    moveShown: false,
    refused: [],
    refusedOwn: [],
    moved: new Set(),
    alone: null,
    heat: null,
    wanted: null,
  };

  function enter(entered: SenderState): void {
    p.state = entered;
    emit({ kind: 'state', state: entered });
  }

  function linkEvents(): LinkEvents {
    return {
      write,
      acknowledged(tag, command, refusal) {
        if (tag === poll) p.polling = false;
        if (tag === question) check.answered();
        if (command === driver.sync || driver.syncs.test(command)) p.queue.still(p.now);
        if (tag === control && refusal !== null) refusedOwn(command, refusal);
        if (tag < 0) return;
        p.queue.taken(tag);
        if (p.alone === tag) p.alone = null;
        if (refusal !== null) {
          refusedLine(tag, refusal);
          return;
        }
        if (p.moved.size < 3) for (const axis of axesOf(command)) p.moved.add(axis);
        expected.obedience.taken(job.text[tag], p.now);
        emit({ kind: 'acknowledged', index: tag });
      },
      resent: (n) => emit({ kind: 'resent', n }),
      answersPoll: () => handshake.place !== null,
      trouble(kind, why) {
        if (isOver(p.state) || p.state.kind === 'stopping') return;
        // What looks like a loss may have been a reset, where nothing else shows it.
        const showsReset = kind === 'lost' && !driver.resends ? check.showsReset : null;
        fail(faultOf(kind, why, profile), kind !== 'reset', showsReset);
      },
    };
  }

  // What was answered and not carried out -----------------------------------------------------------------------

  function refusedLine(index: number, text: string): void {
    p.refused.push({ index, text });
    check.refused();
    emit({ kind: 'refused', index, text });
  }

  /** Behind a lift or a way back that was refused no valve opens. */
  function refusedOwn(command: string, why: string): void {
    p.refusedOwn.push(`${command} (${why})`);
    if (p.state.kind === 'printing')
      fail({ text: `the printer refused ${command}: ${why}`, fix: homeFirst(profile) }, false);
    if (p.state.kind !== 'resuming') return;
    p.lane = [];
    p.wanted = null;
    check.clear();
    enter({
      kind: 'paused',
      why: 'doubt',
      text: `the printer refused ${command}: ${why}. Nothing was opened; r tries again`,
    });
  }

  // How it ends badly -------------------------------------------------------------------------------------------

  /** Makes safe what can be reached, then says why; null: it is the operator who wants it so. */
  function fail(fault: Fault | null, placeKnown: boolean, showsReset: Scene['showsReset'] = null): void {
    p.lane = [];
    check.clear();
    const backlog = { bytesDue: link.bytes(), answersDue: link.answersDue(), queueMs: p.queue.left(p.now) };
    link.clear();
    const lift = placeKnown ? liftLines(profile, modal) : [];
    const liftMs = lift.reduce((sum, line) => sum + ownMoveSeconds(line, modal, profile), 0) * 1000;
    const liftTo = lift.length > 0 ? Math.max(modal.z!, profile!.safeZ) : null;
    const scene = { capabilities: handshake.capabilities, backlog, lift, liftMs, liftTo, showsReset };
    ending.begin(fault, scene, p.now);
  }

  function judgePlace(): void {
    const displaced = check.take();
    if (displaced === null) return;
    const { text, powerUp } = displaced;
    if (powerUp) fail({ text: `the printer was reset: ${text}`, fix: originThenResume(profile) }, false);
    else if (p.state.kind !== 'resuming' || check.modes !== null) {
      const fix =
        'a line was lost, or a limit of the machine holds it: look where the needle stands, then use --resume';
      fail({ text: `the printer is not where the lines lead: ${text}`, fix }, true);
    } else if (!p.moveShown) {
      // Without a known way back it would go on from there, so it is asked again.
      p.moveShown = liftLines(profile, p.held).length > 0 && p.held.x !== null && p.held.y !== null;
      p.wanted = null;
      p.lane = [];
      const back = p.moveShown ? 'r brings it back' : 'Then put it back there manually, and press r';
      const what = `the printer is not where the pause left it: ${text}. Was it moved manually? ${back}`;
      enter({ kind: 'paused', why: 'doubt', text: what });
    }
  }

  // What comes in -----------------------------------------------------------------------------------------------

  function obey(verdict: Verdict): void {
    if (verdict.temperatures !== undefined) {
      emit({ kind: 'temperatures', temperatures: verdict.temperatures });
      if (p.heat !== null) endHeatWait(p, afterReport(p.heat, verdict.temperatures));
    }
    for (const drift of verdict.drifts ?? []) emit({ kind: 'drift', ...drift });
    if (verdict.said !== undefined) emit({ kind: 'said', by: 'printer', text: verdict.said });
    const { act, text } = verdict;
    if ((act === 'halted' || act === 'reset') && ending.emergencySent) {
      // GRBL's reset switches its outputs off; of the others none was seen to do so.
      const left = driver.quickStop?.by === 'hold and reset' ? [] : closingLines(profile);
      ending.atOnce({ text: `emergency stop: ${text}`, fix: `Restart the printer; ${findOrigin(profile)}.` }, left);
    } else if (act === 'halted') ending.halted(text, p.now);
    else if (act === 'reset' && p.state.kind !== 'stopping') {
      const what = `the printer was reset in the middle (${text}): its place is lost`;
      fail({ text: what, fix: originThenResume(profile) }, false);
    } else if (act === 'refused' && p.state.kind !== 'stopping') {
      const last = p.refused.at(-1);
      const what = last === undefined ? text : describeRefused(last, job);
      fail({ text: `the printer refused a line: ${what}`, fix: 'Correct the file.' }, true);
    } else if (act === 'doubt' && p.state.kind === 'printing' && saysUnhomed.test(text)) {
      fail({ text: `the printer does not move: ${text}`, fix: homeFirst(profile) }, false);
    } else if (act === 'doubt' && p.state.kind === 'printing') sender.pause('doubt', text, p.now);
    else if (act === 'far') sender.pause('doubt', text, p.now);
    else if (act === 'pause') sender.pause('printer', text, p.now);
    else if (act === 'resume') sender.resume(p.now);
    else if (act === 'stop') sender.stop(p.now);
  }

  function receivedWhile(line: string, reply: Reply): void {
    if (p.state.kind === 'handshaking') {
      handshake.received(line, reply, p.now);
      advanceHandshake();
    } else if (p.state.kind === 'stopping') {
      obey(judgeReply(reply, expected, p.now));
      if (!isOver(p.state)) ending.received(reply, p.now);
    } else if (p.state.kind !== 'connecting' && !isOver(p.state)) {
      check.received(reply);
      const verdict = judgeReply(reply, expected, p.now);
      // To the count of answers a reset would only be a loss.
      if (verdict.act !== 'reset') link.received(reply, p.now);
      if (!isOver(p.state)) obey(verdict);
      if (!isOver(p.state)) judgePlace();
      pump(p);
    }
  }

  function advanceHandshake(): void {
    if (p.state.kind !== 'handshaking') return;
    if (handshake.failed !== null) ending.atOnce(handshake.failed, []);
    else if (handshake.done) {
      if (handshake.firmware !== null) emit({ kind: 'firmware', name: handshake.firmware });
      const off = profile === null ? [] : driver.offPlan(handshake.settings, profile.motion);
      if (off.length > 0) {
        const text = `the machine is set otherwise than the print was planned: ${off.join('; ')}. Times and the ink of ramps differ: set the machine, or the profile's motion, and slice again`;
        emit({ kind: 'said', by: 'sender', text });
      }
      if (handshake.started) {
        const text = `the printer has just started, as some do when their port is opened, and its origin is where it stands: ${findOrigin(profile)}`;
        emit({ kind: 'said', by: 'sender', text });
      }
      enter({ kind: 'ready' });
    }
  }

  const sender: Sender = {
    get state() {
      return p.state;
    },
    stats: link.stats,
    capabilities: handshake.capabilities,
    get found() {
      return { place: handshake.place, started: handshake.started };
    },
    queueLeft: (at) => p.queue.left(at),
    opened(at) {
      p.now = at;
      enter({ kind: 'handshaking' });
      handshake.begin(options.resetsOnOpen ?? false, p.now);
    },
    received(line, at) {
      p.now = at;
      receivedWhile(line, driver.classify(line));
    },
    tick(at) {
      p.now = at;
      if (p.state.kind === 'handshaking') {
        handshake.tick(p.now);
        advanceHandshake();
      } else if (p.state.kind === 'stopping') {
        ending.tick(p.now);
      } else if (p.state.kind !== 'connecting' && !isOver(p.state)) {
        link.tick(p.now);
        pump(p);
      }
    },
    wake() {
      if (p.state.kind === 'handshaking') return handshake.wake();
      if (p.state.kind === 'stopping') return ending.wake();
      if (p.state.kind === 'connecting' || p.state.kind === 'ready' || isOver(p.state)) return null;
      const times = [link.wake(), p.polling || p.polledAt + p.pollMs <= p.now ? null : p.polledAt + p.pollMs].filter(
        (time) => time !== null,
      );
      return times.length === 0 ? null : Math.min(...times);
    },
    closed(why, at) {
      p.now = at;
      if (isOver(p.state)) return;
      const left = p.state.kind === 'connecting' || p.state.kind === 'handshaking' ? [] : closingLines(profile);
      const close = outputsOfProfile(profile).valves ? 'close valves and pressure manually; ' : '';
      const fix = `${close}look where the needle stands; check the cable, then use --resume`;
      ending.atOnce({ text: `the port is gone: ${why}`, fix }, left);
    },
    print(at) {
      p.now = at;
      if (p.state.kind !== 'ready') return;
      p.polledAt = p.now;
      enter({ kind: 'printing' });
      pump(p);
    },
    pause(why, text, at) {
      p.now = at;
      if (p.state.kind === 'resuming' || (p.state.kind === 'printing' && p.lane.length > 0)) p.wanted = { why, text };
      if (p.state.kind !== 'printing' || p.lane.length > 0) return;
      beginPause(p, why, text);
      pump(p);
    },
    resume(at) {
      p.now = at;
      if (p.state.kind !== 'paused') return;
      p.lane = resumeLines(profile, driver, p.held);
      p.refused = [];
      p.refusedOwn = [];
      check.want();
      // A pause of the file stands on a line that is not sent: it has been obeyed.
      if (p.state.why === 'file') emit({ kind: 'acknowledged', index: p.next++ });
      enter({ kind: 'resuming' });
      pump(p);
    },
    stop(at) {
      p.now = at;
      if (isOver(p.state) || p.state.kind === 'stopping') return;
      if (p.state.kind === 'connecting' || p.state.kind === 'handshaking' || p.state.kind === 'ready') {
        enter({ kind: 'stopped', text: 'stopped before the print began', left: [], needleAtZ: null });
        return;
      }
      fail(null, true);
    },
    frozen(seconds, at) {
      p.now = at;
      if (p.state.kind !== 'printing') return;
      const text = `this program stood still for ${Math.round(seconds)} s (stopped, or the computer was busy): the printer may have waited`;
      // Where no strand is open, ink neither pooled nor is missing.
      if (p.modal.open.size > 0 || job.strand[Math.max(0, p.next - 1)] >= 0) sender.pause('doubt', text, at);
      else emit({ kind: 'said', by: 'sender', text });
    },
    emergency(at) {
      p.now = at;
      if (isOver(p.state)) return;
      ending.emergency(p.now);
    },
  };
  return sender;
}
