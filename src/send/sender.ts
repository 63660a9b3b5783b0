import { createEnding, type Fault, faultOf, type Scene } from './ending.ts';
import { createHandshake } from './handshake.ts';
import { judgeReply, type Verdict } from './judge-reply.ts';
import { createLink, type LinkStats } from './link.ts';
import { applyLine, copyModalState, createModalState, type ModalState, outputsOf } from './modal-state.ts';
import { createObedience } from './obedience.ts';
import { createPlaceCheck } from './place-check.ts';
import type { Reply } from './reply.ts';
import { closingLines, liftLines, pauseLines, reopenLines, resumeLines } from './safe-lines.ts';
import type { SenderOptions } from './sender-options.ts';
import { isOver, type PauseReason, type SenderState } from './sender-state.ts';
import { createTemperatureWatch } from './temperature-watch.ts';

/**
 * One print, from the first word with the printer to its end: which line goes next, when to pause, how to stop. It
 * waits for nothing and reads no clock; times (ms) come in with every call, bytes and events go out.
 */
export interface Sender {
  readonly state: SenderState;
  readonly stats: LinkStats;
  readonly capabilities: ReadonlySet<string>;
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
}

const poll = -1;
const control = -2;
const question = -3;
const justStarted = 'the printer has just started, as some do when their port is opened: home it, set its zero point';
/** Markers in a row that brought no proof before the link is given up. */
const mostUnproven = 8;

