import { countUp } from '../study/disjoint-sets.ts';
import type { EdgeTable } from '../study/edge-table.ts';
import { type SharedCorners, scatter, tableSize } from '../study/share-corners.ts';

/** Above the rounding of any exporter, far below the width of any strand, mm. */
const near = 0.004;
/** For parts whose numbers are not millimetres: the same as a fraction of the diagonal of the part. */
const nearOfDiagonal = 3e-4;

/** Distances to try in turn: small first, so that points of fine meshes find their own copies before others'. */
export function joinDistances(diagonal: number, unitMm: number): number[] {
  const distance = Math.min(near / unitMm, nearOfDiagonal * diagonal);
  return [distance / 16, distance / 4, distance, 2 * distance, 4 * distance];
}

/**
 * Points on open edges that lie within `distance` of each other become one: the first of them, by place, stands for the
 * others, so nothing moves by more than `distance`. `ids` are the points of the corners now. Gives the new number of
 * each old point (its own where nothing changes).
 */
export function joinNearCorners(
  triangles: Float32Array,
  corners: SharedCorners,
  ids: Int32Array,
  edges: EdgeTable,
  distance: number,
): Int32Array {
  const rename = countUp(corners.count);
  const loose = pointsOfOpenEdges(triangles, corners, ids, edges);
  const cell = 2 * distance;
  const mask = tableSize(loose.length) - 1;
  const heads = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(corners.count);
  const hash = (x: number, y: number, z: number) =>
    scatter(Math.imul(x, 0x9e3779b1) + Math.imul(y, 0x85ebca77) + Math.imul(z, 0xc2b2ae3d)) & mask;

  const standIn = (x: number, y: number, z: number): number => {
    // A cell is two distances wide: whatever is near lies in the cell or in its nearer neighbour along each axis.
    const fx = Math.floor(x / cell);
    const fy = Math.floor(y / cell);
    const fz = Math.floor(z / cell);
    const sx = x / cell - fx < 0.5 ? -1 : 1;
    const sy = y / cell - fy < 0.5 ? -1 : 1;
    const sz = z / cell - fz < 0.5 ? -1 : 1;
    for (let k = 0; k < 8; k++) {
      const slot = hash(fx + (k & 1) * sx, fy + ((k >> 1) & 1) * sy, fz + (k >> 2) * sz);
      for (let point = heads[slot]; point >= 0; point = next[point]) {
        const o = 3 * corners.first[point];
        const dx = triangles[o] - x;
        const dy = triangles[o + 1] - y;
        const dz = triangles[o + 2] - z;
        if (dx * dx + dy * dy + dz * dz <= distance * distance) return point;
      }
    }
    return -1;
  };

  for (const point of loose) {
    const o = 3 * corners.first[point];
    const [x, y, z] = [triangles[o], triangles[o + 1], triangles[o + 2]];
    const other = standIn(x, y, z);
    if (other >= 0) {
      rename[point] = other;
      continue;
    }
    const slot = hash(Math.floor(x / cell), Math.floor(y / cell), Math.floor(z / cell));
    next[point] = heads[slot];
    heads[slot] = point;
  }
  return rename;
}

function pointsOfOpenEdges(
  triangles: Float32Array,
  corners: SharedCorners,
  ids: Int32Array,
  edges: EdgeTable,
): Int32Array {
  const loose = new Uint8Array(corners.count);
  for (let c = 0; c < ids.length; c++) {
    const edge = edges.edgeOf[c];
    if (edge < 0 || edges.along[edge] + edges.against[edge] !== 1) continue;
    loose[ids[c]] = 1;
    loose[ids[c % 3 === 2 ? c - 2 : c + 1]] = 1;
  }
  const points: number[] = [];
  for (let point = 0; point < loose.length; point++) if (loose[point] === 1) points.push(point);
  // By place, so that the order of the triangles changes nothing.
  const place = (point: number, axis: number) => triangles[3 * corners.first[point] + axis];
  points.sort((a, b) => place(a, 0) - place(b, 0) || place(a, 1) - place(b, 1) || place(a, 2) - place(b, 2));
  return Int32Array.from(points);
}
