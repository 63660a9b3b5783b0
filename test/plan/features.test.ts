import { describe, expect, test } from 'vitest';
import type { ConstructLayer } from '../../src/laydown/construct.ts';
import { type Strand, strandLength } from '../../src/laydown/strand.ts';
import type { Report } from '../../src/record/report.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { writeAscii } from '../mesh/write-ascii.ts';
import { planJob } from './plan-job.ts';
import { stlOf } from './sections.ts';

const width = 0.4;

interface Planned {
  readonly layers: readonly ConstructLayer[];
  readonly report: Report;
  readonly codes: readonly string[];
}

/** One part of one ink, 0.4 mm wide in layers of 0.2 mm where nothing else is said. */
async function planPart(triangles: Float32Array | Uint8Array, part: object, more: object = {}): Promise<Planned> {
  const job = {
    printer: 'marlin-syringe',
    inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width } },
    parts: [{ mesh: 'part.stl', ink: 'ink', ...part }],
    layers: { height: 0.2 },
    ...more,
  };
  const bytes = triangles instanceof Uint8Array ? triangles : stlOf(triangles);
  const allow = ['flow', 'supply', 'time', 'overhang', 'collision', 'mesh'] as const;
  const { wells, report, findings } = await planJob(job, { 'part.stl': bytes }, { allow });
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  return { layers: wells.constructs[0].construct.layers, report, codes: findings.map(({ code }) => code) };
}

const square = box(10.4, 10.4, 0, 1);
const lengthOf = (strands: readonly Strand[]) => strands.reduce((sum, strand) => sum + strandLength(strand), 0);
const ofRole = (layer: ConstructLayer, role: string) => layer.strands.filter((strand) => strand.role === role);
/** Where straight strands stand across an axis, rising, mm. */
const across = (strands: readonly Strand[], axis: 0 | 1) =>
  strands.map((s) => s.points[axis] / 1e6).sort((a, b) => a - b);
const gaps = (places: readonly number[]) => places.slice(1).map((at, i) => at - places[i]);
const close = (values: readonly number[], digits = 5) => values.map((value) => expect.closeTo(value, digits));

describe('angles', () => {
  test('any list of angles is followed layer by layer and repeated', async () => {
    const angles = [10, 55.5, 100, 123.4];
    const { layers } = await planPart(cylinder(5, 0, 1.8, 64), { laydown: { angles, spacing: 1, join: 'none' } });
    expect(layers).toHaveLength(9);
    for (const { index, strands } of layers) {
      for (const { points } of strands) {
        const angle = (Math.atan2(points[3] - points[1], points[2] - points[0]) * 180) / Math.PI;
        expect(Math.abs(((angle - angles[index % 4] + 270) % 180) - 90)).toBeLessThan(0.001);
      }
    }
  });

  test('a shift moves the lines at every repeat of the list by that fraction of the spacing', async () => {
    const laydown = { angles: [0], spacing: 1, shift: 0.25, join: 'none' };
    const { layers } = await planPart(square, { laydown });
    const phase = layers.map(({ strands }) => ((across(strands, 1)[0] % 1) + 1) % 1);
    phase.forEach((at, i) => expect((at - phase[0] - 0.25 * i + 10) % 1).toBeCloseTo(0, 5));
    for (const { strands } of layers)
      expect(gaps(across(strands, 1))).toEqual(close(gaps(across(strands, 1)).map(() => 1)));
  });
});

