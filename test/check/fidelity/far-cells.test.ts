import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSet, mapAt } from '../../../src/check/fidelity/cells/cell-map.ts';
import { farCells } from '../../../src/check/fidelity/cells/far-cells.ts';
import { enterSection, enterStrands, kernelOn } from '../../../src/check/fidelity/enter-layer.ts';
import { frameOf, middleOfColumn, middleOfRow } from '../../../src/check/fidelity/frame.ts';
import { floatsAt, intsAt } from '../../../src/kernel/kernel.ts';
import { rectangle } from '../../laydown/shapes.ts';
import { strandOf } from './grounds.ts';

const width = 0.4;
const frame = frameOf({ minX: -5e6, minY: -5e6, maxX: 5e6, maxY: 5e6 }, width * 1e6);
const cut = { section: rectangle(-4, -4, 4, 4), skipNm: 0 };
const place = fc.double({ min: -6, max: 6, noNaN: true });
const line = fc.tuple(place, place, place, place);
const lattice = fc.tuple(
  fc.double({ min: 0, max: Math.PI, noNaN: true }),
  fc.double({ min: 0.5, max: 2, noNaN: true }),
);

type Line = [ax: number, ay: number, bx: number, by: number];

/** Parallel lines across the section and beyond it, as long as it is wide or longer. */
const linesOf = ([angle, spacing]: readonly [number, number]): Line[] => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const offsets = Array.from({ length: Math.ceil(11 / spacing) }, (_, k) => -5.5 + k * spacing);
  return offsets.map((d) => [d * c - 7 * s, d * s + 7 * c, d * c + 7 * s, d * s - 7 * c]);
};

function cutBy(lines: readonly Line[], x: number, y: number, radius: number): Line[] {
  return lines.flatMap(([ax, ay, bx, by]): Line[] => {
    const [ux, uy] = [(bx - ax) / 14, (by - ay) / 14];
    const along = (x - ax) * ux + (y - ay) * uy;
    const half = Math.sqrt(Math.max(0, radius ** 2 - ((x - ax) * uy - (y - ay) * ux) ** 2));
    if (half === 0) return [[ax, ay, bx, by]];
    const at = (t: number): [number, number] => [ax + t * ux, ay + t * uy];
    return [
      [ax, ay, ...at(along - half)],
      [...at(along + half), bx, by],
    ];
  });
}

/** Middles of cells may be rounded to either side of the limit. */
const slackNm = 1.5 * frame.columnNm;

test('cells far from every strand are those that brute force finds, for short strands and for such across the grid', () => {
  const hole = fc.tuple(place, place, fc.double({ min: 0.8, max: 2, noNaN: true }));
  const strandsOf = fc.oneof(
    fc.array(line, { minLength: 1, maxLength: 12 }),
    lattice.map(linesOf),
    // Long lines whose places are near enough almost everywhere, but for a hole in some of them.
    fc.tuple(lattice, hole).map(([[angle], [x, y, radius]]) => cutBy(linesOf([angle, 0.25]), x, y, radius)),
  );
  let seen = 0;
  fc.assert(
    fc.property(strandsOf, fc.double({ min: 0.15, max: 1.2, noNaN: true }), (lines, reach) => {
      const kernel = kernelOn(frame);
      enterSection(kernel, cut, [], 0);
      enterStrands(
        kernel,
        lines.map(([ax, ay, bx, by]) =>
          strandOf(
            [
              [ax, ay],
              [bx, by],
            ],
            { width: 0 },
          ),
        ),
      );
      const [piecesAt, numbers] = intsAt(kernel, kernel.piecesLookedAt(), 2);
      const pieces = floatsAt(kernel, piecesAt, numbers);
      const found = farCells(kernel, reach * 1e6);
      const far = found === 0 ? null : mapAt(kernel, frame, found);
      for (let row = 0; row < frame.rows; row++) {
        for (let column = row % 3; column < frame.columns; column += 3) {
          const [u, v] = [middleOfColumn(frame, column), middleOfRow(frame, row)];
          if (far !== null && isSet(far, row, column)) {
            seen++;
            if (isNear(pieces, u, v, reach * 1e6 - slackNm)) expect.fail(`${u}, ${v} is near`);
          } else if (isInSection(u, v) && !isNear(pieces, u, v, reach * 1e6 + slackNm))
            expect.fail(`${u}, ${v} is far`);
        }
      }
    }),
    { seed: 11, numRuns: 60 },
  );
  expect(seen).toBeGreaterThan(10_000);
});

/** By more than a cell. */
function isInSection(u: number, v: number): boolean {
  const tilt = (23.4 * Math.PI) / 180;
  const x = u * Math.cos(tilt) - v * Math.sin(tilt);
  const y = u * Math.sin(tilt) + v * Math.cos(tilt);
  return Math.max(Math.abs(x), Math.abs(y)) < 4e6 - 2 * frame.rowNm;
}

/** Whether a place lies within `beyondNm` of the body of any piece. */
function isNear(pieces: Float64Array, u: number, v: number, beyondNm: number): boolean {
  for (let i = 0; i < pieces.length; i += 6) {
    const du = pieces[i + 2] - pieces[i];
    const dv = pieces[i + 3] - pieces[i + 1];
    const pu = u - pieces[i];
    const pv = v - pieces[i + 1];
    const length = du * du + dv * dv;
    let t = length > 0 ? (pu * du + pv * dv) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const reach = (pieces[i + 4] + (pieces[i + 5] - pieces[i + 4]) * t) / 2 + beyondNm;
    if ((pu - t * du) ** 2 + (pv - t * dv) ** 2 <= reach * reach) return true;
  }
  return false;
}
