import type { CellLaw } from './cell-lines.ts';
import type { Exposure } from './nozzle-flow.ts';

/** Fractions alive, 0 to 1. */
export interface Survival {
  readonly viability: number;
  readonly band: readonly [low: number, high: number];
  /** Outside the stresses or times in which the law was measured. */
  readonly extrapolated: boolean;
}

/** The band that belongs to every prediction: points of viability, as a fraction. */
export const viabilityBand = 0.05;

/**
 * Share of the cells that outlives a history of wall stress. For one exposure this is exp(-a tau^b t^c) with
 * t = timeFactor x residence. Several in a row count by the time at which each would have done the same harm as the
 * ones before: exp(-a (Sum tau^(b/c) t)^c), which is the same law when the stress is constant. Needle shear only: not
 * osmotic, thermal, light, crosslinker or extensional harm.
 */
export function survive(law: CellLaw, exposures: readonly Exposure[]): Survival {
  let sum = 0;
  let seconds = 0;
  let worst = 0;
  for (const exposure of exposures) {
    const kPa = exposure.stressPa / 1e3;
    sum += kPa ** (law.b / law.c) * exposure.seconds * law.timeFactor;
    seconds += exposure.seconds * law.timeFactor;
    worst = Math.max(worst, kPa);
  }
  const viability = Math.exp(-law.a * sum ** law.c);
  const band = [Math.max(0, viability - viabilityBand), Math.min(1, viability + viabilityBand)] as const;
  const extrapolated = outside(worst, law.stressRange) || outside(seconds, law.timeRange) || exposures.length > 1;
  return { viability, band, extrapolated };
}

function outside(value: number, range: readonly [number, number] | null): boolean {
  return range !== null && (value < range[0] || value > range[1]);
}

/** Total damage of extension and shear, all fractions: Dt = De + (1 - De) Ds (IJB v11i4 p. 329). */
export function combineDamage(extensional: number, shear: number): number {
  return extensional + (1 - extensional) * shear;
}

/** Damage by extension: De = 1 - exp(-a sigma), sigma in Pa and a in 1/Pa, a cell line's own constant. */
export function extensionalDamage(a: number, stressPa: number): number {
  return -Math.expm1(-a * stressPa);
}
