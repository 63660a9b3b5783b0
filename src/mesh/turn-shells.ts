import type { Shells } from './find-shells.ts';

/** Above this many shells nesting is not looked into: the comparison grows with the square. */
const mostShells = 2000;

/**
 * Shells that are inside out, as flags. The outermost shell around each one decides: when its volume is negative, it and
 * all that lies within it are turned, so that cavities stay cavities. Open shells and the shells of a crowd are left.
 */
export function findInverted(triangles: Float32Array, shells: Shells, open: Uint8Array): Uint8Array {
  const inverted = new Uint8Array(shells.count);
  if (shells.count > mostShells) return inverted;
  const { volumes, boxes } = measureShells(triangles, shells);
  for (let s = 0; s < shells.count; s++) {
    let outer = s;
    for (let other = 0; other < shells.count; other++) {
      if (open[other] === 0 && contains(boxes, other, outer)) outer = other;
    }
    if (open[outer] === 0 && volumes[outer] < 0) inverted[s] = 1;
  }
  return inverted;
}

function measureShells(triangles: Float32Array, { count, shellOf, turned }: Shells) {
  const volumes = new Float64Array(count);
  const boxes = new Float64Array(6 * count);
  for (let s = 0; s < count; s++) boxes.fill(Infinity, 6 * s, 6 * s + 3).fill(-Infinity, 6 * s + 3, 6 * s + 6);
  const [rx, ry, rz] = triangles;
  for (let t = 0; t < shellOf.length; t++) {
    const s = shellOf[t];
    if (s < 0) continue;
    const o = 9 * t;
    const ax = triangles[o] - rx;
    const ay = triangles[o + 1] - ry;
    const az = triangles[o + 2] - rz;
    const bx = triangles[o + 3] - rx;
    const by = triangles[o + 4] - ry;
    const bz = triangles[o + 5] - rz;
    const cx = triangles[o + 6] - rx;
    const cy = triangles[o + 7] - ry;
    const cz = triangles[o + 8] - rz;
    const six = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    volumes[s] += turned[t] === 1 ? -six : six;
    for (let k = 0; k < 9; k++) {
      const low = 6 * s + (k % 3);
      const value = triangles[o + k];
      if (value < boxes[low]) boxes[low] = value;
      if (value > boxes[low + 3]) boxes[low + 3] = value;
    }
  }
  return { volumes, boxes };
}

/** Whether the box of shell `a` encloses that of `b` without touching it. */
function contains(boxes: Float64Array, a: number, b: number): boolean {
  for (let axis = 0; axis < 3; axis++) {
    if (boxes[6 * a + axis] >= boxes[6 * b + axis]) return false;
    if (boxes[6 * a + 3 + axis] <= boxes[6 * b + 3 + axis]) return false;
  }
  return true;
}
