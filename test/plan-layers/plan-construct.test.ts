import { beforeAll, expect, test } from 'vitest';
import { gateFidelity } from '../../src/check/fidelity/gate-fidelity.ts';
import type { Job } from '../../src/job/job.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import type { Mesh } from '../../src/mesh/mesh.ts';
import { type PlannedConstruct, planConstruct } from '../../src/plan/layers/plan-layers.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { box, meshOf, sphere, tube } from '../slice/soups.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

const inkOf = (width: number) => ({ ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width });

function jobOf(parts: readonly object[], more: object = {}): Job {
  const data = {
    printer: 'marlin-syringe',
    inks: { a: inkOf(0.4), b: inkOf(0.4) },
    layers: { height: 0.2 },
    parts: parts.map((part, i) => ({
      mesh: `part${i}.stl`,
      name: `part${i}`,
      laydown: { angles: [0, 90], spacing: 1 },
      ...part,
    })),
    ...more,
  };
  return validateJob(data, 'job');
}

const plan = (job: Job, meshes: readonly Mesh[], workers = 1) => planConstruct(job, meshes, { polygons, workers });

const inksOf = ({ construct }: PlannedConstruct) => construct.layers.map(({ inks }) => Object.keys(inks).join('+'));

test('a cube becomes layers of strands, sums and porosity in the frame of the construct', async () => {
  const { construct, shiftsMm, repairs } = await plan(jobOf([{ ink: 'a' }]), [meshOf(box([20, 20, 5], [30, 30, 7]))]);
  expect(shiftsMm).toEqual([[-25, -25, -5]]);
  expect(repairs).toEqual([{ part: 'part0', layers: [] }]);
  expect(construct.layers.map(({ top }) => top)).toEqual([0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2]);
  for (const { strands, inks } of construct.layers) {
    expect(inks['a'].areaMm2).toBe(100);
    expect(inks['a'].strands).toBe(strands.length);
    expect(inks['a'].volumeMm3).toBeCloseTo(inks['a'].strandLengthMm * Math.PI * 0.04, 9);
    const xs = strands.flatMap((strand) => Array.from(strand.points));
    expect(Math.max(...xs)).toBeLessThanOrEqual(4_800_000 + 1000);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(-4_800_000 - 1000);
  }
});

test('any number of threads gives the same construct to the bit', async () => {
  const job = jobOf([{ ink: 'a', contours: 1 }, { alternate: ['b', 'a'] }], { layers: { height: 0.2, first: 0.3 } });
  const meshes = [meshOf(tube(5, 3, 6, 128)), meshOf(sphere([0, 0, 3], 3.4, 48))];
  const one = await plan(job, meshes, 1);
  expect(one.construct.layers.length).toBeGreaterThan(25);
  expect(await plan(job, meshes, 2)).toEqual(one);
  expect(await plan(job, meshes, 3)).toEqual(one);
});

test('more threads than layers are no harm', async () => {
  const mesh = meshOf(box([0, 0, 0], [5, 5, 0.4]));
  const one = await plan(jobOf([{ ink: 'a' }]), [mesh], 1);
  expect(await plan(jobOf([{ ink: 'a' }]), [mesh], 8)).toEqual(one);
});

test('a sequence gives each layer its ink', async () => {
  const planned = await plan(jobOf([{ sequence: ['a', 'a', 'b'] }]), [meshOf(box([0, 0, 0], [5, 5, 1.4]))]);
  expect(inksOf(planned)).toEqual(['a', 'a', 'b', 'a', 'a', 'b', 'a']);
});

test('alternate strands share the area of their region', async () => {
  const planned = await plan(jobOf([{ alternate: ['a', 'b'] }]), [meshOf(box([0, 0, 0], [9.4, 9.4, 0.2]))]);
  const { a, b } = planned.construct.layers[0].inks;
  expect(a.areaMm2 + b.areaMm2).toBeCloseTo(9.4 * 9.4, 6);
  expect(a.strandLengthMm).toBeCloseTo(b.strandLengthMm, 6);
  const order = planned.construct.layers[0].strands.map(({ ink }) => ink).join('');
  expect(order).toMatch(/^a+b+$/);
});

test('a shell prints its ink around the core on every layer', async () => {
  const part = { ink: 'a', shell: { ink: 'b', thickness: 1 } };
  const planned = await plan(jobOf([part]), [meshOf(box([0, 0, 0], [10, 10, 0.4]))]);
  for (const { inks } of planned.construct.layers) {
    expect(inks['a'].areaMm2).toBeCloseTo(64, 6);
    expect(inks['b'].areaMm2).toBeCloseTo(36, 6);
  }
});

