import * as z from 'zod';
import type { FlowLaw } from './flow-law.ts';

/** n of a power law. */
export const exponent = z.number().positive().max(2);

const schema = z
  .strictObject({
    model: z.literal('power-law'),
    K: z.number().positive().meta({ unit: 'Pa s^n' }),
    n: exponent,
    etaMin: z.number().positive().optional().meta({ unit: 'Pa s', description: 'Pa s, plateau at high rates' }),
    etaMax: z.number().positive().optional().meta({ unit: 'Pa s', description: 'Pa s, plateau at low rates' }),
  })
  .refine((law) => (law.etaMin ?? 0) < (law.etaMax ?? Number.POSITIVE_INFINITY), 'etaMin must lie below etaMax');
type PowerLaw = z.infer<typeof schema>;

export const powerLaw = {
  schema,
  stressAt: (law, rate) => clampedViscosity(law, rate) * rate,
  rateAt: (law, stress) => stress / clampedViscosity(law, (stress / law.K) ** (1 / law.n)),
  reducedFlow: (law, wallRate) => (isFree(law) ? (law.n * wallRate) / (3 * law.n + 1) : null),
  wallRateFor: (law, reduced) => (isFree(law) ? (reduced * (3 * law.n + 1)) / law.n : null),
  stressCube: clampedCube,
  scaled: (law, factor) => ({
    ...law,
    K: law.K * factor,
    etaMin: law.etaMin === undefined ? undefined : law.etaMin * factor,
    etaMax: law.etaMax === undefined ? undefined : law.etaMax * factor,
  }),
} satisfies FlowLaw<PowerLaw>;

/** Without plateaus. */
const isFree = ({ etaMin, etaMax }: PowerLaw): boolean => etaMin === undefined && etaMax === undefined;

/** K rate^(n-1) between the plateaus, where the law has any. */
function clampedViscosity(law: PowerLaw, rate: number): number {
  if (rate === 0) return law.n < 1 ? (law.etaMax ?? 0) : law.n > 1 ? (law.etaMin ?? 0) : law.K;
  const free = law.K * rate ** (law.n - 1);
  return Math.min(Math.max(free, law.etaMin ?? 0), law.etaMax ?? Number.POSITIVE_INFINITY);
}

/** Piece by piece, between the plateaus and on them. */
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
