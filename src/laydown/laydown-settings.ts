import * as z from 'zod';
import { laydownValues } from './laydown-values.ts';
import { patternIds } from './patterns/pattern-table.ts';

/** How the inside of a part is filled with strands: a pattern, and the values it is laid by. */
export const laydownSchema = z
  .strictObject({ pattern: z.enum(patternIds).default('parallel').describe('See docs/patterns.md'), ...laydownValues })
  .refine(
    (given) =>
      [given.spacing, given.pore, given.porosity, given.solid || undefined, given.gradient].filter(
        (v) => v !== undefined,
      ).length <= 1,
    'give only one of spacing, pore, porosity, solid and gradient: the others follow from it',
  );
export type LaydownSettings = z.infer<typeof laydownSchema>;
