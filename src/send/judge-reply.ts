import type { Obedience } from './obedience.ts';
import type { Reply, Temperature } from './reply.ts';

/** What a line from the printer means for the print, beyond the count of answers. */
export interface Verdict {
  readonly act: 'none' | 'halted' | 'reset' | 'refused' | 'doubt' | 'pause' | 'resume' | 'stop';
  readonly text: string;
  /** For the operator to read. */
  readonly said?: string;
  readonly temperatures?: readonly Temperature[];
}

const nothing: Verdict = { act: 'none', text: '' };

export function judgeReply(reply: Reply, obedience: Obedience, now: number): Verdict {
  if (reply.kind === 'ok') return reply.temperatures ? judgeTemperatures(reply.temperatures, obedience, now) : nothing;
  if (reply.kind === 'temperatures') return judgeTemperatures(reply.temperatures, obedience, now);
  if (reply.kind === 'halted' || reply.kind === 'reset') return { act: reply.kind, text: reply.text };
  if (reply.kind === 'refused') {
    // Where the refusal stands for the `ok`, what followed in the buffer is executed all the same: the print must end.
    return { act: reply.answers ? 'refused' : 'doubt', text: reply.text, said: reply.text };
  }
  if (reply.kind === 'action') return judgeAction(reply.action, reply.text);
  if (reply.kind === 'busy' && /user|input/.test(reply.text)) return { ...nothing, said: reply.text };
  return nothing;
}

function judgeTemperatures(temperatures: readonly Temperature[], obedience: Obedience, now: number): Verdict {
  const wrong = obedience.judge(temperatures, now);
  return wrong === null ? { ...nothing, temperatures } : { act: 'doubt', text: wrong, said: wrong, temperatures };
}

function judgeAction(action: string, text: string): Verdict {
  if (action === 'pause' || action === 'paused') return { act: 'pause', text: text || 'the printer asks for a pause' };
  if (action === 'resume' || action === 'resumed') return { act: 'resume', text };
  if (action === 'cancel') return { act: 'stop', text };
  return text === '' ? nothing : { ...nothing, said: text };
}
