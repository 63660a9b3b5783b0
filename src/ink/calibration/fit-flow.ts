import { scaleViscosity } from '../flow/law-at.ts';
import { pressureFor, type Section, startPressure } from '../flow/nozzle-flow.ts';
import { flowIndexAt, yieldStress } from '../flow/rheology.ts';
import { solveIncreasing } from '../flow/solve-increasing.ts';
import type { Rheology } from '../laws/flow-laws.ts';
import { type Estimate, fitFactor, fitLine, student95 } from './fit-line.ts';
import { modelOf, yieldModelOf } from './fit-models.ts';
import { fitTwo, leastReaches, type Weighing } from './fit-two.ts';

/** What weighings say of an ink's law, and how far they scatter about it. */
export type FlowFit = PowerLawFit | LawFit | FlowFactorFit;

interface Scattered {
  /** The law that the weighings say. */
  readonly law: Rheology;
  /** Relative uncertainty of a pressure predicted from the fit, 95 %. */
  readonly band: number;
}

export interface PowerLawFit extends Scattered {
  readonly kind: 'power-law';
  /** Pa s^n */
  readonly K: Estimate;
  readonly n: Estimate;
}

/** Both numbers of a law of another kind. */
export interface LawFit extends Scattered {
  readonly kind: 'law';
  readonly parameters: Readonly<Record<string, Estimate>>;
  /** 1/s at which a scale is meant; null for laws that are not scaled. */
  readonly atRate: number | null;
}

/** Too few weighings for both numbers of a law: the known law times a factor. */
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
 * A rate of thinning that weighings of usual care (log flow off by 0.04) at these pressures would not tell to a factor
 * of 2 is not fitted: the known one is kept, and only the scale fitted. The pressures decide, never luck with scatter.
 */
export const usualScatter = 0.04;
const mostRateSpread = Math.log(2);

/**
 * Fits both numbers of the ink's own kind of law where the weighings carry them: at least three pressures, the highest
 * at least one and a half times the lowest; K and n of an ink without a law. Else a factor on the known law; null where
 * there is neither, or where no law explains that the ink flowed.
 */
export function fitFlow(
  weighings: readonly Weighing[],
  sections: readonly Section[],
  known: Rheology | null,
): FlowFit | null {
  if (weighings.length === 0) return null;
  const pressures = [...new Set(weighings.map(({ kPa }) => kPa))];
  const carriesLaw = pressures.length >= 3 && Math.max(...pressures) >= 1.5 * Math.min(...pressures);
  const powerLaw = known === null || known.model === 'power-law' || known.model === 'newtonian';
  const law = !carriesLaw ? null : powerLaw ? fitPowerLaw(weighings, sections) : fitOwnKind(weighings, sections, known);
  return law ?? (known === null ? null : fitFactorOn(weighings, sections, known));
}

function fitOwnKind(weighings: readonly Weighing[], sections: readonly Section[], known: Rheology): LawFit | null {
  const atRate = middleRate(
    weighings.map(({ flowUl }) => flowUl / 1e9),
    sections,
  );
  const ofOnePa = startPressure({ model: 'bingham', tau0: 1, eta: 1 }, sections);
  const mostYield = (Math.min(...weighings.map(({ kPa }) => kPa)) * 1e3) / ofOnePa;
  const yields = yieldStress(known) >= mostYield;
  const model = yields
    ? (yieldModelOf(known, mostYield) ?? modelOf(known, atRate, mostYield))
    : modelOf(known, atRate, mostYield);
  const fit = model === null ? null : fitTwo(weighings, sections, model);
  if (model === null || fit === null || fit.parameters['n']?.value > 2) return null;
  const { law, parameters, scatter, t } = fit;
  const kPas = weighings.map(({ kPa }) => kPa);
  const { rate } = leastReaches(kPas, sections, model);
  if (rate !== undefined && !(usualScatter * rate < mostRateSpread)) return null;
  const slope = flowIndexAt(law, atRate);
  const band = Math.max(leastBand, Math.expm1(t * slope * scatter * Math.sqrt(1 + 2 / weighings.length)));
  return { kind: 'law', law, parameters, atRate: rate === undefined ? null : atRate, band };
}

/** Apparent shear rate at the narrowest wall, 1/s, of the geometric mean of flows, m³/s. */
export function middleRate(flows: readonly number[], sections: readonly Section[]): number {
  const tip = Math.min(...sections.map(({ outletRadius }) => outletRadius));
  const middle = Math.exp(flows.reduce((sum, flow) => sum + Math.log(flow), 0) / flows.length);
  return (4 * middle) / (Math.PI * tip ** 3);
}

/**
 * Least squares of log flow over log pressure: P = K G(n) Q^n with G from the geometry, so the slope is 1/n. The ends
 * of n are those of the slope; K's follow from the independent errors of slope and mean. Null where the slope is not
 * known to be that of an ink (n between 0 and 2).
 */
export function fitPowerLaw(weighings: readonly Weighing[], sections: readonly Section[]): PowerLawFit | null {
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
  return {
    kind: 'power-law',
    K: { value: Math.exp(value), low: Math.exp(value - t * error), high: Math.exp(value + t * error) },
    n: { value: n, low: 1 / (slope + t * slopeError), high: 1 / (slope - t * slopeError) },
    law: { model: 'power-law', K: Math.exp(value), n },
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
    law: scaleViscosity(law, value),
    band: factors.length > 1 ? Math.max(leastBand, spread) : unknownBand,
  };
}
