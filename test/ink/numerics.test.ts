import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussLegendre } from '../../src/ink/flow/gauss-legendre.ts';
import { solveIncreasing } from '../../src/ink/flow/solve-increasing.ts';

test('the rule of n points is exact for polynomials of degree 2n - 1', () => {
  for (const count of [1, 2, 5, 24, 48]) {
    const { nodes, weights } = gaussLegendre(count);
    for (let degree = 0; degree < Math.min(2 * count, 40); degree++) {
      const integral = nodes.reduce((sum, x, i) => sum + weights[i] * x ** degree, 0);
      expect(Math.abs(integral * (degree + 1) - 1)).toBeLessThan(1e-12);
    }
  }
});

test('a power is inverted from any guess', () => {
  const positive = fc.double({ min: -12, max: 12, noNaN: true }).map((x) => Math.exp(x));
  fc.assert(
    fc.property(positive, positive, fc.double({ min: 0.02, max: 5, noNaN: true }), (x, guess, power) => {
      const found = solveIncreasing((y) => 3 * y ** power, 3 * x ** power, guess);
      expect(Math.abs(found / x - 1)).toBeLessThan(1e-10);
    }),
    { seed: 1 },
  );
});

test('a curve with a corner and a flat start is inverted too', () => {
  const f = (x: number) => (x < 1 ? x ** 8 : 1 + 1e-3 * (x - 1));
  expect(solveIncreasing(f, 1.5, 1e-3)).toBeCloseTo(501, 6);
  expect(solveIncreasing(f, 1e-8, 100)).toBeCloseTo(0.1, 9);
});

test('the guess itself may be the answer, and what cannot be reached is not a number', () => {
  expect(solveIncreasing((x) => x, 2, 2)).toBe(2);
  expect(solveIncreasing((x) => x / (1 + x), 2, 1)).toBeNaN();
});
