import { countUp, joinSets, rootOf } from '../study/disjoint-sets.ts';
import { shareCorners } from '../study/share-corners.ts';

/**
 * Which groups of triangles belong to one body: those whose rims meet. A group of faces of a CAD body is open where the
 * next group goes on; a body that only touches another is closed by itself, whatever points it shares. Gives for each
 * group the number of the group that stands for its body.
 */
export function separateBodies(triangles: Float32Array, groupOf: ArrayLike<number>, groups: number): Int32Array {
  const parent = countUp(groups);
  const { ids, count } = shareCorners(triangles);
  // By group and edge, how often it runs up less how often it runs down: 0 where the group is closed.
  const net = new Map<number, number>();
  const edges = new Map<number, number[]>();
  const pairs = count * count;
  // Too many to tell apart: one body, which is what a single surface is.
  if (pairs * groups >= Number.MAX_SAFE_INTEGER) return parent.fill(0);
  for (let t = 0; t < ids.length / 3; t++) {
    const group = groupOf[t];
    for (let k = 0; k < 3; k++) {
      const a = ids[3 * t + k];
      const b = ids[3 * t + ((k + 1) % 3)];
      if (a === b) continue;
      const key = group * pairs + Math.min(a, b) * count + Math.max(a, b);
      const sum = (net.get(key) ?? 0) + (a < b ? 1 : -1);
      if (sum === 0) net.delete(key);
      else net.set(key, sum);
    }
  }
  for (const key of net.keys()) {
    const group = Math.floor(key / pairs);
    const edge = key - group * pairs;
    const meeting = edges.get(edge);
    if (meeting === undefined) edges.set(edge, [group]);
    else meeting.push(group);
  }
  for (const [first, ...others] of edges.values()) {
    for (const other of others) joinSets(parent, first, other);
  }
  return parent.map((_, group) => rootOf(parent, group));
}
