import * as z from 'zod';
import { solidPart } from './part.ts';
import { type Measures, morphoStruct, type ScaffoldGenerator, type ScaffoldPart } from './scaffold.ts';
import { cylinder, polygonArea } from './solids.ts';

const segments = 96;

/** The plainest scaffold: a disc whose pores come from the spacing of its strands. */
export const gridDisc: ScaffoldGenerator = {
  title: 'Grid disc',
  description: 'A porous disc of one ink: strands at 0 and 90 degrees, the pores between them.',
  parameters: {
    diameter: {
      schema: z.number().min(2).max(50),
      default: 10,
      unit: 'mm',
      what: 'diameter of the disc',
      source: `${morphoStruct} (porous disc)`,
    },
    height: {
      schema: z.number().min(0.2).max(20),
      default: 2,
      unit: 'mm',
      what: 'height of the disc',
      source: `${morphoStruct} (porous disc)`,
    },
  },
  parts: discParts,
  job: discJob,
  notes: [
    'The mesh is a solid disc: the porosity is a matter of lay-down, so change `spacing` in the job, not the mesh.',
    'Head at 26 °C, bed at 20 °C, 10 mm/s, 405 nm for 10 s after every layer and eight layers are the settings of a published GelMA print on a BIO X6 (github.com/belaperdomo/BIO-X6-prints).',
  ],
};

function discParts(m: Measures): readonly ScaffoldPart[] {
  const radius = m.diameter / 2;
  const volume = m.height * polygonArea(radius, segments);
  return [solidPart('disc.stl', 'cellLaden', cylinder(radius, 0, m.height, segments), volume)];
}

/** The smallest dish that leaves room for a hub beside the disc. */
function discDish({ diameter }: Measures): string {
  return diameter <= 20 ? 'petri-35' : diameter <= 40 ? 'petri-60' : 'petri-90';
}

function discJob(m: Measures): string {
  return `# Grid disc: one ink, strands at 0 and 90 degrees.
name: grid disc
printer: cellink-biox
vessel: { dish: ${discDish(m)} }
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
`;
}
