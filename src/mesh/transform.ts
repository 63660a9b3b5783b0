import { allocateTriangles, type Mesh, type MeshReport } from './mesh.ts';
import { boundsOf } from './study/edge-sum.ts';

/** How a part of a job is shaped: the file's unit, then scale, then turns about x, y and z. Its move comes later. */
export interface Placement {
  readonly units: FileUnit;
  readonly scale: number | readonly [number, number, number];
  /** Degrees about x, then y, then z, about the origin of the file. */
  readonly rotate: readonly [number, number, number];
}

export type FileUnit = 'mm' | 'inch' | 'm' | 'cm' | 'um';

export const mmPerUnit: Readonly<Record<FileUnit, number>> = { mm: 1, inch: 25.4, m: 1000, cm: 10, um: 0.001 };

/** Row-major 3 x 3. */
type Matrix = readonly number[];

/** The mesh in mm as the job shapes it; the same mesh when there is nothing to do. Mirrored parts keep their outside. */
export function transformMesh(mesh: Mesh, placement: Placement): Mesh {
  const m = matrixOf(placement);
  if (m.every((value, k) => value === (k % 4 === 0 ? 1 : 0))) return mesh;
  const from = mesh.triangles;
  const to = allocateTriangles(from.length / 9);
  const mirrored = determinant(m) < 0;
  for (let i = 0; i < from.length; i += 3) {
    const x = from[i];
    const y = from[i + 1];
    const z = from[i + 2];
    // A mirror turns every triangle inside out: corners two and three change places.
    const corner = i % 9;
    const o = mirrored && corner > 0 ? i + 9 - 2 * corner : i;
    to[o] = m[0] * x + m[1] * y + m[2] * z;
    to[o + 1] = m[3] * x + m[4] * y + m[5] * z;
    to[o + 2] = m[6] * x + m[7] * y + m[8] * z;
  }
  return { ...mesh, triangles: to, bounds: boundsOf(to) };
}

/** The report of a mesh after `transformMesh`: its volume, openings and bounds in mm; counts stay. */
export function transformReport(report: MeshReport, placed: Mesh, placement: Placement): MeshReport {
  const factor = Math.abs(determinant(matrixOf(placement)));
  // Where the axes are scaled unlike, lengths and areas are those of the mean.
  const length = Math.cbrt(factor);
  const caps = report.caps.map((cap) => ({
    ...cap,
    area: cap.area * length ** 2,
    diameter: cap.diameter * length,
    offPlane: cap.offPlane * length,
  }));
  const vanishedMm2 = report.vanishedMm2 * length ** 2;
  return { ...report, volumeMm3: report.volumeMm3 * factor, vanishedMm2, caps, bounds: placed.bounds };
}

/** Points x y z in mm as the job shapes what they belong to. */
export function transformPoints(points: Float64Array, placement: Placement): Float64Array {
  const m = matrixOf(placement);
  return Float64Array.from(points, (_, i) => {
    const at = i - (i % 3);
    const row = 3 * (i % 3);
    return m[row] * points[at] + m[row + 1] * points[at + 1] + m[row + 2] * points[at + 2];
  });
}

function matrixOf({ units, scale, rotate }: Placement): Matrix {
  const factors = typeof scale === 'number' ? [scale, scale, scale] : scale;
  const [x, y, z] = rotate.map(cosineAndSine);
  const aboutX = [1, 0, 0, 0, x.c, -x.s, 0, x.s, x.c];
  const aboutY = [y.c, 0, y.s, 0, 1, 0, -y.s, 0, y.c];
  const aboutZ = [z.c, -z.s, 0, z.s, z.c, 0, 0, 0, 1];
  const turn = multiply(aboutZ, multiply(aboutY, aboutX));
  return turn.map((value, k) => value * factors[k % 3] * mmPerUnit[units]);
}

/** Exact at quarter turns, so that a box stays a box. */
function cosineAndSine(degrees: number): { c: number; s: number } {
  const quarter = (((degrees / 90) % 4) + 4) % 4;
  if (Number.isInteger(quarter)) return { c: [1, 0, -1, 0][quarter], s: [0, 1, 0, -1][quarter] };
  const angle = (degrees * Math.PI) / 180;
  return { c: Math.cos(angle), s: Math.sin(angle) };
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, k) => {
    const row = k - (k % 3);
    const column = k % 3;
    return a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6];
  });
}

function determinant(m: Matrix): number {
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}
