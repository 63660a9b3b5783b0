import * as z from 'zod';
import { severities } from '../finding/finding.ts';
import { schemaError } from '../vessel/schema-error.ts';

/**
 * What `--report` writes: the plan in numbers, for scripts. Keys are stable: they may be added, never renamed.
 * Lengths mm, areas mm², volumes µL (= mm³), pressures kPa, stresses Pa, times s. Layers, lengths and volumes by layer
 * are those of one construct; totals are those of all wells.
 */

const inkOnLayer = z.object({
  areaMm2: z.number(),
  strandLengthMm: z.number(),
  volumeMm3: z.number(),
  strands: z.number().int(),
  starts: z.number().int(),
  porosity: z
    .number()
    .nullable()
    .describe('Of the endless lattice by ink, 1 - A / (s h) with all that crossings lay; null when solid'),
  geometricPorosity: z
    .number()
    .nullable()
    .describe('The same with ink that strands share counted once, as a picture of the lattice shows it'),
});

const partFill = z.object({
  part: z.string(),
  volumeMm3: z.number().describe('To print: sections times layer heights, without what other parts cover'),
  inkMm3: z.number().describe('All ink of the part, contours included'),
  besideLatticeMm3: z.number().describe('Ink of contours, of solid fill and of thin places'),
  porosity: z.number().nullable().describe('1 - ink / volume; null where there is nothing to print'),
  asked: z.number().nullable().describe('Porosity that the job asks of the lattice; null where it asks for none'),
});

const partOnLayer = z.object({
  sectionMm2: z.number().describe('As cut from the mesh, less what parts of higher precedence cover'),
  lostMm2: z.number().describe('Of the section, what no strand of this layer reaches; tips that run out not counted'),
  outsideMm2: z.number().describe('Covered by strands beyond the section'),
  inkUl: z.number(),
});

const settingSchema = {
  path: z.array(z.union([z.string(), z.number()])),
  value: z.union([z.string(), z.number(), z.boolean()]),
};

const findingSchema = z.object({
  gate: z.string(),
  code: z.string(),
  severity: z.enum(severities),
  where: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe(
      '`layer` and `strand` count from 0: layer 0 is the lowest, which texts call layer 1; `line` counts from 1',
    ),
  what: z.string(),
  fix: z.string().optional(),
  changes: z
    .array(
      z.object({
        what: z.string(),
        ...settingSchema,
        also: z.array(z.object(settingSchema)).optional().describe('Settings that change with it'),
      }),
    )
    .optional()
    .describe('Changes of the job, each of which by itself lets this pass'),
  numbers: z.record(z.string(), z.number()).optional(),
  source: z.string().optional(),
});

const flowSchema = z.object({
  tool: z.string(),
  material: z.string(),
  flowUlS: z.number().describe('At the pressure that is set'),
  plannedFlowUlS: z.number().describe('Asked by the plan: another where the job sets the pressure'),
  widthMm: z.number().describe('Of that strand, as it lies'),
  pressureKpa: z.number(),
  pressureBandKpa: z.tuple([z.number(), z.number()]),
  wallShearPa: z.number(),
  shearRate: z.number().describe('1/s at the wall'),
  residenceS: z.number(),
  flags: z.array(z.string()).describe('What to keep in mind about these numbers: range-not-stated, shear-outside, …'),
  viability: z
    .object({
      line: z.string(),
      fraction: z.number(),
      band: z.tuple([z.number(), z.number()]),
      extrapolated: z.boolean(),
    })
    .nullable()
    .describe('Of the strand that is hardest on the cells; null without cells'),
});

