import * as z from 'zod';
import { dialectIds } from '../firmware/dialects.ts';
import { firmwareIds } from '../firmware/firmwares.ts';
import { provenanceSchema } from '../provenance/provenance.ts';

/** A printer as data: what the planner, the gates, the dialect and the sender need to know of one machine. */

const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, 'write the lower limit first');

const mm = z.number().meta({ unit: 'mm' });
const mmPerS = z.number().positive().meta({ unit: 'mm/s' });

/** What drives the ink, and so what the plan must write to make it flow. */
const dispenserSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('plunger').describe('A piston: the G-code word moves the plunger'),
    word: z
      .string()
      .regex(/^[A-Z]$/)
      .default('E'),
    meaning: z.enum(['mm', 'mm3', 'mL']).default('mm').describe('What one unit of the word is'),
    bore: z
      .number()
      .positive()
      .optional()
      .meta({ unit: 'mm', description: 'Inner diameter of the barrel, mm (needed where the word is mm)' }),
    stroke: z.number().positive().optional().meta({ unit: 'mm', description: 'Longest way of the plunger, mm' }),
    delivery: z
      .number()
      .min(0.1)
      .max(2)
      .optional()
      .describe('Share of what the plunger displaces that leaves the needle; default 1, or as calibrated'),
    relative: z.boolean().default(true).describe('true: each word is an increment (M83); false: absolute (M82)'),
  }),
  z.strictObject({
    by: z.literal('flag').describe('The E word of a move only opens the valve for that move (CELLINK BIO X)'),
    word: z
      .string()
      .regex(/^[A-Z]$/)
      .default('E'),
    open: z
      .array(z.string())
      .default([])
      .describe('Lines that start the flow while the needle stands (purge, preflow)'),
    close: z.array(z.string()).default([]).describe('Lines that stop it again'),
  }),
  z.strictObject({
    by: z.literal('valve').describe('Commands open and close the valve around the moves'),
    open: z
      .array(z.string())
      .describe('Lines that open; {tool}, {kPa}, {z} and other placeholders, see docs/printers.md'),
    close: z.array(z.string()),
  }),
]);

const pressureSchema = z.strictObject({
  range: range.meta({ unit: 'kPa' }),
  set: z.enum(['gcode', 'manual']).describe('gcode: the file sets it; manual: the operator does, from the print sheet'),
  command: z.array(z.string()).optional().describe('Lines that set the pressure, with {tool} and {kPa} or {psi}'),
});

const toolSchema = z.strictObject({
  id: z.string().describe('Name of the tool in jobs and reports, e.g. T0'),
  select: z.array(z.string()).describe('Lines that make the tool active'),
  deselect: z.array(z.string()).default([]).describe('Lines before another tool is selected'),
  changeSeconds: z.number().min(0).default(0).meta({
    unit: 's',
    description:
      'What selecting it takes beyond the motion and the waits of its lines, s (a macro, an axis that homes)',
  }),
  index: z.number().int().min(0).describe('Number of the tool in commands with a T word'),
  kind: z.enum(['piston', 'pneumatic', 'screw', 'valve', 'thermoplastic']),
  dispenser: dispenserSchema,
  offset: z
    .strictObject({ x: mm, y: mm, z: mm })
    .describe('Where this needle stands when the first tool stands at 0, mm'),
  zWord: z
    .string()
    .regex(/^[A-Z]$/)
    .default('Z')
    .describe('Axis word that lowers this tool (A or C on machines with a second Z)'),
  offsetBy: z
    .enum(['firmware', 'planner'])
    .describe('Who corrects the offset: the firmware, or the written coordinates'),
  temperature: range
    .nullable()
    .meta({ unit: '°C', description: '°C that the cartridge can hold; null: not controlled' }),
  heats: z.boolean().default(true),
  cools: z.boolean().default(false),
  pressure: pressureSchema.nullable(),
  flow: range
    .nullable()
    .default(null)
    .meta({ unit: 'µL/s', description: 'µL/s that the drive can deliver; null: unknown' }),
  hub: z
    .strictObject({
      diameter: z.number().positive().meta({ unit: 'mm' }),
      length: z.number().positive().optional().meta({ unit: 'mm' }),
    })
    .default({ diameter: 8 })
    .describe('The nozzle hub above the needle, mm'),
  idle: z
    .enum(['stays', 'lifts', 'parked'])
    .describe('An idle head stays beside the active one at its offset, lifts, or is parked away'),
  idleLift: z.number().min(0).default(0).meta({ unit: 'mm', description: 'How far an idle head lifts, mm' }),
  shortestOpening: z.number().positive().nullable().default(null).meta({
    unit: 's',
    description:
      's that lines must leave a valve open for it to open at all, preflow and postflow included; null: unknown',
  }),
  preflow: z.number().min(0).default(0).meta({ unit: 's' }),
  postflow: z.number().min(0).default(0).meta({ unit: 's' }),
});
export type ProfileTool = z.infer<typeof toolSchema>;

