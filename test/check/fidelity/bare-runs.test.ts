import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareRuns } from '../../../src/check/fidelity/bare-runs.ts';
import { enterSection, enterStrands, kernelOn, runsAt } from '../../../src/check/fidelity/enter-layer.ts';
import { columnAt, frameOf } from '../../../src/check/fidelity/frame.ts';
import type { Runs } from '../../../src/check/fidelity/runs.ts';
import type { Strand } from '../../../src/laydown/strand.ts';
import { outlineOf } from '../../laydown/shapes.ts';
import { asks, strandOf } from './grounds.ts';

const width = 0.4;
const frame = frameOf({ minX: -4e6, minY: -4e6, maxX: 4e6, maxY: 4e6 }, width * 1e6);

const ringUpTo = (most: number) =>
  fc.record({
    x: fc.double({ min: -3, max: 3, noNaN: true }),
    y: fc.double({ min: -3, max: 3, noNaN: true }),
    size: fc.double({ min: 0.05, max: most, noNaN: true }),
    corners: fc.integer({ min: 3, max: 7 }),
  });
type Ring = ReturnType<typeof ringUpTo> extends fc.Arbitrary<infer T> ? T : never;

const cornersOf = ({ x, y, size, corners }: Ring): [number, number][] =>
  Array.from({ length: corners }, (_, k) => {
    const angle = (2 * Math.PI * k) / corners;
    return [x + size * Math.cos(angle), y + size * Math.sin(angle)];
  });

/** By its definition, cell by cell: in the section, and within no run that is enclosed on every second row around. */
function isBare(section: Runs, enclosed: Runs, reachNm: number, row: number, column: number): boolean {
  const holds = (runs: Runs, at: number, side: number) => {
    for (let i = at === 0 ? 0 : runs.rowEnds[at - 1]; i < (runs.rowEnds[at] ?? 0); i++) {
      if (column >= columnAt(frame, runs.from[i] - side) && column < columnAt(frame, runs.to[i] + side)) return true;
    }
    return false;
  };
  if (!holds(section, row, 0)) return false;
  for (let off = 0; off * frame.rowNm <= reachNm; off += 2) {
    const side = Math.sqrt(reachNm ** 2 - (off * frame.rowNm) ** 2);
    if (row >= off && holds(enclosed, row - off, side)) return false;
    if (holds(enclosed, row + off, side)) return false;
  }
  return true;
}

test('runs of bare cells are those that no contour comes near, cell by cell', () => {
  const margins = fc.double({ min: 0, max: 0.6, noNaN: true });
  // Many small pieces, of which several lie on one row within one contour.
  const sections = fc.array(ringUpTo(0.8), { minLength: 1, maxLength: 16 });
  fc.assert(
    fc.property(sections, fc.array(ringUpTo(2.5), { maxLength: 4 }), margins, (parts, contours, margin) => {
      const kernel = kernelOn(frame);
      const cut = { section: outlineOf(...parts.map(cornersOf)), skipNm: 0 };
      const runs = runsAt(kernel, enterSection(kernel, cut, [], 0).found, frame.rows);
      const strands: Strand[] = contours.map((one) => strandOf(cornersOf(one), { closed: true, role: 'contour' }));
      enterStrands(kernel, strands);
      const asked = asks({ margin }, { contours: 1, width });
      const bare = runsAt(kernel, bareRuns(kernel, frame, asked), frame.rows);
      kernel.contourRings();
      const enclosed = runsAt(kernel, kernel.sectionRuns(1), frame.rows);
      const reachNm = (0.75 * width + margin) * 1e6;
      const found = new Set<number>();
      for (let row = 0, i = 0; row < frame.rows; row++) {
        const begin = i;
        for (; i < bare.rowEnds[row]; i++) {
          expect(bare.from[i]).toBeLessThan(bare.to[i]);
          if (i > begin) expect(bare.from[i]).toBeGreaterThan(bare.to[i - 1]);
          for (let column = bare.from[i]; column < bare.to[i]; column++) found.add(row * frame.columns + column);
        }
      }
      for (let row = 0; row < frame.rows; row++) {
        for (let column = 0; column < frame.columns; column++) {
          const bareHere = isBare(runs, enclosed, reachNm, row, column);
          if (bareHere !== found.has(row * frame.columns + column)) expect([row, column, bareHere]).toBe(null);
        }
      }
    }),
    { seed: 20261126, numRuns: 40 },
  );
});
