import * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { parseJson } from '../finding/parse-json.ts';
import { schemaError } from './schema-error.ts';
import type { Vessel, Well } from './vessel.ts';

/**
 * What we read of an Opentrons labware definition, schema 2 (Opentrons/opentrons shared-data@df01e77): origin at the
 * front-left-bottom corner, y to the back, `z` the height of the inside of the well's bottom above the table, mm, µL.
 */
const labwareSchema = z.object({
  metadata: z.object({ displayName: z.string() }).optional(),
  parameters: z.object({ loadName: z.string(), isTiprack: z.boolean().optional() }).optional(),
  dimensions: z.object({
    xDimension: z.number().positive(),
    yDimension: z.number().positive(),
    zDimension: z.number().positive(),
  }),
  wells: z.record(
    z.string(),
    z.object({
      shape: z.enum(['circular', 'rectangular']),
      diameter: z.number().positive().optional(),
      xDimension: z.number().positive().optional(),
      yDimension: z.number().positive().optional(),
      depth: z.number().min(0),
      totalLiquidVolume: z.number().positive().optional(),
      x: z.number(),
      y: z.number(),
      z: z.number().min(0),
    }),
  ),
});

/** The vessel of an Opentrons labware file. Throws InputError with `name` as the file. */
export function parseOpentronsLabware(text: string, name: string): Vessel {
  const result = labwareSchema.safeParse(parseJson(text, name));
  if (!result.success) {
    throw schemaError(result.error, 'labware-invalid', name, 'Use a labware definition of schema version 2.');
  }
  const { metadata, parameters, dimensions, wells } = result.data;
  if (parameters?.isTiprack) {
    throw new InputError('labware-invalid', `${name} is a tip rack, nothing can be printed into it`, {
      where: { file: name },
      fix: 'Choose the definition of a plate or dish.',
    });
  }
  const entries = Object.entries(wells).map(([well, of]): [string, Well] => [well, wellOf(well, of, name)]);
  if (entries.length === 0) {
    throw new InputError('labware-invalid', `${name} has no wells`, {
      where: { file: name },
      fix: 'Choose the definition of a plate or dish.',
    });
  }
  const id = (parameters?.loadName ?? name.replace(/^.*[/\\]|\.json$/gi, '')).toLowerCase();
  return {
    id: id.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'labware',
    name: metadata?.displayName ?? id,
    kind: entries.length > 1 ? 'plate' : 'dish',
    footprint: { x: dimensions.xDimension, y: dimensions.yDimension },
    height: dimensions.zDimension,
    wells: Object.fromEntries(entries),
    provenance: [{ of: [''], source: `Opentrons labware file ${name.replace(/^.*[/\\]/, '')}`, verified: true }],
  };
}

type LabwareWell = z.infer<typeof labwareSchema>['wells'][string];

function wellOf(well: string, of: LabwareWell, name: string): Well {
  const round = of.shape === 'circular';
  const missing = round ? of.diameter === undefined : of.xDimension === undefined || of.yDimension === undefined;
  if (missing) {
    const what = round ? 'diameter' : 'xDimension and yDimension';
    throw new InputError('labware-invalid', `${name}, well ${well}: a ${of.shape} well needs ${what}`, {
      where: { file: name, well },
      fix: `Add ${what} in mm.`,
    });
  }
  return {
    x: of.x,
    y: of.y,
    shape: round
      ? { kind: 'circle', diameter: of.diameter! }
      : { kind: 'rectangle', x: of.xDimension!, y: of.yDimension! },
    depth: of.depth,
    floor: of.z,
    ...(of.totalLiquidVolume === undefined ? {} : { volumeUl: of.totalLiquidVolume }),
  };
}
