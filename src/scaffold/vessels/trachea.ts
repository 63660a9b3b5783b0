import { PlanPen } from '../columns/plan.ts';
import { circleAccuracy, columnParts, level, segments } from '../columns/rounds.ts';
import { designChoice, morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const cadavers =
  'BMC Res. Notes 2018, doi 10.1186/s13104-018-3123-1 (10 cadavers): lumen 17.3 mm wide, 19 rings on 103.8 mm';

const parameters = {
  bore: {
    min: 3,
    max: 25,
    default: 8.6,
    unit: 'mm',
    what: 'inner diameter',
    source: `half of the natural one; ${cadavers}`,
  },
  lining: {
    min: 0.3,
    max: 3,
    default: 0.6,
    unit: 'mm',
    what: 'thickness of the membrane within the rings',
    source: designChoice,
  },
  cartilage: {
    min: 0.3,
    max: 3,
    default: 0.6,
    unit: 'mm',
    what: 'thickness of the rings',
    source: `${designChoice}; lining and rings of 2 mm at full size are the ${morphoStruct}`,
  },
  ring: {
    min: 0.4,
    max: 8,
    default: 2,
    unit: 'mm',
    what: 'height of a ring',
    source: `half of 4 mm, the ${morphoStruct}`,
  },
  gap: {
    min: 0.2,
    max: 5,
    default: 0.8,
    unit: 'mm',
    what: 'between rings',
    source: `such that ring and gap are half of 5.5 mm; ${cadavers}`,
  },
  rings: { min: 1, max: 12, default: 3, unit: '', whole: true, what: 'number of rings', source: designChoice },
  opening: {
    min: 30,
    max: 150,
    default: 90,
    unit: '°',
    what: 'how far each ring is open at the back',
    source: `80 to 90 is the ${morphoStruct}`,
  },
} as const;

type V = Values<typeof parameters>;

/** Sectors that a ring takes, of all. */
const closed = ({ opening }: V) => segments - 2 * Math.round((opening / 720) * segments);

function plan(v: V): PlanPen {
  const pen = new PlanPen();
  const radii = [v.bore / 2, v.bore / 2 + v.lining, v.bore / 2 + v.lining + v.cartilage];
  const [inside, between, outside] = radii.map((radius) => pen.circle(radius, segments));
  pen.band(inside, between, 'lining', true);
  // The opening lies around the direction of -x, half a turn from the first corner.
  const half = closed(v) / 2;
  const from = (ring: readonly number[], start: number, count: number) =>
    Array.from({ length: count + 1 }, (_, i) => ring[(start + i + segments) % segments]);
  pen.band(from(between, -half, 2 * half), from(outside, -half, 2 * half), 'arc', false);
  pen.band(from(between, half, segments - 2 * half), from(outside, half, segments - 2 * half), 'back', false);
  return pen;
}

/** A piece of a windpipe. */
export const trachea = scaffoldKind({
  title: 'Trachea',
  purpose: 'A piece of a windpipe: open rings of cartilage in a membrane with cells.',
  parameters,
  build: (v) => {
    const heights = [0];
    for (let r = 0; r < v.rings; r++) heights.push(heights[2 * r] + v.gap, heights[2 * r] + v.gap + v.ring);
    heights.push(heights[heights.length - 1] + v.gap);
    const labelOf = (region: string, storey: number) => (region === 'arc' && storey % 2 === 1 ? 1 : 2);
    return columnParts({ plan: plan(v), floors: heights.map(level), labelOf }, [
      ['rings', 'structural'],
      ['membrane', 'cellLaden'],
    ]);
  },
  accuracy: ({ bore, lining, cartilage }) =>
    `${circleAccuracy(bore / 2 + lining + cartilage)} The opening of the rings is a whole number of their sides.`,
  job: () => `# Trachea: open rings of cartilage in a membrane with cells, upright.
name: trachea
printer: allevi-biobot1
vessel: { dish: petri-60 }
inks:
  rings:
    ink: ama
    tool: T0
    nozzle: { gauge: 23, length: 12.7 }
    width: 0.3
    load: 2 mL
  membrane:
    ink: alginate-i1g-4
    tool: T1
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.3
    load: 2 mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
parts:
  - { mesh: rings.stl, ink: rings, laydown: { pattern: concentric, solid: true } }
  - { mesh: membrane.stl, ink: membrane, laydown: { pattern: concentric, solid: true } }
layers: { height: 0.2 }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`,
  notes: [
    'Rings and lining are two strands thick each; the layer height divides rings and gaps, so that no layer lies across their boundary.',
  ],
  warnings: { viability: warned.survival },
});
