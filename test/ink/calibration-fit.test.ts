import { expect, test } from 'vitest';
import { fitFlow, fitPowerLaw } from '../../src/ink/calibration/fit-flow.ts';
import { fitFactor, fitLine, fitMean, student95 } from '../../src/ink/calibration/fit-line.ts';
import type { Weighing } from '../../src/ink/calibration/fit-two.ts';
import { flowFor, pressureFor, type Section } from '../../src/ink/flow/nozzle-flow.ts';
import { stressAt } from '../../src/ink/flow/rheology.ts';
import type { Rheology } from '../../src/ink/laws/flow-laws.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { normal } from './seeded-noise.ts';

const needle: Section[] = [{ inletRadius: 0.13e-3, outletRadius: 0.13e-3, length: 12.7e-3 }];
const tapered: Section[] = [{ inletRadius: 2e-3, outletRadius: 0.2e-3, length: 20e-3 }];

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
  expect(fit.law).toEqual({ model: 'power-law', K: fit.K.value, n: fit.n.value });
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
      const random = seededRandom(seed * 7919 + law.K);
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

/** What the truth has, and where a law is told by scale and rate what these are of it. */
const kinds: readonly (readonly [
  name: string,
  known: Rheology,
  truth: Rheology,
  reported: Readonly<Record<string, number>>,
])[] = [
  [
    'Cross',
    { model: 'cross', eta0: 2.223, etaInf: 1e-3, m: 0.02448, n: 0.6157 },
    { model: 'cross', eta0: 3.1122, etaInf: 1.4e-3, m: 0.019584, n: 0.6157 },
    { eta0: 3.1122, m: 0.019584, rate: 0.8 },
  ],
  [
    'Carreau',
    { model: 'carreau-yasuda', eta0: 20, etaInf: 1e-3, lambda: 0.03, a: 2, n: 0.4 },
    { model: 'carreau-yasuda', eta0: 14, etaInf: 0.7e-3, lambda: 0.036, a: 2, n: 0.4 },
    { eta0: 14, lambda: 0.036, rate: 1.2 },
  ],
  [
    'Herschel-Bulkley',
    { model: 'herschel-bulkley', tau0: 40, K: 20, n: 0.5 },
    { model: 'herschel-bulkley', tau0: 40, K: 15, n: 0.6 },
    { K: 15, n: 0.6 },
  ],
  ['Bingham', { model: 'bingham', tau0: 90, eta: 1 }, { model: 'bingham', tau0: 60, eta: 1.5 }, { tau0: 60, eta: 1.5 }],
  ['Casson', { model: 'casson', tau0: 90, eta: 1 }, { model: 'casson', tau0: 60, eta: 1.5 }, { tau0: 60, eta: 1.5 }],
];

/** Three pressures around 0.8 µL/s, the outer ones three times apart from the middle, each weighed twice. */
function pressuresOf(truth: Rheology): number[] {
  const middle = pressureFor(truth, needle, 0.8e-9) / 1e3;
  return [1 / 3, 1, 3, 1 / 3, 1, 3].map((factor) => Number((factor * middle).toPrecision(3)));
}

test.each(kinds)('both numbers of a %s law come back from weighings without noise', (_, known, truth, reported) => {
  const fit = fitFlow(
    weigh(truth, needle, pressuresOf(truth), () => 0),
    needle,
    known,
  );
  if (fit?.kind !== 'law') throw new Error(`fitted as ${fit?.kind}`);
  for (const [name, value] of Object.entries(reported)) expect(fit.parameters[name].value / value).toBeCloseTo(1, 5);
  for (const flowUl of [0.2, 0.8, 3]) {
    const pressure = (law: Rheology) => pressureFor(law, needle, flowUl / 1e9);
    expect(pressure(fit.law) / pressure(truth)).toBeCloseTo(1, 5);
  }
});

test.each(kinds)(
  '200 noisy sets of a %s law: 91 to 99 %% of the intervals hold the truth',
  (_, known, truth, reported) => {
    const hits: Record<string, number> = {};
    const widths: number[] = [];
    const flowUl = 0.8;
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed * 7919);
      const fit = fitFlow(
        weigh(truth, needle, pressuresOf(truth), () => 0.04 * normal(random)),
        needle,
        known,
      );
      if (fit?.kind !== 'law') throw new Error(`fitted as ${fit?.kind}`);
      const viscosity = (law: Rheology) => stressAt(law, fit.atRate!) / fit.atRate!;
      const wanted = fit.atRate === null ? reported : { ...reported, scale: viscosity(truth) / viscosity(known) };
      for (const [name, value] of Object.entries(wanted)) {
        const { low, high } = fit.parameters[name];
        hits[name] = (hits[name] ?? 0) + (low! <= value && value <= high! ? 1 : 0);
      }
      const main = fit.parameters['scale'] ?? fit.parameters['n'] ?? fit.parameters['eta'];
      widths.push((main.high! / main.low! - 1) / 2);
      expect(
        Math.abs(pressureFor(fit.law, needle, flowUl / 1e9) / pressureFor(truth, needle, flowUl / 1e9) - 1),
      ).toBeLessThan(0.2);
    }
    for (const [name, count] of Object.entries(hits)) {
      expect([name, count >= 182 && count <= 198, count]).toEqual([name, true, count]);
    }
    expect(widths.sort((a, b) => a - b)[100]).toBeLessThan(0.15);
  },
);

test('pressures that do not tell the rate leave it as it was known: the scale alone is fitted, and covered', () => {
  const known = { model: 'cross', eta0: 38.95, etaInf: 1e-3, m: 0.2171, n: 0.6547 } as const;
  const truth = { ...known, eta0: 1.3 * known.eta0, etaInf: 1.3e-3 };
  let hits = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = seededRandom(seed * 7919);
    const fit = fitFlow(
      weigh(truth, needle, [148, 221, 332, 148, 221, 332], () => 0.04 * normal(random)),
      needle,
      known,
    );
    if (fit?.kind !== 'factor') throw new Error(`fitted as ${fit?.kind}`);
    if (fit.factor.low! <= 1.3 && 1.3 <= fit.factor.high!) hits++;
  }
  expect(hits).toBeGreaterThanOrEqual(182);
  expect(hits).toBeLessThanOrEqual(198);
});

test('a Herschel-Bulkley ink that flowed below its yield stress gets another, with the exponent it had', () => {
  const known = { model: 'herschel-bulkley', tau0: 400, K: 20, n: 0.5 } as const;
  const truth = { ...known, tau0: 100, K: 30 };
  const fit = fitFlow(
    weigh(truth, needle, [40, 60, 80, 40, 60, 80], () => 0),
    needle,
    known,
  );
  if (fit?.kind !== 'law') throw new Error(`fitted as ${fit?.kind}`);
  expect(fit.parameters['tau0'].value).toBeCloseTo(100, 2);
  expect(fit.parameters['K'].value).toBeCloseTo(30, 2);
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
