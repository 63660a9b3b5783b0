import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import type { StrandStep } from '../../src/program/step.ts';
import { circle, lid, type Point, toTriangles, tube, wall } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

const layer = 0.2;

async function planTube(triangles: Float32Array, more: { parts?: number; wells?: string[] } = {}) {
  const job = {
    printer: 'marlin-syringe',
    ...(more.wells ? { vessel: { plate: 'corning-6', wells: more.wells } } : {}),
    inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.4 } },
    parts: [{ mesh: 'tube.stl', ink: 'ink', laydown: { pattern: 'spiral' } }],
    layers: { height: layer },
    speed: 10,
  };
  const files = { 'tube.stl': writeStl({ name: 'tube', triangles, bounds: boundsOf(triangles) }) };
  const planned = await planJob(job, files, { allow: ['flow', 'supply', 'time', 'overhang'] });
  expect(planned.refusedBy).toEqual([]);
  const steps = [...planned.program.steps];
  const strands = steps.filter((step): step is StrandStep => step.kind === 'strand');
  return { ...planned, steps, strands };
}

/** Where the needle's tip is at the first and at the last point of a strand, nm. */
function ends({ strand: { points, rise }, xNm, yNm, zNm }: StrandStep) {
  const last = points.length / 2 - 1;
  const at = (i: number) => [points[2 * i] + xNm, points[2 * i + 1] + yNm, zNm + (rise?.[i] ?? 0)];
  return { from: at(0), to: at(last) };
}

/** A tube whose outside and bore grow by `slope` mm per mm of height. */
function funnel(radius: number, thickness: number, height: number, slope: number): Float32Array {
  const rings = (r: number) => [circle(r, 0, 96), circle(r + slope * height, height, 96)] as const;
  const [outer, outerTop] = rings(radius);
  const [inner, innerTop] = rings(radius - thickness);
  const inside: Point[] = wall(innerTop, inner);
  return toTriangles([...wall(outer, outerTop), ...wall(outerTop, innerTop), ...inside, ...wall(inner, outer)]);
}

test.each([
  ['a wall of one strand', tube(4.6, 5, 0, 3, 96)],
  ['a wall of one strand, cut into other corners inside than outside', mixedTube()],
  ['a wall a little thicker', tube(4.55, 5, 0, 3, 96)],
  ['a wall a little thinner', tube(4.63, 5, 0, 3, 96)],
  ['a funnel that widens by half a strand a layer', funnel(4, 0.42, 3, 1)],
  ['a funnel that narrows', funnel(7, 0.42, 3, -0.4)],
])('%s is one strand from the floor to the top: one start, no travel between layers', async (_, triangles) => {
  const { strands, steps, report } = await planTube(triangles);
  expect(strands).toHaveLength(15);
  expect(report.totals.starts).toBe(1);
  expect(report.layers.map(({ inks }) => inks['ink'].starts)).toEqual([1, ...Array(14).fill(0)]);
  const first = steps.indexOf(strands[0]);
  const last = steps.indexOf(strands[14]);
  expect(steps.slice(first, last).filter(({ kind }) => kind === 'travel')).toEqual([]);
  for (let i = 1; i < strands.length; i++) expect(ends(strands[i]).from).toEqual(ends(strands[i - 1]).to);
  // The first turn lies flat on the floor, every other one rises by one layer, never down.
  expect(new Set(strands[0].strand.rise)).toEqual(new Set([0]));
  for (const { strand } of strands.slice(1)) {
    const rise = [...strand.rise!];
    expect([rise[0], rise.at(-1)]).toEqual([-layer * 1e6, 0]);
    expect(rise.every((z, i) => i === 0 || z >= rise[i - 1])).toBe(true);
  }
});

/** A polygon of `corners` corners as a ring of 480 points. */
function polygonRing(radius: number, corners: number, z: number): Point[] {
  const each = 480 / corners;
  const ring = circle(radius, z, corners);
  return Array.from({ length: 480 }, (_, i): Point => {
    const [a, b] = [ring[Math.floor(i / each)], ring[(Math.floor(i / each) + 1) % corners]];
    const t = (i % each) / each;
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, z];
  });
}

/** An outside of 96 corners, a bore of 60. */
function mixedTube(): Float32Array {
  const [outer, outerTop] = [polygonRing(5, 96, 0), polygonRing(5, 96, 3)];
  const [bore, boreTop] = [polygonRing(4.594, 60, 0), polygonRing(4.594, 60, 3)];
  return toTriangles([
    ...wall(outer, outerTop),
    ...wall(outerTop, boreTop),
    ...wall(boreTop, bore),
    ...wall(bore, outer),
  ]);
}

test('its length is that of one flat turn and of turns that climb a layer each', async () => {
  const { report } = await planTube(tube(4.55, 5, 0, 3, 96));
  // One strand as wide as the wall, along its middle.
  const turn = 2 * 96 * 4.775 * Math.tan(Math.PI / 96);
  const expected = turn + 14 * Math.hypot(turn, layer);
  expect(Math.abs(report.totals.inks['ink'].lengthMm / expected - 1)).toBeLessThan(0.002);
  const sum = report.layers.reduce((total, { inks }) => total + inks['ink'].strandLengthMm, 0);
  expect(sum).toBeCloseTo(report.totals.inks['ink'].lengthMm, 6);
  expect(report.layers.reduce((total, { inks }) => total + inks['ink'].volumeMm3, 0)).toBeCloseTo(
    report.totals.inks['ink'].volumeUl,
    6,
  );
});

test('a tube that stands on a plate begins with a flat turn on the plate', async () => {
  const plate = [circle(6, 0, 96), circle(6, 1, 96)] as const;
  const foot = toTriangles([...lid(plate[0], false), ...wall(...plate), ...lid(plate[1], true)]);
  const upper = tube(4.55, 5, 0.9, 3, 96);
  const both = new Float32Array(foot.length + upper.length);
  both.set(foot);
  both.set(upper, foot.length);
  const { strands } = await planTube(both);
  const flat = strands.findIndex(({ strand }) => strand.rise !== undefined);
  expect(strands[flat].layer).toBe(5);
  expect(new Set(strands[flat].strand.rise)).toEqual(new Set([0]));
  expect(strands.slice(flat + 1).every(({ strand }) => strand.rise?.[0] === -layer * 1e6)).toBe(true);
  for (let i = flat + 1; i < strands.length; i++) expect(ends(strands[i]).from).toEqual(ends(strands[i - 1]).to);
});

test('in each of two wells the tube is one strand', async () => {
  const { strands, report } = await planTube(tube(4.55, 5, 0, 1, 96), { wells: ['A1', 'A2'] });
  expect(strands).toHaveLength(10);
  expect(report.totals.starts).toBe(2);
});
