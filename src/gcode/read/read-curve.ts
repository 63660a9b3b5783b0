import type { Machine } from './read-state.ts';
import type { Words } from './read-words.ts';

/** A cubic curve of G5 in the XY plane: start, two handles, end; nm. */
export interface Curve {
  readonly x: readonly [number, number, number, number];
  readonly y: readonly [number, number, number, number];
}

const [I, J, P, Q] = [8, 9, 15, 16];
/** How far a piece may stray from the curve, nm. */
const deviationNm = 5000;
const mostPieces = 4096;

/**
 * The curve from where the machine stands: I and J lead away from the start, P and Q lead to the end. Without I and J
 * the curve goes on smoothly from the one before (Marlin, G5).
 */
export function curveTo(m: Machine, w: Words, end: readonly [number, number, number]): Curve {
  const read = (letter: number, otherwise: number) =>
    (w.mask & (1 << letter)) !== 0 ? w.values[letter] * m.unit : otherwise;
  const [p, q] = [read(P, 0), read(Q, 0)];
  const [i, j] = [read(I, -m.curveEnd[0]), read(J, -m.curveEnd[1])];
  m.curveEnd = [p, q];
  return { x: [m.x, m.x + i, end[0] + p, end[0]], y: [m.y, m.y + j, end[1] + q, end[1]] };
}

/** Pieces that keep within the deviation: the second differences bound how far a chord strays. */
export function curvePieces({ x, y }: Curve): number {
  const bend = (v: Curve['x']) => Math.max(Math.abs(v[0] - 2 * v[1] + v[2]), Math.abs(v[1] - 2 * v[2] + v[3]));
  const most = 6 * Math.hypot(bend(x), bend(y));
  return Math.min(mostPieces, Math.max(1, Math.ceil(Math.sqrt(most / (8 * deviationNm)))));
}

export function curvePoint({ x, y }: Curve, t: number): [number, number] {
  const s = 1 - t;
  const at = (v: Curve['x']) => s * s * s * v[0] + 3 * s * s * t * v[1] + 3 * s * t * t * v[2] + t * t * t * v[3];
  return [at(x), at(y)];
}
