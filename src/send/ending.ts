import { sentence } from '../finding/sentence.ts';
import type { Driver } from '../firmware/driver.ts';
import type { Reply } from '../firmware/reply.ts';
import type { Profile } from '../printer/profile.ts';
import type { Trouble } from './link-contract.ts';
import { originThenResume } from './recovery-words.ts';
import { closingLines } from './safe-lines.ts';
import type { SenderState } from './sender-state.ts';
import { type Backlog, beginStopping, nothingDue, type Stopping } from './stopping.ts';

/** How a print ends before its last line: first all is made safe that can be reached, then it says why. */
export interface Ending {
  /** Closes valves, then lifts. Without a fault it is the operator's stop, and queued motion ends at once. */
  begin(fault: Fault | null, scene: Scene, now: number): void;
  /** Nothing more can be sent, or nothing that would help. */
  atOnce(fault: Fault, left: readonly string[]): void;
  /** The firmware has stopped; where the reason comes with the next answer only, it is asked for. */
  halted(text: string, now: number): void;
  /** Whatever is going on, nothing is sent behind it. */
  emergency(now: number): void;
  /** The emergency stop was sent: what the printer says now confirms it. */
  readonly emergencySent: boolean;
  received(reply: Reply, now: number): void;
  tick(now: number): void;
  wake(): number | null;
}

export interface Fault {
  readonly text: string;
  /** What the operator should do. */
  readonly fix: string;
}

/** What is known at the printer when the end begins. */
export interface Scene {
  readonly capabilities: ReadonlySet<string>;
  readonly backlog: Backlog;
  /** Sent after the valves; empty where the place is not known. How long it moves, ms, and the height it leads to. */
  readonly lift: readonly string[];
  readonly liftMs: number;
  readonly liftTo: number | null;
  /** Whether an answer shows power-up; null: it does not tell. Given where a loss may have been a reset: then the
   * printer is asked before the lift. */
  readonly showsReset: ((reply: Reply) => boolean | null) | null;
}

interface Question {
  readonly scene: Scene;
  readonly shows: (reply: Reply) => boolean | null;
}

export interface EndingOptions {
  readonly driver: Driver;
  readonly profile: Profile | null;
  readonly closeMs: number;
  readonly write: (text: string) => void;
  readonly enter: (state: SenderState) => void;
  readonly say: (text: string) => void;
}

/** The firmware says within this that it has heard an emergency stop, ms. */
const confirmMs = 1000;
/** A wait for queued motion that is shorter needs no words, ms. */
const shortWaitMs = 2000;
const sayAgainMs = 10_000;

/** The link's trouble in words for the operator. */
export function faultOf(kind: Trouble, why: string, profile: Profile | null): Fault {
  if (kind === 'reset') return { text: `the printer was reset: ${why}`, fix: originThenResume(profile) };
  if (kind === 'storm')
    return { text: `the cable or the port is bad: ${why}`, fix: 'Check the cable, then use --resume.' };
  if (kind === 'deaf')
    return { text: `the printer has gone silent: ${why}`, fix: 'Check power and cable, then use --resume.' };
  return { text: `the link lost something: ${why}`, fix: 'Look where the needle stands, then use --resume.' };
}

