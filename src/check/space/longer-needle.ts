import type { ProgramPath } from '../../program/program-path.ts';
import type { Tally, TallyEntry } from '../foreign/tally-places.ts';
import type { HeadBody } from './head-bodies.ts';
import { withNeedle } from './space-settings.ts';

/** What a gate notes of a body. */
interface Noted {
  readonly body: HeadBody;
}

/** How a gate of space judges a program, so that needles may be tried by it. */
export interface NeedleTrials<Detail extends Noted> {
  readonly program: ProgramPath;
  /** What it noted of the program as it is. */
  readonly before: Tally<Detail>;
  readonly judge: (program: ProgramPath) => Tally<Detail>;
  /** The length, mm, that would do for one entry of a hub. */
  readonly lengthFor: (entry: TallyEntry<Detail>) => number;
  readonly refuses: (detail: Detail) => boolean;
}

const mostTries = 4;
/** Rounding of what was judged again, nm. */
const tolerance = 1000;

/** For a tool, `longerNeedle`: each is searched for once, however many places its hub meets. */
export function longerNeedles<Detail extends Noted>(trials: NeedleTrials<Detail>): (tool: string) => number | null {
  const known = new Map<string, number | null>();
  return (tool) => {
    if (!known.has(tool)) known.set(tool, longerNeedle(trials, tool));
    return known.get(tool) ?? null;
  };
}

/**
 * The length of a longer needle, mm, with which the hub of a tool meets nothing any more: the program is judged again with
 * it. Null where none passes: where the needle itself stays in the way, or another body meets what it did not meet before.
 */
export function longerNeedle<Detail extends Noted>(trials: NeedleTrials<Detail>, tool: string): number | null {
  const { program, before, judge, lengthFor, refuses } = trials;
  const isOwn = ({ detail: { body } }: TallyEntry<Detail>) => body.tool === tool && !body.idle;
  const isHub = (entry: TallyEntry<Detail>) => isOwn(entry) && entry.detail.body.what === 'hub';
  const isWorse = ([key, entry]: [string, TallyEntry<Detail>]) =>
    !isHub(entry) && entry.worst > (before.entries.get(key)?.worst ?? 0) + tolerance;
  let hubs = [...before.entries.values()].filter(isHub);
  let length = 0;
  // The worst place is not always the one that asks for the longest needle.
  for (let tries = 0; tries < mostTries && hubs.length > 0; tries++) {
    const next = Math.max(...hubs.map(lengthFor));
    if (!(next > length)) return null;
    length = next;
    const after = judge(withNeedle(program, tool, length));
    if ([...after.entries].some(isWorse)) return null;
    const left = [...after.entries.values()].filter(isOwn);
    hubs = left.filter(isHub);
    if (hubs.length === 0 && left.some(({ detail }) => refuses(detail))) return null;
  }
  return hubs.length > 0 || length === 0 ? null : length;
}
