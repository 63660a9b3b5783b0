import { expect, test } from 'vitest';
import { gyroidCylinder, models } from '../../bench/models.ts';
import { inspectMesh } from '../../src/mesh/inspect.ts';

// A whole number of cells fills no cylinder evenly, so the volume is that of the finest model: 1008.2 mm³.
test('the bench gyroid is watertight, and one shape at every resolution', () => {
  for (const step of [models.gyroid_50k.stepMm, models.gyroid_225k.stepMm]) {
    const { report } = inspectMesh(gyroidCylinder(step), 'gyroid');
    expect(report).toMatchObject({ watertight: true, openEdges: 0 });
    expect(Math.abs(report.volumeMm3 / 1008.2 - 1)).toBeLessThan(0.002);
    expect(report.bounds.min).toEqual([-8, -8, 0]);
    expect(report.bounds.max).toEqual([8, 8, 10]);
  }
});
