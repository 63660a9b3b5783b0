/**
 * The surface of a field as triangles, closed by construction: space is cut into cubes and each cube into six
 * tetrahedra about one diagonal, so neighbours agree about every face; a crossing is computed from the lower-numbered
 * grid point to the higher one, so they agree about every corner to the bit.
 */

export interface Grid {
  /** Lowest corner, mm. */
  readonly origin: readonly [x: number, y: number, z: number];
  /** Points along each axis. */
  readonly points: readonly [x: number, y: number, z: number];
  /** mm */
  readonly step: number;
}

/** Kuhn's six tetrahedra; corner k of a cube lies at x = k & 1, y = k >> 1 & 1, z = k >> 2. All wind the same way. */
const tetrahedra = [
  [0, 1, 3, 7],
  [0, 5, 1, 7],
  [0, 3, 2, 7],
  [0, 2, 6, 7],
  [0, 4, 5, 7],
  [0, 6, 4, 7],
] as const;

/** Values nearer to zero than this part of the step are moved off it, so that no two crossings meet in a grid point. */
const offZero = 1e-3;

/**
 * Triangles (nine numbers each, mm) of the surface where `field` is 0, outside where it is positive. The field must be
 * positive on the whole rim of the grid, otherwise the surface stays open there.
 */
export function surfaceOf(field: (x: number, y: number, z: number) => number, grid: Grid): Float32Array {
  const [nx, ny, nz] = grid.points;
  const sheet = nx * ny;
  let below: Float64Array = new Float64Array(sheet);
  let above: Float64Array = sampleSheet(field, grid, 0, new Float64Array(sheet));
  const out = new TriangleSink();
  const values = new Float64Array(8);
  for (let k = 0; k + 1 < nz; k++) {
    [below, above] = [above, below];
    sampleSheet(field, grid, k + 1, above);
    for (let j = 0; j + 1 < ny; j++) {
      for (let i = 0; i + 1 < nx; i++) {
        const at = j * nx + i;
        values[0] = below[at];
        values[1] = below[at + 1];
        values[2] = below[at + nx];
        values[3] = below[at + nx + 1];
        values[4] = above[at];
        values[5] = above[at + 1];
        values[6] = above[at + nx];
        values[7] = above[at + nx + 1];
        let inside = 0;
        for (let c = 0; c < 8; c++) if (values[c] < 0) inside++;
        if (inside > 0 && inside < 8) cutCube(values, grid, i, j, k, out);
      }
    }
  }
  return out.finish();
}

function sampleSheet(
  field: (x: number, y: number, z: number) => number,
  { origin, points, step }: Grid,
  k: number,
  sheet: Float64Array,
): Float64Array {
  const z = origin[2] + k * step;
  const least = offZero * step;
  for (let j = 0, at = 0; j < points[1]; j++) {
    const y = origin[1] + j * step;
    for (let i = 0; i < points[0]; i++, at++) {
      const value = field(origin[0] + i * step, y, z);
      sheet[at] = Math.abs(value) < least ? (value < 0 ? -least : least) : value;
    }
  }
  return sheet;
}

function cutCube(values: Float64Array, grid: Grid, i: number, j: number, k: number, out: TriangleSink): void {
  for (const corners of tetrahedra) {
    let mask = 0;
    for (let c = 0; c < 4; c++) if (values[corners[c]] < 0) mask |= 1 << c;
    if (mask === 0 || mask === 15) continue;
    const cross = (a: number, b: number) => out.corner(values, grid, i, j, k, corners[a], corners[b]);
    for (const [a, b] of cuts[mask]) cross(a, b);
  }
}

/** Edges of a tetrahedron that a surface crosses, three a triangle, by the mask of the corners inside. */
const cuts = buildCuts();

function buildCuts(): readonly (readonly (readonly [number, number])[])[] {
  // The other three corners of each corner, in the order in which they appear counter-clockwise from outside it.
  const others = [
    [1, 2, 3],
    [0, 3, 2],
    [0, 1, 3],
    [0, 2, 1],
  ] as const;
  const table: [number, number][][] = Array.from({ length: 16 }, () => []);
  for (let c = 0; c < 4; c++) {
    const [p, q, r] = others[c];
    table[1 << c] = [
      [c, p],
      [c, q],
      [c, r],
    ];
    table[15 ^ (1 << c)] = [
      [c, p],
      [c, r],
      [c, q],
    ];
  }
  for (const [a, b, c, d] of [
    [0, 1, 2, 3],
    [0, 2, 3, 1],
    [0, 3, 1, 2],
    [1, 2, 0, 3],
    [1, 3, 2, 0],
    [2, 3, 0, 1],
  ] as const) {
    table[(1 << a) | (1 << b)] = [
      [a, c],
      [b, d],
      [b, c],
      [a, c],
      [a, d],
      [b, d],
    ];
  }
  return table;
}

class TriangleSink {
  private room = new Float32Array(9 * 4096);
  private length = 0;

  /** Adds the crossing between two corners of cube i, j, k; every third call completes a triangle. */
  corner(values: Float64Array, { origin, step }: Grid, i: number, j: number, k: number, a: number, b: number): void {
    const low = a < b ? a : b;
    const high = a < b ? b : a;
    const t = values[low] / (values[low] - values[high]);
    if (this.length + 3 > this.room.length) {
      const wider = new Float32Array(this.room.length * 2);
      wider.set(this.room);
      this.room = wider;
    }
    // Absolute grid numbers first: the same crossing seen from a neighbouring cube gives the same bits.
    this.room[this.length++] = origin[0] + step * (i + (low & 1) + t * ((high & 1) - (low & 1)));
    this.room[this.length++] = origin[1] + step * (j + ((low >> 1) & 1) + t * (((high >> 1) & 1) - ((low >> 1) & 1)));
    this.room[this.length++] = origin[2] + step * (k + (low >> 2) + t * ((high >> 2) - (low >> 2)));
  }

  finish(): Float32Array {
    return this.room.slice(0, this.length);
  }
}
