import { expect, test } from 'vitest';
import { interpolateConcentration, interpolateLaws } from '../../src/ink/calibration/interpolate-laws.ts';
import { arrheniusFactor, lawAt, scaleViscosity } from '../../src/ink/flow/law-at.ts';
import { stressAt } from '../../src/ink/flow/rheology.ts';
import type { InkRheology } from '../../src/ink/ink.ts';
import { listInks, loadInk } from '../../src/ink/load-inks.ts';

const folder = new URL('../../inks', import.meta.url).pathname;
const library = listInks(folder);
const four = loadInk('alginate-i1g-4', folder).rheology!;

test('a table gives its own law at its own temperatures', () => {
  expect(lawAt(four, 25)).toEqual({ law: four.law, trust: 'measured' });
  expect(lawAt(four, 37).law).toMatchObject({ eta0: 28.35, m: 0.181, n: 0.633 });
});

test('between two temperatures viscosity and time go by ratio, the exponent by points', () => {
  const { law, trust } = lawAt(four, 27.5);
  expect(trust).toBe('measured');
  expect(law).toMatchObject({ model: 'cross', etaInf: 1e-3 });
  if (law.model !== 'cross') throw new Error('another model');
  expect(law.eta0).toBeCloseTo(Math.sqrt(38.95 * 33.43), 9);
  expect(law.m).toBeCloseTo(Math.sqrt(0.2171 * 0.1912), 12);
  expect(law.n).toBeCloseTo((0.6547 + 0.6465) / 2, 12);
});

test('beyond the table the law is extrapolated, beyond its stated range it is outside', () => {
  expect(lawAt(four, 41).trust).toBe('extrapolated');
  expect(lawAt(four, 45).trust).toBe('extrapolated');
  expect(lawAt(four, 45.1).trust).toBe('outside');
  expect(lawAt(four, 3.9).trust).toBe('outside');
  expect(lawAt(four, 60).law).toEqual(lawAt(four, 45).law);
});

test('the activation energy follows from the published consistencies', () => {
  // 2.5 % alginate, K 29.86 at 25 degC and 12.53 at 45 degC: Ea 34.2 kJ/mol (reference notes 1.3).
  expect(29.86 * arrheniusFactor(34200, 25, 45)).toBeCloseTo(12.53, 1);
  expect(arrheniusFactor(30000, 25, 25)).toBe(1);
  // About 4 % per kelvin for alginate.
  expect(1 - arrheniusFactor(30000, 25, 26)).toBeCloseTo(0.04, 2);
});

test('an Arrhenius shift scales every viscosity and leaves yield stress and exponents', () => {
  const rheology: InkRheology = {
    at: 25,
    law: { model: 'herschel-bulkley', tau0: 33.82, K: 29.86, n: 0.46 },
    activationEnergy: 34200,
    band: 0.25,
  };
  const factor = arrheniusFactor(34200, 25, 35);
  expect(lawAt(rheology, 35)).toEqual({
    law: { model: 'herschel-bulkley', tau0: 33.82, K: 29.86 * factor, n: 0.46 },
    trust: 'extrapolated',
  });
});

test('scaling by two doubles the stress of every law without yield stress', () => {
  for (const { rheology } of library) {
    if (rheology === null || 'tau0' in rheology.law) continue;
    const doubled = scaleViscosity(rheology.law, 2);
    expect(stressAt(doubled, 120)).toBeCloseTo(2 * stressAt(rheology.law, 120), 6);
  }
});

test('without activation energy the law stays as measured and says so', () => {
  const rheology: InkRheology = { at: 22, law: { model: 'newtonian', eta: 1 }, band: 0.25 };
  expect(lawAt(rheology, 30)).toEqual({ law: rheology.law, trust: 'not-modelled' });
});

test('a concentration between two members is interpolated in % and degC', () => {
  const ink = interpolateConcentration(library, 'alginate-i1g', 4.5);
  expect(ink.id).toBe('alginate-i1g-4-5-interpolated');
  const law = lawAt(ink.rheology!, 25).law;
  if (law.model !== 'cross') throw new Error('another model');
  expect(law.eta0).toBeCloseTo(Math.sqrt(38.95 * 120.5), 6);
  expect(law.n).toBeCloseTo((0.6547 + 0.6603) / 2, 9);
  const between = lawAt(ink.rheology!, 22.5).law;
  if (between.model !== 'cross') throw new Error('another model');
  expect(between.eta0).toBeCloseTo((46.78 * 147.9 * 38.95 * 120.5) ** 0.25, 6);
});

test('5.5 % from the table is near the authors own fit, 4.6 % off', () => {
  const law = interpolateConcentration(library, 'alginate-i1g', 5.5).rheology!.law;
  if (law.model !== 'cross') throw new Error('another model');
  expect(Math.abs(law.eta0 / 203.2067 - 1)).toBeLessThan(0.05);
});

test('a member of the family is itself, and beyond the range is refused', () => {
  expect(interpolateConcentration(library, 'alginate-i1g', 3).id).toBe('alginate-i1g-3');
  expect(interpolateConcentration(library, 'alginate-i1g', 6.5).rheology?.law).toBeDefined();
  expect(() => interpolateConcentration(library, 'alginate-i1g', 0.9)).toThrow(/0.9 % lies outside the 1 to 6.5 %/);
  expect(() => interpolateConcentration(library, 'alginate-i1g', 6.6)).toThrow(/outside/);
  expect(() => interpolateConcentration(library, 'gelma', 5)).toThrow(/no family/);
});

test('a value that only one of two laws has is kept', () => {
  const a = { model: 'power-law', K: 1, n: 0.5, etaMax: 10 } as const;
  const b = { model: 'power-law', K: 4, n: 0.7 } as const;
  expect(interpolateLaws(a, b, 0.5)).toMatchObject({ model: 'power-law', K: 2, etaMax: 10 });
});
