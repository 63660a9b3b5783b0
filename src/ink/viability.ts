import type { CellLaw } from './cell-lines.ts';
import type { NozzleFlow } from './flow/flow-through.ts';
import type { Exposure } from './flow/nozzle-flow.ts';

/** Fractions alive, 0 to 1. */
export interface Survival {
  readonly viability: number;
  /** Holds 95 % of what the published model says, at pressures within their own band. */
  readonly band: readonly [low: number, high: number];
  /** Outside the stresses or times in which the law was measured. */
  readonly extrapolated: boolean;
}

/** Half of the band of a law whose fit is not known, as a fraction. */
const unknownBand = 0.05;
/** Errors of a fit within which 95 % of the published model's values lie, in root mean squares. */
const errorsInBand = 2.2;
/** What every e-fold of stress or time beyond the measured ones adds to half the band; a choice of this project. */
const bandPerFold = 0.1;

/**
 * Share of the cells that outlives a history of wall stress. For one exposure this is exp(-a tau^b t^c) with
 * t = timeFactor x residence. Several in a row count by the time at which each would have done the same harm as the
 * ones before: exp(-a (Sum tau^(b/c) t)^c), which is the same law when the stress is constant. Needle shear only: not
 * osmotic, thermal, light, crosslinker or extensional harm.
 *
 * The band holds the error of the fit, what a stress within `stressBand` (factors on the stress: the band of the
 * pressure) does, and the distance from what was measured. Below the measured stresses and times cells fare no worse
 * than at their edge, however far it is.
 */
export function survive(
  law: CellLaw,
  exposures: readonly Exposure[],
  stressBand: readonly [low: number, high: number] = [1, 1],
): Survival {
  const { worstKpa, seconds } = strengthOf(law, exposures);
  const alive = (kPa: number, s = seconds) => Math.exp(-law.a * (kPa ** (law.b / law.c) * s) ** law.c);
  const viability = alive(worstKpa);
  const own = law.rmse === null ? unknownBand : (errorsInBand * law.rmse) / 100;
  const beyond = foldsOutside(worstKpa, law.stressRange) + foldsOutside(seconds, law.timeRange);
  const half = own + bandPerFold * beyond;
  const [kPaAtEdge, sAtEdge] = [atLeast(worstKpa, law.stressRange), atLeast(seconds, law.timeRange)];
  const least = alive(kPaAtEdge * stressBand[1], sAtEdge) - own - bandPerFold * foldsAbove(worstKpa, seconds, law);
  const low = Math.max(alive(worstKpa * stressBand[1]) - half, least);
  const band = [Math.max(0, low), Math.min(1, alive(worstKpa * stressBand[0]) + half)] as const;
  return { viability, band, extrapolated: beyond > 0 || exposures.length > 1 };
}

/** The worst stress of a history, and how long it would do the harm of all of it. */
function strengthOf(law: CellLaw, exposures: readonly Exposure[]): { worstKpa: number; seconds: number } {
  let worstKpa = 0;
  for (const { stressPa } of exposures) worstKpa = Math.max(worstKpa, stressPa / 1e3);
  let seconds = 0;
  for (const exposure of exposures) {
    const share = worstKpa > 0 ? (exposure.stressPa / 1e3 / worstKpa) ** (law.b / law.c) : 1;
    seconds += share * exposure.seconds * law.timeFactor;
  }
  return { worstKpa, seconds };
}

type Range = readonly [low: number, high: number] | null;

const foldsOutside = (value: number, range: Range): number =>
  range === null ? 0 : Math.max(0, Math.log(range[0] / value), Math.log(value / range[1]));

const foldsAbove = (kPa: number, s: number, { stressRange, timeRange }: CellLaw): number =>
  (stressRange === null ? 0 : Math.max(0, Math.log(kPa / stressRange[1]))) +
  (timeRange === null ? 0 : Math.max(0, Math.log(s / timeRange[1])));

const atLeast = (value: number, range: Range): number => (range === null ? value : Math.max(value, range[0]));

/** Survival in a flow, the band of its pressure included. */
export function surviveFlow(law: CellLaw, { exposures, band, pressureKpa }: NozzleFlow): Survival {
  return survive(law, exposures, [band[0] / pressureKpa, band[1] / pressureKpa]);
}

/** Total damage of extension and shear, all fractions: Dt = De + (1 - De) Ds (IJB v11i4 p. 329). */
export function combineDamage(extensional: number, shear: number): number {
  return extensional + (1 - extensional) * shear;
}

/** Damage by extension: De = 1 - exp(-a sigma), sigma in Pa and a in 1/Pa, a cell line's own constant. */
export function extensionalDamage(a: number, stressPa: number): number {
  return -Math.expm1(-a * stressPa);
}
