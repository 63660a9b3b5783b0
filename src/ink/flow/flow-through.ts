import type { Ink } from '../ink.ts';
import { type LawAt, lawAt } from './law-at.ts';
import { lawRanges, outsideRange } from './law-range.ts';
import type { Nozzle } from './nozzle.ts';
import {
  convergingFlow,
  type Exposure,
  flowFor,
  pressureFor,
  residenceTime,
  type Section,
  startPressure,
  type Wall,
  wallAt,
  wallHistory,
} from './nozzle-flow.ts';
import { yieldStress } from './rheology.ts';

/** What a flow through a nozzle takes and does. Edge units: mm, mm/s, µL/s, kPa; stresses in Pa. */
export interface NozzleFlow {
  readonly flowUl: number;
  readonly pressureKpa: number;
  /** kPa; the needle's tolerance and the law's own uncertainty, independent of each other. */
  readonly band: readonly [low: number, high: number];
  /** At the narrowest place. */
  readonly wallShearPa: number;
  readonly shearRate: number;
  readonly residenceS: number;
  /** Mean, in the tip. */
  readonly velocity: number;
  readonly startPressureKpa: number;
  /** Cogswell's average stress in a tapered tip; null for a straight needle, whose entry is not known. */
  readonly extensionalPa: number | null;
  /** What cells meet at the wall on their way through. */
  readonly exposures: readonly Exposure[];
  /** Stable words: what to keep in mind about these numbers. */
  readonly flags: readonly FlowFlag[];
}

export type FlowFlag =
  | 'temperature-extrapolated'
  | 'temperature-not-modelled'
  | 'temperature-outside'
  | 'shear-outside'
  | 'stress-outside'
  | 'range-not-stated'
  | 'needle-unverified'
  | 'below-yield-point';

/** The flow of one ink at one temperature through one nozzle; remembers what it has computed. */
export interface NozzleFlowCalculator {
  /** Flow in µL/s, above 0. Flows that agree to seven digits are the same flow. */
  readonly through: (flowUl: number) => NozzleFlow;
  /** µL/s that a pressure in kPa drives; 0 below the start pressure. */
  readonly flowAt: (kPa: number) => number;
  readonly startPressureKpa: number;
  readonly law: LawAt;
}

/** The calculator, or null for an ink without a flow law. `celsius` null: at the temperature of the measurement. */
export function nozzleFlowOf(ink: Ink, celsius: number | null, nozzle: Nozzle): NozzleFlowCalculator | null {
  if (ink.rheology === null) return null;
  const known = new Map<number, NozzleFlow>();
  const law = lawAt(ink.rheology, celsius ?? ink.rheology.at);
  const sections = sectionsOf(nozzle, 0);
  const startKpa = startKpaOf(ink, law, sections);
  return {
    through: (flowUl) => {
      const key = Number(flowUl.toPrecision(7));
      let flow = known.get(key);
      if (flow === undefined) {
        flow = computeFlow(ink, law, nozzle, key);
        known.set(key, flow);
      }
      return flow;
    },
    flowAt: (kPa) => (kPa <= startKpa ? 0 : flowFor(law.law, sections, kPa * 1e3) * 1e9),
    startPressureKpa: startKpa,
    law,
  };
}

/** One flow, without a calculator to keep. Null for an ink without a flow law. */
export function flowThrough(given: {
  readonly ink: Ink;
  readonly temperature?: number | null;
  readonly nozzle: Nozzle;
  readonly flowUl: number;
}): NozzleFlow | null {
  return nozzleFlowOf(given.ink, given.temperature ?? null, given.nozzle)?.through(given.flowUl) ?? null;
}

/** Pressure below which the ink stands still: by the yield stress of its law, or where it was seen to yield. */
function startKpaOf({ rheology }: Ink, { law }: LawAt, sections: readonly Section[]): number {
  const tau0 = Math.max(yieldStress(law), rheology?.yieldPoint ?? 0);
  return startPressure({ model: 'bingham', tau0, eta: 1 }, sections) / 1e3;
}

/** The bore in metres, its tip wider by `error` mm. */
export function sectionsOf(nozzle: Nozzle, error: number): Section[] {
  const tip = (nozzle.inner + error) / 2e3;
  const inlet = (nozzle.inlet + error) / 2e3;
  if (nozzle.inlet === nozzle.inner) return [{ inletRadius: tip, outletRadius: tip, length: nozzle.length / 1e3 }];
  const cone = { inletRadius: inlet, outletRadius: tip, length: (nozzle.length - nozzle.land) / 1e3 };
  if (nozzle.land <= 0) return [cone];
  return [cone, { inletRadius: tip, outletRadius: tip, length: nozzle.land / 1e3 }];
}

