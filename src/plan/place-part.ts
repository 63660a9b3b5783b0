import type { JobPart } from '../job/job.ts';
import { transformMesh, transformReport } from '../mesh/transform.ts';
import type { PlanPart } from './plan-input.ts';

/** The part in mm, scaled and turned as the job says; its move comes on top when the construct is put together. */
export function placePart(part: PlanPart, asked: JobPart): PlanPart {
  const mesh = transformMesh(part.mesh, asked);
  return { ...part, mesh, report: transformReport(part.report, mesh, asked) };
}
