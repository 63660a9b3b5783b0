import * as z from 'zod';
import { numberIn } from '../finding/quantity.ts';

/** Lengths of a lay-down, mm: beyond them there is a slip in a unit. */
const length = numberIn(1e-6, 1000, 'mm');
const depth = numberIn(0, 2000, 'mm');

const follows = 'follows from the others';
const absent = (description: string, whenAbsent: string) => ({ description, whenAbsent });

/** Spacing that changes over the construct: `from` at the start of the way, `to` at its end. */
const gradientSchema = z.strictObject({
  along: z.enum(['z', 'radius', 'surface']).describe('The way: bottom to top; axis to rim; surface to core'),
  from: length.describe('Spacing at the bottom, the axis or the surface'),
  to: length.describe('Spacing at the top, the rim or the core'),
  over: numberIn(1e-6, 2000, 'mm')
    .optional()
    .meta(absent('Depth over which surface goes from one to the other', 'half of the narrower side')),
});

/** How a pattern is to fill a part: everything but which one. Angles in degrees, lengths in mm. */
export const laydownValues = {
  angles: z
    .array(numberIn(-3600, 3600, 'degrees'))
    .min(1)
    .default([0, 90])
    .meta({ description: 'One angle a layer, repeated from the start', unit: '°' }),
  shift: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Sideways shift at every repeat of the angle list, as a fraction of the spacing'),
  spacing: length.optional().meta(absent('Centre to centre', follows)),
  pore: numberIn(0, 1000, 'mm').optional().meta(absent('Free gap between strands', follows)),
  porosity: z
    .number()
    .min(0)
    .max(0.99)
    .optional()
    .meta(absent('Share of the endless lattice that is not ink, 0 to 0.99', follows)),
  solid: z.boolean().optional().meta(absent('Strands side by side without pores', 'false')),
  gradient: gradientSchema.optional().meta(absent('Spacing that changes on the way through the part', 'none')),
  join: z.enum(['boundary', 'none']).default('boundary').describe('Join neighbouring strands along the boundary'),
  overlap: z.number().min(0).max(1).default(0).describe('How far the lattice reaches into the contour, in widths'),
  margin: depth.default(0).describe('Kept free inside the surface of the part'),
  minLength: depth.optional().meta(absent('Shorter strands are left out', 'one strand width')),
  amplitude: length.optional().meta(absent('Of the wave pattern', 'two strand widths, or an eighth of the wavelength')),
  wavelength: length.optional().meta(absent('Of the wave pattern', 'eight amplitudes')),
  cell: length.optional().meta(absent('Period of gyroid, schwarz-p and diamond', 'from the spacing')),
};

export type LaydownValues = z.infer<z.ZodObject<typeof laydownValues>>;
