import * as z from 'zod';
import { once } from '../finding/once.ts';
import { durationMin, durationS, lengthMm, numberIn, positiveMm } from '../finding/quantity.ts';
import { laydownSchema } from '../laydown/laydown-settings.ts';
import { measureFields, shapeKinds } from '../shape/shape.ts';
import { absent, jobInkSchema } from './job-ink.ts';

/** What the lab wants printed: the job file after its defaults are filled in. mm, mm/s, µL, °C, kPa. */

const degrees = numberIn(-3600, 3600, 'degrees').meta({ unit: '°' });
const factor = numberIn(-1e6, 1e6).refine((value) => Math.abs(value) >= 1e-6, 'must not be 0');
/** A day: longer waits are a slip in a unit. */
const dayS = 86_400;

/** A place or a way, mm: beyond 2 m nanometres leave 32 bits. */
const farMm = z
  .number()
  .min(-2000, 'lies beyond -2000 mm, further than any printer reaches')
  .max(2000, 'lies beyond 2000 mm, further than any printer reaches')
  .meta({ unit: 'mm' });

const partSchema = z
  .strictObject({
    mesh: z
      .string()
      .optional()
      .meta(
        absent(
          'STL, 3MF, OBJ or PLY file, relative to the job file; model.3mf#bone is one object of it, model.3mf#* all',
          'a shape is needed',
        ),
      ),
    shape: z
      .enum(shapeKinds)
      .optional()
      .meta(absent('In place of a mesh: a solid with the measures below, upright on the floor', 'a mesh is needed')),
    ...measureFields,
    network: z
      .string()
      .optional()
      .meta(
        absent(
          'In place of a mesh: centre lines of blood vessels with radii, joined at their forks (X-CAVATE text in cm, SWC in µm, a table in mm)',
          'a mesh is needed',
        ),
      ),
    strands: z
      .string()
      .optional()
      .meta(
        absent(
          'In place of a mesh: lines in space, point by point (a table of strand, x, y, z, width), printed as they stand there',
          'a mesh is needed',
        ),
      ),
    ends: z
      .string()
      .optional()
      .meta(
        absent('Of a network: the file of its inlets and outlets, one of which each piece must reach', 'one piece'),
      ),
    overlap: lengthMm(20)
      .optional()
      .meta(
        absent(
          'Of a network or strands: where a line was interrupted, the later strand lies on the earlier one for so long',
          'half the strand width',
        ),
      ),
    artery: z.string().optional().meta(absent('Of a network: key in inks for branches marked as arteries', 'ink')),
    vein: z.string().optional().meta(absent('Of a network: key in inks for branches marked as veins', 'ink')),
    name: z.string().optional().meta(absent('Of the part, in texts and reports', 'that of the file or shape')),
    ink: z.string().optional().meta(absent('Key in inks', 'the only ink, or that of the material in the file')),
    sequence: z.array(z.string()).min(1).optional().meta(absent('Inks by layer, repeated', 'one ink')),
    alternate: z.array(z.string()).min(2).optional().meta(absent('Inks by strand, repeated', 'one ink')),
    shell: z
      .strictObject({
        ink: z.string().describe('Key in inks'),
        thickness: positiveMm(2000).describe('From the surface inwards'),
      })
      .optional()
      .meta(absent('Another ink near the surface', 'none')),
    precedence: numberIn(-1e6, 1e6)
      .default(0)
      .describe('The higher one wins where parts overlap; among equals the later one'),
    laydown: laydownSchema
      .default(() => laydownSchema.parse({}, once))
      .describe('How the inside is filled with strands'),
    contours: z.number().int().min(0).max(100).default(0).describe('Number of strands along the rim'),
    crossSection: z
      .enum(['round', 'flattened', 'slot'])
      .optional()
      .meta(
        absent(
          'Section of the strands: a circle, a circle pressed to the layer height, or width x layer height',
          'round for lattice strands that cross those below, else slot',
        ),
      ),
    thinWalls: z
      .enum(['on', 'off'])
      .default('on')
      .describe('Walls, fins and pins of half to 2.5 strand widths get strands of their own width; off: what fits'),
    move: z
      .tuple([farMm, farMm, farMm])
      .default([0, 0, 0])
      .describe('Along x, y and z, from where the part stands without it'),
    rotate: z.tuple([degrees, degrees, degrees]).default([0, 0, 0]).describe('About x, then y, then z'),
    scale: z
      .union([numberIn(1e-6, 1e6), z.tuple([factor, factor, factor])])
      .default(1)
      .describe('One factor, or one each along x, y and z'),
    units: z.enum(['mm', 'inch', 'm', 'cm', 'um']).default('mm').describe('What one unit of the file is'),
  })
  .refine(
    ({ mesh, shape, network, strands }) =>
      [mesh, shape, network, strands].filter((given) => given !== undefined).length === 1,
    'give a mesh (a file), a shape (disc, box, tube, cone, sphere, capsule), a network or strands (files of lines), one of them',
  )
  .refine(
    (part) => [part.ink, part.sequence, part.alternate].filter((given) => given !== undefined).length <= 1,
    'give only one of ink, sequence and alternate',
  );
