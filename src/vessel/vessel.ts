import * as z from 'zod';
import { provenanceSchema } from '../provenance/provenance.ts';

/**
 * What the construct is printed into or onto. Lengths in mm; wells are measured from the front-left corner of the
 * footprint, y to the back, as in Opentrons labware files.
 */
export const vesselSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  kind: z.enum(['plate', 'dish', 'slide']),
  footprint: z.strictObject({ x: z.number().positive(), y: z.number().positive() }),
  height: z.number().positive().describe('Of the whole vessel above the bed; the rim'),
  wells: z
    .record(
      z.string(),
      z.strictObject({
        x: z.number(),
        y: z.number(),
        shape: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('circle'), diameter: z.number().positive() }),
          z.strictObject({ kind: z.literal('rectangle'), x: z.number().positive(), y: z.number().positive() }),
        ]),
        depth: z.number().min(0).describe('From the rim of the well to its floor; 0 on a slide'),
        floor: z.number().min(0).describe('Height of the floor, the surface printed on, above the bed'),
        volumeUl: z.number().positive().optional(),
      }),
    )
    .describe('By name (A1); a dish or slide has one, called "-"'),
  provenance: provenanceSchema,
});
export type Vessel = z.infer<typeof vesselSchema>;
export type Well = Vessel['wells'][string];
