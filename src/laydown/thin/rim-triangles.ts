import Delaunator from 'delaunator';
import type { Outline } from '../../slice/outline.ts';
import { indexRegion, isInside } from '../region-index.ts';
import { type RimSamples, splitEdges } from './rim-samples.ts';

/** Delaunay triangles between the sampled rims of a region, nm. Half-edge e runs from corners[e] to corners[after(e)]. */
export interface RimTriangles {
  readonly samples: RimSamples;
  /** Three a triangle, counter-clockwise: numbers of samples. */
  readonly corners: Int32Array;
  /** The half-edge of the neighbour that runs the other way, -1 where there is none. */
  readonly twin: Int32Array;
  /** By triangle: whether it lies in the region. */
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
 * shorter than `shortest`.
 */
export function triangulate(region: Outline, given: RimSamples, shortest: number): RimTriangles | null {
  let samples = given;
  for (let round = 0; ; round++) {
    const net = delaunay(samples);
    if (net === null) return null;
    const { rim, split, missing } = matchRims(samples, net, shortest);
    if (missing === 0 || round === rounds) return { samples, ...net, rim, inside: sides(region, samples, net, rim) };
    samples = splitEdges(samples, split);
  }
}

interface Net {
  readonly corners: Int32Array;
  readonly twin: Int32Array;
}

function delaunay({ x, y, marked }: RimSamples): Net | null {
  const used: number[] = [];
  for (let i = 0; i < marked.length; i++) if (marked[i] === 1) used.push(i);
  if (used.length < 3) return null;
  const coordinates = new Float64Array(2 * used.length);
  // Delaunator turns clockwise where y points up: x and y change places. Near the origin no digits are lost.
  const ox = x[used[0]];
  const oy = y[used[0]];
  used.forEach((i, k) => {
    coordinates[2 * k] = y[i] - oy;
    coordinates[2 * k + 1] = x[i] - ox;
  });
  const { triangles, halfedges } = new Delaunator(coordinates);
  if (triangles.length === 0) return null;
  return { corners: Int32Array.from(triangles, (k) => used[k]), twin: halfedges };
}

function matchRims({ x, y, next, marked }: RimSamples, { corners }: Net, shortest: number) {
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
    if (Math.hypot(x[next[i]] - x[i], y[next[i]] - y[i]) < 2 * shortest) continue;
    split[i] = 1;
    missing++;
  }
  return { rim, split, missing };
}

/** A triangle with a stretch of rim lies on the side that this tells; the others are looked up by their middle. */
function sides(region: Outline, { x, y, next }: RimSamples, { corners }: Net, rim: Uint8Array): Uint8Array {
  const inside = new Uint8Array(corners.length / 3);
  const index = indexRegion(region);
  for (let t = 0; t < inside.length; t++) {
    let left = 0;
    let right = 0;
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      left += rim[edge];
      if (next[corners[after(edge)]] === corners[edge]) right++;
    }
    const [a, b, c] = [corners[3 * t], corners[3 * t + 1], corners[3 * t + 2]];
    if (left > 0 && right === 0) inside[t] = 1;
    else if (left > 0 === right > 0)
      inside[t] = isInside(index, (x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3) ? 1 : 0;
  }
  return inside;
}
