import * as z from 'zod';
import { laydownSchema } from './laydown-settings.ts';
import { durationMin, durationS, lengthMm, positiveMm, volumeUl } from './quantity.ts';

/** What the lab wants printed: the job file after its defaults are filled in. mm, mm/s, µL, °C, kPa. */

const vector = z.tuple([z.number(), z.number(), z.number()]);

/** A place or a way, mm: beyond 2 m nanometres leave 32 bits. */
const farMm = z
  .number()
  .min(-2000, 'lies beyond -2000 mm, further than any printer reaches')
  .max(2000, 'lies beyond 2000 mm, further than any printer reaches');

const cellsSchema = z.strictObject({
  line: z.string().describe('Cell line, e.g. UE7T-13; see bioweft inks'),
  density: z.number().positive().describe('cells per mL'),
  viability: z.number().min(0).max(1).default(1).describe('Fraction alive at loading'),
  law: z
    .strictObject({ a: z.number().positive(), b: z.number().positive(), c: z.number().positive() })
    .optional()
    .describe('Own constants of V = exp(-a tau^b t^c), tau in kPa, t in s'),
  diameter: z.number().positive().default(15).describe('µm'),
  hypotonic: z.boolean().default(false).describe('The solvent is hypotonic: cells swell and burst while they wait'),
});
export type Cells = z.infer<typeof cellsSchema>;

export const nozzleSchema = z
  .strictObject({
    gauge: z.number().int().optional().describe('Needle gauge; its diameters come from the table'),
    inner: positiveMm.optional().describe('Inner diameter, mm; overrides the table'),
    outer: positiveMm.optional().describe('Outer diameter, mm'),
    length: positiveMm.default(12.7).describe('mm'),
    shape: z.enum(['straight', 'tapered']).default('straight'),
    inlet: positiveMm.optional().describe('Inner diameter at the hub of a tapered tip, mm'),
    land: positiveMm.optional().describe('Straight piece at the end of a tapered tip, mm'),
  })
  .refine((nozzle) => nozzle.gauge !== undefined || nozzle.inner !== undefined, 'give the gauge or the inner diameter');
export type NozzleSettings = z.infer<typeof nozzleSchema>;

const jobInkSchema = z.strictObject({
  ink: z.string().describe('Id in the ink library, or a path to an ink file'),
  tool: z.string().optional().describe('Tool of the printer; default: the next free one'),
  nozzle: nozzleSchema,
  cells: cellsSchema.optional(),
  load: volumeUl.optional().describe('Volume in the cartridge, µL'),
  deadVolume: volumeUl.default(0).describe('What the cartridge and needle keep back, µL'),
  temperature: z.number().optional().describe('°C of the cartridge'),
  pressure: z.number().positive().optional().describe('kPa; default: from the flow physics'),
  width: positiveMm.optional().describe('Strand width, mm; default: inner diameter of the needle'),
  speed: z
    .union([z.number().positive(), z.literal('auto')])
    .optional()
    .describe(
      'mm/s of a strand of nominal width; where pressure drives the ink, wider strands run slower, thinner faster',
    ),
  preflow: durationS.optional(),
  postflow: durationS.optional(),
  coast: lengthMm.default(0),
  leadIn: lengthMm.default(0),
  prime: volumeUl.default(0).describe('Pushed out at the prime position before first use, µL'),
  purge: volumeUl.default(0).describe('Pushed out at every return of the tool, µL'),
  wipe: z.boolean().default(false),
  strandPrime: volumeUl.default(0).describe('Pistons: pushed before each strand and pulled back after it, µL'),
  lot: z.string().optional().describe('Lot to be printed; a calibration of another lot is told of'),
  calibration: z
    .string()
    .optional()
    .describe('Path of a calibration file; default: the newest that fits, in calibrations/ beside the ink or the job'),
});
export type JobInk = z.infer<typeof jobInkSchema>;

const partSchema = z
  .strictObject({
    mesh: z.string().describe('STL file, relative to the job file'),
    name: z.string().optional(),
    ink: z.string().optional().describe('Key in inks'),
    sequence: z.array(z.string()).min(1).optional().describe('Inks by layer, repeated'),
    alternate: z.array(z.string()).min(2).optional().describe('Inks by strand, repeated'),
    shell: z
      .strictObject({ ink: z.string(), thickness: positiveMm })
      .optional()
      .describe('Another ink near the surface'),
    precedence: z.number().default(0).describe('The higher one wins where parts overlap; among equals the later one'),
    laydown: laydownSchema.default(() => laydownSchema.parse({})),
    contours: z.number().int().min(0).max(100).default(0),
    crossSection: z
      .enum(['round', 'flattened', 'slot'])
      .optional()
      .describe('Default: round for lattice strands that cross those below, else slot (width x layer height)'),
    thinWalls: z
      .enum(['on', 'off'])
      .default('on')
      .describe('Walls, fins and pins of half to 2.5 strand widths get strands of their own width; off: what fits'),
    move: z.tuple([farMm, farMm, farMm]).default([0, 0, 0]).describe('mm; from where the part stands without it'),
    rotate: vector.default([0, 0, 0]).describe('Degrees about x, then y, then z'),
    scale: z.union([z.number().positive(), vector]).default(1),
    units: z.enum(['mm', 'inch', 'm', 'cm', 'um']).default('mm').describe('What one unit of the file is'),
  })
  .refine(
    (part) => [part.ink, part.sequence, part.alternate].filter((given) => given !== undefined).length <= 1,
    'give only one of ink, sequence and alternate',
  );
