import { expect, test } from 'vitest';
import { fitFlow, fitPowerLaw, type Weighing } from '../../src/ink/fit-flow.ts';
import { fitFactor, fitLine, fitMean, student95 } from '../../src/ink/fit-line.ts';
import type { Rheology } from '../../src/ink/ink.ts';
import { flowFor, pressureFor, type Section } from '../../src/ink/nozzle-flow.ts';

const needle: Section[] = [{ inletRadius: 0.13e-3, outletRadius: 0.13e-3, length: 12.7e-3 }];
const tapered: Section[] = [{ inletRadius: 2e-3, outletRadius: 0.2e-3, length: 20e-3 }];

/** Mulberry32: the same numbers everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function weigh(law: Rheology, sections: Section[], kPas: readonly number[], error: () => number): Weighing[] {
  return kPas.map((kPa) => ({ kPa, flowUl: flowFor(law, sections, kPa * 1e3) * 1e9 * Math.exp(error()) }));
}

// Two-sided 95 % of Student's t, as printed in any table.
test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [5, 2.571],
  [10, 2.228],
  [30, 2.042],
  [120, 1.98],
  [1000, 1.962],
])('t for %d degrees of freedom is %f', (freedom, t) => {
  expect(student95(freedom)).toBeCloseTo(t, 3);
});

test('a line without noise is found exactly', () => {
  const { slope, meanX, meanY, scatter } = fitLine([1, 2, 4], [5, 7, 11]);
  expect([slope, meanX, meanY]).toEqual([2, 7 / 3, 23 / 3]);
  expect(scatter).toBeCloseTo(0, 12);
});

test('means have the interval of the t distribution', () => {
  const { value, low, high } = fitMean([1, 2, 3]);
  expect(value).toBe(2);
  expect(high! - value).toBeCloseTo(4.3027 / Math.sqrt(3), 3);
  expect(value - low!).toBeCloseTo(high! - value, 12);
  expect(fitMean([7])).toEqual({ value: 7, low: null, high: null, scatter: 0 });
  expect(fitFactor([0.5, 2]).value).toBeCloseTo(1, 12);
});

test.each([
  ['straight', needle],
  ['tapered', tapered],
])('K and n come back exactly from weighings without noise, %s needle', (_, sections) => {
  const law = { model: 'power-law', K: 31.8, n: 0.44 } as const;
  const pressures = [60, 120, 240].map((kPa) => (sections === tapered ? kPa / 4 : kPa));
  const fit = fitPowerLaw(
    weigh(law, sections, pressures, () => 0),
    sections,
  )!;
  expect(fit.K.value / law.K).toBeCloseTo(1, 9);
  expect(fit.n.value).toBeCloseTo(law.n, 9);
  for (const residual of fit.residuals) expect(residual).toBeCloseTo(1, 9);
  // Never trusted further than a good rheometer.
  expect(fit.band).toBe(0.05);
});

test('known K and n lie within the fitted 95 % intervals in about 95 % of 200 seeded runs', () => {
  const laws = [
    { model: 'power-law', K: 31.8, n: 0.44 },
    { model: 'power-law', K: 8, n: 0.8 },
  ] as const;
  for (const law of laws) {
    const hits = { K: 0, n: 0 };
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomOf(seed * 7919 + law.K);
      // Three pressures, weighed twice each, 4 % off: a good day at the balance.
      const kPas = [80, 80, 140, 140, 240, 240];
      const fit = fitPowerLaw(
        weigh(law, needle, kPas, () => 0.04 * normal(random)),
        needle,
      )!;
      if (fit.K.low! <= law.K && law.K <= fit.K.high!) hits.K++;
      if (fit.n.low! <= law.n && law.n <= fit.n.high!) hits.n++;
    }
    // Of 200 runs at 95 %, 181 to 198 are within the 99.9 % of the binomial distribution.
    for (const count of [hits.K, hits.n]) {
      expect(count).toBeGreaterThanOrEqual(180);
      expect(count).toBeLessThanOrEqual(199);
    }
  }
});

test('two pressures carry no law: the known one is scaled', () => {
  const known = { model: 'power-law', K: 20, n: 0.5 } as const;
  const true_ = { ...known, K: 26 };
  const fit = fitFlow(
    weigh(true_, needle, [100, 200], () => 0),
    needle,
    known,
  );
  expect(fit?.kind).toBe('factor');
  if (fit?.kind === 'factor') expect(fit.factor.value).toBeCloseTo(1.3, 9);
});

test('an ink that yields keeps its yield stress: its viscosity is scaled', () => {
  const known = { model: 'herschel-bulkley', tau0: 40, K: 20, n: 0.5 } as const;
  const fit = fitFlow(
    weigh({ ...known, K: 15 }, needle, [60, 120, 240], () => 0),
    needle,
    known,
  );
  expect(fit?.kind).toBe('factor');
  if (fit?.kind === 'factor') expect(fit.factor.value).toBeCloseTo(0.75, 6);
});

test('a flow below the pressure at which the law yields explains nothing', () => {
  const known = { model: 'herschel-bulkley', tau0: 400, K: 20, n: 0.5 } as const;
  const start = pressureFor(known, needle, 0) / 1e3;
  expect(fitFlow([{ kPa: start * 0.9, flowUl: 1 }], needle, known)).toBeNull();
});

test('without any law and with too few pressures nothing is made up', () => {
  expect(fitFlow([{ kPa: 100, flowUl: 1 }], needle, null)).toBeNull();
  expect(fitFlow([], needle, { model: 'newtonian', eta: 1 })).toBeNull();
});

test('noise that hides the slope gives a factor, not a wild law', () => {
  const known = { model: 'power-law', K: 20, n: 0.5 } as const;
  const fit = fitFlow(
    [
      { kPa: 100, flowUl: 2 },
      { kPa: 130, flowUl: 1 },
      { kPa: 160, flowUl: 3 },
    ],
    needle,
    known,
  );
  expect(fit?.kind).toBe('factor');
});

test('one weighing has no interval, and its band stays wide', () => {
  const known = { model: 'newtonian', eta: 5 } as const;
  const fit = fitFlow(
    weigh(known, needle, [100], () => 0),
    needle,
    known,
  );
  expect(fit).toMatchObject({ kind: 'factor', factor: { low: null, high: null }, band: 0.25 });
});
