/** Lines through closed bodies: how often each body winds around a place. */

/**
 * Called for each triangle on the line: its body, +1 where the line goes out of the body there and -1 where it goes in,
 * whether that is ahead of the place, and how far the place lies off the triangle's plane.
 */
export type Crossed = (body: number, sense: 1 | 0 | -1, ahead: boolean, offPlane: number) => void;

/**
 * Casts a line through a place and calls `crossed` for each triangle it meets. A body winds around the place as often as
 * the senses of its triangles ahead add up to.
 */
export type CastLine = (x: number, y: number, z: number, crossed: Crossed) => void;

/** The lines lean out of the vertical, in a direction in which no model has its edges. */
const leanX = 0.1370357;
const leanY = 0.0712953;

/**
 * `bodyOf` gives the body of each triangle, or -1 for triangles to leave out; `turned` those that run the other way.
 * Triangles beside the line by no more than `tolerance` are called with a sense of 0.
 */
export function windingLines(
  triangles: Float32Array,
  bodyOf: Int32Array,
  turned: Uint8Array,
  tolerance: number,
): CastLine {
  const grid = sortIntoGrid(triangles, bodyOf);
  const { starts, entries, side, minX, minY, perX, perY } = grid;
  return (x, y, z, crossed) => {
    const px = x - leanX * z;
    const py = y - leanY * z;
    const i = Math.floor((px - minX) * perX);
    const j = Math.floor((py - minY) * perY);
    if (!(i >= 0 && j >= 0 && i < side && j < side)) return;
    const cell = j * side + i;
    for (let k = starts[cell]; k < starts[cell + 1]; k++) {
      const t = entries[k];
      const o = 9 * t;
      const [az, bz, cz] = [triangles[o + 2], triangles[o + 5], triangles[o + 8]];
      const [ax, ay] = [triangles[o] - leanX * az - px, triangles[o + 1] - leanY * az - py];
      const [bx, by] = [triangles[o + 3] - leanX * bz - px, triangles[o + 4] - leanY * bz - py];
      const [cx, cy] = [triangles[o + 6] - leanX * cz - px, triangles[o + 7] - leanY * cz - py];
      const ab = ax * by - ay * bx;
      const bc = bx * cy - by * cx;
      const ca = cx * ay - cy * ax;
      const whole = ab + bc + ca;
      if (whole === 0) continue;
      const least = whole > 0 ? Math.min(ab, bc, ca) : -Math.max(ab, bc, ca);
      const hits = whole > 0 ? least >= 0 : least > 0;
      // Beside an edge by no more than rounding: no crossing, and yet the place may lie on the surface.
      const slack = tolerance * (Math.abs(bx - ax) + Math.abs(by - ay) + Math.abs(cx - ax) + Math.abs(cy - ay));
      if (!hits && least < -slack) continue;
      const rise = (bc * az + ca * bz + ab * cz) / whole - z;
      const out = whole > 0 === (turned[t] === 0) ? 1 : -1;
      crossed(bodyOf[t], hits ? out : 0, rise > 0, Math.abs(rise) * slope(triangles, o));
    }
  };
}

/** How far one gets from the plane of a triangle by rising along a line by one. */
function slope(triangles: Float32Array, o: number): number {
  const [ux, uy, uz] = [0, 1, 2].map((k) => triangles[o + 3 + k] - triangles[o + k]);
  const [vx, vy, vz] = [0, 1, 2].map((k) => triangles[o + 6 + k] - triangles[o + k]);
  const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  return Math.abs(nx * leanX + ny * leanY + nz) / Math.hypot(nx, ny, nz);
}

interface Grid {
  /** Cells along either axis. */
  readonly side: number;
  readonly minX: number;
  readonly minY: number;
  readonly perX: number;
  readonly perY: number;
  /** For each cell its first entry, and one past the last of all. */
  readonly starts: Uint32Array;
  readonly entries: Int32Array;
}

const mostCells = 1024;

/** Triangles by the cells that their boxes cover, as seen along the lines. */
function sortIntoGrid(triangles: Float32Array, bodyOf: Int32Array): Grid {
  const n = bodyOf.length;
  const boxes = new Float64Array(4 * n);
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let t = 0; t < n; t++) {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let o = 9 * t; o < 9 * t + 9; o += 3) {
      const x = triangles[o] - leanX * triangles[o + 2];
      const y = triangles[o + 1] - leanY * triangles[o + 2];
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
    }
    boxes.set([x0, y0, x1, y1], 4 * t);
    if (bodyOf[t] < 0) continue;
    minX = Math.min(minX, x0);
    minY = Math.min(minY, y0);
    maxX = Math.max(maxX, x1);
    maxY = Math.max(maxY, y1);
  }
  const side = Math.max(1, Math.min(mostCells, Math.ceil(Math.sqrt(n))));
  const perX = side / (maxX - minX || 1) / (1 + 1e-9);
  const perY = side / (maxY - minY || 1) / (1 + 1e-9);
  const eachCell = (t: number, visit: (cell: number) => void) => {
    if (bodyOf[t] < 0) return;
    const [i0, i1] = [boxes[4 * t], boxes[4 * t + 2]].map((x) => Math.floor((x - minX) * perX));
    const [j0, j1] = [boxes[4 * t + 1], boxes[4 * t + 3]].map((y) => Math.floor((y - minY) * perY));
    for (let j = j0; j <= Math.min(j1, side - 1); j++) {
      for (let i = i0; i <= Math.min(i1, side - 1); i++) visit(j * side + i);
    }
  };
  const starts = new Uint32Array(side * side + 1);
  for (let t = 0; t < n; t++) eachCell(t, (cell) => starts[cell + 1]++);
  for (let cell = 0; cell < side * side; cell++) starts[cell + 1] += starts[cell];
  const entries = new Int32Array(starts[side * side]);
  const at = starts.slice(0, -1);
  for (let t = 0; t < n; t++) eachCell(t, (cell) => (entries[at[cell]++] = t));
  return { side, minX, minY, perX, perY, starts, entries };
}
