import { scatter, tableSize } from './share-corners.ts';

export interface Repeats {
  /** 1 for triangles to leave out. */
  readonly skip: Uint8Array;
  /** Triangles of fewer than three points. */
  readonly collapsed: number;
  /** Triangles that stand in the file again, with the same outside. */
  readonly duplicate: number;
}

/** Triangles that add nothing: two corners in one point, or a copy of an earlier one. `ids`: three points a triangle. */
export function findRepeats(ids: Int32Array): Repeats {
  const n = ids.length / 3;
  const skip = new Uint8Array(n);
  const mask = tableSize(n) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  let collapsed = 0;
  let duplicate = 0;
  for (let t = 0; t < n; t++) {
    const lead = leastCorner(ids, t);
    const a = ids[3 * t + lead];
    const b = ids[3 * t + ((lead + 1) % 3)];
    const c = ids[3 * t + ((lead + 2) % 3)];
    if (a === b || b === c || c === a) {
      skip[t] = 1;
      collapsed++;
      continue;
    }
    let slot = scatter(Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca77) + Math.imul(c, 0xc2b2ae3d)) & mask;
    for (;;) {
      const other = slots[slot];
      if (other < 0) {
        slots[slot] = t;
        break;
      }
      const start = leastCorner(ids, other);
      const same = ids[3 * other + start] === a && ids[3 * other + ((start + 1) % 3)] === b;
      if (same && ids[3 * other + ((start + 2) % 3)] === c) {
        skip[t] = 1;
        duplicate++;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { skip, collapsed, duplicate };
}

/** Which corner has the lowest point: the same triangle begins there wherever the file begins it. */
function leastCorner(ids: Int32Array, t: number): number {
  const a = ids[3 * t];
  const b = ids[3 * t + 1];
  const c = ids[3 * t + 2];
  if (a <= b && a <= c) return 0;
  return b <= c ? 1 : 2;
}
