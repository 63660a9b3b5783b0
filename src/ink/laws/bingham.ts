import * as z from 'zod';
import { type FlowLaw, yieldFlow } from './flow-law.ts';

const schema = z.strictObject({
  model: z.literal('bingham'),
  tau0: z.number().min(0).meta({ unit: 'Pa', description: 'Pa, yield stress' }),
  eta: z.number().positive().meta({ unit: 'Pa s' }),
});

export const bingham = {
  schema,
  stressAt: (law, rate) => law.tau0 + law.eta * rate,
  rateAt: (law, stress) => (stress - law.tau0) / law.eta,
  reducedFlow: (law, wallRate) => yieldFlow(law.tau0, law.eta, 1, wallRate),
  scaled: (law, factor) => ({ ...law, eta: law.eta * factor }),
} satisfies FlowLaw<z.infer<typeof schema>>;