export function createEnding({ driver, profile, closeMs, write, enter, say }: EndingOptions): Ending {
  /** Its word for its state, of which the reason follows. */
  const isState = (text: string) => driver.stateOnly?.test(text) === true;
  let fault: Fault | null = null;
  let stopping: Stopping | null = null;
  let liftTo: number | null = null;
  let emergencyUntil: number | null = null;
  let over = false;
  /** The reason of a halt is awaited until then. */
  let reasonUntil: number | null = null;
  /** When the operator is next told what is waited for. */
  let sayAt = Number.POSITIVE_INFINITY;
  /** The printer is asked whether it was reset before it lifts. */
  let pending: Question | null = null;
  let asked: (Question & { readonly until: number }) | null = null;

  function finish(left: readonly string[]): void {
    over = true;
    const rest = { left: [...new Set(left)], needleAtZ: left.length === 0 ? liftTo : null };
    if (fault === null) enter({ kind: 'stopped', text: 'stopped by the operator', ...rest });
    else enter({ kind: 'failed', text: fault.text, fix: sentence(fault.fix), ...rest });
  }

  function endWhenSafe(now: number): void {
    if (!stopping?.done || over || asked !== null) return;
    if (stopping.reset) {
      liftTo = null;
      const what = fault === null ? 'while it was being stopped' : `: ${fault.text}`;
      atOnce({ text: `the printer was reset ${what}`, fix: originThenResume(profile) }, stopping.left);
    } else if (pending === null) finish(stopping.left);
    else {
      asked = { until: now + closeMs, ...pending };
      pending = null;
      write(`${driver.frame(driver.whereIs, 0)}\n`);
    }
  }

  function stop(scene: Scene, quick: boolean, lift: readonly string[], now: number): void {
    const { capabilities, backlog, liftMs } = scene;
    stopping = beginStopping({ driver, profile, capabilities, quick, lift, liftMs, backlog, closeMs, write }, now);
    liftTo = lift.length > 0 ? scene.liftTo : null;
    sayAt = now + shortWaitMs;
    endWhenSafe(now);
  }

  function sayWait(now: number): void {
    if (over || stopping === null || emergencyUntil !== null || now < sayAt) return;
    sayAt = now + sayAgainMs;
    const seconds = Math.ceil(stopping.queueLeft(now) / 1000);
    const about = seconds > 0 ? `, about ${seconds} s by the plan` : '';
    say(`waiting for the printer to end the motion it has queued${about}; Ctrl-C sends the emergency stop`);
  }

  function answered(reset: boolean, now: number): void {
    const { scene } = asked!;
    asked = null;
    if (!reset) stop({ ...scene, backlog: nothingDue }, false, scene.lift, now);
    else atOnce({ text: `the printer was reset: ${fault?.text}`, fix: originThenResume(profile) }, stopping!.left);
  }

  function haltedBy(text: string): Fault {
    const fix = `clear the cause and restart the printer; ${originThenResume(profile)}`;
    return { text: `the printer halted: ${text}`, fix };
  }

  function endHalted(text: string): void {
    liftTo = null;
    atOnce(haltedBy(text), closingLines(profile));
  }

  function atOnce(why: Fault, left: readonly string[]): void {
    fault = why;
    finish(left);
  }

  return {
    atOnce,
    get emergencySent() {
      return emergencyUntil !== null;
    },
    begin(why, scene, now) {
      fault = why;
      enter({ kind: 'stopping', text: why?.text ?? 'stopped by the operator' });
      const { lift, showsReset } = scene;
      if (lift.length > 0 && showsReset !== null) pending = { scene, shows: showsReset };
      stop(scene, why === null, pending === null ? lift : [], now);
    },
    halted(text, now) {
      if (reasonUntil !== null) {
        if (!isState(text)) endHalted(text);
        return;
      }
      if (driver.quickStop?.by === 'hold and reset') {
        // Its reset switches the outputs off and is heard even in an alarm.
        write(driver.quickStop.reset);
        const fix = `clear the cause, unlock with $X, ${originThenResume(profile)}`;
        atOnce({ text: `the printer halted: ${text}`, fix }, []);
        return;
      }
      if (driver.asksReady === null || !isState(text)) {
        endHalted(text);
        return;
      }
      fault = haltedBy(text);
      stopping = null;
      pending = null;
      asked = null;
      reasonUntil = now + confirmMs;
      write(`${driver.frame(driver.asksReady, 0)}\n`);
      enter({ kind: 'stopping', text: fault.text });
    },
    emergency(now) {
      write(driver.emergency);
      fault = { text: 'emergency stop', fix: 'Restart the printer.' };
      emergencyUntil = now + confirmMs;
      stopping = null;
      pending = null;
      asked = null;
      reasonUntil = null;
      liftTo = null;
      enter({ kind: 'stopping', text: 'emergency stop' });
    },
    received(reply, now) {
      if (reasonUntil !== null) {
        if (reply.kind === 'refused') endHalted(reply.text);
        return;
      }
      const reset = asked?.shows(reply) ?? null;
      if (reset !== null) answered(reset, now);
      else stopping?.received(reply, now);
      endWhenSafe(now);
    },
    tick(now) {
      if (asked !== null && now >= asked.until) answered(false, now);
      if (!over && reasonUntil !== null && now >= reasonUntil) atOnce(fault!, closingLines(profile));
      stopping?.tick(now);
      endWhenSafe(now);
      sayWait(now);
      if (over || emergencyUntil === null || now < emergencyUntil) return;
      const text = 'emergency stop: the printer did not confirm it';
      atOnce({ text, fix: 'Switch it off at the mains.' }, closingLines(profile));
    },
    wake() {
      if (emergencyUntil !== null) return emergencyUntil;
      if (reasonUntil !== null) return reasonUntil;
      const at = asked?.until ?? stopping?.wake() ?? null;
      return at === null || stopping === null ? at : Math.min(at, sayAt);
    },
  };
}
