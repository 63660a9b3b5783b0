import earcut from 'earcut';
import { expect, test } from 'vitest';
import { gateFidelity } from '../../src/check/fidelity/gate-fidelity.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { strandVolume } from '../../src/laydown/strand.ts';
import { planConstruct } from '../../src/plan/layers/plan-layers.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { tube } from '../../src/scaffold/solids.ts';
import { inkBetween } from '../laydown/slices.ts';
import { box as boxOf } from '../slice/soups.ts';
import { oneInkJob, planJob } from './plan-job.ts';
import { type Flat, meshOf, stlOf } from './sections.ts';

const polygons = await loadPolygons();
const width = 0.4;
const height = 0.3;

/** A wall of any outline, counter-clockwise, with its lids. */
function prism(ring: readonly Flat[], high: number): Float32Array {
  const lid = earcut(ring.flat());
  const corner = (i: number, z: number) => [...ring[i], z];
  const lids = [...lid.map((i) => corner(i, high)), ...[...lid].reverse().map((i) => corner(i, 0))];
  const walls = ring.flatMap((_, i) => {
    const k = (i + 1) % ring.length;
    return [corner(i, 0), corner(k, 0), corner(k, high), corner(i, 0), corner(k, high), corner(i, high)];
  });
  return Float32Array.from([...lids, ...walls].flat());
}

const box = (...corners: Parameters<typeof boxOf>) => Float32Array.from(boxOf(...corners));

async function found(triangles: Float32Array, partSettings: object, more: object = {}) {
  const job = validateJob(
    {
      printer: 'marlin-syringe',
      inks: Object.fromEntries(['a', 'b'].map((ink) => [ink, { ink: 'x', nozzle: { gauge: 22 }, width }])),
      parts: [{ mesh: 'part.stl', ink: 'a', ...partSettings }],
      layers: { height },
      ...more,
    },
    'job.yaml',
  );
  const { construct, fidelity } = await planConstruct(job, [meshOf(triangles)], { polygons, workers: 1 });
  const findings = gateFidelity({ parts: ['part'], layers: construct.layers, ...fidelity }).filter(
    ({ severity }) => severity !== 'note',
  );
  return { findings, layers: construct.layers };
}

const fin: Flat[] = [
  [-8, -2],
  [-4, -2],
  [-4, -0.2],
  [8, -0.2],
  [8, 0.2],
  [-4, 0.2],
  [-4, 2],
  [-8, 2],
];

test('a fin that the job leaves out is refused, and one that it prints is not', async () => {
  const { findings: off } = await found(prism(fin, 3), { laydown: { solid: true }, contours: 1, thinWalls: 'off' });
  expect(off).toEqual([expect.objectContaining({ code: 'area-lost', severity: 'refuse' })]);
  expect(off[0].numbers?.['volumeUl']).toBeGreaterThan(0.9 * 14.4);
  expect(off[0].numbers?.['volumeUl']).toBeLessThan(1.15 * 14.4);
  const { findings: printed } = await found(prism(fin, 3), { laydown: { solid: true }, contours: 1 });
  expect(printed.filter(({ severity }) => severity === 'refuse')).toEqual([]);
});

const ask = (mesh: string, more: object = {}) => ({
  ...oneInkJob({ mesh, width: 0.41, layer: 0.2, laydown: { angles: [45, 135], spacing: 1.1714 }, contours: 1 }),
  ...more,
});

test('a plate of less than a strand beside a block is printed with its own ink', async () => {
  const plate = Float32Array.from([...box([0, 0, 0], [5, 5, 5]), ...box([8, 0, 0], [8.39, 20, 5])]);
  const { findings, wells } = await planJob(ask('part.stl'), { 'part.stl': stlOf(plate) });
  expect(findings.filter(({ gate, severity }) => gate === 'fidelity' && severity !== 'note')).toEqual([]);
  for (const { strands } of wells.constructs[0].construct.layers) {
    // The middle of both bodies is the origin.
    const ink = inkBetween(strands, 8 - 4.195 - 0.1, 5);
    expect(ink / (0.39 * 20 * 0.2)).toBeCloseTo(1, 2);
  }
});

