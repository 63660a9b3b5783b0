import type { Job } from '../../job/job.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';

/** A limit in kPa and who set it. */
export interface PressureLimit {
  readonly kPa: number;
  readonly source: string;
}

/** The lowest of the limits of machine, job and ink; null where none of them has one. */
export function highestPressure({ material, tool }: LoadedTool, job: Job): PressureLimit | null {
  const limits: PressureLimit[] = [];
  if (tool.pressure !== null) {
    limits.push({ kPa: tool.pressure.range[1], source: `printer profile, ${tool.id} pressure range` });
  }
  if (job.limits.pressure !== undefined) limits.push({ kPa: job.limits.pressure, source: 'job, limits.pressure' });
  if (material.maxPressure !== undefined)
    limits.push({ kPa: material.maxPressure, source: `ink ${material.id}, maxPressure` });
  return limits.reduce<PressureLimit | null>((least, next) => (least && least.kPa <= next.kPa ? least : next), null);
}
