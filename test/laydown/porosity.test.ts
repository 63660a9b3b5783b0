import { describe, expect, test } from 'vitest';
import { laydownSchema } from '../../src/job/laydown-settings.ts';
import { crossingVolume, porosityAt, spacingForPorosity, type Weave } from '../../src/laydown/porosity.ts';
import { resolveSpacing } from '../../src/laydown/resolve-spacing.ts';
import { strandSection, touchingSpacing } from '../../src/laydown/strand-section.ts';
import { lay } from './lay.ts';
import { rectangle } from './shapes.ts';

// Strand, spacing, layer (mm), void fraction without and with the overlap of crossing strands.
const table = [
  [0.4, 1, 0.4, 0.685841, 0.685841],
  [0.4, 1, 0.32, 0.607301, 0.618593],
  [0.4, 1, 0.28, 0.551201, 0.57856],
  [0.4, 0.8, 0.36, 0.563668, 0.567811],
  [0.2, 0.4, 0.16, 0.509126, 0.52677],
  [0.61, 1.5, 0.5, 0.610338, 0.619703],
  [0.5, 1.5, 0.4, 0.672751, 0.680593],
  [0.4, 1, 0.2, 0.371681, 0.464601],
] as const;

test.each(table)('log-pile of %f mm strands, spacing %f, layer %f: void fraction', (d, s, h, naive, corrected) => {
  const section = strandSection('round', d, h);
  expect(Math.abs(1 - section.area / (s * h) - naive)).toBeLessThan(1e-6);
  expect(Math.abs(porosityAt('crossed', section, s) - corrected)).toBeLessThan(1e-6);
});

test('two crossing cylinders on one level share the Steinmetz solid, those a diameter apart nothing', () => {
  expect(crossingVolume(1, 0)).toBeCloseTo(16 / 3, 4);
  expect(crossingVolume(1, 2)).toBe(0);
});

/** mulberry32: a small seeded generator, so that the sample is the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Void fraction of an endless stack of round strands by throwing points into it. */
function thrown(
  directions: (layer: number) => readonly number[],
  d: number,
  s: number,
  h: number,
  period: number,
): number {
  const next = random(11);
  let free = 0;
  const throws = 200_000;
  for (let i = 0; i < throws; i++) {
    const [x, y, z] = [(next() - 0.5) * 40 * s, (next() - 0.5) * 40 * s, next() * period * h];
    let inside = false;
    for (let layer = -2; layer <= period + 2 && !inside; layer++) {
      for (const angle of directions(((layer % period) + period) % period)) {
        const across = y * Math.cos(angle) - x * Math.sin(angle);
        const off = across - Math.round(across / s) * s;
        if (off * off + (z - (layer + 0.5) * h) ** 2 < (d * d) / 4) inside = true;
      }
    }
    if (!inside) free++;
  }
  return free / throws;
}

const third = Math.PI / 3;
describe.each([
  ['crossed', '0/90', (layer: number) => [(layer * Math.PI) / 2], 2],
  ['crossed', '0/60/120', (layer: number) => [layer * third], 3],
  ['stacked', 'walls', () => [0], 1],
  ['grid', 'both ways', () => [0, Math.PI / 2], 1],
  ['triangle', 'three ways', () => [0, third, 2 * third], 1],
] as const)('%s, %s', (weave, _name, directions, period) => {
  test('agrees with points thrown into the lattice', () => {
    for (const [d, s, h] of [
      [0.4, 1, 0.32],
      [0.5, 1.5, 0.4],
    ]) {
      const formula = porosityAt(weave as Weave, strandSection('round', d, h), s);
      // Three standard deviations of 200 000 throws are 0.0033.
      expect(Math.abs(thrown(directions, d, s, h, period) - formula)).toBeLessThan(0.0035);
    }
  });
});

test.each(['crossed', 'stacked', 'grid', 'triangle', 'honeycomb'] as const)(
  '%s: spacing follows from porosity',
  (weave) => {
    for (const shape of ['round', 'flattened'] as const) {
      const section = strandSection(shape, 0.4, 0.3);
      for (const spacing of [0.9, 1.3, 4, 20]) {
        const porosity = porosityAt(weave, section, spacing);
        expect(Math.abs(spacingForPorosity(weave, section, porosity) - spacing)).toBeLessThan(1e-7 * spacing);
      }
    }
  },
);

test('sections: area, and the spacing at which flattened strands fill their layer', () => {
  expect(strandSection('round', 0.4, 0.32).area).toBeCloseTo(Math.PI * 0.04, 12);
  // Slic3r's rounded rectangle on a BIO X6 file: w .45, h .4.
  const flat = strandSection('flattened', 0.45, 0.4);
  expect(flat.area).toBeCloseTo(0.05 * 0.4 + (Math.PI * 0.16) / 4, 12);
  expect(touchingSpacing(flat)).toBeCloseTo(0.45 - 0.4 * (1 - Math.PI / 4), 12);
  expect(strandSection('flattened', 0.3, 0.4)).toMatchObject({ shape: 'round', area: (Math.PI * 0.09) / 4 });
});

const resolve = (given: Record<string, unknown>, way = 0) =>
  resolveSpacing(laydownSchema.parse(given), strandSection('round', 0.4, 0.32), 'crossed', way);

test('spacing, pore and porosity resolve to each other; the default is two and a half widths', () => {
  for (const given of [{ spacing: 1 }, { pore: 0.6 }, { porosity: 0.618593 }, {}]) {
    const { spacing, pore, porosity } = resolve(given);
    expect([spacing, pore]).toEqual([1, 0.6]);
    expect(porosity).toBeCloseTo(0.618593, 6);
  }
});

test('a porosity below that of touching strands is told and laid touching', () => {
  const { spacing, findings } = resolve({ porosity: 0.05 });
  expect(spacing).toBe(0.4);
  expect(findings.map(({ code }) => code)).toEqual(['porosity-below-touching']);
});

test('a spacing below the width is told', () => {
  expect(resolve({ spacing: 0.3 }).findings.map(({ code }) => code)).toEqual(['spacing-below-width']);
});

test('a gradient along z goes from the first spacing to the last', () => {
  const gradient = { along: 'z', from: 0.8, to: 1.6 };
  expect([0, 0.25, 1].map((way) => resolve({ gradient }, way).spacing)).toEqual([0.8, 1, 1.6]);
});

test.each(['crossed', 'stacked', 'grid', 'triangle', 'honeycomb'] as const)(
  'strands of %s a kilometre apart leave all of the space, and no more',
  (weave) => {
    const porosity = porosityAt(weave, strandSection('round', 0.4, 0.2), 1e6);
    expect(porosity).toBeLessThanOrEqual(1);
    expect(porosity).toBeGreaterThan(0.99999);
  },
);

test.each(['honeycomb', 'wave', 'gyroid'])('%s without pores reports no void, not less than none', (pattern) => {
  const { achieved } = lay(rectangle(-5, -5, 5, 5), { pattern, pore: 0 });
  expect(achieved.porosity).toBeGreaterThanOrEqual(0);
  expect(achieved.porosity).toBeLessThan(0.35);
});
