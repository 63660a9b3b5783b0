import { sentence } from '../finding/sentence.ts';
import type { Driver } from '../firmware/driver.ts';
import type { Reply } from '../firmware/reply.ts';
import type { Profile } from '../printer/profile.ts';
import type { Trouble } from './link/link-contract.ts';
import type { SenderState } from './sender-state.ts';
import { type Backlog, beginStopping, nothingDue, type Stopping } from './stopping.ts';
import { originThenResume } from './watch/recovery-words.ts';
import { closingLines } from './watch/safe-lines.ts';

/** How a print ends before its last line: first all is made safe that can be reached, then it says why. */
export interface Ending {
  /** Closes valves, then lifts. Without a fault it is the operator's stop, and queued motion ends at once. */
  begin(fault: Fault | null, context: StopContext, now: number): void;
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
export interface StopContext {
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
  readonly context: StopContext;
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

/** How far the end has come. */
interface EndingState {
  readonly driver: Driver;
  readonly profile: Profile | null;
  readonly closeMs: number;
  readonly write: EndingOptions['write'];
  readonly enter: EndingOptions['enter'];
  readonly say: EndingOptions['say'];
  fault: Fault | null;
  stopping: Stopping | null;
  liftTo: number | null;
  emergencyUntil: number | null;
  over: boolean;
  /** The reason of a halt is awaited until then. */
  reasonUntil: number | null;
  /** When the operator is next told what is waited for. */
  sayAt: number;
  /** The printer is asked whether it was reset before it lifts. */
  pending: Question | null;
  asked: (Question & { readonly until: number }) | null;
}

export function createEnding({ driver, profile, closeMs, write, enter, say }: EndingOptions): Ending {
  const ending: EndingState = {
    driver,
    profile,
    closeMs,
    write,
    enter,
    say,
    fault: null,
    stopping: null,
    liftTo: null,
    emergencyUntil: null,
    over: false,
    reasonUntil: null,
    sayAt: Number.POSITIVE_INFINITY,
    pending: null,
    asked: null,
  };

  return {
    atOnce: (why, left) => atOnce(ending, why, left),
    get emergencySent() {
      return ending.emergencyUntil !== null;
    },
    begin: (why, context, now) => begin(ending, why, context, now),
    halted: (text, now) => halted(ending, text, now),
    emergency: (now) => emergency(ending, now),
    received: (reply, now) => received(ending, reply, now),
    tick: (now) => tick(ending, now),
    wake: () => wake(ending),
  };
}

/** Its word for its state, of which the reason follows. */
const isState = (ending: EndingState, text: string) => ending.driver.stateOnly?.test(text) === true;

function finish(ending: EndingState, left: readonly string[]): void {
  ending.over = true;
  const rest = { left: [...new Set(left)], needleAtZ: left.length === 0 ? ending.liftTo : null };
  if (ending.fault === null) ending.enter({ kind: 'stopped', text: 'stopped by the operator', ...rest });
  else ending.enter({ kind: 'failed', text: ending.fault.text, fix: sentence(ending.fault.fix), ...rest });
}

function endWhenSafe(ending: EndingState, now: number): void {
  if (!ending.stopping?.done || ending.over || ending.asked !== null) return;
  if (ending.stopping.reset) {
    ending.liftTo = null;
    const what = ending.fault === null ? 'while it was being stopped' : `: ${ending.fault.text}`;
    atOnce(
      ending,
      { text: `the printer was reset ${what}`, fix: originThenResume(ending.profile) },
      ending.stopping.left,
    );
  } else if (ending.pending === null) finish(ending, ending.stopping.left);
  else {
    ending.asked = { until: now + ending.closeMs, ...ending.pending };
    ending.pending = null;
    ending.write(`${ending.driver.frame(ending.driver.whereIs, 0)}\n`);
  }
}

function stop(ending: EndingState, context: StopContext, quick: boolean, lift: readonly string[], now: number): void {
  const { capabilities, backlog, liftMs } = context;
  ending.stopping = beginStopping(
    {
      driver: ending.driver,
      profile: ending.profile,
      capabilities,
      quick,
      lift,
      liftMs,
      backlog,
      closeMs: ending.closeMs,
      write: ending.write,
    },
    now,
  );
  ending.liftTo = lift.length > 0 ? context.liftTo : null;
  ending.sayAt = now + shortWaitMs;
  endWhenSafe(ending, now);
}

function sayWait(ending: EndingState, now: number): void {
  if (ending.over || ending.stopping === null || ending.emergencyUntil !== null || now < ending.sayAt) return;
  ending.sayAt = now + sayAgainMs;
  const seconds = Math.ceil(ending.stopping.queueLeft(now) / 1000);
  const about = seconds > 0 ? `, about ${seconds} s by the plan` : '';
  ending.say(`waiting for the printer to end the motion it has queued${about}; Ctrl-C sends the emergency stop`);
}

function answered(ending: EndingState, reset: boolean, now: number): void {
  // An answer belongs to a question.
  const { context } = ending.asked!;
  ending.asked = null;
  if (!reset) stop(ending, { ...context, backlog: nothingDue }, false, context.lift, now);
  else
    atOnce(
      ending,
      { text: `the printer was reset: ${ending.fault?.text}`, fix: originThenResume(ending.profile) },
      // A question is asked while it stops.
      ending.stopping!.left,
    );
}

function haltedBy(ending: EndingState, text: string): Fault {
  const fix = `clear the cause and restart the printer; ${originThenResume(ending.profile)}`;
  return { text: `the printer halted: ${text}`, fix };
}

function endHalted(ending: EndingState, text: string): void {
  ending.liftTo = null;
  atOnce(ending, haltedBy(ending, text), closingLines(ending.profile));
}

function atOnce(ending: EndingState, why: Fault, left: readonly string[]): void {
  ending.fault = why;
  finish(ending, left);
}

function begin(ending: EndingState, why: Fault | null, context: StopContext, now: number): void {
  ending.fault = why;
  ending.enter({ kind: 'stopping', text: why?.text ?? 'stopped by the operator' });
  const { lift, showsReset } = context;
  if (lift.length > 0 && showsReset !== null) ending.pending = { context, shows: showsReset };
  stop(ending, context, why === null, ending.pending === null ? lift : [], now);
}

function halted(ending: EndingState, text: string, now: number): void {
  if (ending.reasonUntil !== null) {
    if (!isState(ending, text)) endHalted(ending, text);
    return;
  }
  if (ending.driver.quickStop?.by === 'hold and reset') {
    // Its reset switches the outputs off and is heard even in an alarm.
    ending.write(ending.driver.quickStop.reset);
    const fix = `clear the cause, unlock with $X, ${originThenResume(ending.profile)}`;
    atOnce(ending, { text: `the printer halted: ${text}`, fix }, []);
    return;
  }
  if (ending.driver.asksReady === null || !isState(ending, text)) {
    endHalted(ending, text);
    return;
  }
  ending.fault = haltedBy(ending, text);
  ending.stopping = null;
  ending.pending = null;
  ending.asked = null;
  ending.reasonUntil = now + confirmMs;
  ending.write(`${ending.driver.frame(ending.driver.asksReady, 0)}\n`);
  ending.enter({ kind: 'stopping', text: ending.fault.text });
}

function emergency(ending: EndingState, now: number): void {
  ending.write(ending.driver.emergency);
  ending.fault = { text: 'emergency stop', fix: 'Restart the printer.' };
  ending.emergencyUntil = now + confirmMs;
  ending.stopping = null;
  ending.pending = null;
  ending.asked = null;
  ending.reasonUntil = null;
  ending.liftTo = null;
  ending.enter({ kind: 'stopping', text: 'emergency stop' });
}

function received(ending: EndingState, reply: Reply, now: number): void {
  if (ending.reasonUntil !== null) {
    if (reply.kind === 'refused') endHalted(ending, reply.text);
    return;
  }
  const reset = ending.asked?.shows(reply) ?? null;
  if (reset !== null) answered(ending, reset, now);
  else ending.stopping?.received(reply, now);
  endWhenSafe(ending, now);
}

function tick(ending: EndingState, now: number): void {
  if (ending.asked !== null && now >= ending.asked.until) answered(ending, false, now);
  if (!ending.over && ending.reasonUntil !== null && now >= ending.reasonUntil)
    // Called only behind a fault.
    atOnce(ending, ending.fault!, closingLines(ending.profile));
  ending.stopping?.tick(now);
  endWhenSafe(ending, now);
  sayWait(ending, now);
  if (ending.over || ending.emergencyUntil === null || now < ending.emergencyUntil) return;
  const text = 'emergency stop: the printer did not confirm it';
  atOnce(ending, { text, fix: 'Switch it off at the mains.' }, closingLines(ending.profile));
}

function wake(ending: EndingState): number | null {
  if (ending.emergencyUntil !== null) return ending.emergencyUntil;
  if (ending.reasonUntil !== null) return ending.reasonUntil;
  const at = ending.asked?.until ?? ending.stopping?.wake() ?? null;
  return at === null || ending.stopping === null ? at : Math.min(at, ending.sayAt);
}
