import type { ModeWatch } from '../../firmware/driver.ts';
import type { Reply, Temperature } from '../../firmware/reply.ts';
import type { TargetWatch } from '../target-watch.ts';
import type { Drift, TemperatureWatch } from '../watch/temperature-watch.ts';

/** What a line from the printer means for the print, beyond the count of answers. */
export interface Verdict {
  readonly act: 'none' | 'halted' | 'reset' | 'refused' | 'doubt' | 'far' | 'pause' | 'resume' | 'stop';
  readonly text: string;
  /** For the operator to read. */
  readonly said?: string;
  readonly temperatures?: readonly Temperature[];
  readonly drifts?: readonly Drift[];
}

/** What was asked of the printer so far, against which its reports are held. */
export interface Expectations {
  readonly targets: TargetWatch;
  readonly watch: TemperatureWatch;
  readonly modes: ModeWatch | null;
  /** The firmware counts lines, so that a reset shows by that. */
  readonly counts: boolean;
}

const nothing: Verdict = { act: 'none', text: '' };

export function judgeReply(reply: Reply, expected: Expectations, now: number): Verdict {
  if (reply.kind === 'ok') return reply.temperatures ? judgeTemperatures(reply.temperatures, expected, now) : nothing;
  if (reply.kind === 'temperatures') return judgeTemperatures(reply.temperatures, expected, now);
  if (reply.kind === 'halted' || reply.kind === 'reset') return { act: reply.kind, text: reply.text };
  if (reply.kind === 'markerText' && expected.modes?.fellBack(reply.text) === true) {
    return { act: 'reset', text: `its modes are those of power-up: ${reply.text}` };
  }
  if (reply.kind === 'refused') {
    // A machine without a display does not know the command for it, and carries out everything else.
    if (!reply.answers && /unknown command:? *"?M11[78]\b/i.test(reply.text)) return { ...nothing, said: reply.text };
    // Where the refusal stands for the `ok`, what followed in the buffer is executed all the same: the print must end.
    return { act: reply.answers ? 'refused' : 'doubt', text: reply.text, said: reply.text };
  }
  if (reply.kind === 'action') return judgeAction(reply.action, reply.text);
  if (reply.kind === 'busy' && /user|input/.test(reply.text)) return { ...nothing, said: reply.text };
  return nothing;
}

function judgeTemperatures(temperatures: readonly Temperature[], expected: Expectations, now: number): Verdict {
  const drifts = expected.watch.judge(temperatures, now);
  const wrong = expected.targets.judge(temperatures, now);
  if (wrong !== null) {
    const off = wrong.switchedOff && !expected.counts;
    const text = off ? `${wrong.text}: restarted, or its own idle time-out` : wrong.text;
    return { act: off ? 'reset' : 'doubt', text, said: text, temperatures, drifts };
  }
  const far = drifts.find(({ how }) => how === 'far');
  return far === undefined
    ? { ...nothing, temperatures, drifts }
    : { act: 'far', text: far.text, temperatures, drifts };
}

function judgeAction(action: string, text: string): Verdict {
  if (action === 'pause' || action === 'paused') return { act: 'pause', text: text || 'the printer asks for a pause' };
  if (action === 'resume' || action === 'resumed') return { act: 'resume', text };
  if (action === 'cancel') return { act: 'stop', text };
  return text === '' ? nothing : { ...nothing, said: text };
}