describe('contours', () => {
  test.each([0, 1, 2, 3])('%i contours are rings side by side, and the lattice keeps off them', async (contours) => {
    const { layers } = await planPart(square, { contours, laydown: { spacing: 1, join: 'none', angles: [0] } });
    const rings = ofRole(layers[0], 'contour');
    const lengths = rings.map(strandLength).sort((a, b) => b - a);
    expect(lengths).toEqual(
      close(
        Array.from({ length: contours }, (_, k) => 4 * (10.4 - width - 2 * k * width)),
        3,
      ),
    );
    expect(rings.every(({ closed }) => closed)).toBe(true);
    const reach = Math.max(...ofRole(layers[0], 'lattice').flatMap(({ points }) => [...points].map(Math.abs))) / 1e6;
    expect(reach).toBeCloseTo(5.2 - width / 2 - contours * width, 5);
  });

  test('an overlap of 0.3 lets the lattice reach 0.3 strands into the contour', async () => {
    const laydown = { spacing: 1, join: 'none', angles: [0], overlap: 0.3 };
    const { layers } = await planPart(square, { contours: 1, laydown });
    const reach = Math.max(...ofRole(layers[0], 'lattice').flatMap(({ points }) => [...points].map(Math.abs))) / 1e6;
    expect(reach).toBeCloseTo(5.2 - 1.5 * width + 0.3 * width, 5);
  });

  test('a margin keeps contours and lattice that far inside the surface', async () => {
    const { layers } = await planPart(square, { contours: 1, laydown: { spacing: 1, margin: 0.7 } });
    for (const { strands } of layers) {
      const reach = Math.max(...strands.flatMap(({ points }) => [...points].map(Math.abs))) / 1e6;
      expect(reach).toBeCloseTo(5.2 - 0.7 - width / 2, 3);
    }
  });

  test('strands below minLength are left out', async () => {
    const laydown = { spacing: 1, join: 'none', angles: [0] };
    const all = await planPart(cylinder(5, 0, 0.2, 128), { laydown });
    const long = await planPart(cylinder(5, 0, 0.2, 128), { laydown: { ...laydown, minLength: 7 } });
    const kept = all.layers[0].strands.filter((strand) => strandLength(strand) >= 7);
    expect(kept.length).toBeLessThan(all.layers[0].strands.length);
    expect(long.layers[0].strands).toHaveLength(kept.length);
    expect(lengthOf(long.layers[0].strands)).toBeCloseTo(lengthOf(kept), 6);
  });
});

describe('gradients', () => {
  test('along z the spacing goes from the first to the second in proportion to height', async () => {
    const gradient = { along: 'z', from: 0.8, to: 2 };
    const { layers } = await planPart(box(12, 12, 0, 4), { laydown: { gradient, join: 'none', angles: [0, 90] } });
    expect(layers).toHaveLength(20);
    for (const { index, strands, top } of layers) {
      const wanted = 0.8 + 1.2 * ((top - 0.1) / 4);
      const found = gaps(across(strands, index % 2 === 0 ? 1 : 0));
      expect(found.length).toBeGreaterThan(3);
      for (const gap of found) expect(Math.abs(gap - wanted)).toBeLessThan(1e-4);
    }
  });

  /** Length of strand over area between two radii of a disc, mm/mm², by walking the strands in steps of 0.01 mm. */
  function density(strands: readonly Strand[], from: number, to: number): number {
    let inside = 0;
    for (const { points } of strands) {
      for (let i = 2; i < points.length; i += 2) {
        const [ax, ay, bx, by] = [points[i - 2], points[i - 1], points[i], points[i + 1]].map((nm) => nm / 1e6);
        const length = Math.hypot(bx - ax, by - ay);
        const steps = Math.ceil(length / 0.01);
        for (let s = 0; s < steps; s++) {
          const t = (s + 0.5) / steps;
          const radius = Math.hypot(ax + (bx - ax) * t, ay + (by - ay) * t);
          if (radius >= from && radius < to) inside += length / steps;
        }
      }
    }
    return inside / (Math.PI * (to * to - from * from));
  }

  test.each([
    ['radius', { along: 'radius', from: 0.5, to: 2 }],
    ['surface', { along: 'surface', from: 2, to: 0.5, over: 10 }],
  ])('along the %s a disc is dense in its middle and open at its rim', async (_, gradient) => {
    const { layers } = await planPart(cylinder(10, 0, 0.4, 128), { laydown: { gradient, join: 'none', angles: [0] } });
    const { strands } = layers[0];
    // Lines of half the spacing each: the finest 2.0 per mm, then 1.0, then 0.5 at the rim; they change at 0.71 and 1.41 mm.
    expect(density(strands, 0, 1)).toBeCloseTo(2, 0);
    expect(density(strands, 2, 5)).toBeGreaterThan(0.9);
    expect(density(strands, 2, 5)).toBeLessThan(1.1);
    expect(density(strands, 7, 9.5)).toBeGreaterThan(0.4);
    expect(density(strands, 7, 9.5)).toBeLessThan(0.6);
  });

  test('a pattern that cannot follow a gradient is refused', async () => {
    const gradient = { along: 'radius', from: 1, to: 3 };
    await expect(planPart(square, { laydown: { pattern: 'gyroid', gradient } })).rejects.toThrow(
      'parts.0.laydown.gradient changes nothing',
    );
  });
});

