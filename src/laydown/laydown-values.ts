import * as z from 'zod';
import { numberIn } from '../finding/quantity.ts';

/** Lengths of a lay-down, mm: beyond them there is a slip in a unit. */
const length = numberIn(1e-6, 1000, 'mm');
const depth = numberIn(0, 2000, 'mm');

/** Spacing that changes over the construct: `from` at the start of the way, `to` at its end. */
const gradientSchema = z.strictObject({
  along: z.enum(['z', 'radius', 'surface']).describe('bottom to top; axis to rim; surface to core'),
  from: length.describe('Spacing at the bottom, the axis or the surface, mm'),
  to: length.describe('Spacing at the top, the rim or the core, mm'),
  over: numberIn(1e-6, 2000, 'mm').optional().describe('Depth over which "surface" goes from one to the other, mm'),
});

/** How a pattern is to fill a part: everything but which one. Angles in degrees, lengths in mm. */
export const laydownValues = {
  angles: z
    .array(numberIn(-3600, 3600, 'degrees'))
    .min(1)
    .default([0, 90])
    .describe('One angle a layer, repeated from the start'),
  shift: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Sideways shift at every repeat of the angle list, as a fraction of the spacing'),
  spacing: length.optional().describe('Centre to centre, mm'),
  pore: numberIn(0, 1000, 'mm').optional().describe('Free gap between strands, mm'),
  porosity: z.number().min(0).max(0.99).optional().describe('Share of the endless lattice that is not ink'),
  solid: z.boolean().optional().describe('Strands side by side without pores'),
  gradient: gradientSchema.optional(),
  join: z.enum(['boundary', 'none']).default('boundary').describe('Join neighbouring strands along the boundary'),
  overlap: z.number().min(0).max(1).default(0).describe('How far the lattice reaches into the contour, in widths'),
  margin: depth.default(0).describe('Kept free inside the surface of the part, mm'),
  minLength: depth.optional().describe('Shorter strands are left out; default: one strand width, mm'),
  amplitude: length.optional().describe('Of the wave pattern, mm'),
  wavelength: length.optional().describe('Of the wave pattern, mm'),
  cell: length.optional().describe('Period of gyroid, schwarz-p and diamond, mm; else from the spacing'),
};

export type LaydownValues = z.infer<z.ZodObject<typeof laydownValues>>;
