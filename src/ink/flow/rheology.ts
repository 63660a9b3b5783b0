import { flowLawOf, type Rheology } from '../laws/flow-laws.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { solveIncreasing } from './solve-increasing.ts';

/**
 * Shear laws as functions: stress in Pa, rate in 1/s. The forms are the standard ones (reference notes 1.1); stress
 * grows with rate in every law that the ink schema accepts, so that each has an inverse.
 */

/** Stress at which the ink yields, Pa; 0 for laws without one. */
export function yieldStress(law: Rheology): number {
  return 'tau0' in law ? law.tau0 : 0;
}

/** Shear stress at a shear rate >= 0; for a yield-stress ink at rest, its yield stress. */
export function stressAt(law: Rheology, rate: number): number {
  return flowLawOf(law).stressAt(law, rate);
}

/** Shear rate at a stress; 0 at or below the yield stress. */
export function rateAt(law: Rheology, stress: number): number {
  if (stress <= yieldStress(law)) return 0;
  const { rateAt: closed, restViscosity } = flowLawOf(law);
  if (closed !== undefined) return closed(law, stress);
  const guess = stress / (restViscosity?.(law) ?? stressAt(law, 1));
  return solveIncreasing((rate) => stressAt(law, rate), stress, guess);
}

/** Slope of log stress over log rate: the local flow index (n of a power law). `rate` > 0. */
export function flowIndexAt(law: Rheology, rate: number): number {
  const h = 1e-4;
  return Math.log(stressAt(law, rate * Math.exp(h)) / stressAt(law, rate * Math.exp(-h))) / (2 * h);
}

/**
 * Flow through a round bore of radius 1 in units of pi R^3, when the rate at the wall is `wallRate`:
 * Q / (pi R^3) = (1/tau_w^3) Int tau^2 rate dtau (no slip, laminar, developed), integrated by parts over the rate, so
 * that no law needs to be inverted.
 */
export function reducedFlow(law: Rheology, wallRate: number): number {
  if (wallRate <= 0) return 0;
  const { reducedFlow: closed, stressCube = smoothCube } = flowLawOf(law);
  return closed?.(law, wallRate) ?? byParts(law, wallRate, stressCube(law, wallRate));
}

/** Rate at the wall that belongs to a reduced flow Q / (pi R^3) > 0. */
export function wallRateFor(law: Rheology, reduced: number): number {
  const rate = flowLawOf(law).wallRateFor?.(law, reduced) ?? null;
  return rate ?? solveIncreasing((wallRate) => reducedFlow(law, wallRate), reduced, 4 * reduced);
}

function byParts(law: Rheology, wallRate: number, cube: number): number {
  const stress = stressAt(law, wallRate);
  return (wallRate - cube / (stress * stress * stress)) / 3;
}

// Rates are taken as wallRate y^4: it flattens both the plateau at low rates and the power-law flank above it.
const stretched = (() => {
  const { nodes, weights } = gaussLegendre(48);
  return { share: nodes.map((y) => y ** 4), weight: weights.map((w, i) => w * 4 * nodes[i] ** 3) };
})();

/** Int_0^wallRate tau(rate)^3 drate by quadrature. */
function smoothCube(law: Rheology, wallRate: number): number {
  const { share, weight } = stretched;
  const { stressAt: stressOf } = flowLawOf(law);
  let sum = 0;
  for (let i = 0; i < share.length; i++) {
    const stress = stressOf(law, wallRate * share[i]);
    sum += weight[i] * stress * stress * stress;
  }
  return sum * wallRate;
}
