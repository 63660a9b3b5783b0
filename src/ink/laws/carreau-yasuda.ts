import * as z from 'zod';
import type { FlowLaw } from './flow-law.ts';

const schema = z
  .strictObject({
    model: z.literal('carreau-yasuda'),
    eta0: z.number().positive().meta({ unit: 'Pa s' }),
    etaInf: z.number().min(0).meta({ unit: 'Pa s' }),
    lambda: z.number().positive().meta({ unit: 's' }),
    a: z.number().positive().default(2),
    n: z.number().positive().max(1),
  })
  .refine((law) => law.etaInf < law.eta0, 'etaInf must lie below eta0');
type CarreauYasuda = z.infer<typeof schema>;

export const carreauYasuda = {
  schema,
  stressAt: (law, rate) => (law.etaInf + (law.eta0 - law.etaInf) * factorAt(law, rate)) * rate,
  restViscosity: ({ eta0 }) => eta0,
  scaled: (law, factor) => ({ ...law, eta0: law.eta0 * factor, etaInf: law.etaInf * factor }),
} satisfies FlowLaw<CarreauYasuda>;

function factorAt(law: CarreauYasuda, rate: number): number {
  return (1 + (law.lambda * rate) ** law.a) ** ((law.n - 1) / law.a);
}
