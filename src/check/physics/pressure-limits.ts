import type { Job } from '../../job/job.ts';
import type { ToolPhysics } from './physics-context.ts';

/** A limit in kPa and who set it. */
export interface PressureLimit {
  readonly kPa: number;
  readonly source: string;
}

/** The lowest of the limits of machine, job and ink; null where none of them has one. */
export function highestPressure({ machine, ink, tool }: ToolPhysics, job: Job): PressureLimit | null {
  const limits: PressureLimit[] = [];
  if (machine.pressure !== null) {
    limits.push({ kPa: machine.pressure.range[1], source: `printer profile, ${tool.tool} pressure range` });
  }
  if (job.limits.pressure !== undefined) limits.push({ kPa: job.limits.pressure, source: 'job, limits.pressure' });
  if (ink.maxPressure !== undefined) limits.push({ kPa: ink.maxPressure, source: `ink ${ink.id}, maxPressure` });
  return limits.reduce<PressureLimit | null>((least, next) => (least && least.kPa <= next.kPa ? least : next), null);
}
