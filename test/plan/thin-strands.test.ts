import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

const triangles = box(6, 6, 0, 1);
const files = { 'box.stl': writeStl({ name: 'box', triangles, bounds: boundsOf(triangles) }) };

const thin = async (inner: number, height: number, first?: number) => {
  const { findings } = await planJob(
    {
      printer: 'marlin-syringe',
      inks: { gel: { ink: 'alginate-i1g-4', nozzle: { inner, outer: 0.4 } } },
      parts: [{ mesh: 'box.stl', ink: 'gel', laydown: { spacing: 1 } }],
      layers: { height, ...(first === undefined ? {} : { first }) },
    },
    files,
    { allow: ['flow', 'viability', 'overhang', 'supply'] },
  );
  return findings.filter(({ code }) => code === 'strand-thinner-than-layer');
};

test('a strand of 0.159 mm in layers of 0.25 mm is laid in the air: told with numbers and a way out', async () => {
  const [finding, ...more] = await thin(0.159, 0.25);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ severity: 'warn', where: { ink: 'gel', part: 'box', layer: 0 } });
  expect(finding.numbers).toMatchObject({ widthMm: 0.159, heightMm: 0.25, layers: 4 });
  expect(finding.numbers!['gapMm']).toBeCloseTo(0.091, 9);
  expect(finding.what).toContain('laid 0.091 mm above what should carry it');
  expect(finding.fix).toContain('0.127 mm high (at most 0.159 mm)');
});

test.each([
  ['thinner', 0.26, 0.3, 0.26],
  ['thicker', 0.5, 0.45, 0.4],
])(
  'a wall %s than its strand has strands that lower layers need not have: no height is proposed',
  async (_, wall, height, width) => {
    const triangles = Float32Array.from([
      ...box(6, wall, 0, 1),
      ...box(6, 6, 0, 1).map((v, i) => (i % 3 === 1 ? v + 9 : v)),
    ]);
    const { findings } = await planJob(
      {
        printer: 'marlin-syringe',
        inks: { gel: { ink: 'alginate-i1g-4', nozzle: { inner: 0.4, outer: 0.6 } } },
        parts: [{ mesh: 'fin.stl', ink: 'gel', laydown: { spacing: 1 } }],
        layers: { height },
      },
      { 'fin.stl': writeStl({ name: 'fin', triangles, bounds: boundsOf(triangles) }) },
      { allow: ['flow', 'viability', 'overhang', 'supply'] },
    );
    const [finding, ...more] = findings.filter(({ code }) => code === 'strand-thinner-than-layer');
    expect(more).toEqual([]);
    expect(finding.numbers!['widthMm']).toBeCloseTo(width, 3);
    expect(finding.changes).toBeUndefined();
  },
);

test('a strand as thick as its layer touches the one below, and one high first layer is told alone', async () => {
  expect(await thin(0.25, 0.25)).toEqual([]);
  expect((await thin(0.25, 0.2, 0.4)).map(({ numbers }) => numbers?.['layers'])).toEqual([1]);
});
