import * as z from 'zod';
import type { FlowLaw } from './flow-law.ts';

const schema = z.strictObject({ model: z.literal('newtonian'), eta: z.number().positive().meta({ unit: 'Pa s' }) });

export const newtonian = {
  schema,
  stressAt: (law, rate) => law.eta * rate,
  rateAt: (law, stress) => stress / law.eta,
  reducedFlow: (_, wallRate) => wallRate / 4,
  wallRateFor: (_, reduced) => 4 * reduced,
  scaled: (law, factor) => ({ ...law, eta: law.eta * factor }),
} satisfies FlowLaw<z.infer<typeof schema>>;
