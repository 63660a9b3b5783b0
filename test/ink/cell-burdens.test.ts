import { describe, expect, test } from 'vitest';
import { cem43Minutes, coolingTime, pclCooling } from '../../src/ink/heat.ts';
import { attenuationOf, layerDoses } from '../../src/ink/light-dose.ts';
import { clearZone, holdingYieldStress, settlingSpeed } from '../../src/ink/settling.ts';

describe('light', () => {
  const tops = Float64Array.from({ length: 8 }, (_, i) => 0.3 * (i + 1));
  const flash = (surface: number) => ({ surface, irradiance: 20, seconds: 10, attenuation: 0.0978 });

  test('the dose ledger of eight layers cured one by one (reference 3.3)', () => {
    // 20 mW/cm², 10 s, 0.978 1/cm, layers of 0.03 cm.
    const doses = layerDoses(
      tops,
      Array.from(tops, (top) => flash(top)),
    );
    const expected = [1447.12, 1284.25, 1116.53, 943.82, 765.97, 582.82, 394.22, 200];
    expected.forEach((value, i) => expect(Math.abs(doses[i] - value)).toBeLessThan(0.006));
  });

  test('light reaches no layer that is not printed yet', () => {
    expect([...layerDoses(tops, [flash(0.6)])].map((dose) => dose > 0)).toEqual([
      ...[true, true],
      ...Array(6).fill(false),
    ]);
  });

  test('without attenuation every layer below gets the whole dose', () => {
    const doses = layerDoses(tops, [{ ...flash(2.4), attenuation: 0 }]);
    expect([...doses]).toEqual(Array(8).fill(200));
  });

  test('LAP at 0.25 % w/v is 8.50 mM; its attenuation follows from eps and c', () => {
    expect(2.5 / 294.2).toBeCloseTo(0.0085, 5);
    expect(attenuationOf(50, 0.0085)).toBeCloseTo((Math.LN10 * 50 * 0.0085) / 10, 12);
  });
});

describe('heat', () => {
  test.each([
    [50, 1, 2.1333],
    [45, 60, 4],
    [60, 1, 2184.5],
    [42, 60, 0.25],
  ])('%d degC for %d s', (celsius, seconds, minutes) => {
    expect(Math.abs(cem43Minutes(celsius, seconds) / minutes - 1)).toBeLessThan(1e-4);
  });

  test('43 degC is the measure itself', () => expect(cem43Minutes(43, 60)).toBe(1));

  test.each([
    [0.3, 80, 40, 3.668],
    [0.4, 70, 40, 4.1],
  ])('a PCL strand of %d mm cools from %d to %d degC', (diameter, from, to, seconds) => {
    expect(Math.abs(coolingTime({ ...pclCooling, diameter, from, to }) / seconds - 1)).toBeLessThan(2e-4);
  });

  test('what is cool already needs no time, and below the ambient it never gets', () => {
    expect(coolingTime({ ...pclCooling, diameter: 0.3, from: 30, to: 40 })).toBe(0);
    expect(coolingTime({ ...pclCooling, diameter: 0.3, from: 80, to: 22 })).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('settling', () => {
  test.each([
    [1050, 1005, 15, 1e-3, 19.865],
    [1050, 1005, 15, 0.15, 0.1324],
    [1050, 1005, 20, 0.03, 1.1772],
    [1050, 1010, 15, 1, 0.0177],
  ])('cells of %d in ink of %d kg/m3, %d um, %d Pa s', (cell, ink, diameter, eta, mmPerHour) => {
    const speed = settlingSpeed(cell, ink, diameter, eta);
    expect(Math.abs((speed * 3.6e6) / mmPerHour - 1)).toBeLessThan(5e-3);
  });

  test('Stokes in water, in m/s', () => {
    expect(Math.abs(settlingSpeed(1050, 1005, 15, 1e-3) / 5.518e-6 - 1)).toBeLessThan(5e-4);
  });

  test('about 3e-4 Pa of yield stress hold a cell, so every yield-stress ink does', () => {
    expect(holdingYieldStress(1050, 1005, 15)).toBeCloseTo(3.2e-4, 5);
    expect(clearZone({ model: 'bingham', tau0: 0.01, eta: 0.1 }, 1000, 15, 3600)).toBe(0);
  });

  test('a thin ink clears, a dense one never', () => {
    const law = { model: 'newtonian', eta: 0.15 } as const;
    expect(clearZone(law, 1005, 15, 3600)).toBeCloseTo(0.1324, 3);
    expect(clearZone(law, 1100, 15, 3600)).toBe(0);
  });
});
