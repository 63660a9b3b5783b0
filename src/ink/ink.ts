import * as z from 'zod';
import { provenanceSchema } from '../provenance/provenance.ts';
import { rheologySchema } from './laws/flow-laws.ts';

/** A material as the library knows it. Units: Pa s^n, s, kg/m³, °C, min, as each name says. */

const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, 'write the lower limit first');

const inkRheologySchema = z.strictObject({
  at: z.number().meta({ unit: '°C', description: '°C of the measurement' }),
  law: rheologySchema,
  laws: z
    .array(z.strictObject({ at: z.number().meta({ unit: '°C' }), law: rheologySchema }))
    .optional()
    .describe('The same model at other temperatures; between them it is interpolated'),
  activationEnergy: z
    .number()
    .positive()
    .optional()
    .meta({ unit: 'J/mol', description: 'J/mol for the change of consistency with temperature' }),
  shearRange: range.optional().meta({ unit: '1/s', description: '1/s in which the law was measured' }),
  stressRange: range
    .optional()
    .meta({ unit: 'Pa', description: 'Pa in which the law was measured; default: those of shearRange by the law' }),
  temperatureRange: range.optional().meta({ unit: '°C', description: '°C in which the law may be used' }),
  yieldPoint: z.number().positive().optional().meta({
    unit: 'Pa',
    description: 'Pa below which the ink was seen to stand still, where the law holds no yield stress',
  }),
  band: z.number().min(0).default(0.25).describe('Relative uncertainty of the pressure that the law predicts'),
  needleInBand: z.boolean().optional().describe('true: the band holds for the needle as well (a calibration with it)'),
});
export type InkRheology = z.infer<typeof inkRheologySchema>;

export const inkSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens only'),
    name: z.string().min(1),
    kind: z.enum(['bioink', 'biomaterial', 'sacrificial', 'thermoplastic', 'support']),
    notes: z.array(z.string()).default([]),
    density: z.number().positive().meta({ unit: 'kg/m³' }),
    temperature: range.meta({ unit: '°C', description: '°C window in which the ink is printed' }),
    recommended: z.number().optional().meta({ unit: '°C', description: '°C at which the ink is best printed' }),
    bedTemperature: range.optional().meta({ unit: '°C', description: '°C window of the surface printed on' }),
    cellsAllowed: z.boolean().describe('false: cells do not survive in it (melts, wash-out gels)'),
    rheology: inkRheologySchema.nullable().describe('null: no numbers could be read; see measure'),
    measure: z.string().optional().describe('How to get the missing flow law'),
    family: z
      .strictObject({
        id: z.string(),
        percent: z.number().positive().meta({ unit: '% w/v', description: '% w/v of this member' }),
        range: range.meta({ unit: '% w/v', description: '% w/v between which members may be interpolated' }),
      })
      .optional()
      .describe('One polymer at several concentrations: others are interpolated between them'),
    maxPressure: z.number().positive().optional().meta({ unit: 'kPa' }),
    speed: range.optional().meta({ unit: 'mm/s', description: 'mm/s window that prints well' }),
    potLife: z.number().positive().optional().meta({ unit: 'min', description: 'min from mixing to unusable' }),
    span: z
      .number()
      .positive()
      .optional()
      .meta({ unit: 'mm', description: 'mm that a strand bridges without support' }),
    elasticModulus: z
      .number()
      .positive()
      .optional()
      .meta({ unit: 'Pa', description: 'Pa for the span when none was measured' }),
    surfaceTension: z.number().positive().optional().meta({ unit: 'N/m' }),
    dieSwell: z.number().positive().default(1).describe('strand diameter over needle diameter, free strand'),
    gelation: z
      .strictObject({
        minutes: z.number().positive().describe('min from being laid to holding its shape without a bath'),
        at: z.number().optional().describe('°C at which that was seen'),
      })
      .optional()
      .describe('How long a print of it stays in its bath'),
    release: z
      .strictObject({
        how: z.string().min(1).describe('What is done, a sentence'),
        temperature: z.number().optional().describe('°C at which the bath lets go; absent: it does not by temperature'),
      })
      .optional()
      .describe('Of a support bath: how a print is freed from it'),
    crosslinking: z.array(z.enum(['photo', 'ionic', 'thermal', 'enzymatic', 'none'])).min(1),
    provenance: provenanceSchema,
  })
  .refine((ink) => ink.rheology !== null || ink.measure !== undefined, {
    path: ['measure'],
    message: 'an ink without a flow law must say how to measure it',
  })
  .refine((ink) => (ink.rheology?.laws ?? []).every((entry) => entry.law.model === ink.rheology?.law.model), {
    path: ['rheology', 'laws'],
    message: 'all laws of one ink must be of the same model, else they cannot be interpolated',
  })
  .refine((ink) => distinct([ink.rheology?.at, ...(ink.rheology?.laws ?? []).map((entry) => entry.at)]), {
    path: ['rheology', 'laws'],
    message: 'two laws for one temperature: keep one of them',
  });

function distinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

export type Ink = z.infer<typeof inkSchema>;
