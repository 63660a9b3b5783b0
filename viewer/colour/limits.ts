import type { Print } from '../data/print.ts';
import type { Report } from '../data/report.ts';
import type { Mode } from './modes.ts';
import type { Limit } from './ramps.ts';

/**
 * The limit to draw in a legend: of the report where there is one, else of the file's plan line (`limit-viability=0.85`,
 * `limit-dose` mJ/cm², `limit-pressure` kPa, `limit-shear` Pa, `limit-age` min).
 */
export function limitOf(mode: Mode, print: Print, report: Report | null): Limit | null {
  if (mode.kind !== 'value' || !mode.limitKey || !mode.wrong) return null;
  const reported = report?.limits[mode.limitKey] ?? Number(print.header[`limit-${mode.limitKey}`] ?? Number.NaN);
  if (!Number.isFinite(reported)) return null;
  return { value: mode.id === 'viability' ? reported * 100 : reported, wrong: mode.wrong };
}