const lampSchema = z.strictObject({
  id: z.string(),
  wavelengths: z.array(z.number()).min(1).meta({ unit: 'nm' }),
  offset: z
    .strictObject({ x: mm, y: mm })
    .nullable()
    .describe('Centre of the light from tool 0, mm; null: lights the whole plate'),
  z: z
    .number()
    .nullable()
    .default(null)
    .meta({ unit: 'mm', description: 'Height of the tip while curing, mm; null: travel height' }),
  irradiance: z
    .number()
    .positive()
    .nullable()
    .meta({ unit: 'mW/cm²', description: 'mW/cm², at 100 %, at the construct; null: not known' }),
  on: z
    .array(z.string())
    .describe(
      'Lines; {wavelength} {intensity} (0-100) {pwm} (0-255) {fraction} (0-1) {seconds} {ms} {tool}; empty: the operator cures',
    ),
  off: z.array(z.string()).default([]),
  leavesTool: z
    .boolean()
    .default(false)
    .describe('true: the lines put the tool away, so it is selected again and brought back afterwards'),
  blocking: z.boolean().describe('true: the command itself waits for the seconds; false: a dwell is written'),
});

export const profileSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  maker: z.string().optional(),
  dialect: z.enum(dialectIds),
  notes: z.array(z.string()).default([]),
  announces: z
    .array(z.string())
    .default([])
    .describe('Comments by which files of other programs say that they are for this machine'),
  bed: z.strictObject({
    x: range.meta({ unit: 'mm', description: 'Reach of tool 0, machine coordinates, mm' }),
    y: range.meta({ unit: 'mm' }),
    z: range.meta({ unit: 'mm', description: '0 is the surface printed on, mm' }),
    origin: z.enum(['corner', 'centre', 'user-zeroed']),
  }),
  frame: z
    .strictObject({
      x: z.enum(['right', 'left']).default('right'),
      y: z.enum(['back', 'front']).default('back'),
      origin: z.string().optional().describe('Where X0 Y0 Z0 is and how the operator zeroes it, as a sentence'),
    })
    .default({ x: 'right', y: 'back' })
    .describe('Where written X and Y point on the plate, as the operator sees it'),
  vessel: z
    .strictObject({
      centre: z
        .tuple([z.number(), z.number()])
        .meta({ unit: 'mm', description: 'Where the centre of a plate, dish or slide lies, mm' }),
      a1: z.tuple([z.number(), z.number()]).optional().meta({
        unit: 'mm',
        description: 'Where the centre of A1 of a plate lies, mm; plates are placed by it where it is given',
      }),
      orientation: z.enum(['landscape', 'portrait']).default('landscape'),
    })
    .describe('How labware sits on the machine'),
  homing: z.strictObject({
    commands: z.array(z.string()).default([]).describe('Lines that home with a needle fitted; empty: the user zeroes'),
    z: z.boolean().describe('true only where Z may be homed with a needle fitted'),
  }),
  motion: z.strictObject({
    travelSpeed: z.number().positive().meta({ unit: 'mm/s' }),
    maxSpeed: z.strictObject({ x: mmPerS, y: mmPerS, z: mmPerS }),
    acceleration: z.number().positive().meta({ unit: 'mm/s²' }),
    junction: z.discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('jerk'),
        speed: z.number().positive().meta({ unit: 'mm/s' }),
        fromRest: z
          .boolean()
          .optional()
          .describe('true: moves begin and end at this speed at rest too (Marlin with CLASSIC_JERK); left out: at 0'),
      }),
      z.strictObject({ by: z.literal('deviation'), distance: z.number().positive().meta({ unit: 'mm' }) }),
      z.strictObject({
        by: z.literal('square'),
        speed: z
          .number()
          .positive()
          .meta({ unit: 'mm/s', description: 'Speed at a right angle, mm/s (Klipper: square_corner_velocity)' }),
      }),
    ]),
  }),
  safeZ: z
    .number()
    .positive()
    .meta({ unit: 'mm', description: 'Least height of the tip when tools change or the vessel is crossed, mm' }),
  waste: z
    .strictObject({ x: mm, y: mm, z: mm })
    .optional()
    .describe('Where tips may be primed, purged and wiped (a cup, a pad), mm; absent: inside the well printed'),
  tools: z.array(toolSchema).min(1),
  bedTemperature: range.nullable().meta({ unit: '°C', description: '°C; null: not controlled' }),
  bedCommand: z
    .strictObject({ set: z.array(z.string()), wait: z.array(z.string()), off: z.array(z.string()) })
    .nullable()
    .default(null),
  lamps: z.array(lampSchema).default([]),
  preamble: z.array(z.string()).default([]).describe('Lines above the header, where a machine looks for its own'),
  start: z.array(z.string()).describe('Lines before the print'),
  end: z.array(z.string()).describe('Lines after the print; every output is switched off before them'),
  serial: z
    .strictObject({
      firmware: z.enum(firmwareIds),
      baud: z.number().int().positive(),
      resetsOnOpen: z.boolean(),
    })
    .nullable()
    .default(null),
  provenance: provenanceSchema,
});
export type Profile = z.infer<typeof profileSchema>;