export type JobPart = z.infer<typeof partSchema>;

const crosslinkSchema = z.strictObject({
  ink: z.string().optional().meta(absent('Only layers that hold this ink', 'all layers')),
  every: z.number().int().min(1).max(65_000).optional().meta(absent('After every n layers', '1')),
  at: z.enum(['layers', 'end']).default('layers').describe('Between layers, or once when the construct is finished'),
  perWell: z.boolean().default(true).describe('Each well by itself; false: all wells at once'),
  photo: z
    .strictObject({
      wavelength: numberIn(100, 2000, 'nm').describe('Of the light; a lamp of the printer that has it is switched'),
      irradiance: numberIn(1e-6, 1e6, 'mW/cm²')
        .optional()
        .meta(absent('At the construct', 'unknown: no dose can be judged')),
      intensity: z
        .number()
        .min(0)
        .max(100)
        .optional()
        .meta({ ...absent('Share of what the lamp can', '100, or from the irradiance'), unit: '%' }),
      seconds: durationS(dayS).describe('How long the light is on'),
      attenuation: numberIn(0, 1e4, '1/mm').default(0).describe('Of the light in the cured ink'),
    })
    .optional()
    .meta(absent('By light', 'none')),
  ionic: z
    .strictObject({
      agent: z.string().describe('What is added, in words'),
      seconds: durationS(dayS).describe('How long it stays'),
      millimolar: numberIn(1e-6, 1e5, 'mM').optional().meta(absent('Its concentration', 'not stated')),
    })
    .optional()
    .meta(absent('By a bath of ions, which the operator adds', 'none')),
  thermal: z
    .strictObject({
      celsius: numberIn(-50, 300, '°C').optional().meta(absent('Reached by the bed, else by the operator', 'as it is')),
      seconds: durationS(dayS).describe('How long it is held'),
    })
    .optional()
    .meta(absent('By heat or cold', 'none')),
});
export type Crosslink = z.infer<typeof crosslinkSchema>;

const layersSchema = z.strictObject({
  height: positiveMm(20).describe('Of each layer'),
  first: positiveMm(20).optional().meta(absent('Height of the lowest layer', 'as the others')),
  zones: z
    .array(
      z.strictObject({
        until: positiveMm(2000).describe('Top of the zone above the floor'),
        height: positiveMm(20).describe('Of layers that begin below it'),
      }),
    )
    .default([])
    .describe('Other heights, from the floor upwards; none where empty'),
});

/** A well or a range of wells; YAML reads a column as a number. */
const wellName = z.union([z.string().min(1), z.number().int().positive().transform(String)]);

