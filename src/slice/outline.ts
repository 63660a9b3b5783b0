/**
 * Closed rings of one part (or region) on one layer, in integer nanometres, construct frame. Outer rings run
 * counter-clockwise, holes clockwise. The first point of a ring is not repeated at its end.
 */
export interface Outline {
  readonly kind: 'closed';
  /** x0 y0 x1 y1 …, nm. */
  readonly points: Int32Array;
  /** For each ring, the index one past its last point (counted in points, not in numbers). */
  readonly ringEnds: Uint32Array;
}

export const nmPerMm = 1_000_000;

export const emptyOutline: Outline = { kind: 'closed', points: new Int32Array(0), ringEnds: new Uint32Array(0) };
