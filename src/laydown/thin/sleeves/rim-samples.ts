import type { Outline } from '../../../slice/outline.ts';
import { span } from '../span.ts';
import type { ThinStretches } from '../thin-stretches.ts';

/** The rims of a region as points, with more of them in thin stretches. nm. */
export interface RimSamples {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The point after each along its ring; the region lies to the left of that way. */
  readonly next: Int32Array;
  /** 1 for corners of the region itself, 0 for points put between them. */
  readonly corner: Uint8Array;
  /** 1 for points of thin stretches: only these are triangulated. */
  readonly marked: Uint8Array;
}

/** The corners of a region, and in its thin stretches points at most `step` apart. */
export function sampleRims(region: Outline, stretches: ThinStretches, step: number): RimSamples {
  const samples = startSamples();
  const { points, ringEnds } = region;
  let begin = 0;
  let piece = 0;
  for (const end of ringEnds) {
    const first = samples.x.length;
    let before = 0;
    for (let i = begin; i < end; i++) {
      const pieces = addEdge(samples, stretches, piece, step, points, i, i + 1 < end ? i + 1 : begin, before);
      piece += pieces;
      if (pieces > 0) before = stretches.marked[piece - 1];
    }
    closeRing(samples, first, before);
    begin = end;
  }
  const finished = finishSamples(samples);
  separate(finished);
  return finished;
}

/** The same rims with a point more in the middle of each edge that `split` names by its first point. */
export function splitEdges(samples: RimSamples, split: Uint8Array): RimSamples {
  const { x, y, next, corner, marked } = samples;
  const finer = {
    x: Array.from(x),
    y: Array.from(y),
    next: Array.from(next),
    corner: Array.from(corner),
    marked: Array.from(marked),
  };
  for (let i = 0; i < next.length; i++) {
    if (split[i] === 0) continue;
    const j = next[i];
    finer.next[i] = finer.x.length;
    finer.next.push(j);
    finer.x.push(Math.round((x[i] + x[j]) / 2));
    finer.y.push(Math.round((y[i] + y[j]) / 2));
    finer.corner.push(0);
    finer.marked.push(1);
  }
  return finishSamples(finer);
}

interface Growing {
  readonly x: number[];
  readonly y: number[];
  readonly next: number[];
  readonly corner: number[];
  readonly marked: number[];
}

function startSamples(): Growing {
  return { x: [], y: [], next: [], corner: [], marked: [] };
}

function finishSamples({ x, y, next, corner, marked }: Growing): RimSamples {
  return {
    x: new Float64Array(x),
    y: new Float64Array(y),
    next: new Int32Array(next),
    corner: new Uint8Array(corner),
    marked: new Uint8Array(marked),
  };
}

/** An edge, of which some pieces may lie in thin stretches; how many pieces it has. `before`: whether the last was one. */
function addEdge(
  samples: Growing,
  { longest, marked }: ThinStretches,
  piece: number,
  step: number,
  points: Int32Array,
  i: number,
  j: number,
  before: number,
): number {
  const ax = points[2 * i];
  const ay = points[2 * i + 1];
  const dx = points[2 * j] - ax;
  const dy = points[2 * j + 1] - ay;
  const length = span(dx, dy);
  const pieces = Math.ceil(length / longest);
  if (pieces > 0) addPoint(samples, ax, ay, 1, before | marked[piece]);
  const parts = Math.ceil(length / pieces / step);
  for (let p = 0; p < pieces; p++) {
    if (marked[piece + p] === 0) continue;
    // The first point of a piece is the last of the one before, where that is marked, too.
    for (let part = p > 0 && marked[piece + p - 1] === 0 ? 0 : 1; part <= parts; part++) {
      const t = (p + part / parts) / pieces;
      if (p * parts + part < pieces * parts) addPoint(samples, Math.round(ax + t * dx), Math.round(ay + t * dy), 0, 1);
    }
  }
  return pieces;
}

function addPoint(samples: Growing, x: number, y: number, corner: number, marked: number): void {
  samples.x.push(x);
  samples.y.push(y);
  samples.next.push(samples.x.length);
  samples.corner.push(corner);
  samples.marked.push(marked);
}

/** Where rims touch in a point, one of the two moves by a nanometre: each needs its own place in the triangulation. */
function separate({ x, y, marked }: RimSamples): void {
  let size = 16;
  while (size < 2 * x.length) size *= 2;
  const taken = new Float64Array(size).fill(-1);
  for (let i = 0; i < x.length; i++) {
    if (marked[i] === 0) continue;
    while (!take(taken, x[i], y[i])) x[i]++;
  }
}

/** Enters a place into a hash table with free slots of -1; false where it is in there already. */
function take(taken: Float64Array, x: number, y: number): boolean {
  const place = x * 2 ** 26 + y;
  const mask = taken.length - 1;
  const mixed = Math.imul(Math.floor(place / 2 ** 26), 0x9e3779b1) ^ Math.imul(place % 2 ** 26, 0x85ebca6b);
  // Low digits of round coordinates are all zero.
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  for (; taken[slot] !== -1; slot = (slot + 1) & mask) if (taken[slot] === place) return false;
  taken[slot] = place;
  return true;
}

function closeRing(samples: Growing, first: number, before: number): void {
  if (samples.x.length === first) return;
  samples.next[samples.x.length - 1] = first;
  samples.marked[first] |= before;
}
