import type { Temperature } from '../../firmware/reply.ts';
import type { Profile } from '../../printer/profile.ts';
import type { SenderState } from '../../send/sender-state.ts';
import { outputsOfProfile } from '../../send/watch/recovery-words.ts';
import { closingLines } from '../../send/watch/safe-lines.ts';
import { exitCode } from '../exit-codes.ts';
import { colour } from '../terminal.ts';

/** How a print ended, in words and as an exit code; the headline claims only what the printer confirmed. */
export interface EndingReport {
  readonly text: string;
  readonly code: number;
}

/** Of a print that was stopped or failed. `temperatures`: the last that the printer reported. */
export function describeEnding(
  state: Extract<SenderState, { kind: 'stopped' | 'failed' }>,
  profile: Profile,
  temperatures: readonly Temperature[],
): EndingReport {
  const open = unconfirmed(state.left, profile);
  const rest = [...open, ...(open.length === 0 ? confirmed(state, profile) : []), ...warm(temperatures)];
  const lines = rest.map((text) => `  ${text}`);
  if (state.kind === 'failed') {
    const head = `${colour.red('bioweft:')} ${state.text}`;
    return { text: [head, ...lines, `  ${colour.dim('→')} ${state.fix}`].join('\n'), code: exitCode.deviceFault };
  }
  if (open.length === 0) {
    const done = confirmed(state, profile);
    const head = `${colour.yellow('Stopped')}: ${[state.text, ...done].join('; ')}`;
    return { text: [head, ...warm(temperatures).map((text) => `  ${text}`)].join('\n'), code: exitCode.stoppedByUser };
  }
  const head = `${colour.red('Stopped, and not confirmed to be safe')}: ${state.text}`;
  const fix = `  ${colour.dim('→')} Look at the printer now: close and raise manually what it did not, or switch it off.`;
  return { text: [head, ...lines, fix].join('\n'), code: exitCode.deviceFault };
}

function confirmed({ needleAtZ, kind }: { needleAtZ: number | null; kind: string }, profile: Profile): string[] {
  const { valves, lamps } = outputsOfProfile(profile);
  const words: string[] = [];
  // A fault that came before anything was sent, or left nothing to close, claims nothing.
  if (kind === 'failed' && needleAtZ === null) return words;
  if (valves) words.push('valves closed');
  if (lamps) words.push('lamps off');
  if (needleAtZ !== null) words.push(`needle at Z ${Number(needleAtZ.toFixed(3))} mm`);
  return words;
}

/** What the lines that were not confirmed would have done. */
function unconfirmed(left: readonly string[], profile: Profile): string[] {
  if (left.length === 0) return [];
  const { valves, lamps } = outputsOfProfile(profile);
  const closing = new Set(closingLines(profile));
  const shut = left.filter((line) => closing.has(line));
  const other = left.filter((line) => !closing.has(line));
  const what = [valves && 'valves', lamps && 'lamps'].filter(Boolean).join(' and ');
  const words: string[] = [];
  if (shut.length > 0) words.push(`could not be confirmed: ${what || 'outputs'} off (${shut.join(', ')})`);
  if (other.some((line) => /^G[01]\b/.test(line)))
    words.push(`could not be confirmed: end of motion, needle up (${other.join(', ')})`);
  else if (other.length > 0) words.push(`could not be confirmed: end of motion (${other.join(', ')})`);
  return words;
}

function warm(temperatures: readonly Temperature[]): string[] {
  const kept = temperatures.filter(({ target }) => (target ?? 0) > 0);
  if (kept.length === 0) return [];
  const list = kept.map(({ of, target }) => `${of === 'B' ? 'bed' : of} ${target} °C`).join(', ');
  return [`heaters keep their targets: ${list}`];
}
