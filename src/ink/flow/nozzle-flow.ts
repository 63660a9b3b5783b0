import type { Rheology } from '../laws/flow-laws.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { flowIndexAt, rateAt, reducedFlow, stressAt, wallRateFor, yieldStress } from './rheology.ts';
import { solveIncreasing } from './solve-increasing.ts';

/**
 * Laminar, isothermal, developed flow without slip through round bores, in SI (m, m3/s, Pa, s). A bore is a row of
 * sections passed by the same flow; a section with equal radii is a cylinder, any other a cone in the lubrication
 * approximation (each slice flows like a cylinder of its radius).
 */
export interface Section {
  readonly inletRadius: number;
  readonly outletRadius: number;
  readonly length: number;
}

/** Wall stress felt for some time: the history that cells go through. */
export interface Exposure {
  readonly stressPa: number;
  readonly seconds: number;
}

const quadrature = gaussLegendre(24);

/**
 * Pressure that drives the flow Q through all sections: dP = Int 2 tau_w / R dz. For Q = 0 the start pressure. `tip` is
 * what `wallAt` gave for the same law and flow, where that is known.
 */
export function pressureFor(law: Rheology, sections: readonly Section[], flow: number, tip?: Wall): number {
  if (flow <= 0) return startPressure(law, sections);
  let pressure = 0;
  for (const { inletRadius, outletRadius, length } of sections) {
    if (inletRadius === outletRadius) {
      const { stress } = tip?.radius === outletRadius ? tip : wallAt(law, outletRadius, flow);
      pressure += (2 * length * stress) / outletRadius;
      continue;
    }
    // dz / R = (length / (R1 - R2)) dlnR: the integrand is smooth in ln R, whatever the taper.
    const depth = Math.log(inletRadius / outletRadius);
    let mean = 0;
    for (let i = 0; i < quadrature.nodes.length; i++) {
      const radius = outletRadius * Math.exp(depth * quadrature.nodes[i]);
      mean += quadrature.weights[i] * wallAt(law, radius, flow).stress;
    }
    pressure += 2 * mean * lengthPerRadius(inletRadius, outletRadius, length);
  }
  return pressure;
}

/** Int dz / R of a section: length / R for a cylinder, length ln(R1/R2) / (R1 - R2) for a cone. */
function lengthPerRadius(inlet: number, outlet: number, length: number): number {
  if (inlet === outlet) return length / outlet;
  return (length * Math.log1p((inlet - outlet) / outlet)) / (inlet - outlet);
}

/** Flow that a pressure drives through all sections; 0 at or below the start pressure. */
export function flowFor(law: Rheology, sections: readonly Section[], pressure: number): number {
  if (pressure <= startPressure(law, sections)) return 0;
  const [only] = sections;
  if (sections.length === 1 && only.inletRadius === only.outletRadius) {
    const rate = rateAt(law, (pressure * only.outletRadius) / (2 * only.length));
    return Math.PI * only.outletRadius ** 3 * reducedFlow(law, rate);
  }
  const narrowest = Math.min(...sections.map((section) => section.outletRadius));
  return solveIncreasing((flow) => pressureFor(law, sections, flow), pressure, 10 * Math.PI * narrowest ** 3);
}

/** Pressure below which a yield-stress ink stands still; 0 for other inks. */
export function startPressure(law: Rheology, sections: readonly Section[]): number {
  const tau0 = yieldStress(law);
  let sum = 0;
  for (const { inletRadius, outletRadius, length } of sections) {
    sum += 2 * tau0 * lengthPerRadius(inletRadius, outletRadius, length);
  }
  return sum;
}

/** What ink does at the wall of a bore. */
export interface Wall {
  readonly radius: number;
  readonly stress: number;
  readonly rate: number;
}

/** Stress and rate at the wall where the bore has this radius. `flow` > 0. */
export function wallAt(law: Rheology, radius: number, flow: number): Wall {
  const rate = wallRateFor(law, flow / (Math.PI * radius ** 3));
  return { radius, stress: stressAt(law, rate), rate };
}

/** Mean time in the bore: its volume over the flow. */
export function residenceTime(sections: readonly Section[], flow: number): number {
  let volume = 0;
  for (const { inletRadius: a, outletRadius: b, length } of sections) {
    volume += (Math.PI * length * (a * a + a * b + b * b)) / 3;
  }
  return volume / flow;
}

/** What ink feels at the wall on its way: one exposure for a cylinder, slices for a cone. */
export function wallHistory(law: Rheology, sections: readonly Section[], flow: number): Exposure[] {
  const history: Exposure[] = [];
  for (const { inletRadius, outletRadius, length } of sections) {
    if (length <= 0) continue;
    if (inletRadius === outletRadius) {
      const seconds = (Math.PI * outletRadius ** 2 * length) / flow;
      history.push({ stressPa: wallAt(law, outletRadius, flow).stress, seconds });
      continue;
    }
    const depth = Math.log(inletRadius / outletRadius);
    const perRadius = lengthPerRadius(inletRadius, outletRadius, length);
    for (let i = 0; i < quadrature.nodes.length; i++) {
      const radius = outletRadius * Math.exp(depth * quadrature.nodes[i]);
      const seconds = (quadrature.weights[i] * perRadius * Math.PI * radius ** 3) / flow;
      history.push({ stressPa: wallAt(law, radius, flow).stress, seconds });
    }
  }
  return history;
}

/** Stresses of converging flow into a tip after Cogswell, Pa. */
export interface Converging {
  readonly shearPressure: number;
  readonly extensionalPressure: number;
  /** Average extensional stress that cells feel. */
  readonly extensionalStress: number;
}

/**
 * Converging flow from diameter d1 to d2 under the half angle `theta` (rad), as used for cell damage in IJB v11i4
 * pp. 328-332 (doi 10.36922/IJB025190182). Any law enters as the power law that touches it at the tip's apparent
 * rate; the extensional viscosity is three times the shear viscosity there.
 */
export function convergingFlow(
  law: Rheology,
  inletRadius: number,
  radius: number,
  theta: number,
  flow: number,
): Converging {
  const rate = (4 * flow) / (Math.PI * radius ** 3);
  const n = flowIndexAt(law, rate);
  const stress = stressAt(law, rate);
  const ratio = radius / inletRadius;
  const shearPressure = ((2 * stress) / (3 * n * Math.tan(theta))) * (1 - ratio ** (3 * n));
  const extensionalPressure = stress * Math.tan(theta) * (1 - ratio ** 3);
  return { shearPressure, extensionalPressure, extensionalStress: (3 / 8) * (3 * n + 1) * extensionalPressure };
}
