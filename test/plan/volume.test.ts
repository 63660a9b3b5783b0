import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { reportSchema } from '../../src/record/report.ts';
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

test('what two shells of a mesh share is counted twice for the mesh, once for what is printed, as the schema says', async () => {
  const left = box(4, 4, 0, 0.9);
  const right = left.map((value, i) => (i % 3 === 0 ? value + 2 : value));
  const both = Float32Array.from([...left, ...right]);
  const mesh = writeStl({ name: 'both', triangles: both, bounds: boundsOf(both) });
  const job = oneInkJob({ mesh: 'both.stl', width: 0.4, layer: 0.3, laydown: { spacing: 1 } });
  const { report } = await planJob(job, { 'both.stl': mesh }, { allow: ['mesh', 'fidelity', 'flow'] });
  expect(report.meshes[0].volumeMm3).toBeCloseTo(2 * 14.4, 4);
  expect(report.parts[0].volumeMm3).toBeCloseTo(1.5 * 14.4, 4);
  expect(reportSchema.shape.meshes.element.shape.volumeMm3.description).toContain('twice');
});
