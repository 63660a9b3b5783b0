import fc from 'fast-check';
import type { Rheology } from '../../src/ink/laws/flow-laws.ts';

const between = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map((x) => Math.exp(x));
const index = fc.double({ min: 0.1, max: 1, noNaN: true });

const newtonian = fc.record({ model: fc.constant('newtonian' as const), eta: between(1e-3, 1e3) });
const powerLaw = fc.record({ model: fc.constant('power-law' as const), K: between(0.1, 1e3), n: index });
const clamped = fc
  .record({ K: between(0.1, 100), n: fc.double({ min: 0.2, max: 0.9, noNaN: true }) })
  .map(({ K, n }) => ({ model: 'power-law' as const, K, n, etaMax: K * 0.5, etaMin: K * 0.01 }));
const herschelBulkley = fc.record({
  model: fc.constant('herschel-bulkley' as const),
  tau0: fc.double({ min: 0, max: 500, noNaN: true }),
  K: between(0.1, 1e3),
  n: index,
});
const bingham = fc.record({
  model: fc.constant('bingham' as const),
  tau0: fc.double({ min: 0, max: 500, noNaN: true }),
  eta: between(1e-3, 100),
});
const casson = fc.record({
  model: fc.constant('casson' as const),
  tau0: fc.double({ min: 0, max: 500, noNaN: true }),
  eta: between(1e-3, 100),
});
const cross = fc.record({
  model: fc.constant('cross' as const),
  eta0: between(1, 1e3),
  etaInf: fc.constantFrom(0, 1e-3),
  m: between(0.01, 5),
  n: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
});
const carreau = fc.record({
  model: fc.constant('carreau-yasuda' as const),
  eta0: between(1, 1e3),
  etaInf: fc.constantFrom(0, 1e-3),
  lambda: between(0.01, 5),
  a: fc.double({ min: 0.5, max: 2, noNaN: true }),
  n: fc.double({ min: 0.2, max: 1, noNaN: true }),
});

/** Any flow law that an ink of the library could have. */
export const anyLaw: fc.Arbitrary<Rheology> = fc.oneof(
  newtonian,
  powerLaw,
  clamped,
  herschelBulkley,
  bingham,
  casson,
  cross,
  carreau,
);

/** Shear rates from near rest to a fine needle, 1/s. */
export const anyRate = between(0.01, 1e5);
