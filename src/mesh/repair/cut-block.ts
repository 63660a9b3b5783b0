import { cross, dot, type Vector } from '../vector.ts';

/** A plane that all of a surface lies on or behind. */
export interface BlockFace {
  /** Of unit length, away from the surface. */
  readonly normal: Vector;
  /** Of the plane along its normal. */
  readonly offset: number;
}

/** Where two faces meet. */
export interface BlockEdge {
  readonly faces: readonly [left: number, right: number];
  /** Unit vector; the left face lies to its left, seen from outside. */
  readonly along: Vector;
  /** Corners at which it begins and ends; -1 where it has no end. */
  readonly ends: readonly [begin: number, end: number];
}

/** The convex block out of which a surface was cut, as far as it is known. */
export interface CutBlock {
  readonly faces: readonly BlockFace[];
  readonly edges: readonly BlockEdge[];
  readonly corners: readonly Vector[];
}

/** Planes of a smaller determinant meet in no corner. */
const leastDeterminant = 1e-3;

/** Edges and corners of the block within some faces; corners nearer to each other than `near` are one. */
export function blockOf(faces: readonly BlockFace[], near: number): CutBlock {
  const corners: Vector[] = [];
  forEachTriple(faces.length, (p, q, r) => {
    const corner = meetingPoint(faces[p], faces[q], faces[r]);
    if (corner === undefined || faces.some(({ normal, offset }) => dot(normal, corner) > offset + near)) return;
    if (corners.some((other) => Math.hypot(...other.map((value, k) => value - corner[k])) <= near)) return;
    corners.push(corner);
  });
  const facesAt = corners.map((corner) =>
    faces.flatMap(({ normal, offset }, f) => (dot(normal, corner) >= offset - near ? [f] : [])),
  );
  const edges: BlockEdge[] = [];
  for (let p = 0; p < faces.length; p++) {
    for (let q = p + 1; q < faces.length; q++) {
      const across = cross(faces[p].normal, faces[q].normal);
      const length = Math.hypot(...across);
      if (length * length < leastDeterminant) continue;
      const along: Vector = [across[0] / length, across[1] / length, across[2] / length];
      const own = corners.flatMap((_, c) => ([p, q].every((f) => facesAt[c].includes(f)) ? [c] : []));
      own.sort((a, b) => dot(along, corners[a]) - dot(along, corners[b]));
      // A lone corner is the end where a third face lies ahead, and the beginning where one lies behind.
      const isEnd = own.length > 1 || facesAt[own[0]]?.some((f) => dot(faces[f].normal, along) > leastDeterminant);
      const isBegin = own.length > 1 || !isEnd;
      edges.push({ faces: [p, q], along, ends: [isBegin ? (own[0] ?? -1) : -1, isEnd ? (own.at(-1) ?? -1) : -1] });
    }
  }
  return { faces, edges, corners };
}

/** Whether all faces stand at right angles to each other and bound it on all sides. */
export function isBox({ faces, corners }: CutBlock): boolean {
  return (
    corners.length === 8 &&
    faces.every((a) => faces.every((b) => Math.abs(Math.abs(dot(a.normal, b.normal)) - 0.5) > 0.499))
  );
}

function forEachTriple(count: number, visit: (p: number, q: number, r: number) => void): void {
  for (let p = 0; p < count; p++) {
    for (let q = p + 1; q < count; q++) for (let r = q + 1; r < count; r++) visit(p, q, r);
  }
}

function meetingPoint(p: BlockFace, q: BlockFace, r: BlockFace): Vector | undefined {
  const qr = cross(q.normal, r.normal);
  const determinant = dot(p.normal, qr);
  if (Math.abs(determinant) < leastDeterminant) return undefined;
  const rp = cross(r.normal, p.normal);
  const pq = cross(p.normal, q.normal);
  const at = (k: 0 | 1 | 2) => (p.offset * qr[k] + q.offset * rp[k] + r.offset * pq[k]) / determinant;
  return [at(0), at(1), at(2)];
}
