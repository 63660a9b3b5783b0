import type { Temperature } from '../firmware/reply.ts';
import type { Drift } from './watch/temperature-watch.ts';

/**
 * What a print is doing. At its end `left` names the lines that make the printer safe and were not confirmed, and
 * `needleAtZ` the height to which the needle was seen to rise, mm (null: it was not lifted, or nobody confirmed it).
 */
export type SenderState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'handshaking' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'printing' }
  | { readonly kind: 'pausing'; readonly why: PauseReason; readonly text: string }
  | { readonly kind: 'paused'; readonly why: PauseReason; readonly text: string }
  | { readonly kind: 'resuming' }
  | { readonly kind: 'stopping'; readonly text: string }
  | ({ readonly kind: 'stopped'; readonly text: string } & Rest)
  | ({ readonly kind: 'failed'; readonly text: string; readonly fix: string } & Rest)
  | { readonly kind: 'done' };

export interface Rest {
  readonly left: readonly string[];
  readonly needleAtZ: number | null;
}

/** Who asked for a pause: the person at the keys, the file, the printer, or the sender in doubt. */
export type PauseReason = 'operator' | 'file' | 'printer' | 'doubt';

export type SenderEvent =
  | { readonly kind: 'state'; readonly state: SenderState }
  /** Line `index` of the job has been taken by the printer. */
  | { readonly kind: 'acknowledged'; readonly index: number }
  /** It was answered and not carried out. */
  | { readonly kind: 'refused'; readonly index: number; readonly text: string }
  | { readonly kind: 'resent'; readonly n: number }
  | { readonly kind: 'temperatures'; readonly temperatures: readonly Temperature[] }
  | ({ readonly kind: 'drift' } & Drift)
  | { readonly kind: 'firmware'; readonly name: string }
  /** What the printer or the sender has to say to the operator. */
  | { readonly kind: 'said'; readonly by: 'printer' | 'sender'; readonly text: string };

export function isOver({ kind }: SenderState): boolean {
  return kind === 'stopped' || kind === 'failed' || kind === 'done';
}
