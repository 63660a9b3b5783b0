import * as z from 'zod';

/** How the inside of a part is filled with strands. Angles in degrees, lengths in mm. */

export const patternIds = [
  'parallel',
  'grid',
  'triangle',
  'honeycomb',
  'concentric',
  'spiral',
  'radial',
  'wave',
  'gyroid',
  'schwarz-p',
  'diamond',
] as const;
export type PatternId = (typeof patternIds)[number];

/** Spacing that changes over the construct: `from` at the start of the way, `to` at its end. */
const gradientSchema = z.strictObject({
  along: z.enum(['z', 'radius', 'surface']).describe('bottom to top; axis to rim; surface to core'),
  from: z.number().positive().describe('Spacing at the bottom, the axis or the surface, mm'),
  to: z.number().positive().describe('Spacing at the top, the rim or the core, mm'),
  over: z.number().positive().optional().describe('Depth over which "surface" goes from one to the other, mm'),
});

export const laydownSchema = z
  .strictObject({
    pattern: z.enum(patternIds).default('parallel'),
    angles: z.array(z.number()).min(1).default([0, 90]).describe('One angle a layer, repeated from the start'),
    shift: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Sideways shift at every repeat of the angle list, as a fraction of the spacing'),
    spacing: z.number().positive().optional().describe('Centre to centre, mm'),
    pore: z.number().min(0).optional().describe('Free gap between strands, mm'),
    porosity: z.number().min(0).max(0.99).optional().describe('Share of the endless lattice that is not ink'),
    solid: z.boolean().optional().describe('Strands side by side without pores'),
    gradient: gradientSchema.optional(),
    join: z.enum(['boundary', 'none']).default('boundary').describe('Join neighbouring strands along the boundary'),
    overlap: z.number().min(0).max(1).default(0).describe('How far the lattice reaches into the contour, in widths'),
    margin: z.number().min(0).default(0).describe('Kept free inside the surface of the part, mm'),
    minLength: z.number().min(0).optional().describe('Shorter strands are left out; default: one strand width, mm'),
    amplitude: z.number().positive().optional().describe('Of the wave pattern, mm'),
    wavelength: z.number().positive().optional().describe('Of the wave pattern, mm'),
    cell: z
      .number()
      .positive()
      .optional()
      .describe('Period of gyroid, schwarz-p and diamond, mm; else from the spacing'),
  })
  .refine(
    (given) =>
      [given.spacing, given.pore, given.porosity, given.solid || undefined, given.gradient].filter(
        (v) => v !== undefined,
      ).length <= 1,
    'give only one of spacing, pore, porosity, solid and gradient: the others follow from it',
  );
export type LaydownSettings = z.infer<typeof laydownSchema>;
