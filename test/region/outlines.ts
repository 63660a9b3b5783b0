import { nmPerMm, type Outline } from '../../src/slice/outline.ts';

/** An outline from rings of points in mm. */
export function outlineOf(rings: readonly (readonly (readonly [number, number])[])[]): Outline {
  const points = new Int32Array(2 * rings.reduce((sum, ring) => sum + ring.length, 0));
  const ringEnds = new Uint32Array(rings.length);
  let at = 0;
  rings.forEach((ring, r) => {
    for (const [x, y] of ring) {
      points[at++] = Math.round(x * nmPerMm);
      points[at++] = Math.round(y * nmPerMm);
    }
    ringEnds[r] = at / 2;
  });
  return { kind: 'closed', points, ringEnds };
}

/** A square with its lower left corner at x, y; mm. */
export function square(x: number, y: number, side: number): Outline {
  return outlineOf([
    [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
    ],
  ]);
}
