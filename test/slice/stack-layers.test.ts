import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackLayers } from '../../src/slice/stack-layers.ts';
import { runs } from '../proving.ts';

test('a height of n layers makes n layers, whatever the float noise', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 20, max: 1000 }),
      fc.double({ min: -1e-5, max: 1e-5, noNaN: true }),
      (n, thousandths, noise) => {
        const height = thousandths / 1000;
        const plan = stackLayers(n * height + noise, { height });
        expect(plan.count).toBe(n);
        expect(plan.top[n - 1]).toBeCloseTo(n * height, 8);
      },
    ),
    runs(1, 300),
  );
});

test('tops are whole nanometres without drift and planes lie mid-layer', () => {
  const plan = stackLayers(3.2, { height: 0.32 });
  expect(Array.from(plan.top)).toEqual([0.32, 0.64, 0.96, 1.28, 1.6, 1.92, 2.24, 2.56, 2.88, 3.2]);
  expect(plan.plane[0]).toBe(0.16);
});

test('the first layer may have a height of its own', () => {
  const plan = stackLayers(1, { height: 0.24, first: 0.28 });
  expect(Array.from(plan.top)).toEqual([0.28, 0.52, 0.76, 1]);
  expect(Array.from(plan.height)).toEqual([0.28, 0.24, 0.24, 0.24]);
});

test('a layer belongs to the zone in which its bottom lies', () => {
  const heights = {
    height: 0.3,
    zones: [
      { until: 0.4, height: 0.2 },
      { until: 0.7, height: 0.1 },
    ],
  };
  const plan = stackLayers(1.3, heights);
  expect(Array.from(plan.top)).toEqual([0.2, 0.4, 0.5, 0.6, 0.7, 1, 1.3]);
});

test('the top layer is printed when at least half of it is inside', () => {
  expect(stackLayers(1.1, { height: 0.2 }).count).toBe(6);
  expect(stackLayers(1.0999, { height: 0.2 }).count).toBe(5);
  expect(stackLayers(0.09, { height: 0.2 }).count).toBe(0);
});

test('heights that cannot be printed are refused with the number', () => {
  expect(() => stackLayers(1, { height: 0 })).toThrow('0 mm cannot be printed');
  expect(() => stackLayers(1, { height: 0.2, first: Number.NaN })).toThrow('NaN mm');
  expect(() => stackLayers(1e6, { height: 0.2 })).toThrow('too many layers');
  const zones = [
    { until: 1, height: 0.2 },
    { until: 1, height: 0.3 },
  ];
  expect(() => stackLayers(3, { height: 0.2, zones })).toThrow('layer zone 2 ends at 1 mm');
});
