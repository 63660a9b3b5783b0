import { interpolateLaws } from '../calibration/interpolate-laws.ts';
import type { InkRheology } from '../ink.ts';
import { flowLawOf, type Rheology } from '../laws/flow-laws.ts';

/** The flow law at a temperature, and how far it may be trusted. */
export interface LawAt {
  readonly law: Rheology;
  /**
   * `measured`: at a temperature of the data or between two; `arrhenius`: shifted with the activation energy
   * inside the range stated for it; `extrapolated`: beyond the data, inside the range stated for the law if there is one; `not-modelled`: it is unknown how the ink
   * changes with temperature, the law is used as measured; `outside`: beyond the range for which the law was stated.
   */
  readonly trust: 'measured' | 'arrhenius' | 'extrapolated' | 'not-modelled' | 'outside';
}

const gasConstant = 8.314;
const kelvin = 273.15;

/** Factor on the consistency from `from` to `to` degC: exp(Ea/R (1/T - 1/Tref)), Ea in J/mol. */
export function arrheniusFactor(activationEnergy: number, from: number, to: number): number {
  return Math.exp((activationEnergy / gasConstant) * (1 / (to + kelvin) - 1 / (from + kelvin)));
}

/** The law of an ink at `celsius`. Never throws: beyond the stated range the nearest law comes back as `outside`. */
export function lawAt(rheology: InkRheology, celsius: number): LawAt {
  const [low, high] = rheology.temperatureRange ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (celsius < low) return { law: lawAt(rheology, low).law, trust: 'outside' };
  if (celsius > high) return { law: lawAt(rheology, high).law, trust: 'outside' };
  if (rheology.laws !== undefined && rheology.laws.length > 0) return fromTable(rheology, celsius);
  if (celsius === rheology.at) return { law: rheology.law, trust: 'measured' };
  if (rheology.activationEnergy === undefined) return { law: rheology.law, trust: 'not-modelled' };
  const factor = arrheniusFactor(rheology.activationEnergy, rheology.at, celsius);
  // Where no range is stated, one temperature was measured: every other one is beyond it.
  const trust = rheology.temperatureRange === undefined ? 'extrapolated' : 'arrhenius';
  return { law: scaleViscosity(rheology.law, factor), trust };
}

function fromTable(rheology: InkRheology, celsius: number): LawAt {
  const known = [{ at: rheology.at, law: rheology.law }, ...(rheology.laws ?? [])].sort((a, b) => a.at - b.at);
  const exact = known.find((entry) => entry.at === celsius);
  if (exact) return { law: exact.law, trust: 'measured' };
  const above = known.findIndex((entry) => entry.at > celsius);
  const upper = above < 0 ? known.length - 1 : Math.max(1, above);
  const [cold, warm] = [known[upper - 1], known[upper]];
  const law = interpolateLaws(cold.law, warm.law, (celsius - cold.at) / (warm.at - cold.at));
  const inside = celsius >= known[0].at && celsius <= known[known.length - 1].at;
  return { law, trust: inside ? 'measured' : 'extrapolated' };
}

/** Every viscosity of the law times `factor`; yield stress, exponents and time constants stay. */
export function scaleViscosity(law: Rheology, factor: number): Rheology {
  return flowLawOf(law).scaled(law, factor);
}
