import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowIndexAt, rateAt, reducedFlow, stressAt, wallRateFor, yieldStress } from '../../src/ink/flow/rheology.ts';
import type { Rheology } from '../../src/ink/laws/flow-laws.ts';
import { anyLaw, anyRate } from './arbitrary-laws.ts';

test('the rate at the stress of a rate is that rate, for every law', () => {
  fc.assert(
    fc.property(anyLaw, anyRate, (law, rate) => {
      const tau = stressAt(law, rate);
      // Near the yield point the rate hides in the last digits of the stress.
      const visible = (tau - yieldStress(law)) / tau;
      fc.pre(visible > 1e-6);
      expect(Math.abs(rateAt(law, tau) / rate - 1)).toBeLessThan(1e-12 / visible / 0.1 + 1e-9);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('stress grows with rate, for every law', () => {
  fc.assert(
    fc.property(anyLaw, anyRate, (law, rate) => {
      expect(stressAt(law, rate * 1.5)).toBeGreaterThan(stressAt(law, rate));
    }),
    { seed: 2, numRuns: 500 },
  );
});

test('an ink at or below its yield stress stands still', () => {
  const law: Rheology = { model: 'herschel-bulkley', tau0: 100, K: 50, n: 0.5 };
  expect(rateAt(law, 100)).toBe(0);
  expect(rateAt(law, 40)).toBe(0);
  expect(rateAt(law, 150)).toBeCloseTo(1, 12);
});

test('each model has its textbook form', () => {
  expect(stressAt({ model: 'newtonian', eta: 2 }, 3)).toBe(6);
  expect(stressAt({ model: 'power-law', K: 9, n: 0.5 }, 4)).toBeCloseTo(18, 12);
  expect(stressAt({ model: 'herschel-bulkley', tau0: 5, K: 9, n: 0.5 }, 4)).toBeCloseTo(23, 12);
  expect(stressAt({ model: 'bingham', tau0: 5, eta: 2 }, 3)).toBe(11);
  expect(stressAt({ model: 'casson', tau0: 4, eta: 1 }, 9)).toBeCloseTo(25, 12);
  expect(stressAt({ model: 'cross', eta0: 11, etaInf: 1, m: 2, n: 1 }, 2)).toBeCloseTo((1 + 10 / 5) * 2, 12);
  const carreau: Rheology = { model: 'carreau-yasuda', eta0: 11, etaInf: 1, lambda: 1, a: 2, n: 0 + 0.5 };
  expect(stressAt(carreau, Math.sqrt(15))).toBeCloseTo((1 + 10 * 16 ** -0.25) * Math.sqrt(15), 12);
});

test('a power law with plateaus is Newtonian on both', () => {
  // Alginate 1.5 %, IJB 9-4 p. 394: 0.315 Pa s below 30 1/s, never below 0.03 Pa s.
  const law: Rheology = { model: 'power-law', K: 0.924272, n: 0.686, etaMax: 0.315, etaMin: 0.03 };
  expect(stressAt(law, 10)).toBeCloseTo(3.15, 12);
  expect(flowIndexAt(law, 10)).toBeCloseTo(1, 9);
  expect(flowIndexAt(law, 1000)).toBeCloseTo(0.686, 9);
  expect(stressAt(law, 1e6)).toBeCloseTo(3e4, 6);
});

test('Cross and Carreau begin at their zero-shear viscosity', () => {
  const cross: Rheology = { model: 'cross', eta0: 38.95, etaInf: 1e-3, m: 0.2171, n: 0.6547 };
  expect(stressAt(cross, 1e-9) / 1e-9).toBeCloseTo(38.95, 3);
  const flat: Rheology = { model: 'carreau-yasuda', eta0: 7, etaInf: 0, lambda: 3, a: 2, n: 1 };
  expect(stressAt(flat, 50)).toBeCloseTo(350, 9);
});

test('the flow of every law agrees with the integral over the stress', () => {
  fc.assert(
    fc.property(anyLaw, anyRate, (law, rate) => {
      const tau = stressAt(law, rate);
      fc.pre(yieldStress(law) < 0.999 * tau);
      expect(reducedFlow(law, rate) / byStress(law, tau)).toBeCloseTo(1, 4);
    }),
    { seed: 3, numRuns: 60 },
  );
});

test('the wall rate of a flow gives that flow back', () => {
  fc.assert(
    fc.property(anyLaw, anyRate, (law, reduced) => {
      expect(reducedFlow(law, wallRateFor(law, reduced)) / reduced).toBeCloseTo(1, 9);
    }),
    { seed: 4, numRuns: 300 },
  );
});

/** (1/tau_w^3) Int tau^2 rate dtau by a fine midpoint rule in log stress, the independent way. */
function byStress(law: Rheology, wall: number): number {
  const steps = 4000;
  const start = yieldStress(law);
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    // tau = start + (wall - start) x^3 crowds the points where the rate begins.
    const x = (i + 0.5) / steps;
    const tau = start + (wall - start) * x ** 3;
    sum += tau ** 2 * rateAt(law, tau) * (wall - start) * 3 * x ** 2;
  }
  return sum / steps / wall ** 3;
}
