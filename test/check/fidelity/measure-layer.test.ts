import { expect, test } from 'vitest';
import { islandColumns } from '../../../src/check/fidelity/figures.ts';
import { measureLayer, partGrid } from '../../../src/check/fidelity/measure-layer.ts';
import { emptyOutline } from '../../../src/slice/outline.ts';
import { circle, outlineOf, rectangle } from '../../laydown/shapes.ts';
import { draws, seedFrom } from '../../proving.ts';
import { areaWhere, distanceToBodies, distanceToRim, isInside } from './brute-raster.ts';
import { asks, hatch, height, longest, measure, strandOf, width } from './grounds.ts';

const solid = asks({ solid: true });
const block = rectangle(-4, -4, 4, 4);
const fill = hatch(-4, -4, 4, 4);

test('a block filled side by side has lost nothing, and its figures are its own', () => {
  const figures = measure(block, fill, solid);
  expect(figures.sectionMm2).toBeCloseTo(64, 1);
  expect(figures.lostMm2).toBe(0);
  expect(figures.outsideMm2).toBe(0);
  expect(figures.inkUl).toBeCloseTo(fill.length * (8 - width) * width * height, 9);
  expect(figures.losses.length).toBe(0);
});

test('a fin of one strand that gets none is lost with its area, whichever way it points', () => {
  for (let turn = 0; turn < 180; turn += 15) {
    const angle = (turn * Math.PI) / 180;
    const rotate = ([x, y]: readonly [number, number]): [number, number] => [
      x * Math.cos(angle) - y * Math.sin(angle),
      x * Math.sin(angle) + y * Math.cos(angle),
    ];
    const outline: [number, number][] = [
      [-6, -2],
      [-2, -2],
      [-2, -0.2],
      [6, -0.2],
      [6, 0.2],
      [-2, 0.2],
      [-2, 2],
      [-6, 2],
    ];
    const body = hatch(-6, -2, -2, 2).map((strand) => {
      const [ax, ay, bx, by] = [...strand.points].map((nm) => nm / 1e6);
      return strandOf([rotate([ax, ay]), rotate([bx, by])]);
    });
    const figures = measure(outlineOf(outline.map(rotate)), body, solid);
    // The fin is 8 x 0.4 mm; a quarter of a strand of its root is reached from the body.
    expect(figures.lostMm2, `turned by ${turn}°`).toBeGreaterThan(3.2 * 0.92);
    expect(figures.lostMm2, `turned by ${turn}°`).toBeLessThan(3.2 * 1.12);
    expect(longest(figures)).toBeGreaterThan(7.6);
    expect(longest(figures)).toBeLessThan(8.4);
  }
});

test('a fin that has its strand, narrow or wide, is not lost', () => {
  for (const thick of [0.22, 0.3, 0.4, 0.5, 0.6]) {
    const fin = rectangle(-5, -thick / 2, 5, thick / 2);
    const strand = strandOf(
      [
        [-5 + thick / 2, 0],
        [5 - thick / 2, 0],
      ],
      { width: thick, area: thick * height },
    );
    const figures = measure(fin, [strand], solid);
    expect(figures.lostMm2, `${thick} mm`).toBe(0);
    expect(figures.outsideMm2, `${thick} mm`).toBe(0);
    expect(measure(fin, [], solid).lostMm2 / (10 * thick), `${thick} mm`).toBeCloseTo(1, 0.7);
  }
});

test('a strand with a width at each point covers what is as wide as it is there', () => {
  const wedge = outlineOf([
    [-5, -0.1],
    [5, -0.6],
    [5, 0.6],
    [-5, 0.1],
  ]);
  const widths = Int32Array.from([200_000, 1_140_000]);
  const points = [
    [-4.9, 0],
    [4.4, 0],
  ] as const;
  const whole = measure(wedge, [strandOf(points, { width: 1.14, area: 1.14 * height, widths })], solid);
  expect(whole.lostMm2).toBe(0);
  expect(whole.outsideMm2).toBe(0);
  const thin = measure(wedge, [strandOf(points, { width: 0.2, area: 0.2 * height })], solid);
  expect(thin.lostMm2).toBeGreaterThan(0.2);
});

