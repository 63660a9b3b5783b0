import * as z from 'zod';
import { durationS, lengthMm, numberIn, positiveMm, volumeUl } from '../finding/quantity.ts';

/** An ink of a job: what is loaded into which tool through which needle, and how it is driven. mm, s, µL, °C, kPa. */

/** What an optional key means where it is left out; its text stands in docs/job.md and in the JSON Schema. */
export const absent = (description: string, whenAbsent: string) => ({ description, whenAbsent });

const cellsSchema = z.strictObject({
  line: z.string().describe('Cell line, e.g. UE7T-13; see bioweft inks'),
  density: numberIn(1, 1e12, 'cells per mL').describe('Cells in the ink as it is loaded'),
  viability: z.number().min(0).max(1).default(1).describe('Fraction alive at loading, 0 to 1'),
  law: z
    .strictObject({
      a: numberIn(1e-9, 1e6).describe('Factor a'),
      b: numberIn(1e-9, 1e6).describe('Exponent b of the stress'),
      c: numberIn(1e-9, 1e6).describe('Exponent c of the time'),
    })
    .optional()
    .meta(
      absent('Own constants of survival V = exp(-a tau^b t^c), tau in kPa, t in s', 'the published law of this line'),
    ),
  diameter: numberIn(0.1, 1000, 'µm').default(15).describe('Of one cell'),
  hypotonic: z.boolean().default(false).describe('The solvent is hypotonic: cells swell and burst while they wait'),
});
export type Cells = z.infer<typeof cellsSchema>;

const nozzleSchema = z
  .strictObject({
    gauge: z
      .number()
      .int()
      .optional()
      .meta(absent('Needle gauge; its diameters come from the table of needles', 'inner is needed')),
    inner: positiveMm(20).optional().meta(absent('Inner diameter; overrides the table', 'by the gauge')),
    outer: positiveMm(20)
      .optional()
      .meta(absent('Outer diameter', 'by the gauge, else with the wall of the nearest needle')),
    length: positiveMm(500).default(12.7).describe('Length of the needle'),
    shape: z.enum(['straight', 'tapered']).default('straight').describe('A straight needle, or a conical tip'),
    inlet: positiveMm(20)
      .optional()
      .meta(absent('Inner diameter at the hub of a tapered tip', 'needed for a tapered tip')),
    land: positiveMm(500).optional().meta(absent('Straight piece at the end of a tapered tip', 'none')),
  })
  .refine((nozzle) => nozzle.gauge !== undefined || nozzle.inner !== undefined, 'give the gauge or the inner diameter');

export const jobInkSchema = z.strictObject({
  ink: z.string().describe('Id in the ink library, or a path to an ink file'),
  tool: z.string().optional().meta(absent('Tool of the printer', 'the next free one')),
  nozzle: nozzleSchema.describe('The needle: a gauge or an inner diameter, and its length'),
  cells: cellsSchema.optional().meta(absent('Living cells in this ink', 'none')),
  load: volumeUl(1e6).optional().meta(absent('Volume in the cartridge', 'advised by the report')),
  deadVolume: volumeUl(1e6)
    .optional()
    .meta(absent('What cartridge, hub and needle keep back', 'the bore of the needle alone')),
  temperature: numberIn(-50, 500, '°C').optional().meta(absent('Of the cartridge', 'as the ink file recommends')),
  pressure: numberIn(1e-3, 1e5, 'kPa')
    .optional()
    .meta(absent('Set pressure; flow, width, survival and supply follow from it', 'what the flow law needs')),
  width: positiveMm(20).optional().meta(absent('Strand width', 'the inner diameter of the needle')),
  spread: numberIn(0.2, 5, '')
    .optional()
    .meta(absent('Width of a strand as it lies over that of its volume', 'from the calibration, else 1')),
  speed: z
    .union([numberIn(1e-3, 1000, 'mm/s'), z.literal('auto')])
    .optional()
    .meta({
      ...absent(
        'Of a strand of nominal width; where pressure drives the ink, wider strands run slower, thinner faster; auto: the fastest that flow and cells allow',
        'speed of the job',
      ),
      unit: 'mm/s',
    }),
  preflow: durationS(600)
    .optional()
    .meta(absent('The valve opens so long before the strand begins', 'the start lag, else that of the printer')),
  postflow: durationS(600)
    .optional()
    .meta(absent('The valve stays open so long after the strand ended', 'that of the printer, else 0')),
  coast: lengthMm(100).default(0).describe('The valve closes so far before the end of the strand'),
  startLag: durationS(60)
    .optional()
    .meta(absent('From opening the valve until ink flows: the preflow where none is given', 'from the calibration')),
  stopLag: durationS(60)
    .optional()
    .meta(
      absent('Ink flows on so long after its valve closes, so it closes that much earlier', 'from the calibration'),
    ),
  leadIn: lengthMm(100).default(0).describe('Way that the needle comes down on a slope before a strand'),
  prime: volumeUl(1e5).default(0).describe('Pushed out at the prime position before first use'),
  purge: volumeUl(1e5).default(0).describe('Pushed out at every return of the tool'),
  wipe: z.boolean().default(false).describe('Wipe the needle at the place that the profile has for it'),
  strandPrime: volumeUl(1e5).default(0).describe('Pistons: pushed before each strand and pulled back after it'),
  lot: z.string().optional().meta(absent('Lot to be printed; a calibration of another lot is reported', 'any lot')),
  calibration: z
    .string()
    .optional()
    .meta(
      absent(
        'Path of a calibration file',
        'the newest that fits, in calibrations/ beside the job or an ink file of its own',
      ),
    ),
});
export type JobInk = z.infer<typeof jobInkSchema>;
