import * as z from 'zod';
import { bingham } from './bingham.ts';
import { carreauYasuda } from './carreau-yasuda.ts';
import { casson } from './casson.ts';
import { cross } from './cross.ts';
import type { FlowLaw } from './flow-law.ts';
import { herschelBulkley } from './herschel-bulkley.ts';
import { newtonian } from './newtonian.ts';
import { powerLaw } from './power-law.ts';

/** Every shear law, in the order in which schemas list them; what asks about laws goes over this table. */
const laws = [newtonian, powerLaw, herschelBulkley, bingham, casson, cross, carreauYasuda] as const;

const [first, ...others] = laws.map(({ schema }) => schema);

/** Shear laws by their `model`: tau is stress in Pa, rate is shear rate in 1/s. */
export const rheologySchema = z.discriminatedUnion('model', [first, ...others]);
export type Rheology = z.infer<typeof rheologySchema>;

const byModel = new Map(laws.map((law) => [law.schema.shape.model.value, law]));

/** The law of its model. An entry takes the laws of its own model only, which is what `law.model` has just said. */
export function flowLawOf(law: Rheology): FlowLaw<Rheology> {
  return byModel.get(law.model) as FlowLaw<Rheology>;
}