/** Length of strand over area of a large region, by pattern with a spacing of 1.2 mm: what theory says (33 gaps have 34 lines: 3 % more). */
const densities: readonly (readonly [string, number, number])[] = [
  ['parallel', 1 / 1.2, 0.035],
  ['grid', 2 / 1.2, 0.035],
  ['triangle', 3 / 1.2, 0.03],
  ['concentric', 1 / 1.2, 0.07],
  ['spiral', 1 / 1.2, 0.06],
  // Each row of cells climbs 60° flanks and runs along the level walls: (2 side + 2 level) over 3 side along, per pitch.
  ['honeycomb', 4 / 3 / (1.2 / 2 + width / 2), 0.05],
  ['gyroid', 1 / 1.2, 0.05],
  ['schwarz-p', 1 / 1.2, 0.08],
  ['diamond', 1 / 1.2, 0.05],
];

test.each(densities)('%s lays the length that its spacing promises', async (pattern, perMm, within) => {
  // A whole number of periods of the minimal surfaces in height averages their sections; 40 mm dwarf the rim.
  const side = 40;
  const { layers } = await planPart(box(side, side, 0, 3.6), { laydown: { pattern, spacing: 1.2, join: 'none' } });
  const room = (side - width) ** 2;
  const mean = layers.reduce((sum, { strands }) => sum + lengthOf(strands), 0) / layers.length;
  expect(Math.abs(mean / room / perMm - 1)).toBeLessThan(within);
});

test.each(['radial', 'wave'])('%s fills every layer and stays inside', async (pattern) => {
  const { layers } = await planPart(cylinder(6, 0, 1, 96), { laydown: { pattern, spacing: 1 } });
  for (const { strands } of layers) {
    expect(lengthOf(strands)).toBeGreaterThan(50);
    for (const { points } of strands) {
      for (let i = 0; i < points.length; i += 2) {
        expect(Math.hypot(points[i], points[i + 1]) / 1e6).toBeLessThanOrEqual(6 - width / 2 + 0.001);
      }
    }
  }
});

describe('layers', () => {
  test('a first layer and zones of other heights: tops add up, volumes follow', async () => {
    const more = { layers: { height: 0.2, first: 0.3, zones: [{ until: 1.3, height: 0.25 }] } };
    const { layers, report } = await planPart(box(10, 10, 0, 2.3), { laydown: { solid: true }, contours: 1 }, more);
    expect(layers.map(({ top }) => top)).toEqual(close([0.3, 0.55, 0.8, 1.05, 1.3, 1.5, 1.7, 1.9, 2.1, 2.3], 9));
    for (const { height, strands, inks } of layers) {
      expect(strands.every((strand) => strand.height === height)).toBe(true);
      expect(Math.abs(inks['ink'].volumeMm3 / (100 * height) - 1)).toBeLessThan(0.01);
    }
    expect(Math.abs(report.totals.inks['ink'].volumeUl / 230 - 1)).toBeLessThan(0.01);
  });
});

