import * as z from 'zod';
import { type FlowLaw, yieldFlow } from './flow-law.ts';
import { exponent } from './power-law.ts';

const schema = z.strictObject({
  model: z.literal('herschel-bulkley'),
  tau0: z.number().min(0).meta({ unit: 'Pa', description: 'Pa, yield stress' }),
  K: z.number().positive().meta({ unit: 'Pa s^n' }),
  n: exponent,
});

export const herschelBulkley = {
  schema,
  stressAt: (law, rate) => law.tau0 + law.K * rate ** law.n,
  rateAt: (law, stress) => ((stress - law.tau0) / law.K) ** (1 / law.n),
  reducedFlow: (law, wallRate) => yieldFlow(law.tau0, law.K, law.n, wallRate),
  scaled: (law, factor) => ({ ...law, K: law.K * factor }),
} satisfies FlowLaw<z.infer<typeof schema>>;
