import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  capillaryWidth,
  flattenedArea,
  flattenedWidth,
  freeStrandDiameter,
  gelFront,
  longestSpan,
  slumpedWidth,
  spreadUnderWeight,
  swollenDiameter,
  touchingSpacing,
  wallYieldStress,
} from '../../src/ink/flow/strand-shape.ts';

test.each([
  [0.1609429886, 1, 0.45268],
  [1, 10, 0.356825],
  [2, 10, 0.504627],
  [0.127, 1, 0.402121],
])('free strand of %d µL/s at %d mm/s', (flow, speed, diameter) => {
  expect(freeStrandDiameter(flow, speed)).toBeCloseTo(diameter, 6);
});

test.each([
  [1, 10, 0.3, 0.39771],
  [1, 10, 0.25, 0.45365],
  [2, 10, 0.4, 0.58584],
])('flattened width of %d µL/s at %d mm/s, %d mm high', (flow, speed, height, width) => {
  expect(flattenedWidth(flow / speed, height)).toBeCloseTo(width, 5);
});

test('the section of a real BIO X6 file: width 0.45, height 0.4, 14.79 mm of a 3 mm filament', () => {
  const e = (width: number, height: number, length: number) =>
    (flattenedArea(width, height) * length) / ((Math.PI * 9) / 4);
  expect(e(0.45, 0.4, 14.79)).toBeCloseTo(0.30478, 4);
  expect(e(0.4, 0.4, 14.84)).toBeCloseTo(0.26382, 4);
});

test('width and area undo each other, and a strand too thin for its height stays round', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 1, noNaN: true }), fc.double({ min: 1, max: 4, noNaN: true }), (h, k) => {
      expect(flattenedWidth(flattenedArea(k * h, h), h)).toBeCloseTo(k * h, 9);
      expect(touchingSpacing(k * h, h) * h).toBeCloseTo(flattenedArea(k * h, h), 9);
    }),
    { seed: 1 },
  );
  expect(flattenedWidth(0.01, 0.4)).toBeCloseTo(Math.sqrt(0.04 / Math.PI), 12);
});

test.each([
  [0.5, 0.88658],
  [1, 0.70368],
  [5, 0.41151],
  [50, 0.19101],
])('spreading under weight with a yield stress of %d Pa', (tau0, width) => {
  expect(spreadUnderWeight(0.12566, 1000, tau0)).toBeCloseTo(width, 4);
});

test('a stiff strand stays round, a strand without yield stress never stops', () => {
  expect(slumpedWidth(0.12566, 1000, 50)).toBeCloseTo(0.4, 4);
  expect(slumpedWidth(0.12566, 1000, 0)).toBe(Number.POSITIVE_INFINITY);
});

test('capillary spreading grows with surface tension and falls with yield stress', () => {
  expect(capillaryWidth(0.12566, 0.07, 50)).toBeCloseTo(2e3 * 1.2109 * ((0.07 * 0.12566e-6 ** 2) / 50) ** 0.2, 12);
  expect(capillaryWidth(0.12566, 0.07, 500)).toBeLessThan(capillaryWidth(0.12566, 0.07, 50));
});

test('Pluronic of the reference spans 2.7211 mm', () => {
  expect(longestSpan(56003, 0.2, 0.4, 1000)).toBeCloseTo(2.7211, 4);
});

test.each([
  [1, 5.66],
  [5, 28.31],
  [10, 56.62],
])('a wall of %d mm needs a yield stress', (height, tau0) => {
  expect(wallYieldStress(height, 1000)).toBeCloseTo(tau0, 2);
});

test.each([
  [50, 0.346],
  [100, 0.49],
  [200, 0.6928],
])('a bath of %d mM gels in 60 s', (millimolar, depth) => {
  expect(gelFront(millimolar, 60)).toBeCloseTo(depth, 3);
});

test('a bath of 50, 100 and 200 mM gels 0.2 mm in 20, 10 and 5 s', () => {
  for (const [millimolar, seconds] of [
    [50, 20],
    [100, 10],
    [200, 5],
  ]) {
    expect(gelFront(millimolar, seconds)).toBeCloseTo(0.2, 3);
  }
});

test('die swell multiplies the bore', () => expect(swollenDiameter(1.2, 0.21)).toBeCloseTo(0.252, 12));

test('the published speed series keeps width² x speed (IJB 7-3 p. 123)', () => {
  const speeds = [64, 30, 17.4, 11.4, 8];
  speeds.forEach((speed, i) => {
    const width = 0.11 + 0.05 * i;
    const flow = (Math.PI / 4) * width ** 2 * speed;
    expect(Math.abs(flow / 0.605 - 1)).toBeLessThan(0.009);
    expect(freeStrandDiameter(flow, speed)).toBeCloseTo(width, 12);
  });
});