test.each([
  [
    'a little more than a strand',
    { inner: 2, outer: 2.43, high: 1 },
    { width: 0.41, layer: 0.25 },
    { pattern: 'concentric' },
    0,
  ],
  ['just a strand', { inner: 3.6, outer: 4, high: 2 }, { width: 0.4, layer: 0.2 }, { solid: true }, 1],
])(
  'a tube whose wall is %s is one ring a layer with its volume in ink',
  async (_, sizes, strand, laydown, contours) => {
    const { inner, outer, high } = sizes;
    const job = oneInkJob({ mesh: 'tube.stl', ...strand, laydown, contours });
    const { findings, wells } = await planJob(job, { 'tube.stl': stlOf(tube(inner, outer, 0, high, 96)) });
    expect(findings.filter(({ gate, severity }) => gate === 'fidelity' && severity !== 'note')).toEqual([]);
    const { layers } = wells.constructs[0].construct;
    expect(layers).toHaveLength(Math.round(high / strand.layer));
    const area = 96 * Math.sin(Math.PI / 96) * Math.cos(Math.PI / 96) * (outer ** 2 - inner ** 2);
    for (const { strands } of layers) {
      expect(strands.map(({ closed }) => closed)).toEqual([true]);
      expect(Math.abs(strandVolume(strands[0]) / (area * strand.layer) - 1)).toBeLessThan(0.02);
    }
  },
);

test('the override turns a refusal into a warning that says so', async () => {
  const job = ask('fin.stl', {
    parts: [{ mesh: 'fin.stl', ink: 'ink', laydown: { solid: true }, contours: 1, thinWalls: 'off' }],
  });
  const files = { 'fin.stl': stlOf(prism(fin, 1)) };
  const refused = await planJob(job, files, { allow: ['overhang', 'flow'] });
  expect(refused.refusedBy).toEqual(['fidelity']);
  expect(refused.gcode).toBeNull();
  const allowed = await planJob(job, files, { allow: ['overhang', 'flow', 'fidelity'] });
  expect(allowed.gcode).not.toBeNull();
  expect(allowed.findings.find(({ code }) => code === 'area-lost')?.what).toContain('--allow fidelity');
  const [layer] = allowed.report.layers;
  const [figures] = Object.values(layer.parts);
  expect(figures.sectionMm2).toBeCloseTo(20.8, 1);
  expect(figures.lostMm2).toBeGreaterThan(4);
  expect(figures.outsideMm2).toBe(0);
});

test('a plan without any strand ends with the likeliest reason first', async () => {
  const reason = async (triangles: Float32Array, more: object = {}) =>
    planJob(ask('part.stl', more), { 'part.stl': stlOf(triangles) }).then(
      () => 'planned',
      (error: Error & { fix?: string }) => `${error.message} ${error.fix}`,
    );
  expect(await reason(box([0, 0, 0], [0.015, 0.015, 0.015]))).toMatch(/metres .*15 mm.*units: m /);
  const thin = box([0, 0, 0], [0.15, 20, 4]);
  expect(await reason(thin)).toMatch(/too thin for a strand 0.41 mm wide.*finer needle/);
  expect(await reason(box([0, 0, 0], [10, 10, 0.05]))).toMatch(/thinner than half a layer.*layers of at most 0.05 mm/);
});

test.each([
  ['a block', box([0, 0, 0], [6, 3, 1.2])],
  ['a square', box([0, 0, 0], [5, 5, 1.2])],
])('what a spiral leaves bare of %s is laid by the pattern that is advised', async (_, triangles) => {
  const { findings } = await found(triangles, { laydown: { pattern: 'spiral', solid: true } });
  const lost = findings.find(({ code }) => code === 'area-lost');
  expect(lost?.fix).toMatch(/^Take the pattern concentric/);
  expect(lost?.fix).not.toMatch(/contour|narrower/);
  const { findings: advised } = await found(triangles, { laydown: { pattern: 'concentric', solid: true } });
  expect(advised).toEqual([]);
});
