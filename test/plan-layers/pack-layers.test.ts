import { expect, test } from 'vitest';
import type { Strand } from '../../src/laydown/strand.ts';
import type { PlannedRange } from '../../src/plan/inputs/plan-range.ts';
import { packRange, unpackRange } from '../../src/plan/layers/pack-layers.ts';

const strand = (points: number[], more: Partial<Strand> = {}): Strand => ({
  points: Int32Array.from(points),
  closed: false,
  role: 'lattice',
  ink: 'a',
  part: 'graft',
  width: 0.41,
  height: 0.2,
  area: 0.132025,
  ...more,
});

const layer = (index: number, strands: readonly Strand[]) => ({
  layer: { index, top: 0.2 * (index + 1), height: 0.2, strands, inks: {}, sections: {} },
  findings: [],
});

test('layers come out of the flat arrays as they went in, rising and tapering strands and empty layers too', () => {
  const range: PlannedRange = {
    layers: [
      layer(3, [
        strand([0, 0, 10, -2_000_000_000]),
        strand([1, 2, 3, 4, 5, 6], { closed: true, role: 'contour', ink: 'b', part: 'ring', area: 1 / 3 }),
      ]),
      layer(4, []),
      layer(5, [strand([7, 8, 9, 10], { rise: Int32Array.from([0, 200_000]), role: 'fill' }), strand([0, 0, 1, 1])]),
      layer(6, [
        strand([0, 0, 5, 5, 9, 9], { widths: Int32Array.from([210_000, 410_000, 300_000]), role: 'contour' }),
        strand([0, 0, 4, 4], { rise: Int32Array.from([0, 9]), widths: Int32Array.from([410_000, 1]) }),
      ]),
    ],
    repairs: [
      [
        {
          layer: 4,
          gapsClosed: 1,
          largestGapMm: 0.2,
          piecesTurned: 0,
          piecesDropped: 0,
          droppedMm: 0,
          planeMovedMm: 0,
          lostMm2: 0,
          weldedMm: 0,
        },
      ],
    ],
    figures: [{ parts: [] }],
    seams: [[], []],
  };
  expect(unpackRange(packRange(range))).toEqual(range);
});

test('a range without strands packs to nothing', () => {
  const range: PlannedRange = { layers: [layer(0, [])], repairs: [], figures: [], seams: [[], []] };
  expect(packRange(range).points.length).toBe(0);
  expect(unpackRange(packRange(range))).toEqual(range);
});
