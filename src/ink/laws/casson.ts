import * as z from 'zod';
import type { FlowLaw } from './flow-law.ts';

const schema = z.strictObject({
  model: z.literal('casson'),
  tau0: z.number().min(0).meta({ unit: 'Pa', description: 'Pa, yield stress' }),
  eta: z.number().positive().meta({ unit: 'Pa s' }),
});

export const casson = {
  schema,
  stressAt: (law, rate) => (Math.sqrt(law.tau0) + Math.sqrt(law.eta * rate)) ** 2,
  rateAt: (law, stress) => (Math.sqrt(stress) - Math.sqrt(law.tau0)) ** 2 / law.eta,
  reducedFlow: (law, wallRate) => cassonFlow(law.tau0, law.eta, wallRate),
  scaled: (law, factor) => ({ ...law, eta: law.eta * factor }),
} satisfies FlowLaw<z.infer<typeof schema>>;

/** In closed form: Int tau^2 rate dtau with s = sqrt(eta rate), exact and without cancellation near the yield. */
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
