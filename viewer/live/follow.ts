import type { Print } from '../data/print.ts';
import { headAtTime, rowAfterLine } from '../data/timeline.ts';

/** What the page knows of a print that is running, from the event stream (docs/viewer.md). */
export interface LiveState {
  readonly job: string;
  /** SHA-256 of the file being printed; the page follows only the file it shows. */
  readonly sha256: string;
  readonly state: 'printing' | 'paused' | 'held' | 'tool' | 'cure' | 'error' | 'done' | 'waiting';
  /** Line the printer has acknowledged. */
  readonly line: number;
  /** Planned seconds at that line, and the wall clock (ms) when the page heard of it. */
  readonly plannedS: number;
  readonly heardAt: number;
  readonly connected: boolean;
  /** Why it is in this state, where the sender says so; the last line it wrote for people. */
  readonly why: string;
  readonly log: string;
  readonly temperatures: Readonly<Record<string, number>>;
}

export const noLive: LiveState = {
  job: '',
  sha256: '',
  state: 'waiting',
  line: 0,
  plannedS: 0,
  heardAt: 0,
  connected: false,
  why: '',
  log: '',
  temperatures: {},
};

/** The state after one event; unknown events and odd data change nothing. */
export function foldEvent(state: LiveState, event: string, data: unknown, now: number): LiveState {
  if (typeof data !== 'object' || data === null) return state;
  const given = data as Record<string, unknown>;
  if (event === 'job') return { ...state, job: String(given['id'] ?? ''), sha256: String(given['sha256'] ?? '') };
  if (event === 'pos' && typeof given['line'] === 'number') {
    const plannedS = typeof given['plannedS'] === 'number' ? given['plannedS'] : state.plannedS;
    return { ...state, line: given['line'], plannedS, heardAt: now, connected: true };
  }
  if (event === 'state' && isState(given['state'])) {
    return { ...state, state: given['state'], why: textOr(given['why']), heardAt: now };
  }
  if (event === 'log') return { ...state, log: textOr(given['text']) };
  if (event === 'temp' && typeof given['tool'] === 'string' && typeof given['celsius'] === 'number') {
    return { ...state, temperatures: { ...state.temperatures, [given['tool']]: given['celsius'] } };
  }
  return state;
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isState(value: unknown): value is LiveState['state'] {
  return ['printing', 'paused', 'held', 'tool', 'cure', 'error', 'done', 'waiting'].includes(value as string);
}

/**
 * Rows done at `now`, with a fraction: from the acknowledged line on, along the planned time, never beyond two seconds
 * ahead of the last word heard.
 */
export function liveHead(print: Print, live: LiveState, now: number): number {
  const acknowledged = rowAfterLine(print, live.line);
  if (live.state !== 'printing' || live.heardAt === 0) return acknowledged;
  const ahead = Math.min((now - live.heardAt) / 1000, 2);
  const from = acknowledged > 0 ? print.time[acknowledged - 1] : 0;
  return Math.max(acknowledged, headAtTime(print, from + ahead));
}
