import { expect, test } from 'vitest';
import { gyroidCylinder, models } from '../../bench/models.ts';
import { inspectMesh } from '../../src/mesh/inspect.ts';

test('the bench gyroid is watertight and has the published count and volume', () => {
  const { report } = inspectMesh(gyroidCylinder(models.gyroid_50k.stepMm), 'gyroid');
  expect(report).toMatchObject({ triangles: 53616, watertight: true, volumeMm3: expect.closeTo(975.33, 1) });
  expect(report.bounds.min[2]).toBeCloseTo(0, 6);
  expect(report.bounds.max[2]).toBeCloseTo(10, 6);
});
