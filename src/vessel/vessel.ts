import * as z from 'zod';
import { provenanceSchema } from '../provenance/provenance.ts';
import { sectionsSchema } from './section.ts';

/**
 * What the construct is printed into or onto. Lengths in mm; wells are measured from the front-left corner of the
 * footprint, y to the back, as in Opentrons labware files.
 */
export const vesselSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  kind: z.enum(['plate', 'dish', 'slide']),
  footprint: z.strictObject({
    x: z.number().positive().meta({ unit: 'mm' }),
    y: z.number().positive().meta({ unit: 'mm' }),
  }),
  height: z.number().positive().meta({ unit: 'mm', description: 'Of the whole vessel above the bed, mm; the rim' }),
  wells: z
    .record(
      z.string(),
      z.strictObject({
        x: z.number().meta({ unit: 'mm' }),
        y: z.number().meta({ unit: 'mm' }),
        shape: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('circle'), diameter: z.number().positive().meta({ unit: 'mm' }) }),
          z.strictObject({
            kind: z.literal('rectangle'),
            x: z.number().positive().meta({ unit: 'mm' }),
            y: z.number().positive().meta({ unit: 'mm' }),
          }),
        ]),
        depth: z
          .number()
          .min(0)
          .meta({ unit: 'mm', description: 'From the rim of the well to its floor, mm; 0 on a slide' }),
        floor: z
          .number()
          .min(0)
          .meta({ unit: 'mm', description: 'Height of the floor, the surface printed on, above the bed, mm' }),
        volumeUl: z.number().positive().optional().meta({ unit: 'µL' }),
        inside: z.string().optional().describe('Which of `insides` this well has; absent: walls as in `floorMargin`'),
      }),
    )
    .describe('By name (A1); a dish or slide has one, called "-"'),
  insides: z
    .record(z.string(), sectionsSchema)
    .optional()
    .describe('Stacks of sections from the floor to the rim, by the names that wells use: wells taper'),
  floorMargin: z.number().positive().optional().meta({
    unit: 'mm',
    description:
      'Where no drawing gives the width of the floor, mm: by how much a well is taken to be narrower there than `shape`, on each side',
  }),
  provenance: provenanceSchema,
});
export type Vessel = z.infer<typeof vesselSchema>;
export type Well = Vessel['wells'][string];
