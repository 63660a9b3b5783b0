import * as z from 'zod';

/** What was measured of one ink on one needle and printer on one day, and what follows from it. */

const estimateSchema = z
  .strictObject({
    value: z.number(),
    low: z.number().nullable().describe('Lower end of the 95 % interval; null for a single measurement'),
    high: z.number().nullable(),
  })
  .describe('A fitted value');

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day, as 2026-03-31');

const flowFitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('power-law'), K: estimateSchema, n: estimateSchema, band: z.number().min(0) }),
  z.strictObject({
    kind: z.literal('factor'),
    factor: estimateSchema.describe('On every viscosity of the ink as the library knows it'),
    band: z.number().min(0),
  }),
]);

export const calibrationSchema = z.strictObject({
  $schema: z.string().optional(),
  calibration: z.literal(1),
  date: day,
  ink: z.string().describe('Id of the ink'),
  lot: z.string().nullable(),
  printer: z.string(),
  tool: z.string().nullable(),
  nozzle: z.strictObject({ label: z.string(), inner: z.number().positive(), length: z.number().positive() }),
  celsius: z.number().nullable().describe('Of the cartridge; null: as the ink was measured'),
  flow: flowFitSchema.nullable(),
  delivery: estimateSchema.nullable().describe('Pistons: flow weighed over flow asked for'),
  width: estimateSchema.nullable().describe('Strand width measured over the width that its volume gives'),
  startLag: estimateSchema.nullable().describe('s from opening the valve to flowing'),
  stopLag: estimateSchema.nullable().describe('s from closing the valve to the end of the flow'),
  shearRange: z.tuple([z.number(), z.number()]).nullable().describe('1/s at the wall, of the weighings'),
  measurements: z
    .array(
      z.strictObject({
        kind: z.enum(['flow', 'line', 'lag']),
        label: z.string(),
        measured: z.number(),
        fitted: z.number().nullable(),
        unit: z.string(),
      }),
    )
    .describe('Every measurement beside what the fit gives for it'),
  source: z.string().describe('SHA-256 of the measurements'),
});
export type Calibration = z.infer<typeof calibrationSchema>;
