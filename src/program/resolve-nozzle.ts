import { gauges, needleOf } from '../ink/needle-table.ts';
import type { NozzleSettings } from '../job/job.ts';
import type { LoadedNozzle } from './loaded-tool.ts';

/**
 * Diameters of a nozzle: what the job gives wins over the gauge table. Without gauge and outer diameter the wall is
 * taken from the table's needle of the nearest inner diameter, unverified. Throws InputError for an unknown gauge.
 */
export function resolveNozzle(settings: NozzleSettings): LoadedNozzle {
  const { gauge, length, shape } = settings;
  const needle = needleOf(gauge ?? nearestGauge(settings.inner ?? 0));
  const inner = settings.inner ?? needle.inner;
  const wall = needle.outer - needle.inner;
  const outer = settings.outer ?? (gauge !== undefined && settings.inner === undefined ? needle.outer : inner + wall);
  const measured = settings.inner !== undefined && settings.outer !== undefined;
  return {
    inner,
    outer: Math.max(outer, inner),
    length,
    shape,
    label: gauge === undefined ? `${inner} mm` : `${gauge}G`,
    verified: measured || (gauge !== undefined && needle.verified),
  };
}

function nearestGauge(inner: number): number {
  let best = gauges[0];
  for (const gauge of gauges) {
    if (Math.abs(needleOf(gauge).inner - inner) < Math.abs(needleOf(best).inner - inner)) best = gauge;
  }
  return best;
}
