import { countUp, joinSets, rootOf } from '../study/disjoint-sets.ts';
import type { EdgeTable } from '../study/edge-table.ts';
import { areasOf } from '../study/measure-shells.ts';

/**
 * Area of the bodies whose faces all stand in the mesh twice, once each way, so that they enclose nothing. Faces between
 * two bodies stand there twice as well, but hang together with the rest of these by their edges. `cancelled` are the
 * triangles of the pairs, `ids` their points and `edges` those of all that is left.
 */
export function vanishedArea(
  triangles: Float32Array,
  ids: Int32Array,
  edges: EdgeTable,
  cancelled: Int32Array,
): number {
  const key = (a: number, b: number) => Math.min(a, b) * 2 ** 26 + Math.max(a, b);
  const left = new Set<number>();
  for (let edge = 0; edge < edges.count; edge++) left.add(key(edges.low[edge], edges.high[edge]));
  const parent = countUp(cancelled.length);
  const seen = new Map<number, number>();
  const held = new Set<number>();
  cancelled.forEach((t, i) => {
    for (let side = 0; side < 3; side++) {
      const edge = key(ids[3 * t + side], ids[3 * t + ((side + 1) % 3)]);
      if (left.has(edge)) held.add(i);
      const other = seen.get(edge);
      if (other === undefined) seen.set(edge, i);
      else joinSets(parent, i, other);
    }
  });
  const holding = new Set([...held].map((i) => rootOf(parent, i)));
  const own = new Float32Array(9);
  let area = 0;
  cancelled.forEach((t, i) => {
    if (holding.has(rootOf(parent, i))) return;
    own.set(triangles.subarray(9 * t, 9 * t + 9));
    // Each face was counted both ways.
    area += areasOf(own)[0] / 2;
  });
  return area;
}
