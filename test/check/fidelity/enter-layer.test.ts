import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enterSection, enterStrands, kernelOn, runsAt } from '../../../src/check/fidelity/enter-layer.ts';
import { frameOf, turnU, turnV } from '../../../src/check/fidelity/frame.ts';
import { type Runs, runAt } from '../../../src/check/fidelity/runs.ts';
import type { FidelityKernel } from '../../../src/kernel/fidelity-kernel.ts';
import { floatsAt, intsAt } from '../../../src/kernel/kernel.ts';
import type { Outline } from '../../../src/slice/outline.ts';
import { outlineOf } from '../../laydown/shapes.ts';
import { strandOf } from './grounds.ts';

const frame = frameOf({ minX: -4e6, minY: -4e6, maxX: 4e6, maxY: 4e6 }, 0.4e6);
const place = fc.double({ min: -3.5, max: 3.5, noNaN: true });
const ring = fc.tuple(place, place, fc.double({ min: 0.1, max: 2.5, noNaN: true }), fc.integer({ min: 3, max: 7 }));
const section = fc.array(ring, { minLength: 1, maxLength: 4 }).map((rings) =>
  outlineOf(
    ...rings.map(([x, y, size, corners]) =>
      Array.from({ length: corners }, (_, k): [number, number] => {
        const angle = (2 * Math.PI * k) / corners;
        return [x + size * Math.cos(angle), y + size * Math.sin(angle)];
      }),
    ),
  ),
);

function runsOf(own: Outline, ...above: Outline[]): Runs {
  const kernel = kernelOn(frame);
  const cut = (outline: Outline) => ({ section: outline, skipNm: 0 });
  return runsAt(kernel, enterSection(kernel, cut(own), above.map(cut), 0).found, frame.rows);
}

test('what parts above take is gone from the rows of a section, and nothing else', () => {
  fc.assert(
    fc.property(section, section, section, (own, one, other) => {
      const whole = runsOf(own);
      const taken = [runsOf(one), runsOf(other)];
      const left = runsOf(own, one, other);
      for (let row = 0; row < frame.rows; row++) {
        const ends = [whole, ...taken, left].flatMap(({ rowEnds, from, to }) => {
          const begin = row === 0 ? 0 : rowEnds[row - 1];
          return [...from.slice(begin, rowEnds[row]), ...to.slice(begin, rowEnds[row])];
        });
        ends.sort((a, b) => a - b);
        for (let i = 1; i < ends.length; i++) {
          const between = (ends[i - 1] + ends[i]) / 2;
          if (between === ends[i - 1] || between === ends[i]) continue;
          const stays = runAt(whole, row, between) >= 0 && taken.every((runs) => runAt(runs, row, between) < 0);
          if (stays !== runAt(left, row, between) >= 0) expect([row, between]).toBe(stays);
        }
      }
    }),
    { seed: 20261128, numRuns: 60 },
  );
});

test('strands come as pieces in turned coordinates, closed ones with the piece that closes them, widths at each end', () => {
  const points = [
    [0, 0],
    [1, 0],
    [1, 2],
  ] as const;
  const kernel = kernelOn(frame);
  const widths = Int32Array.from([400_000, 300_000, 200_000]);
  enterStrands(kernel, [strandOf(points, { closed: true }), strandOf(points, { widths })]);
  const at = (i: number) => [
    turnU(points[i][0] * 1e6, points[i][1] * 1e6),
    turnV(points[i][0] * 1e6, points[i][1] * 1e6),
  ];
  expect(piecesOf(kernel)).toEqual([
    [...at(2), ...at(0), 400_000, 400_000],
    [...at(0), ...at(1), 400_000, 400_000],
    [...at(1), ...at(2), 400_000, 400_000],
    [...at(0), ...at(1), 400_000, 300_000],
    [...at(1), ...at(2), 300_000, 200_000],
  ]);
});

test('only pieces near a box are looked at, all of them, and all pieces again afterwards', () => {
  const lines = fc.array(fc.tuple(place, place, place, place), { minLength: 1, maxLength: 60 });
  const box = fc.tuple(
    place,
    place,
    fc.double({ min: 0, max: 3, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(lines, box, (strands, [u, v, size, reach]) => {
      const kernel = kernelOn(frame);
      enterStrands(
        kernel,
        strands.map(([ax, ay, bx, by]) =>
          strandOf([
            [ax, ay],
            [bx, by],
          ]),
        ),
      );
      const all = piecesOf(kernel);
      const [left, low, side, far] = [u * 1e6, v * 1e6, size * 1e6, reach * 1e6];
      const near = all.filter(
        ([au, av, bu, bv]) =>
          Math.max(au, bu) >= left - far &&
          Math.min(au, bu) <= left + side + far &&
          Math.max(av, bv) >= low - far &&
          Math.min(av, bv) <= low + side + far,
      );
      kernel.hold();
      kernel.lookAtPieces(left, low, left + side, low + side, far);
      expect(piecesOf(kernel)).toEqual(near);
      kernel.restore();
      expect(piecesOf(kernel)).toEqual(all);
    }),
    { seed: 20261128, numRuns: 100 },
  );
});

function piecesOf(kernel: FidelityKernel): number[][] {
  const [at, numbers] = intsAt(kernel, kernel.piecesLookedAt(), 2);
  const pieces = floatsAt(kernel, at, numbers);
  return Array.from({ length: numbers / 6 }, (_, i) => [...pieces.slice(6 * i, 6 * i + 6)]);
}