const jobObject = z.strictObject({
  $schema: z.string().optional().meta(absent('For editors: bioweft/schemas/job.json', 'none')),
  name: z.string().default('untitled').describe('Of the job, in headers, sheet and record'),
  printer: z.string().describe('Id in the printer library, or a path to a profile'),
  vessel: z
    .strictObject({
      plate: z.string().optional().meta(absent('Id of a plate in the vessel library', 'none')),
      dish: z.string().optional().meta(absent('Id of a dish in the vessel library', 'none')),
      slide: z.string().optional().meta(absent('Id of a slide in the vessel library', 'none')),
      labware: z.string().optional().meta(absent('Path of an Opentrons labware file', 'none')),
      wells: z
        .union([wellName.transform((name) => [name]), z.array(wellName).min(1)])
        .optional()
        .meta(
          absent(
            'Wells printed: A1, a range (A1-B6), a row (A), a column (1), all, or a list of these',
            'the first well',
          ),
        ),
      order: z.enum(['wells', 'layers']).default('wells').describe('Finish each well, or each layer in all wells'),
      a1: z
        .tuple([farMm, farMm])
        .optional()
        .meta(
          absent(
            'Written X and Y at which the first tool stands over A1 of the plate, by your own calibration',
            'as in the profile',
          ),
        ),
    })
    .refine((v) => v.a1 === undefined || v.plate !== undefined, 'a1 is of a plate: name the plate as well')
    .refine(
      (v) => [v.plate, v.dish, v.slide, v.labware].filter((given) => given !== undefined).length <= 1,
      'give only one of plate, dish, slide and labware',
    )
    .optional()
    .meta(absent('What is printed into', 'the bare bed')),
  at: z
    .tuple([farMm, farMm])
    .optional()
    .meta(absent('Old name of place.x and place.y; without a vessel only', 'see place')),
  place: z
    .strictObject({
      x: farMm.optional().meta(absent('To the right', '0 in a well, the middle of the bare bed')),
      y: farMm.optional().meta(absent('To the back', '0 in a well, the middle of the bare bed')),
      z: farMm.default(0).describe('Upwards'),
    })
    .optional()
    .meta(
      absent(
        'Where the construct stands: from the middle and floor of its well; on the bare bed machine x and y',
        'in the middle, on the floor',
      ),
    ),
  inks: z
    .record(z.string().regex(/^(?!__proto__$)/, 'no ink can be called __proto__'), jobInkSchema)
    .describe('Inks by a name of your choice, which parts refer to'),
  tools: z
    .record(
      z.string(),
      z.strictObject({
        offset: z
          .strictObject({
            x: farMm.optional().meta(absent('To the right', 'as in the profile')),
            y: farMm.optional().meta(absent('To the back', 'as in the profile')),
            z: farMm.optional().meta(absent('Upwards', 'as in the profile')),
          })
          .describe('Where its needle stands when the first one stands at 0'),
      }),
    )
    .optional()
    .meta(absent('Where needles stand, by your own calibration, by the name of the tool', 'as in the profile')),
  parts: z.array(partSchema).min(1).describe('What is printed, in one frame'),
  layers: layersSchema.optional().meta(absent('How the construct is cut', 'needed, but by networks and strands')),
  bath: z
    .strictObject({
      material: z.string().describe('Id in the ink library (kind support), or a path to an ink file'),
      depth: positiveMm(500).describe('How deep it stands above the floor before printing'),
      entrySpeed: numberIn(1e-3, 1000, 'mm/s')
        .optional()
        .meta(absent('Of a needle from its surface down to where it prints', 'that of travel')),
      exitSpeed: numberIn(1e-3, 1000, 'mm/s')
        .optional()
        .meta(absent('Of a needle from where it printed up to its surface', 'that of travel')),
    })
    .optional()
    .meta(absent('A support bath that is printed into: it carries what hangs in it', 'none')),
  speed: z
    .union([numberIn(1e-3, 1000, 'mm/s'), z.literal('auto')])
    .default(10)
    .meta({
      description: 'For inks that give none of their own; auto: the fastest that flow and cells allow',
      unit: 'mm/s',
    }),
  steady: z
    .enum(['off', 'overrun', 'speed'])
    .default('off')
    .describe(
      'Ink through a valve flows by time, so that more is laid while the needle speeds up and slows down. off: this is reported; overrun: the needle is at speed before a strand begins and after it ends, outside the part, where there is room; speed: so slow that it adds at most 5 %',
    ),
  travelSpeed: numberIn(1e-3, 1000, 'mm/s').optional().meta(absent('Between strands', 'that of the printer')),
  hop: lengthMm(100)
    .default(1)
    .describe('Lift between strands; in a bath what is kept above those that have to be crossed'),
  simplify: lengthMm(10).default(0.008).describe('Outlines are simplified to this deviation'),
  order: z
    .strictObject({
      inks: z.array(z.string()).default([]).describe('Inks in this order within a layer'),
      sacrificialFirst: z.boolean().default(false).describe('Inks that are washed out before the others'),
    })
    .default({ inks: [], sacrificialFirst: false })
    .describe('Order of inks within a layer; with the fewest tool changes where it says nothing'),
  bedTemperature: numberIn(-50, 300, '°C').optional().meta(absent('Of the bed', 'not set')),
  layerDwell: durationS(dayS).default(0).describe('Wait after each layer'),
  pauses: z
    .array(
      z.strictObject({
        beforeLayer: z
          .number()
          .int()
          .min(1, 'layers count from 1: the lowest is 1')
          .max(65_000)
          .describe('Number of the layer; the lowest is 1'),
        message: z.string().describe('What the operator is asked for'),
      }),
    )
    .default([])
    .describe('Stops of the print before a layer, until the operator resumes it'),
  crosslink: z.array(crosslinkSchema).default([]).describe('How and when inks are made solid; never where empty'),
  limits: z
    .strictObject({
      timeOnCells: durationMin(1e5).optional().meta(absent('Of cells outside the incubator', 'no limit')),
      viability: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .meta(absent('Lowest fraction of cells that survive, 0 to 1', 'no limit; below 0.8 is warned of')),
      dose: numberIn(1e-6, 1e9, 'mJ/cm²').optional().meta(absent('Most light for any layer', 'no limit')),
      pressure: numberIn(1e-3, 1e5, 'kPa').optional().meta(absent('Highest pressure', 'that of tool and ink')),
    })
    .default({})
    .describe('What the gates refuse beyond those of printer and ink'),
  wells: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .optional()
    .meta(absent('Settings for single wells or ranges of them; the narrower range counts', 'all wells alike')),
  sweep: z
    .record(z.string(), z.array(z.unknown()).min(1))
    .optional()
    .meta(absent('Settings varied over the wells: every combination, equally often', 'none')),
  seed: z.number().int().default(1).describe('Of the order in which a sweep is spread over the wells'),
});

export const jobSchema = jobObject.refine(
  (job) => job.at === undefined || job.place === undefined,
  'give only one of at and place: place: { x, y, z } takes the place of at: [x, y]',
);
/** A job after validation: every default filled in. Where it prints lines in space alone, layers are of no meaning. */
export type Job = Omit<z.infer<typeof jobSchema>, 'layers'> & { readonly layers: z.infer<typeof layersSchema> };

/** Whether a part is lines in space (a network, or strands written point by point) rather than a solid. */
export function isLines({ network, strands }: Pick<JobPart, 'network' | 'strands'>): boolean {
  return network !== undefined || strands !== undefined;
}
