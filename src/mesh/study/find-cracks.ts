import type { Loop, Places } from '../repair/boundary-loops.ts';
import { scatter, tableSize } from './share-corners.ts';

/** A loop is a crack when this much of it lies near another rim. */
const mostOfIt = 0.9;

/** The edges of all loops: of which loop, and x y z of both ends. */
interface RimEdges {
  readonly loop: Int32Array;
  readonly ends: Float64Array;
}

/**
 * For each loop that runs within `distance` of another rim, or of its own other side, the loop that it lies near; -1 for
 * those that do not. Two rims of one crack may not be capped each for itself: they are left to the slicer, which joins
 * what is near.
 */
export function findCracks(loops: readonly Loop[], places: Places, distance: number): Int32Array {
  const cracks = new Int32Array(loops.length).fill(-1);
  if (loops.length === 0) return cracks;
  const rims = rimEdges(loops, places);
  const near = nearness(rims, distance);
  let e = 0;
  loops.forEach(({ points }, l) => {
    let close = 0;
    let all = 0;
    let mate = -1;
    for (let i = 0; i < points.length; i++, e++) {
      const [x, y, z, u, v, w] = rims.ends.subarray(6 * e, 6 * e + 6);
      const length = Math.hypot(u - x, v - y, w - z);
      all += length;
      // Its middle, and a quarter from either end: corners touch what they belong to.
      for (const part of [0.25, 0.5, 0.75]) {
        const other = near(x + part * (u - x), y + part * (v - y), z + part * (w - z), e);
        if (other < 0) continue;
        close += length / 3;
        if (mate < 0 || other !== l) mate = other;
      }
    }
    if (close >= mostOfIt * all) cracks[l] = mate;
  });
  return cracks;
}

function rimEdges(loops: readonly Loop[], { triangles, first }: Places): RimEdges {
  const count = loops.reduce((sum, { points }) => sum + points.length, 0);
  const loop = new Int32Array(count);
  const ends = new Float64Array(6 * count);
  let e = 0;
  loops.forEach(({ points }, l) => {
    for (let i = 0; i < points.length; i++, e++) {
      const from = 3 * first[points[i]];
      const to = 3 * first[points[(i + 1) % points.length]];
      for (let axis = 0; axis < 3; axis++) {
        ends[6 * e + axis] = triangles[from + axis];
        ends[6 * e + 3 + axis] = triangles[to + axis];
      }
      loop[e] = l;
    }
  });
  return { loop, ends };
}

function lengthOf(ends: Float64Array, e: number): number {
  const o = 6 * e;
  return Math.hypot(ends[o + 3] - ends[o], ends[o + 4] - ends[o + 1], ends[o + 5] - ends[o + 2]);
}

/** Looks at no more edges than this in one cell: rims heaped up on each other are cracks anyway. */
const mostLooks = 256;

/** Gives the loop of an edge within the distance, or -1. Rims lie in a grid of cells, entered at steps of half a cell. */
function nearness(rims: RimEdges, distance: number) {
  const count = rims.loop.length;
  let total = 0;
  for (let e = 0; e < count; e++) total += lengthOf(rims.ends, e);
  const cell = Math.max(2 * distance, total / count, Number.MIN_VALUE);
  const entries: number[] = [];
  const cells: number[] = [];
  for (let e = 0; e < count; e++) {
    const steps = Math.ceil((2 * lengthOf(rims.ends, e)) / cell) + 1;
    for (let s = 0; s <= steps; s++) {
      const [i, j, k] = [0, 1, 2].map((axis) => {
        const from = rims.ends[6 * e + axis];
        return Math.floor((from + ((rims.ends[6 * e + 3 + axis] - from) * s) / steps) / cell);
      });
      cells.push(mix(i, j, k));
      entries.push(e);
    }
  }
  const mask = tableSize(entries.length) - 1;
  const heads = new Int32Array(mask + 1).fill(-1);
  const nexts = new Int32Array(entries.length);
  for (let n = entries.length - 1; n >= 0; n--) {
    nexts[n] = heads[cells[n] & mask];
    heads[cells[n] & mask] = n;
  }
  return (x: number, y: number, z: number, own: number): number => {
    const [i, j, k] = [x, y, z].map((value) => Math.floor(value / cell));
    for (let n = 0; n < 27; n++) {
      const slot = mix(i + (n % 3) - 1, j + (((n / 3) | 0) % 3) - 1, k + ((n / 9) | 0) - 1) & mask;
      let looks = mostLooks;
      for (let entry = heads[slot]; entry >= 0 && looks-- > 0; entry = nexts[entry]) {
        const e = entries[entry];
        if (rims.loop[e] === rims.loop[own] && !runAgainst(rims.ends, e, own)) continue;
        if (distanceTo(rims.ends, e, x, y, z) <= distance) return rims.loop[e];
      }
    }
    return -1;
  };
}

/** Whether two edges run against each other, as the two sides of a crack do. */
function runAgainst(ends: Float64Array, e: number, f: number): boolean {
  let [along, squareE, squareF] = [0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    const u = ends[6 * e + 3 + axis] - ends[6 * e + axis];
    const v = ends[6 * f + 3 + axis] - ends[6 * f + axis];
    along += u * v;
    squareE += u * u;
    squareF += v * v;
  }
  return along < 0 && 4 * along * along > squareE * squareF;
}

function distanceTo(ends: Float64Array, e: number, x: number, y: number, z: number): number {
  const o = 6 * e;
  const ux = ends[o + 3] - ends[o];
  const uy = ends[o + 4] - ends[o + 1];
  const uz = ends[o + 5] - ends[o + 2];
  const px = x - ends[o];
  const py = y - ends[o + 1];
  const pz = z - ends[o + 2];
  const square = ux * ux + uy * uy + uz * uz;
  const t = square > 0 ? Math.min(1, Math.max(0, (px * ux + py * uy + pz * uz) / square)) : 0;
  return Math.hypot(px - t * ux, py - t * uy, pz - t * uz);
}

function mix(i: number, j: number, k: number): number {
  return scatter(Math.imul(i, 0x9e3779b1) + Math.imul(j, 0x85ebca77) + Math.imul(k, 0xc2b2ae3d));
}
