import { bytesAt, enterBytes, floatsAt, intsAt } from '../../kernel/kernel.ts';
import { plannerWith } from '../../kernel/planner-kernel.ts';
import { ringArea2 } from '../../region/outline-area.ts';
import type { Outline } from '../../slice/outline.ts';

/** The rims of a region in pieces, in their order, and which of them lie at thin places. */
export interface ThinStretches {
  /** Pieces are edges, or equal parts of edges longer than this, nm. */
  readonly longest: number;
  readonly marked: Uint8Array;
}

const cellsPerSide = 2048;
/** Walls that miss the limit by less are wide enough, nm. */
const forgiven = 1000;
/** Narrow stretches shorter than this are a bottleneck at most, of `apart`. */
const shortStretch = 0.15;
/** Between two stretches no further apart than this lies the tip of one place, of `apart`: half of it to each side, and its end. */
const tip = 1.75;
/** Stretches are marked with this much more of the rim, of `apart`. */
const beyond = 0.125;

/**
 * Where a region is narrower than `limit` between two stretches of its rim that lie more than `apart` from each other
 * along it, nm: corners and noise do not count, small pieces always do. Null when there is no such place; one look at
 * the edges within a disc of that diameter per piece of rim, so wide regions cost next to nothing.
 */
export function findThinStretches(region: Outline, limit: number, apart: number): ThinStretches | null {
  const { points, ringEnds } = region;
  if (ringEnds.length === 0) return null;
  const longest = limit / 2;
  const kernel = plannerWith(points, ringEnds);
  const [count, along, length, ring, ringLength, small] = intsAt(kernel, kernel.rimPieces(longest), 6);
  const ringLengths = floatsAt(kernel, ringLength, ringEnds.length);
  const smallRings = smallOnes(region, ringLengths, 2.5 * apart);
  enterBytes(kernel, small, smallRings);
  const narrow = bytesAt(kernel, kernel.narrowPieces(limit, forgiven, apart, cellsPerSide), count);
  if (!narrow.includes(1)) return null;
  const pieces: Pieces = {
    along: floatsAt(kernel, along, count),
    length: floatsAt(kernel, length, count),
    ring: intsAt(kernel, ring, count),
    ringLength: ringLengths,
  };
  let found = false;
  for (let r = 0, first = 0; r < ringEnds.length; r++) {
    let end = first;
    while (end < count && pieces.ring[end] === r) end++;
    if (smallRings[r] === 1 || markRing(pieces, narrow, first, end, apart)) found = true;
    first = end;
  }
  return found ? { longest, marked: narrow } : null;
}

/** Outer rings that are too short for stretches that far apart. */
function smallOnes({ points, ringEnds }: Outline, lengths: Float64Array, shortRing: number): Uint8Array {
  const small = new Uint8Array(ringEnds.length);
  for (let ring = 0, begin = 0; ring < ringEnds.length; begin = ringEnds[ring++]) {
    if (lengths[ring] <= shortRing && ringArea2(points, begin, ringEnds[ring]) > 0) small[ring] = 1;
  }
  return small;
}

/** Drops short stretches of a ring and adds tips and margins to the others; whether there are any. */
function markRing(
  { along, length, ringLength, ring }: Pieces,
  narrow: Uint8Array,
  first: number,
  end: number,
  apart: number,
): boolean {
  const count = end - first;
  const around = ringLength[ring[first]];
  let start = 0;
  while (start < count && narrow[first + start] === 1) start++;
  // All of it: a wall goes round.
  if (start === count) return count > 0;
  let runs: Stretch[] = [];
  for (let step = 1; step <= count; step++) {
    const i = first + ((start + step) % count);
    if (narrow[i] === 0) continue;
    const from = start + step;
    let to = from;
    while (narrow[first + ((to + 1) % count)] === 1) to++;
    const last = first + (to % count);
    const turns = along[last] < along[i] ? around : 0;
    runs.push({ from, to, begin: along[i] - length[i] / 2, stop: along[last] + turns + length[last] / 2 });
    step = to - start;
  }
  runs = runs.filter((run) => run.stop - run.begin >= shortStretch * apart);
  narrow.fill(0, first, end);
  runs.forEach((run, r) => {
    const next = runs[(r + 1) % runs.length];
    const gap = (((next.begin - run.stop) % around) + around) % around;
    const reach = gap <= tip * apart ? gap : beyond * apart;
    for (let i = run.from; i <= run.to; i++) narrow[first + (i % count)] = 1;
    for (let i = run.to + 1, way = 0; way < reach && i < run.to + count; i++) {
      narrow[first + (i % count)] = 1;
      way += length[first + (i % count)];
    }
    for (let i = run.from - 1, way = 0; way < beyond * apart && i > run.from - count; i--) {
      narrow[first + (((i % count) + count) % count)] = 1;
      way += length[first + (((i % count) + count) % count)];
    }
  });
  return runs.length > 0;
}

/** Narrow pieces one after the other along a ring, and where they begin and stop along it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly stop: number;
}

/** Edges of the rims, long ones in pieces. */
interface Pieces {
  /** Way along the ring to the middle of the piece. */
  readonly along: Float64Array;
  readonly length: Float64Array;
  readonly ring: Int32Array;
  readonly ringLength: Float64Array;
}
