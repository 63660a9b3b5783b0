import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { plan } from '../../src/plan/plan.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { liftsOf } from '../network/lifts-of.ts';
import { motionsOf } from '../network/motions-of.ts';
import { sweep } from '../network/sweep-checker.ts';
import { jobInput } from './plan-job.ts';

// A layered part in a bath: anywhere above the floor, with no lift where the needle meets nothing printed, judged by the
// checker of embedded prints, which shares no code with the planner.

const stl = (triangles: Float32Array) => writeStl({ name: 'part', triangles, bounds: boundsOf(triangles) });
const files = { 'block.stl': stl(box(6, 6, 0, 1.2)), 'post.stl': stl(cylinder(1.5, 0, 2.4, 40)) };

const jobOf = (more: object = {}) => ({
  printer: 'marlin-syringe',
  vessel: { dish: 'petri-60' },
  inks: { a: { ink: 'alginate-i1g-4', nozzle: { gauge: 25, length: 25.4 }, width: 0.4 } },
  parts: [
    { mesh: 'block.stl', ink: 'a', laydown: { spacing: 1.2, join: 'none' } },
    { mesh: 'post.stl', ink: 'a', move: [7, 0, 0], laydown: { spacing: 0.8 }, contours: 1 },
  ],
  layers: { height: 0.3 },
  hop: 0.5,
  ...more,
});
const bath = { material: 'nist-support', depth: 11 };

describe('a layered part in a bath', () => {
  test('stands above the floor, is lifted less often than without one, and its needle cuts nothing', async () => {
    const layered = await plan(jobInput(jobOf(), files));
    const inBath = await plan(jobInput(jobOf({ bath, place: { z: 4 } }), files));
    expect(layered.refusedBy).toEqual([]);
    expect(inBath.refusedBy).toEqual([]);
    const lowest = Math.min(...inBath.program.steps.flatMap((step) => (step.kind === 'layer' ? [step.z] : [])));
    expect(lowest).toBeGreaterThan(4);
    expect(liftsOf(layered.program)).toBeGreaterThan(30);
    expect(liftsOf(inBath.program)).toBeLessThan(0.5 * liftsOf(layered.program));
    const contacts = sweep(motionsOf(inBath.program), 0.08);
    expect(contacts.filter(({ depth, width }) => depth > 0.06 * width)).toEqual([]);
  });
});
