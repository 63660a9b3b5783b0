import { gaussLegendre } from './gauss-legendre.ts';
import type { Rheology } from './ink.ts';
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
  switch (law.model) {
    case 'newtonian':
      return law.eta * rate;
    case 'power-law':
      return clampedViscosity(law, rate) * rate;
    case 'herschel-bulkley':
      return law.tau0 + law.K * rate ** law.n;
    case 'bingham':
      return law.tau0 + law.eta * rate;
    case 'casson':
      return (Math.sqrt(law.tau0) + Math.sqrt(law.eta * rate)) ** 2;
    case 'cross':
      return (law.etaInf + (law.eta0 - law.etaInf) / (1 + (law.m * rate) ** law.n)) * rate;
    case 'carreau-yasuda':
      return (law.etaInf + (law.eta0 - law.etaInf) * carreauFactor(law, rate)) * rate;
  }
}

type PowerLaw = Extract<Rheology, { model: 'power-law' }>;
type CarreauYasuda = Extract<Rheology, { model: 'carreau-yasuda' }>;

function carreauFactor(law: CarreauYasuda, rate: number): number {
  return (1 + (law.lambda * rate) ** law.a) ** ((law.n - 1) / law.a);
}

/** K rate^(n-1) between the plateaus, where the law has any. */
function clampedViscosity(law: PowerLaw, rate: number): number {
  if (rate === 0) return law.n < 1 ? (law.etaMax ?? 0) : law.n > 1 ? (law.etaMin ?? 0) : law.K;
  const free = law.K * rate ** (law.n - 1);
  return Math.min(Math.max(free, law.etaMin ?? 0), law.etaMax ?? Number.POSITIVE_INFINITY);
}

/** Shear rate at a stress; 0 at or below the yield stress. */
export function rateAt(law: Rheology, stress: number): number {
  if (stress <= yieldStress(law)) return 0;
  switch (law.model) {
    case 'newtonian':
      return stress / law.eta;
    case 'power-law': {
      const free = (stress / law.K) ** (1 / law.n);
      return stress / clampedViscosity(law, free);
    }
    case 'herschel-bulkley':
      return ((stress - law.tau0) / law.K) ** (1 / law.n);
    case 'bingham':
      return (stress - law.tau0) / law.eta;
    case 'casson':
      return (Math.sqrt(stress) - Math.sqrt(law.tau0)) ** 2 / law.eta;
    default:
      return solveIncreasing((rate) => stressAt(law, rate), stress, stress / law.eta0);
  }
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
  switch (law.model) {
    case 'newtonian':
      return wallRate / 4;
    case 'herschel-bulkley':
      return yieldFlow(law.tau0, law.K, law.n, wallRate);
    case 'bingham':
      return yieldFlow(law.tau0, law.eta, 1, wallRate);
    case 'power-law':
      if (law.etaMin === undefined && law.etaMax === undefined) return (law.n * wallRate) / (3 * law.n + 1);
      return byParts(law, wallRate, clampedCube(law, wallRate));
    case 'casson':
      return cassonFlow(law.tau0, law.eta, wallRate);
    default:
      return byParts(law, wallRate, smoothCube(law, wallRate));
  }
}

/** Rate at the wall that belongs to a reduced flow Q / (pi R^3) > 0. */
export function wallRateFor(law: Rheology, reduced: number): number {
  if (law.model === 'newtonian') return 4 * reduced;
  if (law.model === 'power-law' && law.etaMin === undefined && law.etaMax === undefined) {
    return (reduced * (3 * law.n + 1)) / law.n;
  }
  return solveIncreasing((rate) => reducedFlow(law, rate), reduced, 4 * reduced);
}

/** Herschel-Bulkley in closed form, with the plug's share phi = tau0 / tau_w. */
function yieldFlow(tau0: number, K: number, n: number, wallRate: number): number {
  const sheared = K * wallRate ** n;
  const phi = tau0 / (tau0 + sheared);
  const rest = sheared / (tau0 + sheared);
  const profile = rest ** 2 / (3 * n + 1) + (2 * phi * rest) / (2 * n + 1) + phi ** 2 / (n + 1);
  return n * wallRate * rest * profile;
}

/** Casson in closed form: Int tau^2 rate dtau with s = sqrt(eta rate), exact and without cancellation near the yield. */
function cassonFlow(tau0: number, eta: number, wallRate: number): number {
  const root = Math.sqrt(tau0);
  const s = Math.sqrt(eta * wallRate);
  const wall = root + s;
  // Int_0^s (root + x)^4 (x^2 / eta) 2 (root + x) dx
  const binomial = [1, 5, 10, 10, 5, 1];
  let sum = 0;
  for (let k = 0; k <= 5; k++) sum += (binomial[k] * root ** (5 - k) * s ** (k + 3)) / (k + 3);
  return (2 * sum) / (eta * wall ** 6);
}

function byParts(law: Rheology, wallRate: number, cube: number): number {
  return (wallRate - cube / stressAt(law, wallRate) ** 3) / 3;
}

// Rates are taken as wallRate y^4: it flattens both the plateau at low rates and the power-law flank above it.
const stretched = (() => {
  const { nodes, weights } = gaussLegendre(48);
  return { share: nodes.map((y) => y ** 4), weight: weights.map((w, i) => w * 4 * nodes[i] ** 3) };
})();

/** Int_0^wallRate tau(rate)^3 drate by quadrature. */
function smoothCube(law: Rheology, wallRate: number): number {
  const { share, weight } = stretched;
  let sum = 0;
  for (let i = 0; i < share.length; i++) sum += weight[i] * stressAt(law, wallRate * share[i]) ** 3;
  return sum * wallRate;
}

/** The same for a power law with plateaus, piece by piece. */
function clampedCube(law: PowerLaw, wallRate: number): number {
  const corner = (eta: number | undefined, otherwise: number) =>
    eta === undefined || law.n === 1 ? otherwise : (eta / law.K) ** (1 / (law.n - 1));
  const thins = law.n < 1;
  const first = Math.min(corner(thins ? law.etaMax : law.etaMin, 0), wallRate);
  const second = Math.max(first, Math.min(corner(thins ? law.etaMin : law.etaMax, wallRate), wallRate));
  const low = clampedViscosity(law, 0);
  const high = (thins ? law.etaMin : law.etaMax) ?? 0;
  const power = 3 * law.n + 1;
  return (
    (low ** 3 * first ** 4) / 4 +
    (law.K ** 3 * (second ** power - first ** power)) / power +
    (high ** 3 * (wallRate ** 4 - second ** 4)) / 4
  );
}