export const reportSchema = z.object({
  version: z.string().describe('Of bioweft'),
  job: z.object({ name: z.string(), sha256: z.string() }),
  printer: z.object({
    id: z.string(),
    name: z.string(),
    dialect: z.string(),
    handedness: z
      .enum(['read', 'right', 'mirrored', 'unconfirmed'])
      .optional()
      .describe(
        'Whether the construct or its mirror image is laid: read in a source, or found with a printed letter F',
      ),
    place: z.array(z.string()).optional().describe('Where the file counts from, for the operator'),
  }),
  vessel: z.object({
    id: z.string(),
    wells: z.array(z.string()),
    floorMarginMm: z
      .number()
      .optional()
      .describe('The width of the floor is unknown: walls were judged to lean inwards by this much on each side'),
  }),
  wells: z
    .array(z.object({ well: z.string(), condition: z.number().int(), settings: z.record(z.string(), z.string()) }))
    .describe('In the order of printing, with the condition of an experiment (1 where all are alike)'),
  meshes: z.array(
    z.object({
      part: z.string(),
      file: z.string(),
      sha256: z.string(),
      triangles: z.number().int(),
      watertight: z.boolean(),
      volumeMm3: z
        .number()
        .describe(
          'Enclosed by its triangles, shell by shell: what two shells share counts twice here, in `parts` once',
        ),
      repairs: z.array(z.string()),
      wells: z
        .array(z.string())
        .optional()
        .describe('Where not all wells print this part in this shape: those that do'),
    }),
  ),
  parts: z.array(partFill),
  lines: z
    .object({
      branches: z.array(z.object({ part: z.string(), branch: z.string(), ink: z.string(), lengthMm: z.number() })),
      strands: z
        .array(
          z.object({
            branches: z.array(z.number().int()),
            lengthMm: z.number(),
            overlapMm: z.tuple([z.number(), z.number()]),
          }),
        )
        .describe(
          'In the order of printing: the branches (by their place in the list) that each runs along, and what of it lies on earlier strands at its beginning and end',
        ),
      lengthMm: z.number().describe('Of all centre lines'),
      printedMm: z.number().describe('Of all strands, overlaps included'),
      overlapMm: z.number(),
      reachedMm: z.number().describe('Added where a branch ends beside the line that it joins'),
      joints: z.number().int(),
      inkChanges: z.number().int(),
    })
    .optional()
    .describe('Of a network or strands in space, of one construct'),
  layers: z.array(
    z.object({
      index: z.number().int().describe('Counts from 0: 0 is the lowest layer, which texts call layer 1'),
      z: z.number(),
      height: z.number(),
      inks: z.record(z.string(), inkOnLayer),
      doseMjCm2: z
        .record(z.string(), z.number())
        .describe(
          'Light that this layer has gathered by the end, mJ/cm², by well; empty without light of known irradiance',
        ),
      parts: z.record(z.string(), partOnLayer).describe('Of each part, what its strands carry out of its section'),
    }),
  ),
  totals: z.object({
    inks: z.record(
      z.string(),
      z.object({
        volumeUl: z.number().describe('What leaves the needle in the constructs, as the machine runs the file'),
        plannedUl: z.number().describe('What the strands hold: section times length'),
        rampsUl: z
          .number()
          .describe('Of volumeUl beyond the plan: while the needle speeds up, slows down, passes corners (valves)'),
        restUl: z.number().describe('The same: while the needle stands, preflow and postflow'),
        lagsUl: z.number().describe('The same: by the lags of the valve'),
        wasteUl: z.number().describe('Primed, purged and laid outside the parts'),
        lengthMm: z.number(),
        strands: z.number().int(),
        cells: z.number().describe('Cells in the constructs'),
        porosity: z.number().nullable().describe('Mean over the layers, as there'),
        geometricPorosity: z.number().nullable(),
      }),
    ),
    layers: z.number().int(),
    strands: z.number().int(),
    starts: z.number().int(),
    travelMm: z.number(),
    toolChanges: z.number().int(),
    timeS: z.number().describe('As the machine model runs the file; heating, homing and pauses come on top'),
    dwellingS: z.number().describe('Of it: waits'),
    changingS: z.number().describe('Of it: tool changes, by the profile'),
    extrusionS: z.number(),
  }),
  deposits: z
    .object({
      strand: z.array(z.number().int()),
      plannedUl: z.array(z.number()),
      laidUl: z.array(z.number()),
      openS: z.array(z.number()),
    })
    .describe('Of each strand that a valve lays: columns of equal length; 5 digits'),
  notModelled: z
    .array(z.object({ what: z.string(), count: z.number().int(), line: z.number().int() }))
    .describe('What takes time, or may, that neither file nor profile states'),
  flow: z.record(z.string(), flowSchema).describe('By ink; only inks whose flow law is known'),
  limits: z
    .object({
      timeOnCells: z.number().optional().describe('min'),
      viability: z.number().optional(),
      dose: z.number().optional().describe('mJ/cm²'),
      pressure: z.number().optional().describe('kPa'),
    })
    .describe('As the job sets them'),
  findings: z.array(findingSchema),
  allowed: z.array(z.string()).describe('Gates that were overridden knowingly'),
  gcode: z
    .object({ file: z.string(), sha256: z.string(), lines: z.number().int(), bytes: z.number().int() })
    .nullable()
    .describe('null when a gate refused and nothing was written'),
});
export type Report = z.infer<typeof reportSchema>;

/** The report that parsed JSON holds; throws InputError with the keys that are wrong. */
export function parseReport(data: unknown, name = 'report'): Report {
  const parsed = reportSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw schemaError(parsed.error, 'report-invalid', name, 'Take the JSON as bioweft slice --report wrote it.');
}
