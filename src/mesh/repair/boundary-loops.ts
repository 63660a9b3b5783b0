import type { EdgeTable } from '../study/edge-table.ts';
import type { Shells } from '../study/find-shells.ts';

/** A closed way along open edges, in the direction in which a cap's triangles run along it. */
export interface Loop {
  /** Points, each once. */
  readonly points: Int32Array;
  readonly shell: number;
}

/** Where the point of a number lies: three numbers from `at(point)` on. */
export interface Places {
  readonly triangles: Float32Array;
  /** A corner of each point. */
  readonly first: Int32Array;
}

/** Directed edges that lead as often to each point as away from it. */
interface Rim {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly shell: Int32Array;
}

/** An edge of a rim: the points it leads from and to, and the shell that it belongs to. */
export type RimEdge = readonly [from: number, to: number, shell: number];

/**
 * The rims of an open surface as loops that meet themselves nowhere. Along each edge the triangles that run one way are
 * weighed against those that run the other, after they were turned to agree: what is left over is a boundary, and it
 * always closes. The order of the triangles does not matter.
 */
export function boundaryLoops(ids: Int32Array, edges: EdgeTable, shells: Shells, places: Places): Loop[] {
  return loopsOf(rimOf(ids, edges, shells), places);
}

/** Directed edges as loops that meet themselves nowhere, whatever the order of the edges. */
export function loopsOf(unsorted: readonly RimEdge[], places: Places): Loop[] {
  const rim = sortedRim(unsorted, places);
  const count = rim.from.length;
  const startOf = new Map<number, number>();
  for (let i = count - 1; i >= 0; i--) startOf.set(rim.from[i], i);
  const used = new Uint8Array(count);
  const loops: Loop[] = [];
  for (let seed = 0; seed < count; seed++) {
    if (used[seed] === 0) walk(rim, seed, startOf, used, loops);
  }
  return loops;
}

/** Follows the rim from one of its edges; whenever it comes back to a point of its way, what lies between is a loop. */
function walk(rim: Rim, seed: number, startOf: Map<number, number>, used: Uint8Array, loops: Loop[]): void {
  const way: number[] = [];
  const placeOnWay = new Map<number, number>();
  for (let edge = seed; edge >= 0; ) {
    used[edge] = 1;
    placeOnWay.set(rim.from[edge], way.length);
    way.push(edge);
    const at = placeOnWay.get(rim.to[edge]);
    if (at !== undefined) {
      const loop = way.splice(at);
      for (const each of loop) placeOnWay.delete(rim.from[each]);
      if (loop.length > 2) {
        loops.push({ points: Int32Array.from(loop, (each) => rim.from[each]), shell: rim.shell[loop[0]] });
      }
    }
    edge = nextEdge(rim, rim.to[edge], rim.shell[edge], startOf, used);
  }
}

/** An unused edge from a point, of the same shell where there is one; -1 where the way ends. */
function nextEdge(rim: Rim, point: number, shell: number, startOf: Map<number, number>, used: Uint8Array): number {
  let other = -1;
  for (let i = startOf.get(point) ?? rim.from.length; rim.from[i] === point; i++) {
    if (used[i] === 1) continue;
    if (rim.shell[i] === shell) return i;
    if (other < 0) other = i;
  }
  return other;
}

function rimOf(ids: Int32Array, edges: EdgeTable, shells: Shells): RimEdge[] {
  const nets = new Int16Array(edges.count);
  for (let c = 0; c < ids.length; c++) {
    if (edges.edgeOf[c] >= 0) nets[edges.edgeOf[c]] += edges.runsUp[c] === shells.turned[(c / 3) | 0] ? -1 : 1;
  }
  const open: RimEdge[] = [];
  for (let edge = 0; edge < edges.count; edge++) {
    const shell = shells.shellOf[edges.first[edge]];
    const [low, high] = [edges.low[edge], edges.high[edge]];
    // A cap runs against what is left over.
    for (let k = Math.abs(nets[edge]); k > 0; k--) open.push(nets[edge] > 0 ? [high, low, shell] : [low, high, shell]);
  }
  return open;
}

/** By place, so that nothing depends on the numbers of points. */
function sortedRim(edges: readonly RimEdge[], { triangles, first }: Places): Rim {
  const apart = (a: number, b: number) => {
    const [i, j] = [3 * first[a], 3 * first[b]];
    return (
      triangles[i] - triangles[j] || triangles[i + 1] - triangles[j + 1] || triangles[i + 2] - triangles[j + 2] || a - b
    );
  };
  const sorted = [...edges].sort((a, b) => apart(a[0], b[0]) || apart(a[1], b[1]));
  return {
    from: Int32Array.from(sorted, ([from]) => from),
    to: Int32Array.from(sorted, ([, to]) => to),
    shell: Int32Array.from(sorted, ([, , shell]) => shell),
  };
}
