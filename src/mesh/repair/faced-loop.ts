import { cross, dot, type Vector } from '../vector.ts';
import type { Loop, Places } from './boundary-loops.ts';
import type { BlockFace, CutBlock } from './cut-block.ts';

/** A loop with the face of each of its edges, from each point to the next. */
export interface FacedLoop {
  readonly loop: Loop;
  readonly faces: readonly number[];
}

/** The edges of a loop, by the number of their first point, that lie in a face. */
export function edgesWithin({ points }: Loop, places: Places, face: BlockFace, near: number): number[] {
  const lies = Array.from(points, (point) => liesIn(placeOf(places, point), face, near));
  return lies.flatMap((is, i) => (is && lies[(i + 1) % lies.length] ? [i] : []));
}

/**
 * The face of each edge of a loop, within the first of the distances within which it lies in one; null where it lies in
 * none within the last.
 */
export function facesOf({ points }: Loop, places: Places, { faces }: CutBlock, within: readonly number[]) {
  const masks = within.map((near) =>
    Array.from(points, (point) => {
      const at = placeOf(places, point);
      return faces.reduce((mask, face, f) => (liesIn(at, face, near) ? mask | (1 << f) : mask), 0);
    }),
  );
  const own: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const next = (i + 1) % points.length;
    const mask = masks.map((of) => of[i] & of[next]).find((each) => each !== 0);
    if (mask === undefined) return null;
    const [from, to] = [placeOf(places, points[i]), placeOf(places, points[next])];
    own.push(leftFace(mask, [to[0] - from[0], to[1] - from[1], to[2] - from[2]], faces));
  }
  return own;
}

/** Of the faces that an edge lies in, the one that extends to its left, seen from outside: there its cap lies. */
function leftFace(mask: number, along: Vector, faces: readonly BlockFace[]): number {
  const own = faces.map((_, f) => f).filter((f) => (mask & (1 << f)) !== 0);
  if (own.length === 1) return own[0];
  const left = own.find((f) => {
    const inwards = cross(faces[f].normal, along);
    return own.every((other) => other === f || dot(inwards, faces[other].normal) < 0);
  });
  return left ?? own[0];
}

function liesIn(at: Vector, { normal, offset }: BlockFace, near: number): boolean {
  return offset - dot(normal, at) <= near;
}

export function placeOf({ triangles, first }: Places, point: number): Vector {
  const o = 3 * first[point];
  return [triangles[o], triangles[o + 1], triangles[o + 2]];
}
