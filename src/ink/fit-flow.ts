import { type Estimate, fitFactor, fitLine, student95 } from './fit-line.ts';
import type { Rheology } from './ink.ts';
import { scaleViscosity } from './law-at.ts';
import { pressureFor, type Section } from './nozzle-flow.ts';
import { yieldStress } from './rheology.ts';
import { solveIncreasing } from './solve-increasing.ts';

/** One weighed extrusion: what flowed at a pressure. */
export interface Weighing {
  readonly kPa: number;
  readonly flowUl: number;
}

/** What weighings say of an ink's law, and how far they scatter about it. */
export type FlowFit = FlowLawFit | FlowFactorFit;

interface Scattered {
  /** Measured over fitted flow, by weighing. */
  readonly residuals: readonly number[];
  /** Relative uncertainty of a pressure predicted from the fit, 95 %. */
  readonly band: number;
}

export interface FlowLawFit extends Scattered {
  readonly kind: 'power-law';
  /** Pa s^n */
  readonly K: Estimate;
  readonly n: Estimate;
}

/** Too few weighings for a law of their own, or an ink that yields: the known law times a factor. */
export interface FlowFactorFit extends Scattered {
  readonly kind: 'factor';
  /** On every viscosity of the ink's law. */
  readonly factor: Estimate;
}

/** What is believed of a law that rests on a single weighing. */
const unknownBand = 0.25;
/** A good fit by chance is not a good ink: pressures are never trusted further than this. */
const leastBand = 0.05;

/**
 * Fits K and n where the weighings carry them: at least three pressures, the highest at least one and a half times
 * the lowest, and an ink not known to yield. Else a factor on the known law; null where there is neither.
 */
export function fitFlow(
  weighings: readonly Weighing[],
  sections: readonly Section[],
  known: Rheology | null,
): FlowFit | null {
  const pressures = [...new Set(weighings.map(({ kPa }) => kPa))];
  const carriesLaw = pressures.length >= 3 && Math.max(...pressures) >= 1.5 * Math.min(...pressures);
  const powerLaw = known === null || known.model === 'power-law' || known.model === 'newtonian';
  const law = carriesLaw && powerLaw ? fitPowerLaw(weighings, sections) : null;
  if (law !== null) return law;
  return known === null || weighings.length === 0 ? null : fitFactorOn(weighings, sections, known);
}

/**
 * Least squares of log flow over log pressure: P = K G(n) Q^n with G from the geometry, so the slope is 1/n. The ends
 * of n are those of the slope; K's follow from the independent errors of slope and mean. Null where the slope is not
 * known to be that of an ink (n between 0 and 2).
 */
export function fitPowerLaw(weighings: readonly Weighing[], sections: readonly Section[]): FlowLawFit | null {
  const line = fitLine(
    weighings.map(({ kPa }) => Math.log(kPa * 1e3)),
    weighings.map(({ flowUl }) => Math.log(flowUl / 1e9)),
  );
  const { slope, slopeError, meanX, meanY, meanError, scatter, freedom } = line;
  const t = freedom > 0 ? student95(freedom) : Number.NaN;
  if (!(slope - t * slopeError > 0.5)) return null;
  const n = 1 / slope;
  const geometry = (index: number) => Math.log(pressureFor({ model: 'power-law', K: 1, n: index }, sections, 1));
  const logK = (index: number) => meanX - geometry(index) - index * meanY;
  // Error propagation: log K moves by -n with the mean and by its own slope in n with n (dn = n² db).
  const step = 1e-4;
  const byIndex = (logK(n + step) - logK(n - step)) / (2 * step);
  const error = Math.hypot(n * meanError, byIndex * n ** 2 * slopeError);
  const value = logK(n);
  const residuals = weighings.map(({ kPa, flowUl }) => {
    const fitted = meanY + slope * (Math.log(kPa * 1e3) - meanX);
    return Math.exp(Math.log(flowUl / 1e9) - fitted);
  });
  return {
    kind: 'power-law',
    K: { value: Math.exp(value), low: Math.exp(value - t * error), high: Math.exp(value + t * error) },
    n: { value: n, low: 1 / (slope + t * slopeError), high: 1 / (slope - t * slopeError) },
    residuals,
    band: Math.max(leastBand, Math.expm1(t * n * scatter * Math.sqrt(1 + 1 / weighings.length))),
  };
}

/** The viscosity of each weighing over that of the law, averaged over the logarithms. */
function fitFactorOn(
  weighings: readonly Weighing[],
  sections: readonly Section[],
  law: Rheology,
): FlowFactorFit | null {
  const factors: number[] = [];
  for (const { kPa, flowUl } of weighings) {
    const flow = flowUl / 1e9;
    const pressure = kPa * 1e3;
    const atFactor = (factor: number) => pressureFor(scaleViscosity(law, factor), sections, flow);
    // No viscosity explains a flow below the pressure at which the law yields.
    if (yieldStress(law) > 0 && atFactor(1e-9) >= pressure) return null;
    factors.push(solveIncreasing(atFactor, pressure, pressure / atFactor(1)));
  }
  const { value, low, high, scatter } = fitFactor(factors);
  if (!(value > 0)) return null;
  const t = factors.length > 1 ? student95(factors.length - 1) : 0;
  const spread = Math.expm1(t * scatter * Math.sqrt(1 + 1 / factors.length));
  return {
    kind: 'factor',
    factor: { value, low, high },
    // A thicker weighing flows less than the fit.
    residuals: factors.map((factor) => value / factor),
    band: factors.length > 1 ? Math.max(leastBand, spread) : unknownBand,
  };
}
