import { expect, test } from 'vitest';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { flipped, joined, moved } from '../plan-layers/soup-tools.ts';
import { oneInkJob, planJob } from './plan-job.ts';
import { stlOf } from './sections.ts';

test('a fine mesh with a body inside out is printed, measured and reported as it was fixed', async () => {
  // Fine enough for one pass over it to be all: 24 000 triangles.
  const post = cylinder(3, 0, 1, 6000);
  const given = joined(post, flipped(moved(box(4, 4, 0, 1), 10)));
  const base = oneInkJob({
    mesh: 'two.stl',
    layer: 0.25,
    width: 0.41,
    laydown: { spacing: 1, angles: [0, 90] },
    contours: 1,
  });
  const { report, wells, findings } = await planJob(base, { 'two.stl': stlOf(given) });
  expect(findings.map(({ code }) => code)).toContain('mesh-fixed');
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  const circle = Math.PI * 9;
  const [{ volumeMm3, watertight, repairs, triangles }] = report.meshes;
  expect(triangles).toBe(given.length / 9);
  expect(watertight).toBe(true);
  expect(volumeMm3 / (circle + 16)).toBeCloseTo(1, 5);
  expect(repairs.join()).toContain('turned over 1 shell');
  // The section that the strands are held against is that of both bodies.
  for (const { parts } of wells.constructs[0].fidelity.figures) {
    expect(parts[0].sectionMm2 / (circle + 16)).toBeCloseTo(1, 1);
    expect(parts[0].lostMm2).toBeLessThan(1);
  }
});
