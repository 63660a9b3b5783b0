import * as z from 'zod';
import { once } from '../finding/once.ts';
import { durationMin, durationS, lengthMm, numberIn, positiveMm, volumeUl } from '../finding/quantity.ts';
import { laydownSchema } from '../laydown/laydown-settings.ts';
import { measureFields, shapeKinds } from '../shape/shape.ts';

/** What the lab wants printed: the job file after its defaults are filled in. mm, mm/s, µL, °C, kPa. */

const degrees = numberIn(-3600, 3600, 'degrees');
const factor = numberIn(-1e6, 1e6).refine((value) => Math.abs(value) >= 1e-6, 'must not be 0');
/** A day: longer waits are a slip in a unit. */
const dayS = 86_400;

/** A place or a way, mm: beyond 2 m nanometres leave 32 bits. */
const farMm = z
  .number()
  .min(-2000, 'lies beyond -2000 mm, further than any printer reaches')
  .max(2000, 'lies beyond 2000 mm, further than any printer reaches');

const cellsSchema = z.strictObject({
  line: z.string().describe('Cell line, e.g. UE7T-13; see bioweft inks'),
  density: numberIn(1, 1e12, 'cells per mL').describe('cells per mL'),
  viability: z.number().min(0).max(1).default(1).describe('Fraction alive at loading'),
  law: z
    .strictObject({ a: numberIn(1e-9, 1e6), b: numberIn(1e-9, 1e6), c: numberIn(1e-9, 1e6) })
    .optional()
    .describe('Own constants of V = exp(-a tau^b t^c), tau in kPa, t in s'),
  diameter: numberIn(0.1, 1000, 'µm').default(15).describe('µm'),
  hypotonic: z.boolean().default(false).describe('The solvent is hypotonic: cells swell and burst while they wait'),
});
export type Cells = z.infer<typeof cellsSchema>;

export const nozzleSchema = z
  .strictObject({
    gauge: z.number().int().optional().describe('Needle gauge; its diameters come from the table'),
    inner: positiveMm(20).optional().describe('Inner diameter, mm; overrides the table'),
    outer: positiveMm(20).optional().describe('Outer diameter, mm'),
    length: positiveMm(500).default(12.7).describe('mm'),
    shape: z.enum(['straight', 'tapered']).default('straight'),
    inlet: positiveMm(20).optional().describe('Inner diameter at the hub of a tapered tip, mm'),
    land: positiveMm(500).optional().describe('Straight piece at the end of a tapered tip, mm'),
  })
  .refine((nozzle) => nozzle.gauge !== undefined || nozzle.inner !== undefined, 'give the gauge or the inner diameter');
export type NozzleSettings = z.infer<typeof nozzleSchema>;

const jobInkSchema = z.strictObject({
  ink: z.string().describe('Id in the ink library, or a path to an ink file'),
  tool: z.string().optional().describe('Tool of the printer; default: the next free one'),
  nozzle: nozzleSchema,
  cells: cellsSchema.optional(),
  load: volumeUl(1e6).optional().describe('Volume in the cartridge, µL'),
  deadVolume: volumeUl(1e6)
    .optional()
    .describe('What cartridge, hub and needle keep back, µL; default: the bore of the needle alone'),
  temperature: numberIn(-50, 500, '°C').optional().describe('°C of the cartridge'),
  pressure: numberIn(1e-3, 1e5, 'kPa')
    .optional()
    .describe('kPa; default: from the flow physics; flow, width, survival and supply then follow from it'),
  width: positiveMm(20).optional().describe('Strand width, mm; default: inner diameter of the needle'),
  spread: numberIn(0.2, 5, '')
    .optional()
    .describe('Width of a strand as it lies over that of its volume; default: from the calibration, else 1'),
  speed: z
    .union([numberIn(1e-3, 1000, 'mm/s'), z.literal('auto')])
    .optional()
    .describe(
      'mm/s of a strand of nominal width; where pressure drives the ink, wider strands run slower, thinner faster',
    ),
  preflow: durationS(600).optional(),
  postflow: durationS(600).optional(),
  coast: lengthMm(100).default(0),
  startLag: durationS(60)
    .optional()
    .describe(
      's from opening the valve until ink flows: the preflow where none is given; default: from the calibration',
    ),
  stopLag: durationS(60)
    .optional()
    .describe('s that ink flows on after its valve closes: it closes so much earlier; default: from the calibration'),
  leadIn: lengthMm(100).default(0),
  prime: volumeUl(1e5).default(0).describe('Pushed out at the prime position before first use, µL'),
  purge: volumeUl(1e5).default(0).describe('Pushed out at every return of the tool, µL'),
  wipe: z.boolean().default(false),
  strandPrime: volumeUl(1e5).default(0).describe('Pistons: pushed before each strand and pulled back after it, µL'),
  lot: z.string().optional().describe('Lot to be printed; a calibration of another lot is reported'),
  calibration: z
    .string()
    .optional()
    .describe(
      'Path of a calibration file; default: the newest that fits, in calibrations/ beside the job or an ink file of its own',
    ),
});
export type JobInk = z.infer<typeof jobInkSchema>;

