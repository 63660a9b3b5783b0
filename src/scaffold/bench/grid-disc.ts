import { circleAccuracy, columnParts, level, roundPlan } from '../columns/rounds.ts';
import { morphoStruct, scaffoldKind } from '../scaffold.ts';

/** The smallest dish that leaves room for a hub beside the disc. */
function discDish(diameter: number): string {
  return diameter <= 20 ? 'petri-35' : diameter <= 40 ? 'petri-60' : 'petri-90';
}

/** The plainest scaffold: a disc whose pores come from the spacing of its strands. */
export const gridDisc = scaffoldKind({
  title: 'Grid disc',
  purpose: 'A porous disc of one ink: strands at 0 and 90 degrees, the pores between them.',
  parameters: {
    diameter: {
      min: 2,
      max: 50,
      default: 10,
      unit: 'mm',
      what: 'diameter of the disc',
      source: `${morphoStruct} (porous disc)`,
    },
    height: {
      min: 0.2,
      max: 20,
      default: 2,
      unit: 'mm',
      what: 'height of the disc',
      source: `${morphoStruct} (porous disc)`,
    },
  },
  build: ({ diameter, height }) =>
    columnParts({ plan: roundPlan([diameter / 2]), floors: [level(0), level(height)], labelOf: () => 1 }, [
      ['disc', 'cellLaden'],
    ]),
  accuracy: ({ diameter }) => circleAccuracy(diameter / 2),
  job: ({ diameter }) => `# Grid disc: one ink, strands at 0 and 90 degrees.
name: grid disc
printer: cellink-biox
vessel: { dish: ${discDish(diameter)} }
inks:
  gel:
    ink: gelma
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    temperature: 26
    load: 1 mL
parts:
  - { mesh: disc.stl, ink: gel, laydown: { pattern: grid, spacing: 1 }, contours: 1 }
layers: { height: 0.25 }
speed: 10
bedTemperature: 20
crosslink:
  - { every: 1, photo: { wavelength: 405, seconds: 10 } }
`,
  notes: [
    'The mesh is a solid disc: the porosity is a matter of lay-down, so change `spacing` in the job, not the mesh.',
    'Head at 26 °C, bed at 20 °C, 10 mm/s, 405 nm for 10 s after every layer and eight layers are the settings of a published GelMA print on a BIO X6 (github.com/belaperdomo/BIO-X6-prints).',
  ],
  warnings: {
    temperature: 'no command is known with which this printer waits for a temperature or ends it: its screen does.',
    dose: 'the irradiance of its lamp is not known: measure it at the construct.',
  },
});
