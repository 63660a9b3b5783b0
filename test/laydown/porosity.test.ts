import { expect, test } from 'vitest';
import { laydownSchema } from '../../src/laydown/laydown-settings.ts';
import { geometricPorosity } from '../../src/laydown/spacing/geometric-porosity.ts';
import { latticeOf, sectionOnLayer } from '../../src/laydown/spacing/lattice.ts';
import { inkPorosity, spacingForPorosity } from '../../src/laydown/spacing/porosity.ts';
import { resolveSpacing } from '../../src/laydown/spacing/resolve-spacing.ts';
import { type SectionShape, strandSection, touchingSpacing } from '../../src/laydown/spacing/strand-section.ts';
import { lay } from './lay.ts';
import { rectangle } from './shapes.ts';

const bounds = { minX: -20e6, minY: -20e6, maxX: 20e6, maxY: 20e6 };
const lattice = (given: Record<string, unknown>, width: number, height: number, shape?: SectionShape) =>
  latticeOf(laydownSchema.parse(given), shape, width, height, bounds);

// Strand, spacing, layer (mm), porosity by ink and with the overlap of crossing strands counted once.
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

test.each(table)(
  'log-pile of %f mm strands, spacing %f, layer %f: by ink and by geometry',
  (d, s, h, ink, geometric) => {
    for (const angles of [
      [0, 90],
      [0, 60, 120],
    ]) {
      const pile = lattice({ angles }, d, h);
      expect(Math.abs(inkPorosity(pile, s) - ink)).toBeLessThan(1e-6);
      expect(Math.abs(geometricPorosity(pile, s) - geometric)).toBeLessThan(1e-6);
    }
  },
);

test('two crossing strands on one level share the Steinmetz solid, 16 r³ / 3', () => {
  // Round strands in both directions of every layer, layers too far apart to meet.
  const [d, s, h] = [0.4, 1.3, 0.4];
  const shared =
    geometricPorosity(lattice({ pattern: 'grid' }, d, h, 'round'), s) - (1 - (Math.PI * d * d) / (2 * s * h));
  expect(shared * s * s * h).toBeCloseTo((16 * 0.2 ** 3) / 3, 9);
});

const patterns = [
  { angles: [0, 90] },
  { angles: [0, 60, 120] },
  { angles: [0, 0, 90, 90] },
  { angles: [0] },
  { angles: [0], shift: 0.5 },
  { pattern: 'wave' },
  { pattern: 'radial' },
  { pattern: 'grid' },
  { pattern: 'triangle' },
  { pattern: 'honeycomb' },
  { pattern: 'gyroid' },
];

test.each(patterns)('%j: spacing follows from porosity, and a kilometre of it leaves all of the space', (given) => {
  for (const shape of [undefined, 'round', 'flattened', 'slot'] as const) {
    const one = lattice(given, 0.4, 0.3, shape);
    for (const spacing of [1.3, 2, 4]) {
      const porosity = inkPorosity(one, spacing);
      expect(Math.abs(spacingForPorosity(one, porosity) - spacing)).toBeLessThan(1e-7 * spacing);
    }
    for (const porosity of [inkPorosity(one, 1e6), geometricPorosity(one, 1e6)]) {
      expect(porosity).toBeLessThanOrEqual(1);
      expect(porosity).toBeGreaterThan(0.99999);
    }
  }
});

test('sections: area, and the spacing at which strands fill their layer', () => {
  expect(strandSection('round', 0.4, 0.32).area).toBeCloseTo(Math.PI * 0.04, 12);
  expect(strandSection('slot', 0.41, 0.2).area).toBeCloseTo(0.082, 12);
  expect(touchingSpacing(strandSection('slot', 0.41, 0.2))).toBe(0.41);
  // Slic3r's rounded rectangle on a BIO X6 file: w .45, h .4.
  const flat = strandSection('flattened', 0.45, 0.4);
  expect(flat.area).toBeCloseTo(0.05 * 0.4 + (Math.PI * 0.16) / 4, 12);
  expect(touchingSpacing(flat)).toBeCloseTo(0.45 - 0.4 * (1 - Math.PI / 4), 12);
  expect(strandSection('flattened', 0.3, 0.4)).toMatchObject({ shape: 'round', area: (Math.PI * 0.09) / 4 });
});

