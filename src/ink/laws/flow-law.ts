import type * as z from 'zod';

/**
 * One model of shear: tau is stress in Pa, rate is shear rate in 1/s >= 0. Stress grows with rate in every law that its
 * schema accepts, so that each has an inverse. What a model has no closed form for is left out: it is solved then.
 */
export interface FlowLaw<L> {
  /** With the literal `model` by which inks name it. */
  readonly schema: z.ZodType<L>;
  readonly stressAt: (law: L, rate: number) => number;
  /** Rate at a stress above the yield stress. */
  readonly rateAt?: (law: L, stress: number) => number;
  /** Where the search for the rate at a stress begins, without `rateAt`: the viscosity at low rates, Pa s. */
  readonly restViscosity?: (law: L) => number;
  /** Flow through a round bore of radius 1 in units of pi R^3, by the rate at the wall > 0; null: no closed form here. */
  readonly reducedFlow?: (law: L, wallRate: number) => number | null;
  /** Its inverse, likewise. */
  readonly wallRateFor?: (law: L, reduced: number) => number | null;
  /** Int_0^wallRate tau(rate)^3 drate, where the stress has corners that a quadrature would blur. */
  readonly stressCube?: (law: L, wallRate: number) => number;
  /** Every viscosity times `factor`; yield stress, exponents and time constants stay. */
  readonly scaled: (law: L, factor: number) => L;
}

/** Herschel-Bulkley in closed form (Bingham with n 1), with the plug's share phi = tau0 / tau_w. */
export function yieldFlow(tau0: number, K: number, n: number, wallRate: number): number {
  const sheared = K * wallRate ** n;
  const phi = tau0 / (tau0 + sheared);
  const rest = sheared / (tau0 + sheared);
  const profile = rest ** 2 / (3 * n + 1) + (2 * phi * rest) / (2 * n + 1) + phi ** 2 / (n + 1);
  return n * wallRate * rest * profile;
}