function computeFlow(ink: Ink, at: LawAt, nozzle: Nozzle, flowUl: number): NozzleFlow {
  const { law } = at;
  const sections = sectionsOf(nozzle, 0);
  const flow = flowUl / 1e9;
  const radius = nozzle.inner / 2e3;
  const wall = wallAt(law, radius, flow);
  const start = startKpaOf(ink, at, sections);
  // Below its yield point an ink flows not slower but not at all: it takes that stress to move it.
  const least = ink.rheology?.yieldPoint ?? 0;
  const pressure = Math.max(start, pressureFor(law, sections, flow, wall) / 1e3);
  // Each strand has its flow, few are asked for these two.
  let band: NozzleFlow['band'] | undefined;
  let exposures: NozzleFlow['exposures'] | undefined;
  return {
    flowUl,
    pressureKpa: pressure,
    get band() {
      band ??= pressureBand(ink, at, nozzle, flow, pressure);
      return band;
    },
    wallShearPa: Math.max(wall.stress, least),
    shearRate: wall.rate,
    residenceS: residenceTime(sections, flow),
    velocity: (flow / (Math.PI * radius ** 2)) * 1e3,
    startPressureKpa: start,
    extensionalPa: extensionalStress(at, nozzle, flow),
    get exposures() {
      exposures ??= wallHistory(law, sections, flow).map(({ stressPa, seconds }) => ({
        stressPa: Math.max(stressPa, least),
        seconds,
      }));
      return exposures;
    },
    flags: [...flagsOf(ink, at, nozzle, wall), ...(wall.stress < least ? (['below-yield-point'] as const) : [])],
  };
}

/** By how much the slope of a law (n of a power law) may be off beyond what was measured; a choice of this project. */
const slopeError = 0.1;

/** Two independent causes add as squares, so that the band is never narrower than either. */
function pressureBand(ink: Ink, at: LawAt, nozzle: Nozzle, flow: number, kPa: number): readonly [number, number] {
  const of = (error: number) => pressureFor(at.law, sectionsOf(nozzle, error), flow) / 1e3;
  // A bore narrower than its own tolerance is closed at worst; half of it is the least that can still print.
  // Each e-fold beyond what was measured adds what an uncertain slope of the law makes of it.
  const ranges = lawRanges(ink, at.law);
  const beyond =
    ranges === null ? 0 : Math.log(outsideRange(wallAt(at.law, nozzle.inner / 2e3, flow).rate, ranges.rate));
  const ownBand = Math.hypot(ink.rheology?.band ?? 0, slopeError * beyond);
  if (ink.rheology?.needleInBand) return [kPa * Math.max(0, 1 - ownBand), kPa * (1 + ownBand)];
  const narrow = of(Math.max(-nozzle.tolerance, -nozzle.inner / 2)) / kPa - 1;
  const wide = 1 - of(nozzle.tolerance) / kPa;
  const low = kPa * Math.max(0, 1 - Math.hypot(wide, ownBand));
  return [low, kPa * (1 + Math.hypot(narrow, ownBand))];
}

function extensionalStress(at: LawAt, nozzle: Nozzle, flow: number): number | null {
  const cone = nozzle.length - nozzle.land;
  if (nozzle.inlet === nozzle.inner || cone <= 0) return null;
  const theta = Math.atan((nozzle.inlet - nozzle.inner) / 2 / cone);
  return convergingFlow(at.law, nozzle.inlet / 2e3, nozzle.inner / 2e3, theta, flow).extensionalStress;
}

function flagsOf(ink: Ink, at: LawAt, nozzle: Nozzle, { rate, stress }: Wall): FlowFlag[] {
  const flags: FlowFlag[] = [];
  if (at.trust === 'extrapolated') flags.push('temperature-extrapolated');
  if (at.trust === 'not-modelled') flags.push('temperature-not-modelled');
  if (at.trust === 'outside') flags.push('temperature-outside');
  const ranges = lawRanges(ink, at.law);
  if (ranges === null) flags.push('range-not-stated');
  else {
    if (outsideRange(rate, ranges.rate) > 1) flags.push('shear-outside');
    if (outsideRange(stress, ranges.stress) > 1 + 1e-9) flags.push('stress-outside');
  }
  if (!nozzle.verified) flags.push('needle-unverified');
  return flags;
}
