import Delaunator from 'delaunator';
import { span } from '../span.ts';
import { type RimSamples, splitEdges } from './rim-samples.ts';

/** Delaunay triangles between the sampled rims of a region, nm. Half-edge e runs from corners[e] to corners[after(e)]. */
export interface RimTriangles {
  readonly samples: RimSamples;
  /** Three a triangle, counter-clockwise: numbers of samples. */
  readonly corners: Int32Array;
  /** The half-edge of the neighbour that runs the other way, -1 where there is none. */
  readonly twin: Int32Array;
  /** By triangle: whether it lies in the region. One more, which does, stands for all beyond the marked samples. */
  readonly inside: Uint8Array;
  /** By half-edge: 1 where it is a stretch of rim with the region on its left. */
  readonly rim: Uint8Array;
}

/** Rounds of splitting; only tips that taper to nothing need more. */
const rounds = 6;

export function after(edge: number): number {
  return edge % 3 === 2 ? edge - 2 : edge + 1;
}

/**
 * Triangulates the marked samples. Stretches of rim that are no edge of a triangle are split until they are, or are
 * shorter than `shortest`; longer ones than `longest` are none of those sampled.
 */
export function triangulate(given: RimSamples, shortest: number, longest: number): RimTriangles | null {
  let samples = given;
  for (let round = 0; ; round++) {
    const net = delaunay(samples);
    if (net === null) return null;
    const { rim, split, missing } = matchRims(samples, net, shortest, longest);
    if (missing === 0 || round === rounds) return { samples, ...net, rim, inside: sides(samples, net, rim) };
    samples = splitEdges(samples, split);
  }
}

interface Net {
  readonly corners: Int32Array;
  readonly twin: Int32Array;
}

function delaunay({ x, y, marked }: RimSamples): Net | null {
  const used = new Int32Array(marked.length);
  let count = 0;
  for (let i = 0; i < marked.length; i++) if (marked[i] === 1) used[count++] = i;
  if (count < 3) return null;
  const coordinates = new Float64Array(2 * count);
  // Delaunator turns clockwise where y points up: x and y change places. Near the origin no digits are lost.
  const ox = x[used[0]];
  const oy = y[used[0]];
  for (let k = 0; k < count; k++) {
    coordinates[2 * k] = y[used[k]] - oy;
    coordinates[2 * k + 1] = x[used[k]] - ox;
  }
  const { triangles, halfedges } = new Delaunator(coordinates);
  if (triangles.length === 0) return null;
  const corners = new Int32Array(triangles.length);
  for (let edge = 0; edge < corners.length; edge++) corners[edge] = used[triangles[edge]];
  return { corners, twin: halfedges };
}

function matchRims({ x, y, next, marked }: RimSamples, { corners }: Net, shortest: number, longest: number) {
  const rim = new Uint8Array(corners.length);
  const present = new Uint8Array(next.length);
  for (let edge = 0; edge < corners.length; edge++) {
    const from = corners[edge];
    const to = corners[after(edge)];
    if (next[from] === to) {
      rim[edge] = 1;
      present[from] = 1;
    }
    if (next[to] === from) present[to] = 1;
  }
  const split = new Uint8Array(next.length);
  let missing = 0;
  for (let i = 0; i < next.length; i++) {
    if (present[i] === 1 || marked[i] === 0 || marked[next[i]] === 0) continue;
    const length = span(x[next[i]] - x[i], y[next[i]] - y[i]);
    // A longer one leads through a piece that is not marked.
    if (length < 2 * shortest || length > longest) continue;
    split[i] = 1;
    missing++;
  }
  return { rim, split, missing };
}

/**
 * A triangle with a stretch of rim lies on the side that this tells, and so does what is connected with it over other
 * edges.
 */
function sides({ next }: RimSamples, { corners, twin }: Net, rim: Uint8Array): Uint8Array {
  const unknown = 2;
  const inside = new Uint8Array(corners.length / 3).fill(unknown);
  const open: number[] = [];
  for (let t = 0; t < inside.length; t++) {
    let left = false;
    let right = false;
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      left ||= rim[edge] === 1;
      right ||= next[corners[after(edge)]] === corners[edge];
    }
    if (left === right) continue;
    inside[t] = left ? 1 : 0;
    open.push(t);
  }
  for (let i = 0; i < open.length; i++) {
    for (let edge = 3 * open[i]; edge < 3 * open[i] + 3; edge++) {
      const other = twin[edge] < 0 || rim[edge] === 1 || rim[twin[edge]] === 1 ? -1 : Math.floor(twin[edge] / 3);
      if (other < 0 || inside[other] !== unknown) continue;
      inside[other] = inside[open[i]];
      open.push(other);
    }
  }
  const known = new Uint8Array(inside.length + 1);
  for (let t = 0; t < inside.length; t++) known[t] = inside[t] === 1 ? 1 : 0;
  known[inside.length] = 1;
  return known;
}
