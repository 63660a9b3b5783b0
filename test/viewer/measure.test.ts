import { expect, test } from 'vitest';
import { measurePoints, measureStrands } from '../../viewer/data/measure.ts';
import { strandOf } from '../../viewer/data/print.ts';
import { printOf } from './print-of.ts';

// Three strands of 0.4 mm: two alike, 1.2 mm apart, and one a layer higher at 30 degrees.
const slanted = [10 * Math.cos(Math.PI / 6), 10 * Math.sin(Math.PI / 6)].map((value) => value.toFixed(6));
const text = `;BIO:plan=1 name=a printer=marlin-syringe
G90
M83
G1 X0 Y0 Z0.2 F600
;BIO:strand=0 ink=a role=lattice layer=0 width=0.4 height=0.2
G1 X10 E1
;BIO:end
G0 X10 Y1.2
;BIO:strand=1 ink=a role=lattice layer=0 width=0.5 height=0.2
G1 X0 E1
;BIO:end
G0 X0 Y0 Z0.5
;BIO:strand=2 ink=a role=lattice layer=1 width=0.4 height=0.3
G1 X${slanted[0]} Y${slanted[1]} E1
;BIO:end
`;
const print = printOf(text);
const place = (strand: number, share: number) => {
  const row = print.strands.firstRow[strand];
  expect(strandOf(print, row)).toBe(strand);
  const at = (i: number) => print.path[4 * row + i] + share * (print.path[4 * row + 4 + i] - print.path[4 * row + i]);
  return { row, at: [at(0), at(1), at(2)] as const };
};

test('strands that run alike: middle to middle, gap and pore as worked out on paper', () => {
  const found = measureStrands(print, place(0, 0.3), place(1, 0.5))!;
  expect(found.centres).toBeCloseTo(1.2, 5);
  expect(found.gap).toBeCloseTo(1.2 - 0.45, 5);
  expect(found.pore).toBeCloseTo(0.75, 5);
  expect(found.angle).toBeCloseTo(0, 4);
  expect([...found.widths].map((width) => Number(width.toFixed(3)))).toEqual([0.4, 0.5]);
});

test('strands that cross have an angle and no pore', () => {
  const found = measureStrands(print, place(0, 0.5), place(2, 0.5))!;
  expect(found.angle).toBeCloseTo(30, 3);
  expect(found.pore).toBeNull();
  expect(found.centres).toBeCloseTo(0, 6);
  expect(found.above).toBeCloseTo(0.3, 5);
});

test('from place to place in space', () => {
  const { distance, across } = measurePoints(place(0, 0), place(1, 0));
  expect(across[0]).toBeCloseTo(10, 5);
  expect(across[1]).toBeCloseTo(1.2, 5);
  expect(distance).toBeCloseTo(Math.hypot(10, 1.2), 5);
  expect(measureStrands(print, place(0, 0), place(0, 1))).toBeNull();
});
