import { createHandshake } from './handshake.ts';
import { judgeReply } from './judge-reply.ts';
import { createLink, type LinkStats, type Trouble } from './link.ts';
import { applyLine, copyModalState, createModalState, type ModalState, outputsOf } from './modal-state.ts';
import { createObedience } from './obedience.ts';
import type { Reply } from './reply.ts';
import { closingLines, liftLines, pauseLines, resumeLines } from './safe-lines.ts';
import type { SenderOptions } from './sender-options.ts';
import { isOver, type PauseReason, type SenderState } from './sender-state.ts';
import { beginStopping, type Stopping } from './stopping.ts';

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

/** The link's trouble for the operator. */
const troubleWords: Readonly<Record<Trouble, { readonly text: string; readonly fix: string }>> = {
  storm: { text: 'the cable or the port is bad', fix: 'check the cable, then use --resume' },
  reset: { text: 'the printer was reset', fix: 'home, then use --resume' },
  lost: { text: 'the link lost something', fix: 'look where the needle stands, then use --resume' },
  deaf: { text: 'the printer has gone silent', fix: 'check power and cable, then use --resume' },
};

const poll = -1;
const control = -2;
/** Markers in a row that brought no proof before the link is given up. */
const mostUnproven = 8;

export function createSender(options: SenderOptions): Sender {
  const { driver, profile, job, timing = {}, write, emit } = options;
  const pollMs = timing.pollMs ?? 2000;
  const closeMs = timing.closeMs ?? 1000;
  const outputs = outputsOf(profile);
  const obedience = createObedience();
  const handshake = createHandshake(driver, write, timing);
  const modal = options.modal ?? createModalState();
  let state: SenderState = { kind: 'connecting' };
  let next = options.from ?? 0;
  let lane: string[] = [...(options.prelude ?? [])];
  let held: ModalState = modal;
  let polledAt = 0;
  let polling = false;
  let ending = 0;
  let unproven = 0;
  let now = 0;
  let stopping: Stopping | null = null;
  let fault: { text: string; fix: string } | null = null;
  /** Asked for while lines were under way that must not be interrupted. */
  let wanted: { why: PauseReason; text: string } | null = null;
  let emergencyUntil: number | null = null;

  const link = createLink(
    driver,
    {
      write,
      acknowledged(tag) {
        if (tag === poll) polling = false;
        if (tag < 0) return;
        obedience.taken(job.text[tag], now);
        emit({ kind: 'acknowledged', index: tag });
      },
      resent: (n) => emit({ kind: 'resent', n }),
      trouble,
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
    const line = lane[0] ?? (state.kind === 'printing' && next < job.count ? job.text[next] : undefined);
    if (
      lane.length === 0 &&
      !polling &&
      (now >= polledAt + pollMs || link.markerDue()) &&
      link.room(driver.marker.length + 16, now)
    ) {
      polling = true;
      polledAt = now;
      link.send(driver.marker, poll, now);
      return true;
    }
    if (line === undefined || !link.room(line.length + 16, now)) return false;
    if (lane.length > 0) {
      lane.shift();
      link.send(line, control, now);
    } else if (job.pauses.has(next)) {
      if (!link.idle()) return false;
      beginPause('file', job.pauses.get(next)!);
    } else {
      applyLine(modal, line, outputs);
      link.send(line, next++, now);
    }
    return true;
  }

  /** States that end when all they sent has been answered. */
  function settle(): void {
    if (lane.length > 0 || !link.idle()) return;
    if (state.kind === 'printing' && next >= job.count && ending === 0) {
      ending = 1;
      lane.push(driver.sync);
      pump();
    } else if (state.kind === 'printing' && next < job.count) return;
    else if (state.kind === 'printing' || state.kind === 'pausing' || state.kind === 'resuming') {
      if (link.proven()) arrive();
      else if (++unproven > mostUnproven) {
        fail(`the printer no longer answers ${driver.marker}`, 'check the cable, then use --resume', true);
      } else {
        // Alone on its way: only the marker's own answer proves that nothing is missing.
        lane.push(driver.marker);
        pump();
      }
    }
  }

  function arrive(): void {
    unproven = 0;
    if (state.kind === 'pausing') enter({ ...state, kind: 'paused' });
    else if (state.kind === 'printing') enter({ kind: 'done' });
    else {
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

  function trouble(kind: Trouble, why: string): void {
    if (isOver(state) || state.kind === 'stopping') return;
    const { text, fix } = troubleWords[kind];
    fail(`${text}: ${why}`, fix, kind !== 'reset');
  }

  /** Makes safe what can be reached, then says why. */
  function fail(text: string, fix: string, placeKnown: boolean): void {
    fault = { text, fix };
    makeSafe(text, false, placeKnown);
  }

  function makeSafe(text: string, quick: boolean, placeKnown: boolean): void {
    enter({ kind: 'stopping', text });
    lane = [];
    const after = placeKnown ? liftLines(profile, modal) : [];
    const { capabilities } = handshake;
    const bytesDue = link.bytes();
    link.clear();
    stopping = beginStopping({ driver, profile, capabilities, quick, after, bytesDue, closeMs, write }, now);
    endWhenSafe();
  }

  function endWhenSafe(): void {
    if (stopping?.done && !isOver(state)) finish(stopping.left);
  }

  function finish(left: readonly string[]): void {
    if (fault === null) enter({ kind: 'stopped', text: 'stopped by the operator', left });
    else enter({ kind: 'failed', ...fault, left });
  }

  function failAtOnce(text: string, fix: string, left: readonly string[]): void {
    fault = { text, fix };
    finish(left);
  }

  function halted(text: string): void {
    if (driver.quickStop?.by === 'hold and reset') {
      // Its reset switches the outputs off and is heard even in an alarm.
      write(driver.quickStop.reset);
      failAtOnce(`the printer halted: ${text}`, 'clear the cause, unlock with $X, home, then use --resume', []);
    } else failAtOnce(`the printer halted: ${text}`, 'clear the cause and restart the printer', closingLines(profile));
  }

  // What comes in -----------------------------------------------------------------------------------------------

  function hear(reply: Reply): void {
    const verdict = judgeReply(reply, obedience, now);
    if (verdict.temperatures !== undefined) emit({ kind: 'temperatures', temperatures: verdict.temperatures });
    if (verdict.said !== undefined) emit({ kind: 'said', by: 'printer', text: verdict.said });
    const { act, text } = verdict;
    if ((act === 'halted' || act === 'reset') && emergencyUntil !== null) {
      failAtOnce(`emergency stop: ${text}`, 'restart the printer', []);
    } else if (act === 'halted') halted(text);
    else if (act === 'reset' && state.kind !== 'stopping') {
      fail(`the printer was reset in the middle (${text}): its place is lost`, 'home, then use --resume', false);
    } else if (act === 'refused' && state.kind !== 'stopping') {
      fail(`the printer refused a line: ${text}`, 'mend the file', true);
    } else if (act === 'doubt' && state.kind === 'printing') sender.pause('doubt', text, now);
    else if (act === 'pause') sender.pause('printer', text, now);
    else if (act === 'resume') sender.resume(now);
    else if (act === 'stop') sender.stop(now);
  }

  function receivedWhile(line: string, reply: Reply): void {
    if (state.kind === 'handshaking') {
      handshake.received(line, reply, now);
      advanceHandshake();
    } else if (state.kind === 'stopping') {
      hear(reply);
      stopping?.received(reply, now);
      endWhenSafe();
    } else if (state.kind !== 'connecting' && !isOver(state)) {
      link.received(reply, now);
      if (!isOver(state)) hear(reply);
      pump();
    }
  }

  function advanceHandshake(): void {
    if (state.kind !== 'handshaking') return;
    if (handshake.failed !== null)
      failAtOnce(handshake.failed, 'bioweft ports lists the ports; --baud sets the rate', []);
    else if (handshake.done) {
      if (handshake.firmware !== null) emit({ kind: 'firmware', name: handshake.firmware });
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
      handshake.begin(now);
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
        stopping?.tick(now);
        endWhenSafe();
        if (emergencyUntil !== null && now >= emergencyUntil) {
          failAtOnce(
            'emergency stop: the printer did not confirm it',
            'switch it off at the mains',
            closingLines(profile),
          );
        }
      } else if (state.kind !== 'connecting' && !isOver(state)) {
        link.tick(now);
        pump();
      }
    },
    wake() {
      if (state.kind === 'handshaking') return handshake.wake();
      if (state.kind === 'stopping') return emergencyUntil ?? stopping?.wake() ?? null;
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
      failAtOnce(`the port is gone: ${why}`, 'close valves and pressure by hand; check the cable', left);
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
      makeSafe('stopped by the operator', true, true);
    },
    emergency(at) {
      now = at;
      if (isOver(state)) return;
      write(driver.emergency);
      fault = { text: 'emergency stop', fix: 'restart the printer' };
      emergencyUntil = now + 1000;
      enter({ kind: 'stopping', text: 'emergency stop' });
    },
  };
  return sender;
}