const partSchema = z
  .strictObject({
    mesh: z
      .string()
      .optional()
      .describe(
        'STL, 3MF, OBJ or PLY file, relative to the job file; model.3mf#bone is one object of it, model.3mf#* all',
      ),
    shape: z
      .enum(shapeKinds)
      .optional()
      .describe('In place of a mesh: a solid with the measures below, upright on the floor'),
    ...measureFields,
    name: z.string().optional(),
    ink: z.string().optional().describe('Key in inks'),
    sequence: z.array(z.string()).min(1).optional().describe('Inks by layer, repeated'),
    alternate: z.array(z.string()).min(2).optional().describe('Inks by strand, repeated'),
    shell: z
      .strictObject({ ink: z.string(), thickness: positiveMm(2000) })
      .optional()
      .describe('Another ink near the surface'),
    precedence: numberIn(-1e6, 1e6)
      .default(0)
      .describe('The higher one wins where parts overlap; among equals the later one'),
    laydown: laydownSchema.default(() => laydownSchema.parse({}, once)),
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
    rotate: z.tuple([degrees, degrees, degrees]).default([0, 0, 0]).describe('Degrees about x, then y, then z'),
    scale: z.union([numberIn(1e-6, 1e6), z.tuple([factor, factor, factor])]).default(1),
    units: z.enum(['mm', 'inch', 'm', 'cm', 'um']).default('mm').describe('What one unit of the file is'),
  })
  .refine(
    (part) => (part.mesh === undefined) !== (part.shape === undefined),
    'give a mesh (a file) or a shape (disc, box, tube, cone, sphere, capsule), one of them',
  )
  .refine(
    (part) => [part.ink, part.sequence, part.alternate].filter((given) => given !== undefined).length <= 1,
    'give only one of ink, sequence and alternate',
  );
export type JobPart = z.infer<typeof partSchema>;

const crosslinkSchema = z.strictObject({
  ink: z.string().optional().describe('Only layers that hold this ink'),
  every: z.number().int().min(1).max(65_000).optional().describe('After every n layers'),
  at: z.enum(['layers', 'end']).default('layers'),
  perWell: z.boolean().default(true),
  photo: z
    .strictObject({
      wavelength: numberIn(100, 2000, 'nm').describe('nm'),
      irradiance: numberIn(1e-6, 1e6, 'mW/cm²').optional().describe('mW/cm² at the construct'),
      intensity: z.number().min(0).max(100).optional().describe('% of the lamp; default 100, or from the irradiance'),
      seconds: durationS(dayS),
      attenuation: numberIn(0, 1e4, '1/mm').default(0).describe('1/mm, of the light in the cured ink'),
    })
    .optional(),
  ionic: z
    .strictObject({ agent: z.string(), seconds: durationS(dayS), millimolar: numberIn(1e-6, 1e5, 'mM').optional() })
    .optional(),
  thermal: z.strictObject({ celsius: numberIn(-50, 300, '°C').optional(), seconds: durationS(dayS) }).optional(),
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
      a1: z
        .tuple([farMm, farMm])
        .optional()
        .describe('Written X and Y at which the first tool stands over A1 of the plate, by your own calibration, mm'),
    })
    .refine((v) => v.a1 === undefined || v.plate !== undefined, 'a1 is of a plate: name the plate as well')
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
  inks: z.record(z.string().regex(/^(?!__proto__$)/, 'no ink can be called __proto__'), jobInkSchema),
  tools: z
    .record(
      z.string(),
      z.strictObject({ offset: z.strictObject({ x: farMm.optional(), y: farMm.optional(), z: farMm.optional() }) }),
    )
    .optional()
    .describe(
      'Where needles stand when the first one stands at 0, by your own calibration; else as in the profile, mm',
    ),
  parts: z.array(partSchema).min(1),
  layers: z.strictObject({
    height: positiveMm(20),
    first: positiveMm(20).optional(),
    zones: z.array(z.strictObject({ until: positiveMm(2000), height: positiveMm(20) })).default([]),
  }),
  speed: z
    .union([numberIn(1e-3, 1000, 'mm/s'), z.literal('auto')])
    .default(10)
    .describe('mm/s, for inks that give none of their own'),
  steady: z
    .enum(['off', 'overrun', 'speed'])
    .default('off')
    .describe(
      'Ink through a valve flows by time, so that more is laid while the needle speeds up and slows down. off: this is reported; overrun: the needle is at speed before a strand begins and after it ends, outside the part, where there is room; speed: so slow that it adds at most 5 %',
    ),
  travelSpeed: numberIn(1e-3, 1000, 'mm/s').optional(),
  hop: lengthMm(100).default(1).describe('Lift between strands, mm'),
  simplify: lengthMm(10).default(0.008).describe('Outlines are simplified to this deviation, mm'),
  order: z
    .strictObject({
      inks: z.array(z.string()).default([]).describe('Inks in this order within a layer'),
      sacrificialFirst: z.boolean().default(false),
    })
    .default({ inks: [], sacrificialFirst: false }),
  bedTemperature: numberIn(-50, 300, '°C').optional(),
  layerDwell: durationS(dayS).default(0),
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
  crosslink: z.array(crosslinkSchema).default([]),
  limits: z
    .strictObject({
      timeOnCells: durationMin(1e5).optional().describe('min outside the incubator'),
      viability: z.number().min(0).max(1).optional(),
      dose: numberIn(1e-6, 1e9, 'mJ/cm²').optional().describe('mJ/cm² for any layer'),
      pressure: numberIn(1e-3, 1e5, 'kPa').optional().describe('kPa'),
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