export type JobPart = z.infer<typeof partSchema>;

const crosslinkSchema = z.strictObject({
  ink: z.string().optional().describe('Only layers that hold this ink'),
  every: z.number().int().positive().optional().describe('After every n layers'),
  at: z.enum(['layers', 'end']).default('layers'),
  perWell: z.boolean().default(true),
  photo: z
    .strictObject({
      wavelength: z.number().positive().describe('nm'),
      irradiance: z.number().positive().optional().describe('mW/cm² at the construct'),
      intensity: z.number().min(0).max(100).optional().describe('% of the lamp; default 100, or from the irradiance'),
      seconds: durationS,
      attenuation: z.number().min(0).default(0).describe('1/mm, of the light in the cured ink'),
    })
    .optional(),
  ionic: z
    .strictObject({ agent: z.string(), seconds: durationS, millimolar: z.number().positive().optional() })
    .optional(),
  thermal: z.strictObject({ celsius: z.number().optional(), seconds: durationS }).optional(),
});
export type Crosslink = z.infer<typeof crosslinkSchema>;

/** A well or a range of wells; YAML reads a column as a number. */
const wellName = z.union([z.string().min(1), z.number().int().positive().transform(String)]);

const jobObject = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().default('untitled'),
  printer: z.string(),
  vessel: z
    .strictObject({
      plate: z.string().optional().describe('Id in the vessel library'),
      dish: z.string().optional(),
      slide: z.string().optional(),
      labware: z.string().optional().describe('Path of an Opentrons labware file'),
      wells: z
        .union([wellName.transform((name) => [name]), z.array(wellName).min(1)])
        .optional()
        .describe('Wells printed: A1, a range (A1-B6), a row (A), a column (1), all, or a list of these'),
      order: z.enum(['wells', 'layers']).default('wells').describe('Finish each well, or each layer in all wells'),
    })
    .refine(
      (v) => [v.plate, v.dish, v.slide, v.labware].filter((given) => given !== undefined).length <= 1,
      'give only one of plate, dish, slide and labware',
    )
    .optional(),
  at: z.tuple([farMm, farMm]).optional().describe('Old name of place.x and place.y; without a vessel only'),
  place: z
    .strictObject({ x: farMm.optional(), y: farMm.optional(), z: farMm.default(0) })
    .optional()
    .describe('Where the construct stands, mm: from the middle and floor of its well; on the bare bed machine x and y'),
  inks: z.record(z.string(), jobInkSchema),
  parts: z.array(partSchema).min(1),
  layers: z.strictObject({
    height: positiveMm,
    first: positiveMm.optional(),
    zones: z.array(z.strictObject({ until: positiveMm, height: positiveMm })).default([]),
  }),
  speed: z
    .union([z.number().positive(), z.literal('auto')])
    .default(10)
    .describe('mm/s, for inks that give none of their own'),
  travelSpeed: z.number().positive().optional(),
  hop: lengthMm.default(1).describe('Lift between strands, mm'),
  simplify: lengthMm.default(0.008).describe('Outlines are simplified to this deviation, mm'),
  order: z
    .strictObject({
      inks: z.array(z.string()).default([]).describe('Inks in this order within a layer'),
      sacrificialFirst: z.boolean().default(false),
    })
    .default({ inks: [], sacrificialFirst: false }),
  bedTemperature: z.number().optional(),
  layerDwell: durationS.default(0),
  pauses: z.array(z.strictObject({ beforeLayer: z.number().int().min(0), message: z.string() })).default([]),
  crosslink: z.array(crosslinkSchema).default([]),
  limits: z
    .strictObject({
      timeOnCells: durationMin.optional().describe('min outside the incubator'),
      viability: z.number().min(0).max(1).optional(),
      dose: z.number().positive().optional().describe('mJ/cm² for any layer'),
      pressure: z.number().positive().optional().describe('kPa'),
    })
    .default({}),
  wells: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .optional()
    .describe('Settings for single wells or ranges of them; the narrower range counts'),
  sweep: z.record(z.string(), z.array(z.unknown()).min(1)).optional().describe('Settings varied over the wells'),
  seed: z.number().int().default(1).describe('Of the order in which a sweep is spread over the wells'),
});

export const jobSchema = jobObject.refine(
  (job) => job.at === undefined || job.place === undefined,
  'give only one of at and place: place: { x, y, z } takes the place of at: [x, y]',
);
/** A job after validation: every default filled in. */
export type Job = z.infer<typeof jobSchema>;
