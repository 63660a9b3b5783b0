import { describe, expect, test } from 'vitest';
import type { ConstructLayer } from '../../src/laydown/construct.ts';
import { heightRest } from '../../src/plan/layers/height-rest.ts';
import { stackLayers } from '../../src/slice/stack-layers.ts';
import { partly } from '../partly.ts';

/** A column of 100 mm². */
function restOf(heightMm: number, height: number, first?: number) {
  const heights = { height, first, zones: [] };
  const plan = stackLayers(heightMm, heights);
  const inks = { a: { areaMm2: 60 }, b: { areaMm2: 40 } };
  const layers = Array.from({ length: plan.count }, (_, index) => partly<ConstructLayer>({ index, inks }));
  return heightRest(heightMm, plan, heights, layers);
}

describe('what whole layers leave of a height', () => {
  test.each([
    [3.2, 0.2],
    [3.2000002, 0.2],
    [0.3, 0.3],
  ])('nothing of %f mm in layers of %f mm', (tall, height) => {
    expect(restOf(tall, height)).toEqual([]);
  });

  test('0.09 mm of 3.29 mm is lost: 9 µL of 329', () => {
    const [{ what, fix, numbers, severity }] = restOf(3.29, 0.2);
    expect(severity).toBe('note');
    expect(what).toBe(
      'The construct is 3.29 mm tall and its 16 layers are 3.2 mm: the top 0.09 mm (9 µL) are not printed.',
    );
    expect(fix).toBe('Layers of 0.2056 mm fit, where this matters.');
    expect(numbers!['volumeUl']).toBeCloseTo(-9, 6);
  });

  test('half a layer and more of it is printed, and reaches higher', () => {
    const [{ what, numbers }] = restOf(3.35, 0.2);
    expect(what).toContain('17 layers are 3.4 mm: 0.05 mm (5 µL) are printed on top of it');
    expect(numbers!['volumeUl']).toBeCloseTo(5, 6);
  });

  test.each([
    [0.9, 'warn'],
    [1.09, 'note'],
    [0.12, 'warn'],
    [0.5, 'warn'],
  ])('of %f mm in layers of 0.2 mm it is a %s: a tenth of the height decides', (tall, severity) => {
    expect(restOf(tall, 0.2)[0].severity).toBe(severity);
  });

  test('the first layer keeps its height', () => {
    expect(restOf(3.3, 0.2, 0.24)[0].fix).toBe('Layers of 0.204 mm fit, where this matters.');
  });
});
