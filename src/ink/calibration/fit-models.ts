import { stressAt } from '../flow/rheology.ts';
import type { Rheology } from '../laws/flow-laws.ts';
import type { TwoParameters } from './fit-two.ts';

/**
 * The two numbers of each kind of law that weighings can tell. A yield stress is fitted where it is all that a law has
 * beside a viscosity (Bingham, Casson); Herschel-Bulkley keeps the one it is known with. Cross and Carreau laws keep
 * their exponents: their viscosity is scaled, and so is the shear rate at which they begin to thin. `atRate` is the
 * middle of the weighings: there the scale is nearly independent of the rate. `mostYield` is the yield stress, Pa, at
 * which the lowest weighing would have stood still: fits begin below it.
 */
export function modelOf(known: Rheology, atRate: number, mostYield: number): TwoParameters | null {
  switch (known.model) {
    case 'herschel-bulkley': {
      // The stress beyond the yield at the middle of the weighings, and n.
      const lawOf = (x: number, y: number): Rheology => ({
        ...known,
        K: Math.exp(x) / atRate ** Math.exp(y),
        n: Math.exp(y),
      });
      const stated = {
        K: (x: number, y: number) => Math.exp(x) / atRate ** Math.exp(y),
        n: (_: number, y: number) => Math.exp(y),
      };
      return { lawOf, start: [Math.log(known.K * atRate ** known.n), Math.log(known.n)], stated };
    }
    case 'bingham':
    case 'casson':
      if (known.tau0 <= 0) return null;
      return {
        lawOf: (x, y) => ({ ...known, eta: Math.exp(x), tau0: Math.exp(y) }),
        start: [Math.log(known.eta), Math.log(Math.min(known.tau0, mostYield / 2))],
        stated: { eta: (x) => Math.exp(x), tau0: (_, y) => Math.exp(y) },
      };
    case 'cross':
    case 'carreau-yasuda': {
      const viscosity = (rate: number) => stressAt(known, rate) / rate;
      const scaleOf = (x: number, y: number) => (Math.exp(x) * viscosity(atRate)) / viscosity(Math.exp(y) * atRate);
      const stated = {
        scale: (x: number) => Math.exp(x),
        rate: (_: number, y: number) => Math.exp(y),
        eta0: (x: number, y: number) => known.eta0 * scaleOf(x, y),
      };
      const scaled = (x: number, y: number) => ({ eta0: stated.eta0(x, y), etaInf: known.etaInf * scaleOf(x, y) });
      return known.model === 'cross'
        ? {
            lawOf: (x, y) => ({ ...known, ...scaled(x, y), m: known.m * Math.exp(y) }),
            start: [0, 0],
            stated: { ...stated, m: (_, y) => known.m * Math.exp(y) },
          }
        : {
            lawOf: (x, y) => ({ ...known, ...scaled(x, y), lambda: known.lambda * Math.exp(y) }),
            start: [0, 0],
            stated: { ...stated, lambda: (_, y) => known.lambda * Math.exp(y) },
          };
    }
    default:
      return null;
  }
}

/** A yield stress that weighings contradict: what is left to fit with a known exponent. */
export function yieldModelOf(known: Rheology, mostYield: number): TwoParameters | null {
  if (known.model !== 'herschel-bulkley' || known.tau0 <= 0) return null;
  return {
    lawOf: (x, y) => ({ ...known, K: Math.exp(x), tau0: Math.exp(y) }),
    start: [Math.log(known.K), Math.log(Math.min(known.tau0, mostYield / 2))],
    stated: { K: (x) => Math.exp(x), tau0: (_, y) => Math.exp(y) },
  };
}