test('a dropped strand of solid fill leaves a band of half a width; one laid a little aside leaves none', () => {
  const middle = fill.length >> 1;
  const dropped = measure(
    block,
    fill.filter((_, i) => i !== middle),
    solid,
  );
  expect(longest(dropped)).toBeGreaterThan(7);
  expect(dropped.lostMm2).toBeGreaterThan(0.35 * width * 7.4);
  expect(dropped.lostMm2).toBeLessThan(0.65 * width * 8);
  const shifted = (by: number) =>
    measure(
      block,
      fill.map((s, i) => (i === middle ? { ...s, points: s.points.map((v, k) => (k % 2 ? v + by * 1e6 : v)) } : s)),
      solid,
    );
  expect(shifted(0.35 * width).lostMm2).toBe(0);
  expect(longest(shifted(0.8 * width))).toBeGreaterThan(7);
});

test('strands cut short are lost beyond three quarters of a width, and narrow ones beyond half a width apart', () => {
  const short = (by: number) =>
    fill.map(({ points }) =>
      strandOf([
        [points[0] / 1e6, points[1] / 1e6],
        [points[2] / 1e6 - by, points[3] / 1e6],
      ]),
    );
  expect(measure(block, short(0.4 * width), solid).lostMm2).toBe(0);
  expect(longest(measure(block, short(1.2 * width), solid))).toBeGreaterThan(6);
  const narrow = (share: number) => fill.map((strand) => ({ ...strand, width: share * width }));
  expect(measure(block, narrow(0.65), solid).lostMm2).toBe(0);
  expect(measure(block, narrow(0.3), solid).lostMm2).toBeGreaterThan(5);
});

test('pores of a lattice are not lost, a missing pair of its lines is', () => {
  const lattice = asks({ spacing: 1.2 });
  const lines = hatch(-4, -4, 4, 4, 1.2, { role: 'lattice' });
  expect(measure(block, lines, lattice).lostMm2).toBe(0);
  expect(
    measure(
      block,
      lines.filter((_, i) => i !== 3),
      lattice,
    ).lostMm2,
  ).toBe(0);
  const gap = measure(
    block,
    lines.filter((_, i) => i !== 3 && i !== 4),
    lattice,
  );
  expect(longest(gap)).toBeGreaterThan(6);
});

test('the gap that a gradient asks for counts where it is asked for', () => {
  const graded = asks({ gradient: { along: 'radius', from: 0.6, to: 2.4 } });
  const ring = (radius: number) => strandOf(circle(0, 0, radius), { closed: true, role: 'lattice' });
  const disc = outlineOf(circle(0, 0, 8));
  const rings = (radii: readonly number[]) => measure(disc, radii.map(ring), graded).lostMm2;
  expect(rings([0.3, 1, 1.9, 3, 4.4, 6, 7.8])).toBe(0);
  // The same distance of 2.8 mm between rings is too much at the axis and right at the rim.
  expect(rings([1, 3.9, 5, 6.3, 7.8])).toBeGreaterThan(0.5);
});

test('what margin and minLength ask for is not lost', () => {
  const inner = hatch(-3, -3, 3, 3);
  expect(measure(block, inner, asks({ solid: true, margin: 1 })).lostMm2).toBe(0);
  expect(longest(measure(block, inner, solid))).toBeGreaterThan(6);
  const bar = rectangle(-6, -0.5, 6, 0.5);
  const lines = asks({ spacing: 3, minLength: 2 });
  expect(measure(bar, [], lines).lostMm2).toBe(0);
  expect(measure(bar, [], asks({ spacing: 3 })).lostMm2).toBeGreaterThan(10);
});

