import type { PathStrand } from '../../program/program-path.ts';

// Strands in space as the gates see what is printed: rows of balls on their centre lines. Lengths mm, machine frame.

/** A piece of a strand as a ball around its centre line. */
export interface Ball {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly r: number;
  readonly strand: number;
  /** Way along its strand. */
  readonly way: number;
}

/** Centre line of a strand, x y z r: half a width below its tip. */
export function centreLine({ strand, xNm, yNm, zNm }: PathStrand): Float64Array {
  const { points, rise, widths, width } = strand;
  const count = points.length / 2;
  const line = new Float64Array(4 * count);
  for (let i = 0; i < count; i++) {
    const r = (widths === undefined ? width : widths[i] / 1e6) / 2;
    line[4 * i] = (xNm + points[2 * i]) / 1e6;
    line[4 * i + 1] = (yNm + points[2 * i + 1]) / 1e6;
    line[4 * i + 2] = (zNm + (rise?.[i] ?? 0)) / 1e6 - r;
    line[4 * i + 3] = r;
  }
  return line;
}

/** Balls by the square of the plan in which they lie. */
export interface Balls {
  readonly squares: Map<number, Square>;
  /** Radius of the thickest ball. */
  thickest: number;
}

interface Square {
  readonly balls: Ball[];
  /** Where the highest of them ends. */
  top: number;
}

export const noBalls = (): Balls => ({ squares: new Map(), thickest: 0 });

/** Edge of the squares. */
const cell = 1;
const lanes = 65_536;

const keyOf = (i: number, j: number): number => (i + lanes / 2) * lanes + j + lanes / 2;

export function addBall(balls: Balls, ball: Ball): void {
  const key = keyOf(Math.floor(ball.x / cell), Math.floor(ball.y / cell));
  const top = ball.z + ball.r;
  const square = balls.squares.get(key);
  if (square === undefined) balls.squares.set(key, { balls: [ball], top });
  else {
    square.balls.push(ball);
    square.top = Math.max(square.top, top);
  }
  balls.thickest = Math.max(balls.thickest, ball.r);
}

/**
 * Whether a test holds for any ball in the squares that lie within `reach` of a place, and end above `floor`; balls beyond
 * may be asked, too.
 */
export function someBall(
  { squares }: Balls,
  { x, y, reach, floor }: { readonly x: number; readonly y: number; readonly reach: number; readonly floor: number },
  test: (ball: Ball) => boolean,
): boolean {
  const [toI, toJ] = [Math.floor((x + reach) / cell), Math.floor((y + reach) / cell)];
  for (let i = Math.floor((x - reach) / cell); i <= toI; i++) {
    for (let j = Math.floor((y - reach) / cell); j <= toJ; j++) {
      const square = squares.get(keyOf(i, j));
      if (square === undefined || square.top <= floor) continue;
      for (const ball of square.balls) if (test(ball)) return true;
    }
  }
  return false;
}
