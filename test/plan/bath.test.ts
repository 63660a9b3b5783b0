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

test('a needle goes into the bath and out of it at speeds of its own, and nothing else is slowed down', async () => {
  const made = await plan(jobInput(jobOf({ bath: { ...bath, entrySpeed: 2, exitSpeed: 3 } }), files));
  expect(made.refusedBy).toEqual([]);
  const floor = made.vessel.wells[0].floor;
  const surface = (floor + bath.depth) * 1e6;
  const travel = Math.max(...made.program.steps.map((step) => (step.kind === 'travel' ? step.speed : 0)));
  let at: readonly number[] | null = null;
  const seen = new Map<number, number>();
  for (const step of made.program.steps) {
    if (step.kind === 'strand') {
      const { points, rise } = step.strand;
      at = [step.xNm + points.at(-2)!, step.yNm + points.at(-1)!, step.zNm + (rise?.at(-1) ?? 0)];
    }
    if (step.kind !== 'travel') continue;
    for (let i = 0; i < step.points.length; i += 3) {
      const to = [...step.points.subarray(i, i + 3)];
      const upright = at !== null && to[0] === at[0] && to[1] === at[1];
      const goesIn = upright && at![2] >= surface && to[2] < surface;
      const goesOut = upright && at![2] < surface && to[2] >= surface;
      expect(step.speed).toBe(goesIn ? 2 : goesOut ? 3 : travel);
      if (goesIn || goesOut) seen.set(step.speed, (seen.get(step.speed) ?? 0) + 1);
      at = to;
    }
  }
  expect([...seen.keys()].sort()).toEqual([2, 3]);
});

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