export function createSender(options: SenderOptions): Sender {
  const { driver, profile, job, timing = {}, write, emit } = options;
  const pollMs = timing.pollMs ?? 2000;
  const outputs = outputsOf(profile);
  const handshake = createHandshake(driver, write, timing);
  const check = createPlaceCheck(driver);
  const expected = {
    obedience: createObedience(driver.id === 'rrf'),
    watch: createTemperatureWatch(options.windows),
    modes: check.modes,
    counts: driver.resends,
  };
  const ending = createEnding({ driver, profile, closeMs: timing.closeMs ?? 1000, write, enter });
  const modal = options.modal ?? createModalState();
  let state: SenderState = { kind: 'connecting' };
  let next = options.from ?? 0;
  let lane: string[] = [...driver.staysOn, ...(options.prelude ?? [])];
  let held: ModalState = modal;
  let polledAt = 0;
  let polling = false;
  /** Row of the job's layers that was begun last. */
  let layer = -1;
  /** The place is to be asked for where no valve stands open: ink would pool while the answer is awaited. */
  let askPlace = false;
  let lastSync = false;
  let unproven = 0;
  let now = 0;
  /** The operator was told that the needle was moved in the pause. */
  let moveTold = false;
  /** Asked for while lines were under way that must not be interrupted. */
  let wanted: { why: PauseReason; text: string } | null = null;

  const link = createLink(
    driver,
    {
      write,
      acknowledged(tag) {
        if (tag === poll) polling = false;
        if (tag === question) check.answered();
        if (tag < 0) return;
        expected.obedience.taken(job.text[tag], now);
        emit({ kind: 'acknowledged', index: tag });
      },
      resent: (n) => emit({ kind: 'resent', n }),
      trouble(kind, why) {
        if (isOver(state) || state.kind === 'stopping') return;
        // What looks like a loss may have been a reset, where nothing else shows it.
        fail(faultOf(kind, why), kind !== 'reset', kind === 'lost' && !driver.resends ? check.showsReset : null);
      },
    },
    timing,
  );

  function enter(entered: SenderState): void {
    state = entered;
    emit({ kind: 'state', state });
  }

  // What goes out -----------------------------------------------------------------------------------------------

  function pump(): void {
    while (
      state.kind === 'printing' ||
      state.kind === 'pausing' ||
      state.kind === 'resuming' ||
      state.kind === 'paused'
    ) {
      if (!sendOne()) break;
    }
    settle();
  }

  /** Sends the next line of the first lane that has one; false when nothing may go now. */
  function sendOne(): boolean {
    if (wanted !== null && state.kind === 'printing' && lane.length === 0) {
      beginPause(wanted.why, wanted.text);
      wanted = null;
      return true;
    }
    if (!polling && (now >= polledAt + pollMs || link.markerDue()) && lane.length === 0) {
      if (!link.room(driver.marker.length + 16, now)) return false;
      polling = true;
      polledAt = now;
      link.send(driver.marker, poll, now);
      return true;
    }
    if (check.busy) {
      if (!check.wanted || !link.idle() || !link.room(driver.whereIs.length + 16, now)) return false;
      link.send(check.ask(), question, now);
      return true;
    }
    return lane.length > 0
      ? sendControl(lane[0])
      : state.kind === 'printing' && next < job.count && sendJob(job.text[next]);
  }

  function sendControl(line: string): boolean {
    if (!link.room(line.length + 16, now)) return false;
    lane.shift();
    check.sent(line);
    link.send(line, control, now);
    return true;
  }

  function sendJob(line: string): boolean {
    if (job.layer[next] !== layer) {
      layer = job.layer[next];
      askPlace = true;
    }
    if (askPlace && modal.open.size === 0) {
      askPlace = false;
      check.want();
      return true;
    }
    if (job.pauses.has(next)) {
      if (!link.idle()) return false;
      beginPause('file', job.pauses.get(next)!);
      return true;
    }
    if (!link.room(line.length + 16, now)) return false;
    applyLine(modal, line, outputs);
    check.sent(line);
    link.send(line, next++, now);
    return true;
  }

  /** States that end when all they sent has been answered. */
  function settle(): void {
    if (lane.length > 0 || check.busy || !link.idle()) return;
    if (state.kind === 'printing' && next >= job.count && !lastSync) {
      lastSync = true;
      check.want();
      lane.push(driver.sync);
      pump();
    } else if (state.kind === 'printing' && next < job.count) return;
    else if (state.kind === 'printing' || state.kind === 'pausing' || state.kind === 'resuming') {
      if (link.proven()) arrive();
      else if (++unproven > mostUnproven) {
        fail(
          { text: `the printer no longer answers ${driver.marker}`, fix: 'check the cable, then use --resume' },
          true,
        );
      } else {
        // Alone on its way: only the marker's own answer proves that nothing is missing.
        lane.push(driver.marker);
        pump();
      }
    }
  }

  function arrive(): void {
    unproven = 0;
    moveTold = false;
    if (state.kind === 'pausing') enter({ ...state, kind: 'paused' });
    else if (state.kind === 'printing') enter({ kind: 'done' });
    else {
      lane = reopenLines(held);
      enter({ kind: 'printing' });
      pump();
    }
  }

  function beginPause(why: PauseReason, text: string): void {
    held = copyModalState(modal);
    lane = pauseLines(profile, driver, held);
    enter({ kind: 'pausing', why, text });
  }

  // How it ends badly -------------------------------------------------------------------------------------------

  /** Makes safe what can be reached, then says why; null: it is the operator who wants it so. */
  function fail(fault: Fault | null, placeKnown: boolean, showsReset: Scene['showsReset'] = null): void {
    lane = [];
    check.clear();
    const bytesDue = link.bytes();
    link.clear();
    const lift = placeKnown ? liftLines(profile, modal) : [];
    ending.begin(fault, { capabilities: handshake.capabilities, bytesDue, lift, showsReset }, now);
  }

  function judgePlace(): void {
    const displaced = check.take();
    if (displaced === null) return;
    const { text, powerUp } = displaced;
    if (powerUp) fail({ text: `the printer was reset: ${text}`, fix: 'home, then use --resume' }, false);
    else if (state.kind !== 'resuming' || driver.id === 'grbl') {
      const fix =
        'a line was lost, or a limit of the machine holds it: look where the needle stands, then use --resume';
      fail({ text: `the printer is not as it was told: ${text}`, fix }, true);
    } else if (!moveTold) {
      // Without a known way back it would go on from there, so it is asked again.
      moveTold = liftLines(profile, held).length > 0 && held.x !== null && held.y !== null;
      wanted = null;
      lane = [];
      const back = moveTold ? 'Going on brings it back' : 'Then put it back there by hand, and go on';
      const what = `the printer is not where the pause left it: ${text}. Was it moved by hand? ${back}`;
      enter({ kind: 'paused', why: 'doubt', text: what });
    }
  }

  // What comes in -----------------------------------------------------------------------------------------------

  function obey(verdict: Verdict): void {
    if (verdict.temperatures !== undefined) emit({ kind: 'temperatures', temperatures: verdict.temperatures });
    for (const drift of verdict.drifts ?? []) emit({ kind: 'drift', ...drift });
    if (verdict.said !== undefined) emit({ kind: 'said', by: 'printer', text: verdict.said });
    const { act, text } = verdict;
    if ((act === 'halted' || act === 'reset') && ending.emergencySent) {
      ending.atOnce({ text: `emergency stop: ${text}`, fix: 'restart the printer' }, []);
    } else if (act === 'halted') ending.halted(text);
    else if (act === 'reset' && state.kind !== 'stopping') {
      const what = `the printer was reset in the middle (${text}): its place is lost`;
      fail({ text: what, fix: 'home, then use --resume' }, false);
    } else if (act === 'refused' && state.kind !== 'stopping') {
      fail({ text: `the printer refused a line: ${text}`, fix: 'mend the file' }, true);
    } else if (act === 'doubt' && state.kind === 'printing') sender.pause('doubt', text, now);
    else if (act === 'far') sender.pause('doubt', text, now);
    else if (act === 'pause') sender.pause('printer', text, now);
    else if (act === 'resume') sender.resume(now);
    else if (act === 'stop') sender.stop(now);
  }

  function receivedWhile(line: string, reply: Reply): void {
    if (state.kind === 'handshaking') {
      handshake.received(line, reply, now);
      advanceHandshake();
    } else if (state.kind === 'stopping') {
      obey(judgeReply(reply, expected, now));
      if (!isOver(state)) ending.received(reply, now);
    } else if (state.kind !== 'connecting' && !isOver(state)) {
      check.received(reply);
      const verdict = judgeReply(reply, expected, now);
      // To the count of answers a reset would only be a loss.
      if (verdict.act !== 'reset') link.received(reply, now);
      if (!isOver(state)) obey(verdict);
      if (!isOver(state)) judgePlace();
      pump();
    }
  }

  function advanceHandshake(): void {
    if (state.kind !== 'handshaking') return;
    if (handshake.failed !== null)
      ending.atOnce({ text: handshake.failed, fix: 'bioweft ports lists the ports; --baud sets the rate' }, []);
    else if (handshake.done) {
      if (handshake.firmware !== null) emit({ kind: 'firmware', name: handshake.firmware });
      if (handshake.started) emit({ kind: 'said', by: 'sender', text: justStarted });
      enter({ kind: 'ready' });
    }
  }

  const sender: Sender = {
    get state() {
      return state;
    },
    stats: link.stats,
    capabilities: handshake.capabilities,
    opened(at) {
      now = at;
      enter({ kind: 'handshaking' });
      handshake.begin(options.resetsOnOpen ?? false, now);
    },
    received(line, at) {
      now = at;
      receivedWhile(line, driver.classify(line));
    },
    tick(at) {
      now = at;
      if (state.kind === 'handshaking') {
        handshake.tick(now);
        advanceHandshake();
      } else if (state.kind === 'stopping') {
        ending.tick(now);
      } else if (state.kind !== 'connecting' && !isOver(state)) {
        link.tick(now);
        pump();
      }
    },
    wake() {
      if (state.kind === 'handshaking') return handshake.wake();
      if (state.kind === 'stopping') return ending.wake();
      if (state.kind === 'connecting' || state.kind === 'ready' || isOver(state)) return null;
      const times = [link.wake(), polling || polledAt + pollMs <= now ? null : polledAt + pollMs].filter(
        (time) => time !== null,
      );
      return times.length === 0 ? null : Math.min(...times);
    },
    closed(why, at) {
      now = at;
      if (isOver(state)) return;
      const left = state.kind === 'connecting' || state.kind === 'handshaking' ? [] : closingLines(profile);
      ending.atOnce(
        { text: `the port is gone: ${why}`, fix: 'close valves and pressure by hand; check the cable' },
        left,
      );
    },
    print(at) {
      now = at;
      if (state.kind !== 'ready') return;
      polledAt = now;
      enter({ kind: 'printing' });
      pump();
    },
    pause(why, text, at) {
      now = at;
      if (state.kind === 'resuming' || (state.kind === 'printing' && lane.length > 0)) wanted = { why, text };
      if (state.kind !== 'printing' || lane.length > 0) return;
      beginPause(why, text);
      pump();
    },
    resume(at) {
      now = at;
      if (state.kind !== 'paused') return;
      lane = resumeLines(profile, driver, held);
      check.want();
      // A pause of the file stands on a line that is not sent: it has been obeyed.
      if (state.why === 'file') emit({ kind: 'acknowledged', index: next++ });
      enter({ kind: 'resuming' });
      pump();
    },
    stop(at) {
      now = at;
      if (isOver(state) || state.kind === 'stopping') return;
      if (state.kind === 'connecting' || state.kind === 'handshaking' || state.kind === 'ready') {
        enter({ kind: 'stopped', text: 'stopped before the print began', left: [] });
        return;
      }
      fail(null, true);
    },
    emergency(at) {
      now = at;
      if (isOver(state)) return;
      ending.emergency(now);
    },
  };
  return sender;
}