test('parts of one frame keep their places, and a later part carves an earlier one', async () => {
  const meshes = [meshOf(box([0, 0, 0], [10, 10, 1])), meshOf(box([5, 5, 0], [15, 15, 1]))];
  const { construct } = await plan(jobOf([{ ink: 'a' }, { ink: 'b' }]), meshes);
  for (const { inks } of construct.layers) {
    expect(inks['a'].areaMm2).toBeCloseTo(75, 9);
    expect(inks['b'].areaMm2).toBeCloseTo(100, 9);
  }
  const first = await plan(jobOf([{ ink: 'a', precedence: 1 }, { ink: 'b' }]), meshes);
  expect(first.construct.layers[0].inks['a'].areaMm2).toBeCloseTo(100, 9);
});

test('a pointed bottom loses no layer that holds a strand, and says which hold none', async () => {
  const mesh = meshOf(sphere([0, 0, 5], 5, 80));
  for (const contours of [0, 1]) {
    const { construct } = await plan(jobOf([{ ink: 'a', contours }], { layers: { height: 0.05 } }), [mesh]);
    construct.layers.forEach(({ top, strands }) => {
      const fromCentre = top - 0.025 - 5;
      const radius = Math.sqrt(Math.max(0, 25 - fromCentre * fromCentre));
      // Facets and simplification shave some micrometres off the circle.
      if (radius > 0.23) expect(strands.length, `radius ${radius}`).toBeGreaterThan(0);
    });
    const empty = construct.layers.filter(({ strands }) => strands.length === 0).length;
    const reported = construct.findings.find(({ code }) => code === 'section-below-strand');
    expect(reported?.numbers?.['layers'] ?? (reported ? 1 : 0)).toBe(empty);
  }
});

test('twigs hardly wider than a strand are printed on every layer', async () => {
  const twigs = [0, 2, 4].flatMap((x) => tube(0.23, 0.001, 4, 12).map((v, i) => (i % 3 === 0 ? v + x : v)));
  const { construct } = await plan(jobOf([{ ink: 'a' }]), [meshOf(twigs)]);
  expect(construct.layers.every(({ strands }) => strands.length > 0)).toBe(true);
});

test('the same shape in more triangles takes the same ink', async () => {
  const job = jobOf([{ ink: 'a', contours: 1, laydown: { angles: [45, 135], spacing: 1.1714 } }]);
  const volumes: number[] = [];
  for (const bands of [60, 120, 240]) {
    const { construct } = await plan(job, [meshOf(sphere([0, 0, 5], 5, bands))]);
    volumes.push(construct.layers.reduce((sum, { inks }) => sum + inks['a'].volumeMm3, 0));
  }
  expect(Math.abs(volumes[0] / volumes[2] - 1)).toBeLessThan(0.01);
  expect(Math.abs(volumes[1] / volumes[2] - 1)).toBeLessThan(0.005);
});

test('a part that gives nothing to print is refused by its name', async () => {
  const meshes = [meshOf(box([0, 0, 0], [10, 10, 1])), meshOf(box([4, 4, 0.88], [6, 6, 0.95]))];
  const empty = async (thin: Mesh) => {
    const { construct, fidelity } = await plan(jobOf([{ ink: 'a' }, { ink: 'b' }]), [meshes[0], thin]);
    return gateFidelity({ parts: ['part0', 'part1'], layers: construct.layers, ...fidelity })
      .filter(({ code }) => code === 'part-without-strand')
      .map(({ where, severity }) => `${where.part} ${severity}`);
  };
  expect(await empty(meshes[1])).toEqual([]);
  expect(await empty(meshOf(box([4, 4, 0.11], [6, 6, 0.19])))).toEqual(['part1 refuse']);
});

test('a part that others cover together says which ones, not that it is too thin', async () => {
  const lost = async (right: number, from = 0.1) => {
    const meshes = [
      meshOf(box([from, 1.1, 0], [6.7, 3.3, 0.8])),
      meshOf(box([0, 0, 0], [3.7, 4.9, 1])),
      meshOf(box([3.7, 0, 0], [right, 4.9, 1])),
    ];
    const { construct, fidelity } = await plan(jobOf([{ ink: 'a' }, { ink: 'b' }, { ink: 'b' }]), meshes);
    return gateFidelity({ parts: ['part0', 'part1', 'part2'], layers: construct.layers, ...fidelity }).filter(
      ({ code }) => code === 'part-without-strand',
    );
  };
  const [first, ...more] = await lost(7.3);
  expect(more).toEqual([]);
  expect(first.what).toBe(
    'part0 holds no strand on any layer: it lies wholly within part1 and part2, which come before it where parts overlap.',
  );
  expect(first.fix).toMatch(/^Give it a higher precedence than theirs/);
  expect(first.numbers).toEqual({ volumeUl: 0 });
  // A rim that no strand fits into is left of it.
  const [rim] = await lost(6.65);
  expect(rim.what).toMatch(
    /wholly within part1 and part2, .* but for 0\.08[78]\d* µL in pieces too narrow for a strand\.$/,
  );
  expect(await lost(5)).toEqual([]);
});

test('a construct thinner than half a layer has no layers', async () => {
  const { construct } = await plan(jobOf([{ ink: 'a' }]), [meshOf(box([0, 0, 0], [5, 5, 0.05]))]);
  expect(construct.layers).toEqual([]);
});
