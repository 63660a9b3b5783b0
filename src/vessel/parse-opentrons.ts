import * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { parseJson } from '../finding/parse-json.ts';
import { readSections } from './parse-opentrons-sections.ts';
import { schemaError } from './schema-error.ts';
import { type Section, stackTrouble } from './section.ts';
import type { Vessel, Well } from './vessel.ts';

/**
 * What we read of an Opentrons labware definition, schema 2 or 3 (Opentrons/opentrons shared-data/labware@481f17a):
 * origin at the front-left-bottom corner, y to the back, `z` the height of the inside of the well's bottom above the
 * table, mm, µL. The inside of a well is the `innerLabwareGeometry` that its `geometryDefinitionId` names.
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
      geometryDefinitionId: z.string().nullish(),
    }),
  ),
  innerLabwareGeometry: z.record(z.string(), z.unknown()).nullish(),
  innerWellGeometry: z.unknown().optional(),
  groups: z
    .array(
      z.object({
        wells: z.array(z.string()),
        metadata: z.object({ wellBottomShape: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/**
 * A file without the inside of its wells draws them straight, and moulded wells are not: on each side their floors
 * are judged this much narrower, mm. The most of the round Corning wells of the library is 0.32.
 */
const unknownFloorMargin = 0.4;

/** The vessel of an Opentrons labware file. Throws InputError with `name` as the file. */
export function parseOpentronsLabware(text: string, name: string): Vessel {
  const result = labwareSchema.safeParse(parseJson(text, name));
  if (!result.success) {
    throw schemaError(result.error, 'labware-invalid', name, 'Use a labware definition of schema version 2 or 3.');
  }
  const { metadata, parameters, dimensions, wells } = result.data;
  if (result.data.innerWellGeometry != null) {
    throw new InputError('labware-invalid', `${name} describes its wells by innerWellGeometry, an early form`, {
      where: { file: name },
      fix: 'Use the newest version of the definition; it has innerLabwareGeometry.',
    });
  }
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
  refuseHiddenBottoms(result.data, name);
  const insides = insidesOf(result.data, name);
  const drawn = entries.every(([, { inside, depth }]) => inside !== undefined || depth === 0);
  const id = (parameters?.loadName ?? name.replace(/^.*[/\\]|\.json$/gi, '')).toLowerCase();
  return {
    id: id.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'labware',
    name: metadata?.displayName ?? id,
    kind: entries.length > 1 ? 'plate' : 'dish',
    footprint: { x: dimensions.xDimension, y: dimensions.yDimension },
    height: dimensions.zDimension,
    wells: Object.fromEntries(entries),
    ...(Object.keys(insides).length > 0 ? { insides } : {}),
    ...(drawn ? {} : { floorMargin: unknownFloorMargin }),
    provenance: [
      { of: [''], source: `Opentrons labware file ${name.replace(/^.*[/\\]/, '')}`, verified: true },
      { of: ['floorMargin'], source: 'Default of this project: the file does not draw the floor', verified: false },
    ].slice(0, drawn ? 1 : 2),
  };
}

/** A flat floor may be judged with a margin where it is not drawn; a round or pointed one may not. */
function refuseHiddenBottoms({ wells, groups }: Labware, name: string): void {
  for (const { wells: members, metadata } of groups ?? []) {
    const bottom = metadata?.wellBottomShape;
    if (bottom == null || bottom === 'flat') continue;
    const well = members.find((member) => Object.hasOwn(wells, member) && wells[member].geometryDefinitionId == null);
    if (well === undefined) continue;
    throw new InputError(
      'labware-invalid',
      `${name}, well ${well}: its bottom has the shape "${bottom}", which the file does not draw`,
      {
        where: { file: name, well },
        fix: 'Use the newest version of the definition, with innerLabwareGeometry, or give the sections yourself.',
      },
    );
  }
}

/** The sections that wells name, checked against the depth of each of these wells. */
function insidesOf({ wells, innerLabwareGeometry }: Labware, name: string): Record<string, Section[]> {
  const insides = new Map<string, Section[]>();
  const refuse = (well: string, id: string, what: string) =>
    new InputError('labware-invalid', `${name}, well ${well}: innerLabwareGeometry "${id}" ${what}`, {
      where: { file: name, well },
      fix: 'Correct the sections, or remove geometryDefinitionId: the floor is then judged with a margin.',
    });
  for (const [well, { geometryDefinitionId: id, depth }] of Object.entries(wells)) {
    if (id == null) continue;
    if (innerLabwareGeometry == null || !Object.hasOwn(innerLabwareGeometry, id))
      throw refuse(well, id, 'does not exist');
    const sections = insides.get(id) ?? readSections(innerLabwareGeometry[id]);
    if (typeof sections === 'string') throw refuse(well, id, sections);
    insides.set(id, [...sections]);
    const trouble = stackTrouble(sections, depth);
    if (trouble !== null) throw refuse(well, id, `does not fit: ${trouble}`);
  }
  return Object.fromEntries(insides);
}

type Labware = z.infer<typeof labwareSchema>;
type LabwareWell = Labware['wells'][string];

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
      ? // What is missing was refused above.
        { kind: 'circle', diameter: of.diameter! }
      : { kind: 'rectangle', x: of.xDimension!, y: of.yDimension! },
    depth: of.depth,
    floor: of.z,
    ...(of.totalLiquidVolume === undefined ? {} : { volumeUl: of.totalLiquidVolume }),
    ...(of.geometryDefinitionId == null ? {} : { inside: of.geometryDefinitionId }),
  };
}
