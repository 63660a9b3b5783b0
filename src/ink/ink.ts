import { z } from 'zod';
import { provenanceSchema } from '../provenance/provenance.ts';

/** A material as the library knows it. Units: Pa s^n, s, kg/m³, °C, min, as each name says. */

const range = z.tuple([z.number(), z.number()]);

/** Shear models of science notes: tau is stress in Pa, rate is shear rate in 1/s. */
export const rheologySchema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('newtonian'), eta: z.number().positive() }),
  z.strictObject({
    model: z.literal('power-law'),
    K: z.number().positive(),
    n: z.number().positive(),
    etaMin: z.number().positive().optional(),
    etaMax: z.number().positive().optional(),
  }),
  z.strictObject({
    model: z.literal('herschel-bulkley'),
    tau0: z.number().min(0),
    K: z.number().positive(),
    n: z.number().positive(),
  }),
  z.strictObject({ model: z.literal('bingham'), tau0: z.number().min(0), eta: z.number().positive() }),
  z.strictObject({ model: z.literal('casson'), tau0: z.number().min(0), eta: z.number().positive() }),
  z.strictObject({
    model: z.literal('cross'),
    eta0: z.number().positive(),
    etaInf: z.number().min(0),
    m: z.number().positive(),
    n: z.number().positive(),
  }),
  z.strictObject({
    model: z.literal('carreau-yasuda'),
    eta0: z.number().positive(),
    etaInf: z.number().min(0),
    lambda: z.number().positive(),
    a: z.number().positive().default(2),
    n: z.number().positive(),
  }),
]);
export type Rheology = z.infer<typeof rheologySchema>;

export const inkSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  kind: z.enum(['bioink', 'biomaterial', 'sacrificial', 'thermoplastic', 'support']),
  notes: z.array(z.string()).default([]),
  density: z.number().positive().describe('kg/m³'),
  temperature: range.describe('°C window in which the ink is printed'),
  recommended: z.number().optional().describe('°C'),
  bedTemperature: range.optional().describe('°C window of the surface printed on'),
  cellsAllowed: z.boolean().describe('false: cells do not survive in it (melts, wash-out gels)'),
  rheology: z
    .strictObject({
      at: z.number().describe('°C of the measurement'),
      law: rheologySchema,
      activationEnergy: z.number().optional().describe('J/mol, for the change of consistency with temperature'),
      shearRange: range.optional().describe('1/s in which the law was measured'),
      temperatureRange: range.optional().describe('°C in which the law may be used'),
      band: z.number().min(0).default(0.25).describe('Relative uncertainty of the viscosity'),
    })
    .nullable()
    .describe('null: nobody has published numbers; measure it with bioweft calibrate'),
  maxPressure: z.number().positive().optional().describe('kPa'),
  speed: range.optional().describe('mm/s window that prints well'),
  potLife: z.number().positive().optional().describe('min from mixing to unusable'),
  span: z.number().positive().optional().describe('mm a strand bridges without support'),
  dieSwell: z.number().positive().default(1).describe('strand diameter over needle diameter, free strand'),
  crosslinking: z.array(z.enum(['photo', 'ionic', 'thermal', 'enzymatic', 'none'])).min(1),
  provenance: provenanceSchema,
});
export type Ink = z.infer<typeof inkSchema>;
