import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import type { PlanInput } from '../../src/plan/inputs/plan-input.ts';
import { type Plan, plan } from '../../src/plan/plan.ts';
import type { SheetInput } from '../../src/record/sheet/sheet-input.ts';
import { cylinder } from '../../src/scaffold/solids.ts';
import { jobInput } from '../plan/plan-job.ts';

const stl = (triangles: Float32Array) => writeStl({ name: 'part', triangles, bounds: boundsOf(triangles) });
export const sheetMeshes = { 'base.stl': stl(cylinder(2.5, 0, 0.6, 32)), 'top.stl': stl(cylinder(2.5, 0.6, 1.2, 32)) };

/** Two inks, one with cells, in wells of a plate on a pneumatic printer whose pressures are set by hand. */
export function sheetJob(more: object = {}): object {
  const laydown = { spacing: 1, join: 'none' };
  return {
    name: 'plug',
    printer: 'allevi-biobot1',
    vessel: { plate: 'corning-24', wells: ['A1', 'A2', 'B1'] },
    inks: {
      bone: { ink: 'ama', nozzle: { gauge: 22 }, load: 500, deadVolume: 30 },
      gel: {
        ink: 'alginate-i1g-4',
        nozzle: { gauge: 25 },
        cells: { line: 'UE7T-13', density: 3e6, viability: 0.95 },
      },
    },
    parts: [
      { mesh: 'base.stl', ink: 'bone', laydown },
      { mesh: 'top.stl', ink: 'gel', laydown },
    ],
    layers: { height: 0.3 },
    speed: 8,
    crosslink: [{ at: 'end', ionic: { agent: 'calcium chloride', millimolar: 100, seconds: 60 } }],
    ...more,
  };
}

const hashes = { job: 'a'.repeat(64), 'mesh:base': 'b'.repeat(64), 'mesh:top': 'c'.repeat(64) };

export async function planned(
  data: object,
  options: Parameters<typeof plan>[1] = {},
): Promise<{ plan: Plan; sheet: SheetInput }> {
  const input: PlanInput = { ...jobInput(data, sheetMeshes), hashes };
  const made = await plan(input, options);
  const { job, profile, inks, bath } = input;
  const { program, vessel, time, report, findings } = made;
  return {
    plan: made,
    sheet: { job, profile, inks, bath, program, vessel, wells: made.wells.wells, time, report, findings },
  };
}