describe('placing', () => {
  const solid = { laydown: { solid: true }, contours: 1 };
  const block = box(10, 8, 0, 4);
  const extentOf = ({ layers }: Planned) =>
    [0, 1].map((axis) => {
      const at = layers.flatMap(({ strands }) =>
        strands.flatMap(({ points }) => [...points].filter((_, i) => i % 2 === axis)),
      );
      return (Math.max(...at) - Math.min(...at)) / 1e6 + width;
    });

  test.each([
    ['turned a quarter about z', { rotate: [0, 0, 90] }, [8, 10], 20],
    ['laid on its side', { rotate: [90, 0, 0] }, [10, 4], 40],
    ['turned by 45° about z', { rotate: [0, 0, 45] }, [18 / Math.SQRT2, 18 / Math.SQRT2], 20],
    ['half as large', { scale: 0.5 }, [5, 4], 10],
    ['stretched', { scale: [2, 1, 0.5] }, [20, 8], 10],
    ['in centimetres, scaled back', { units: 'cm', scale: 0.1 }, [10, 8], 20],
    ['in inches, scaled back', { units: 'inch', scale: 1 / 25.4 }, [10, 8], 20],
    ['moved', { move: [10, -5, 3] }, [10, 8], 20],
    ['mirrored', { scale: [-1, 1, 1] }, [10, 8], 20],
  ])('%s', async (_, placing, [long, wide], count) => {
    const planned = await planPart(block, { ...solid, ...placing });
    expect(planned.layers).toHaveLength(count);
    // Corners at 45° are rounded by the strand: the extent of its centre line ends a little short.
    const short = 'rotate' in placing && placing.rotate[2] === 45 ? width * (Math.SQRT2 - 1) + 0.001 : 0.001;
    const [x, y] = extentOf(planned);
    expect(x).toBeGreaterThan(long - short);
    expect(x).toBeLessThan(long + 0.001);
    expect(y).toBeGreaterThan(wide - short);
    expect(y).toBeLessThan(wide + 0.001);
    const volume = long * wide * (count * 0.2) * (short > 0.1 ? (10 * 8) / (long * wide) : 1);
    expect(Math.abs(planned.report.totals.inks['ink'].volumeUl / volume - 1)).toBeLessThan(0.012);
  });

  test('parts that are moved against each other stand side by side, without a rim in common', async () => {
    const job = {
      printer: 'marlin-syringe',
      inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width } },
      parts: [
        { mesh: 'a.stl', name: 'left', ink: 'ink', laydown: { spacing: 1 }, move: [-6, 0, 0] },
        { mesh: 'a.stl', name: 'right', ink: 'ink', laydown: { spacing: 1 }, move: [6, 0, 1] },
      ],
      layers: { height: 0.2 },
    };
    const { wells } = await planJob(
      job,
      { 'a.stl': stlOf(box(10, 10, 0, 2)) },
      { allow: ['flow', 'supply', 'time', 'overhang', 'collision'] },
    );
    const { layers } = wells.constructs[0].construct;
    expect(layers).toHaveLength(15);
    layers.forEach(({ strands, index }) => {
      const parts = [...new Set(strands.map(({ part }) => part))].sort();
      expect(parts).toEqual(index < 5 ? ['left'] : index < 10 ? ['left', 'right'] : ['right']);
      for (const { part, points } of strands) {
        const xs = [...points].filter((_, i) => i % 2 === 0);
        if (part === 'left') expect(Math.max(...xs)).toBeLessThanOrEqual(-1_200_000 + 1000);
        else expect(Math.min(...xs)).toBeGreaterThanOrEqual(1_200_000 - 1000);
      }
    });
  });
});

test('several solids in one text file are printed as one part', async () => {
  const near = box(4, 4, 0, 1);
  const far = Float32Array.from(near, (value, i) => (i % 3 === 0 ? value + 10 : value));
  const bytes = new TextEncoder().encode(`${writeAscii(near)}\n${writeAscii(far)}`);
  const { layers, report } = await planPart(bytes, { laydown: { solid: true } });
  expect(report.meshes[0]).toMatchObject({ triangles: 24, watertight: true });
  for (const { inks } of layers) expect(inks['ink'].areaMm2).toBeCloseTo(32, 6);
});