test('a part that runs out to a point is a tip, one that ends blunt is not', () => {
  const tapering = (end: number) =>
    outlineOf([
      [-4, -2],
      [0, -2],
      [0, -0.2],
      [8, -end / 2 - 0.0005],
      [8, end / 2 + 0.0005],
      [0, 0.2],
      [0, 2],
      [-4, 2],
    ]);
  const body = hatch(-4, -2, 0, 2);
  const pointed = measure(tapering(0), body, solid);
  expect(longest(pointed, 'tip')).toBeGreaterThan(6);
  expect(pointed.lostMm2).toBeLessThan(0.1);
  const blunt = measure(tapering(0.3), body, solid);
  expect(longest(blunt)).toBeGreaterThan(7);
  expect(longest(blunt, 'tip')).toBe(0);
});

test('what strands cover beyond the border is outside, their bulge is not', () => {
  const over = hatch(-4, -4, 4, 4).map((s) => ({ ...s, points: s.points.map((v, k) => (k % 2 ? v : v + 600_000)) }));
  const { outsideMm2 } = measure(block, over, solid);
  expect(outsideMm2).toBeGreaterThan(0.5 * 8 * 0.85);
  expect(outsideMm2).toBeLessThan(0.6 * 8);
  const bulging = hatch(-4, -4, 4, 4).map((s) => ({ ...s, points: s.points.map((v, k) => (k % 2 ? v : v + 15_000)) }));
  expect(measure(block, bulging, solid).outsideMm2).toBe(0);
});

test('the part of higher precedence is cut out of the other before it is measured', () => {
  const bounds = { minX: -4e6, minY: -4e6, maxX: 4e6, maxY: 4e6 };
  const hole = rectangle(-1, -1, 1, 1);
  const grids = [partGrid(bounds, width, 0), partGrid({ minX: -1e6, minY: -1e6, maxX: 1e6, maxY: 1e6 }, width, 1)];
  const around = fill.filter(({ points }) => Math.abs(points[1]) > 1.15e6);
  const sides = hatch(-4, -1, -1, 1).concat(hatch(1, -1, 4, 1));
  const { figures } = measureLayer(
    grids,
    [
      { section: block, strands: [...around, ...sides], asked: solid },
      { section: hole, strands: [], asked: solid },
    ],
    null,
  );
  expect(figures.parts[0].sectionMm2).toBeCloseTo(60, 1);
  expect(figures.parts[0].lostMm2).toBeLessThan(0.4);
  expect(figures.parts[1].lostMm2).toBeCloseTo(4, 0);
});

const square = (x: number, y: number, side: number): [number, number][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];

test('where shells of a mesh overlap, their area counts once, and so does the ink that belongs there', () => {
  for (const step of [0.1, 0.5, 1, 1.9, 2]) {
    for (const count of [2, 3, 4]) {
      const squares = Array.from({ length: count }, (_, i) => square(i * step, i * step, 2));
      // Two squares along the diagonal share a square; three squares in a row share no more than their neighbours do.
      const area = count * 4 - (count - 1) * Math.max(0, 2 - step) ** 2;
      const { sectionMm2, islands } = measure(outlineOf(...squares), [], solid);
      expect(sectionMm2 / area, `${count} squares, ${step} mm on`).toBeCloseTo(1, 1.7);
      expect(islands.length / islandColumns).toBe(step < 2 ? 1 : count);
    }
  }
});

test('shells within a shell, a hole through two of them, and pins beside them have their area', () => {
  const shells = outlineOf(
    square(0, 0, 4),
    square(1, 1, 4),
    square(2, 2, 1),
    circle(2.5, 2.5, 0.3, 64, true),
    circle(-1, -1, 0.2, 64),
  );
  // The hole lies within three shells, so it is full.
  const { sectionMm2 } = measure(shells, [], solid);
  expect(sectionMm2).toBeCloseTo(16 + 16 - 9 + Math.PI * 0.04, 1);
});

