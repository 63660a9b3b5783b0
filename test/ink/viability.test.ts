import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CellLaw, cellLawOf, cellLaws } from '../../src/ink/cell-lines.ts';
import { combineDamage, extensionalDamage, survive } from '../../src/ink/viability.ts';

/** The law at its own model time, without the factor that turns a residence into it. */
function alive(law: CellLaw, kPa: number, modelSeconds: number): number {
  return 100 * survive(law, [{ stressPa: kPa * 1e3, seconds: modelSeconds / law.timeFactor }]).viability;
}

const points = [
  [1, 0.1],
  [1, 0.4],
  [2, 0.2],
  [2, 0.4],
  [3, 0.4],
  [3, 0.1],
  [5, 0.7],
] as const;

describe('the vectors of the fitted law', () => {
  test.each([
    ['HUEhT-1', [99.52, 98.06, 89.21, 79.43, 37.71, 78.69, 0.0]],
    ['UE7T-13', [99.41, 98.6, 94.02, 90.93, 74.82, 88.52, 18.69]],
    ['HeLa', [99.79, 98.98, 96.23, 91.95, 75.05, 94.16, 7.91]],
    ['10T1/2', [99.98, 99.92, 99.34, 98.47, 91.91, 98.45, 24.31]],
  ])('%s', (line, expected) => {
    const law = cellLawOf(line)!;
    points.forEach(([kPa, seconds], i) => {
      expect(Math.abs(alive(law, kPa, seconds) - expected[i])).toBeLessThan(0.011);
    });
  });
});

test.each([
  ['HUEhT-1', 1.982, 2.059],
  ['UE7T-13', 2.727, 2.658],
  ['HeLa', 2.761, 2.847],
  ['10T1/2', 3.785, 3.721],
])('%s: four in five live at the published stress, 0.4 s', (line, fitted, published) => {
  const law = cellLawOf(line)!;
  expect(alive(law, fitted, 0.4)).toBeCloseTo(80, 1);
  // Zhang et al. 2024 state the stress for 80 % at 400 ms; the fit holds it within its band of 5 points.
  expect(Math.abs(alive(law, published, 0.4) - 80)).toBeLessThan(5);
});

/** The published model at 400 ms for 1, 1.5 … 5 kPa, percent (its own weights, evaluated). */
const surface: Readonly<Record<string, readonly number[]>> = {
  'HUEhT-1': [97.2, 90.2, 81.9, 61.1, 37.7, 19.4, 5.1, 0, 0],
  'UE7T-13': [100, 99.7, 95.5, 84.9, 70.4, 59.4, 49.4, 42.2, 35.1],
  HeLa: [100, 98.6, 96.3, 89.0, 76.0, 60.9, 46.9, 38.4, 30.3],
  '10T1/2': [98.7, 97.6, 96.4, 95.4, 94.4, 87.4, 70.8, 57.3, 46.3],
};

/** Between the values of the table, percent. */
function published(line: string, kPa: number): number {
  const at = Math.min(7, Math.floor((kPa - 1) / 0.5));
  const [below, above] = surface[line].slice(at, at + 2);
  return below + (above - below) * ((kPa - 1) / 0.5 - at);
}

test('of 500 seeded cases at least 95 % of the published values lie in the band, whose median half is at most 8 points', () => {
  let state = 20240400;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const halves: number[] = [];
  let held = 0;
  for (let i = 0; i < 500; i++) {
    const law = cellLaws[i % cellLaws.length];
    const kPa = 1 + 4 * random();
    const { band, extrapolated } = survive(law, [{ stressPa: kPa * 1e3, seconds: 0.4 / law.timeFactor }]);
    const value = published(law.line, kPa) / 100;
    if (value >= band[0] && value <= band[1]) held++;
    halves.push((band[1] - band[0]) / 2);
    expect(extrapolated).toBe(false);
  }
  expect(held).toBeGreaterThanOrEqual(475);
  expect(halves.sort((a, b) => a - b)[250]).toBeLessThanOrEqual(0.08);
  // A band that holds all is as bad as one that holds nothing: half as wide it would miss many.
  expect(halves[250]).toBeGreaterThan(0.04);
});

