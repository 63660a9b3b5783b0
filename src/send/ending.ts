import type { Profile } from '../printer/profile.ts';
import type { Driver } from './drivers/driver.ts';
import type { Trouble } from './link.ts';
import type { Reply } from './reply.ts';
import { closingLines } from './safe-lines.ts';
import type { SenderState } from './sender-state.ts';
import { beginStopping, type Stopping } from './stopping.ts';

/** How a print ends before its last line: first all is made safe that can be reached, then it says why. */
export interface Ending {
  /** Closes valves, then lifts. Without a fault it is the operator's stop, and queued motion ends at once. */
  begin(fault: Fault | null, scene: Scene, now: number): void;
  /** Nothing more can be sent, or nothing that would help. */
  atOnce(fault: Fault, left: readonly string[]): void;
  halted(text: string): void;
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
  /** Bytes that may still stand in its buffer. */
  readonly bytesDue: number;
  /** Sent after the valves; empty where the place is not known. */
  readonly lift: readonly string[];
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
}

/** The firmware says within this that it has heard an emergency stop, ms. */
const confirmMs = 1000;

const troubleWords: Readonly<Record<Trouble, Fault>> = {
  storm: { text: 'the cable or the port is bad', fix: 'check the cable, then use --resume' },
  reset: { text: 'the printer was reset', fix: 'home, then use --resume' },
  lost: { text: 'the link lost something', fix: 'look where the needle stands, then use --resume' },
  deaf: { text: 'the printer has gone silent', fix: 'check power and cable, then use --resume' },
};

/** The link's trouble in words for the operator. */
export function faultOf(kind: Trouble, why: string): Fault {
  return { text: `${troubleWords[kind].text}: ${why}`, fix: troubleWords[kind].fix };
}

export function createEnding({ driver, profile, closeMs, write, enter }: EndingOptions): Ending {
  let fault: Fault | null = null;
  let stopping: Stopping | null = null;
  let emergencyUntil: number | null = null;
  let over = false;
  /** The printer is asked whether it was reset before it lifts. */
  let pending: Question | null = null;
  let asked: (Question & { readonly until: number }) | null = null;

  function finish(left: readonly string[]): void {
    over = true;
    if (fault === null) enter({ kind: 'stopped', text: 'stopped by the operator', left });
    else enter({ kind: 'failed', ...fault, left });
  }

  function endWhenSafe(now: number): void {
    if (!stopping?.done || over || asked !== null) return;
    if (pending === null) {
      finish(stopping.left);
      return;
    }
    asked = { until: now + closeMs, ...pending };
    pending = null;
    write(`${driver.frame(driver.whereIs, 0)}\n`);
  }

  function stop(scene: Scene, quick: boolean, lift: readonly string[], now: number): void {
    const { capabilities, bytesDue } = scene;
    stopping = beginStopping({ driver, profile, capabilities, quick, after: lift, bytesDue, closeMs, write }, now);
    endWhenSafe(now);
  }

  function answered(reset: boolean, now: number): void {
    const { scene } = asked!;
    asked = null;
    if (!reset) stop({ ...scene, bytesDue: 0 }, false, scene.lift, now);
    else atOnce({ text: `the printer was reset: ${fault?.text}`, fix: 'home, then use --resume' }, stopping!.left);
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
    halted(text) {
      if (driver.quickStop?.by === 'hold and reset') {
        // Its reset switches the outputs off and is heard even in an alarm.
        write(driver.quickStop.reset);
        atOnce(
          { text: `the printer halted: ${text}`, fix: 'clear the cause, unlock with $X, home, then use --resume' },
          [],
        );
        return;
      }
      const fix = 'clear the cause and restart the printer';
      atOnce({ text: `the printer halted: ${text}`, fix }, closingLines(profile));
    },
    emergency(now) {
      write(driver.emergency);
      fault = { text: 'emergency stop', fix: 'restart the printer' };
      emergencyUntil = now + confirmMs;
      enter({ kind: 'stopping', text: 'emergency stop' });
    },
    received(reply, now) {
      const reset = asked?.shows(reply) ?? null;
      if (reset !== null) answered(reset, now);
      else stopping?.received(reply, now);
      endWhenSafe(now);
    },
    tick(now) {
      if (asked !== null && now >= asked.until) answered(false, now);
      stopping?.tick(now);
      endWhenSafe(now);
      if (over || emergencyUntil === null || now < emergencyUntil) return;
      const text = 'emergency stop: the printer did not confirm it';
      atOnce({ text, fix: 'switch it off at the mains' }, closingLines(profile));
    },
    wake: () => emergencyUntil ?? asked?.until ?? stopping?.wake() ?? null,
  };
}
