import type { StrandStep } from '../../program/step.ts';

/** Half of the last printed digit (0.1 µm) on each axis, and 1 nm. */
export const positionTolerance = 51;
/** A point between two others may stray by the roundings of all three. */
const onLineTolerance = 2 * Math.SQRT2 * positionTolerance;

/**
 * mm by which rounding can lengthen or shorten one piece of a path: half a digit of 0.1 µm on three axes, at both of its
 * ends. Many short pieces of one direction all round the same way, so the errors add up.
 */
export const lengthQuantum = (2 * Math.sqrt(3) * positionTolerance) / 1e6;

/** x y z of a strand's path in the machine's frame, nm; a closed strand returns to its start. */
export function programPath({ strand, xNm, yNm, zNm }: StrandStep): Float64Array {
  const { points, rise, closed } = strand;
  const count = points.length / 2;
  const path = new Float64Array(3 * (closed ? count + 1 : count));
  for (let i = 0; i * 3 < path.length; i++) {
    const from = i % count;
    path[3 * i] = points[2 * from] + xNm;
    path[3 * i + 1] = points[2 * from + 1] + yNm;
    path[3 * i + 2] = zNm + (rise?.[from] ?? 0);
  }
  return path;
}

export interface PathDifference {
  readonly what: string;
  readonly numbers: Record<string, number>;
}

/**
 * The planned and the found path are the same way: every planned point is reached in order, and what the file adds
 * (where coasting begins) lies on the way. Planned points closer than a printed digit may share one found point.
 */
export function comparePath(planned: ArrayLike<number>, found: ArrayLike<number>): PathDifference | null {
  const plannedCount = planned.length / 3;
  const foundCount = found.length / 3;
  if (foundCount === 0) return { what: 'nothing moves', numbers: {} };
  let at = 0;
  for (let i = 0; i < plannedCount; i++) {
    while (!near(planned, i, found, at)) {
      const passes =
        at + 1 < foundCount && i > 0 && (near(planned, i - 1, found, at) || between(planned, i, found, at));
      if (!passes) return missed(planned, i, found, at);
      at++;
    }
  }
  if (at === foundCount - 1) return null;
  const what = `the path goes on to ${place(found, foundCount - 1)} after its end at ${place(planned, plannedCount - 1)}`;
  return { what, numbers: { plannedPoints: plannedCount, foundPoints: foundCount } };
}

/** The planned point `i` and the found point `j` are the same place as far as the digits tell; in the plane where `axes` is 2. */
export function near(
  planned: ArrayLike<number>,
  i: number,
  found: ArrayLike<number>,
  j: number,
  axes: 2 | 3 = 3,
): boolean {
  const a = 3 * i;
  const b = 3 * j;
  if (!(Math.abs(planned[a] - found[b]) <= positionTolerance)) return false;
  if (!(Math.abs(planned[a + 1] - found[b + 1]) <= positionTolerance)) return false;
  return axes === 2 || Math.abs(planned[a + 2] - found[b + 2]) <= positionTolerance;
}

/** The found point lies on the planned piece that ends at point `i`. */
function between(planned: ArrayLike<number>, i: number, found: ArrayLike<number>, j: number): boolean {
  let along = 0;
  let square = 0;
  for (let axis = 0; axis < 3; axis++) {
    const way = planned[3 * i + axis] - planned[3 * i - 3 + axis];
    along += way * (found[3 * j + axis] - planned[3 * i - 3 + axis]);
    square += way * way;
  }
  if (square === 0) return false;
  const part = along / square;
  if (part < 0 || part > 1) return false;
  let off = 0;
  for (let axis = 0; axis < 3; axis++) {
    const way = planned[3 * i + axis] - planned[3 * i - 3 + axis];
    off += (found[3 * j + axis] - planned[3 * i - 3 + axis] - part * way) ** 2;
  }
  return Math.sqrt(off) <= onLineTolerance;
}

function missed(planned: ArrayLike<number>, i: number, found: ArrayLike<number>, j: number): PathDifference {
  const off = Math.hypot(
    planned[3 * i] - found[3 * j],
    planned[3 * i + 1] - found[3 * j + 1],
    planned[3 * i + 2] - found[3 * j + 2],
  );
  const what = `the file goes to ${place(found, j)} where ${place(planned, i)} is planned`;
  return { what, numbers: { point: i, offMm: off / 1e6 } };
}

export function place(points: ArrayLike<number>, i: number): string {
  const [x, y, z] = [0, 1, 2].map((axis) => Number((points[3 * i + axis] / 1e6).toFixed(5)));
  return `X${x} Y${y} Z${z}`;
}
