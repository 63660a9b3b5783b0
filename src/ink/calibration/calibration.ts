import * as z from 'zod';
import type { Nozzle } from '../flow/nozzle.ts';
import { rheologySchema } from '../laws/flow-laws.ts';

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
  z.strictObject({
    kind: z.literal('law'),
    law: rheologySchema,
    parameters: z
      .record(z.string(), estimateSchema)
      .describe(
        'K and n; tau0 and eta; or scale (of the viscosity at atRate) and rate, with what they make of the law',
      ),
    atRate: z.number().positive().nullable().describe('1/s at the wall, middle of the weighings: where scale is meant'),
    band: z.number().min(0),
  }),
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
  nozzle: z.strictObject({
    label: z.string(),
    inner: z.number().positive(),
    length: z.number().positive(),
    inlet: z.number().positive().optional().describe('Tapered tips: inner diameter at the hub, mm'),
    land: z.number().min(0).optional().describe('Tapered tips: straight piece at the end, mm'),
  }),
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
        kPa: z.number().positive().nullable().optional(),
        flowUlS: z.number().positive().nullable().optional(),
        speedMmS: z.number().positive().nullable().optional(),
      }),
    )
    .describe('Every measurement beside what the fit gives for it'),
  source: z.string().describe('SHA-256 of the measurements'),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** How a calibration keeps its needle: the taper is part of it. */
export function needleOfCalibration({ label, inner, length, inlet, land }: Nozzle): Calibration['nozzle'] {
  return inlet > inner ? { label, inner, length, inlet, land } : { label, inner, length };
}

/** Same bore and same taper, within what a gauge table and a ruler can disagree. */
export function sameNeedle({ nozzle: known }: Calibration, nozzle: Nozzle): boolean {
  const { inner, length, inlet = inner, land = length } = known;
  const near = (a: number, b: number, mm: number) => Math.abs(a - b) < mm;
  return (
    near(inner, nozzle.inner, 0.005) &&
    near(length, nozzle.length, 0.5) &&
    near(inlet, nozzle.inlet, 0.1) &&
    near(land, nozzle.land, 0.5)
  );
}

/** `25G tapered from 4.3, 12.7 mm long`. */
export function needleInWords({ label, inner, length, inlet = inner }: Calibration['nozzle'] | Nozzle): string {
  const name = /tapered/.test(label) || inlet <= inner ? label : `${label} tapered`;
  return inlet > inner ? `${name} from ${inlet}, ${length} mm long` : `${name} straight, ${length} mm long`;
}
