import { expect, test } from 'vitest';
import { models } from '../../bench/models.ts';
import { inspectMesh } from '../../src/mesh/study/inspect.ts';

// A whole number of cells fills no cylinder evenly, so the volume is that of the finest model: 1008.2 mm³.
test('the bench gyroid is watertight, and one shape at every resolution', () => {
  for (const model of [models['gyroid_50k'], models['gyroid_225k']]) {
    const { report } = inspectMesh(model(), 'gyroid');
    expect(report).toMatchObject({ watertight: true, openEdges: 0 });
    expect(Math.abs(report.volumeMm3 / 1008.2 - 1)).toBeLessThan(0.002);
    [-8, -8, 0].forEach((low, axis) => {
      expect(report.bounds.min[axis]).toBeCloseTo(low, 5);
      expect(report.bounds.max[axis]).toBeCloseTo(axis === 2 ? 10 : 8, 5);
    });
  }
});