test('outside the measured domain the band widens with the distance; below it never beyond what its edge allows', () => {
  const law = cellLawOf('UE7T-13')!;
  const bandOf = (kPa: number, seconds: number) => {
    const { band, extrapolated } = survive(law, [{ stressPa: kPa * 1e3, seconds: seconds / law.timeFactor }]);
    return { width: band[1] - band[0], low: band[0], extrapolated };
  };
  const inside = bandOf(2.5, 0.4);
  let last = inside.width;
  for (const seconds of [0.8, 1.6, 3.2]) {
    const { width, extrapolated } = bandOf(2.2, seconds);
    expect(extrapolated).toBe(true);
    expect(width).toBeGreaterThan(last);
    last = width;
  }
  expect(bandOf(5.5, 0.3).width).toBeGreaterThan(inside.width);
  // Less stress for a shorter time is never worse than the edge of the domain.
  expect(bandOf(0.01, 0.001).low).toBeGreaterThanOrEqual(bandOf(1, 0.1).low - 1e-12);
});

test('the band of the pressure widens that of survival', () => {
  const law = cellLawOf('HeLa')!;
  const exposure = [{ stressPa: 2500, seconds: 0.4 }];
  const [low, high] = survive(law, exposure).band;
  const wider = survive(law, exposure, [0.75, 1.3]).band;
  const at = (kPa: number) => survive(law, [{ stressPa: kPa * 1e3, seconds: 0.4 }]).viability;
  expect(wider[0]).toBeCloseTo(low - (at(2.5) - at(3.25)), 12);
  expect(wider[1]).toBeCloseTo(Math.min(1, high + at(1.875) - at(2.5)), 12);
});

test.each([
  [1000, 0.3, false],
  [999, 0.3, true],
  [5001, 0.3, true],
  [2000, 0.11, true],
  [2000, 0.83, true],
  [2000, 0.82, false],
])('%d Pa for %d s: extrapolated %s', (stressPa, seconds, extrapolated) => {
  expect(survive(cellLaws[0], [{ stressPa, seconds }]).extrapolated).toBe(extrapolated);
});

test('cutting a constant exposure into pieces changes nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cellLaws),
      fc.double({ min: 100, max: 5000, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.integer({ min: 2, max: 9 }),
      (law, stressPa, seconds, pieces) => {
        const whole = survive(law, [{ stressPa, seconds }]).viability;
        const cut = Array.from({ length: pieces }, () => ({ stressPa, seconds: seconds / pieces }));
        expect(survive(law, cut).viability).toBeCloseTo(whole, 9);
      },
    ),
    { seed: 1 },
  );
});

test('more stress or more time never helps', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cellLaws),
      fc.double({ min: 100, max: 5000, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (law, stressPa, seconds) => {
        const now = survive(law, [{ stressPa, seconds }]).viability;
        expect(survive(law, [{ stressPa: stressPa * 1.1, seconds }]).viability).toBeLessThanOrEqual(now);
        expect(survive(law, [{ stressPa, seconds: seconds * 1.1 }]).viability).toBeLessThanOrEqual(now);
      },
    ),
    { seed: 2 },
  );
});

test('names are found however they are spelt; own constants make an own law', () => {
  expect(cellLawOf('ue7t13')?.line).toBe('UE7T-13');
  expect(cellLawOf('10T1-2')?.line).toBe('10T1/2');
  expect(cellLawOf('CHO')).toBeNull();
  const own = cellLawOf('CHO', { a: 0.1, b: 2, c: 1 })!;
  expect(own).toMatchObject({ verified: false, timeFactor: 1, stressRange: null });
  expect(survive(own, [{ stressPa: 2000, seconds: 0.5 }])).toMatchObject({ extrapolated: false });
  expect(survive(own, [{ stressPa: 2000, seconds: 0.5 }]).viability).toBeCloseTo(Math.exp(-0.2), 12);
});

test('damage of extension and of shear add up to no more than all cells', () => {
  expect(combineDamage(0.2, 0.5)).toBeCloseTo(0.6, 12);
  expect(combineDamage(0, 0.3)).toBe(0.3);
  expect(combineDamage(1, 0.3)).toBe(1);
  expect(extensionalDamage(1e-3, 1000)).toBeCloseTo(1 - Math.exp(-1), 12);
});