test('the seams of shells that overlap are no rim: what is bare there is lost', () => {
  // Two blocks that overlap by half a strand, filled but for a band of two strands around the seam.
  const blocks = outlineOf(
    [
      [-4, -4],
      [0.1, -4],
      [0.1, 4],
      [-4, 4],
    ],
    [
      [-0.1, -4],
      [4, -4],
      [4, 4],
      [-0.1, 4],
    ],
  );
  const sides = [...hatch(-4, -4, -0.3, 4), ...hatch(0.3, -4, 4, 4)];
  const whole = measure(rectangle(-4, -4, 4, 4), sides, solid);
  const seamed = measure(blocks, sides, solid);
  expect(whole.lostMm2).toBeGreaterThan(3);
  expect(seamed.lostMm2 / whole.lostMm2).toBeGreaterThan(0.95);
  expect(seamed.lostMm2 / whole.lostMm2).toBeLessThan(1.05);
  // And pores of a lattice are not taken for places too narrow for a strand.
  const lattice = hatch(-4, -4, 4, 4, 1.2);
  expect(measure(blocks, lattice, asks({ spacing: 1.2 })).lostMm2).toBeLessThan(0.05);
});

test('a layer without section or strands has no figures', () => {
  expect(measure(emptyOutline, [], solid)).toMatchObject({ sectionMm2: 0, lostMm2: 0, outsideMm2: 0, inkUl: 0 });
});

/** Random ground: a ring of straight sides, and strands laid across it anywhere. */
function* grounds(count: number) {
  let seed = seedFrom(7);
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let k = 0; k < count; k++) {
    const corners = 5 + Math.floor(6 * random());
    const ring = Array.from({ length: corners }, (_, i): [number, number] => {
      const radius = 2 + 3 * random();
      const angle = (2 * Math.PI * (i + 0.5 * random())) / corners;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    const strands = Array.from({ length: 6 }, () =>
      strandOf([
        [-4 + 8 * random(), -4 + 8 * random()],
        [-4 + 8 * random(), -4 + 8 * random()],
      ]),
    );
    yield { section: outlineOf(ring), strands };
  }
}

const around = [-6, -6, 6, 6] as const;

test('single points on a straight grid see the same area lost in solid fill, on random ground', () => {
  for (const { section, strands } of grounds(draws(8, 80))) {
    // Bare cells, less the border of half a strand around places where the middle of a strand fits.
    const bare = (x: number, y: number) => isInside(section, x, y) && distanceToBodies(strands, x, y) > width / 4;
    const deep = areaWhere(around, 0.1, (x, y) => bare(x, y) && distanceToRim(section, x, y) > width / 2);
    const all = areaWhere(around, 0.1, bare);
    const { lostMm2, losses } = measure(section, strands, solid);
    const tips = losses.length > 0 ? 0.15 * all + 1 : 1;
    expect(lostMm2).toBeGreaterThan(deep * 0.97 - 0.3);
    expect(lostMm2).toBeLessThan(all + 0.3);
    expect(lostMm2).toBeGreaterThan(deep - tips);
  }
});

test.each([0.8, 1.2])('and in a lattice with a strand every %f mm', (spacing) => {
  const lattice = asks({ spacing });
  for (const { section, strands } of grounds(draws(8, 80))) {
    // Points further from the middle of every strand than the gap that is meant and half a strand: those half a strand
    // inside the rim, and the border beside them.
    const far = (x: number, y: number) => isInside(section, x, y) && distanceToBodies(strands, x, y) > spacing;
    const deep = areaWhere(around, 0.1, (x, y) => far(x, y) && distanceToRim(section, x, y) > width / 2);
    const all = areaWhere(around, 0.1, far);
    const { lostMm2 } = measure(section, strands, lattice);
    expect(lostMm2).toBeGreaterThan(0.97 * deep - 0.1);
    expect(lostMm2).toBeLessThan(1.03 * all + 0.2);
  }
});

test('single points see the same area covered beyond the border, on random ground', () => {
  // As far inside of a strand as a slot bulges and places are rounded.
  const allowed = ((1 - Math.PI / 4) / 2) * height + 0.01;
  for (const { section, strands } of grounds(draws(8, 80))) {
    const covered = areaWhere(
      around,
      0.05,
      (x, y) => !isInside(section, x, y) && distanceToBodies(strands, x, y) < -allowed,
    );
    const { outsideMm2 } = measure(section, strands, solid);
    expect(Math.abs(outsideMm2 - covered)).toBeLessThan(0.03 * covered + 0.05);
  }
});
