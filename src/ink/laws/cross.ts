import * as z from 'zod';
import type { FlowLaw } from './flow-law.ts';

const schema = z
  .strictObject({
    model: z.literal('cross'),
    eta0: z.number().positive().meta({ unit: 'Pa s' }),
    etaInf: z.number().min(0).meta({ unit: 'Pa s' }),
    m: z.number().positive().meta({ unit: 's' }),
    n: z.number().positive().max(1).describe('eta = etaInf + (eta0 - etaInf) / (1 + (m rate)^n)'),
  })
  .refine((law) => law.etaInf < law.eta0, 'etaInf must lie below eta0')
  .refine((law) => law.n < 1 || law.etaInf > 0, 'with n 1 and etaInf 0 the stress would stop growing: give etaInf');

export const cross = {
  schema,
  stressAt: (law, rate) => (law.etaInf + (law.eta0 - law.etaInf) / (1 + (law.m * rate) ** law.n)) * rate,
  restViscosity: ({ eta0 }) => eta0,
  scaled: (law, factor) => ({ ...law, eta0: law.eta0 * factor, etaInf: law.etaInf * factor }),
} satisfies FlowLaw<z.infer<typeof schema>>;
