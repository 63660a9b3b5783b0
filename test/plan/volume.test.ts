import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box } from '../../src/scaffold/solids.ts';
import { oneInkJob, planJob } from './plan-job.ts';

const triangles = box(10, 10, 0, 10);
const cube = writeStl({ name: 'cube', triangles, bounds: boundsOf(triangles) });

test.each([0, 1, 2])('a solid 10 mm cube with %i contours extrudes 1000 mm³ within 1 %%', async (contours) => {
  const job = oneInkJob({ mesh: 'cube.stl', width: 0.4, layer: 0.2, laydown: { solid: true }, contours });
  const { report, findings } = await planJob(job, { 'cube.stl': cube }, { allow: ['flow', 'supply', 'time'] });
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  expect(report.layers).toHaveLength(50);
  expect(Math.abs(report.totals.inks['ink'].volumeUl - 1000)).toBeLessThan(10);
});
