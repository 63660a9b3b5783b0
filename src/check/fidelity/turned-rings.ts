import type { Strand } from '../../laydown/strand.ts';
import type { Outline } from '../../slice/outline.ts';
import { turnU, turnV } from './frame.ts';

/** A section in turned coordinates, nm. */
export interface TurnedRings {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly ringEnds: Uint32Array;
}

/** Turns a section; points nearer to the one before than `skipNm` are passed over, and rings that are nothing but such. */
export function turnRings({ points, ringEnds }: Outline, skipNm: number): TurnedRings {
  const u = new Float64Array(points.length / 2);
  const v = new Float64Array(points.length / 2);
  const ends: number[] = [];
  const square = skipNm * skipNm;
  let count = 0;
  let begin = 0;
  for (const end of ringEnds) {
    const first = count;
    let lastX = Infinity;
    let lastY = Infinity;
    for (let i = begin; i < end; i++) {
      const x = points[2 * i];
      const y = points[2 * i + 1];
      if ((x - lastX) * (x - lastX) + (y - lastY) * (y - lastY) < square) continue;
      u[count] = turnU(x, y);
      v[count] = turnV(x, y);
      count++;
      lastX = x;
      lastY = y;
    }
    if (count - first < 3) count = first;
    else ends.push(count);
    begin = end;
  }
  return { u: u.subarray(0, count), v: v.subarray(0, count), ringEnds: Uint32Array.from(ends) };
}

/** The closed ones among strands, as rings. */
export function ringsOfStrands(strands: readonly Strand[]): TurnedRings {
  const closed = strands.filter((strand) => strand.closed);
  const count = closed.reduce((sum, { points }) => sum + points.length / 2, 0);
  const u = new Float64Array(count);
  const v = new Float64Array(count);
  const ringEnds = new Uint32Array(closed.length);
  let at = 0;
  closed.forEach(({ points }, ring) => {
    for (let i = 0; i < points.length; i += 2, at++) {
      u[at] = turnU(points[i], points[i + 1]);
      v[at] = turnV(points[i], points[i + 1]);
    }
    ringEnds[ring] = at;
  });
  return { u, v, ringEnds };
}