test('strands that lie wholly on one below fill their slot, those that cross stay round, the job goes before both', () => {
  const shapes = (given: Record<string, unknown>, shape?: SectionShape) =>
    lattice(given, 0.4, 0.3, shape).sections.map((section) => section.shape);
  expect(shapes({ angles: [0, 90] })).toEqual(['round', 'round']);
  expect(shapes({ angles: [0, 180, 90, 90] })).toEqual(['round', 'slot', 'round', 'slot']);
  expect(shapes({ angles: [0] })).toEqual(['slot']);
  expect(shapes({ angles: [0], shift: 0.5 })).toEqual(['round']);
  expect(shapes({ angles: [0], gradient: { along: 'z', from: 1, to: 2 } })).toEqual(['round']);
  for (const pattern of ['grid', 'triangle', 'honeycomb', 'concentric', 'spiral', 'radial', 'gyroid', 'diamond']) {
    expect(shapes({ pattern })).toEqual(['slot']);
    expect(shapes({ pattern }, 'round')).toEqual(['round']);
  }
  expect(shapes({ pattern: 'radial', angles: [0, 45] })).toEqual(['round']);
  expect(shapes({ angles: [0, 90], solid: true })).toEqual(['slot', 'slot']);
  expect(sectionOnLayer(lattice({ angles: [0, 0, 90] }, 0.4, 0.3), 4).shape).toBe('slot');
});

const resolve = (given: Record<string, unknown>, way = 0) =>
  resolveSpacing(laydownSchema.parse(given), lattice(given, 0.4, 0.32), way);

test('spacing, pore and porosity resolve to each other; the default is two and a half widths', () => {
  for (const given of [{ spacing: 1 }, { pore: 0.6 }, { porosity: 0.607301 }, {}]) {
    expect(resolve(given)).toEqual({ spacing: 1, solid: false, findings: [] });
  }
});

test('a porosity below that of touching strands is reported and laid touching', () => {
  // Touching round strands leave 1 - pi / 4 of a layer that is as high as they are wide.
  const given = { porosity: 0.2 };
  const { spacing, findings } = resolveSpacing(laydownSchema.parse(given), lattice(given, 0.4, 0.4), 0);
  expect(spacing).toBe(0.4);
  expect(findings.map(({ code }) => code)).toEqual(['porosity-below-touching']);
  expect(findings[0].numbers?.['least']).toBeCloseTo(1 - Math.PI / 4, 12);
});

test('a spacing below the width is reported, and one that lays more ink than there is room', () => {
  expect(resolve({ spacing: 0.3 }).findings.map(({ code }) => code)).toEqual(['spacing-below-width']);
  // pi 0.04 / (s 0.2) = 1 at s = 0.6283.
  const low = lattice({}, 0.4, 0.2);
  const codes = (spacing: number) =>
    resolveSpacing(laydownSchema.parse({ spacing }), low, 0).findings.map(({ code, numbers }) => [
      code,
      numbers?.['filled'],
    ]);
  expect(codes(0.62)).toEqual([['ink-above-room', expect.closeTo(0.6283185 / 0.62, 6)]]);
  expect(codes(0.63)).toEqual([]);
});

test('a gradient along z goes from the first spacing to the last', () => {
  const gradient = { along: 'z', from: 0.8, to: 1.6 };
  expect([0, 0.25, 1].map((way) => resolve({ gradient }, way).spacing)).toEqual([0.8, 1, 1.6]);
});

test('all layers of a gradient say the same of its densest one', () => {
  const settings = laydownSchema.parse({ gradient: { along: 'z', from: 0.3, to: 1.6 } });
  const low = lattice({ gradient: { along: 'z', from: 0.3, to: 1.6 } }, 0.4, 0.2);
  const reported = [0, 0.1, 0.2, 1].map((way) => resolveSpacing(settings, low, way).findings.map(({ what }) => what));
  expect(reported[0]).toHaveLength(1);
  expect(reported[1]).toEqual(reported[0]);
  expect(reported[2]).toEqual(reported[0]);
  expect(reported[3]).toEqual([]);
});

test('layers of one zone share one spacing, also where the first is of another height', () => {
  const box = rectangle(-5, -5, 5, 5);
  const asked = { porosity: 0.6, join: 'none' };
  const first = lay(box, asked, {
    height: 0.4,
    layer: { index: 0, count: 10, top: 0.4, constructHeight: 3.3, zoneHeight: 0.32 },
  });
  const second = lay(box, asked, { index: 2 });
  expect(first.strands.map(({ points }) => points)).toEqual(second.strands.map(({ points }) => points));
  expect(second.achieved.porosity).toBeCloseTo(0.6, 4);
  expect(first.achieved.porosity).toBeCloseTo(1 - (0.4 * 0.32) / 0.4, 4);
});

test.each(['honeycomb', 'wave', 'gyroid'])('%s without pores reports no void, not less than none', (pattern) => {
  const { achieved } = lay(rectangle(-5, -5, 5, 5), { pattern, pore: 0 });
  expect(achieved.porosity).toBeGreaterThanOrEqual(0);
  expect(achieved.porosity).toBeLessThan(0.35);
});
