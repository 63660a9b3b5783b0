import { expect, test } from 'vitest';
import { models } from '../../bench/models.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { oneInkJob, planJob } from './plan-job.ts';

async function extrudedUl(triangles: Float32Array): Promise<number> {
  const stl = writeStl({ name: 'gyroid', triangles, bounds: boundsOf(triangles) });
  const laydown = { angles: [45, 135], spacing: 1.1714 };
  const job = oneInkJob({ mesh: 'gyroid.stl', width: 0.41, layer: 0.2, laydown, contours: 1 });
  const allow = ['flow', 'supply', 'time', 'overhang'] as const;
  const { report, refusedBy } = await planJob(job, { 'gyroid.stl': stl }, { allow, workers: 1 });
  expect(refusedBy).toEqual([]);
  expect(report.layers).toHaveLength(50);
  return report.totals.inks['ink'].volumeUl;
}

// The bench goes on to 2.35 M triangles.
test('a finer mesh of the same shape extrudes the same within 0.5 %', async () => {
  const coarse = await extrudedUl(models['gyroid_225k']());
  const fine = await extrudedUl(models['gyroid_1m']());
  expect(Math.abs(fine / coarse - 1)).toBeLessThan(0.005);
});
