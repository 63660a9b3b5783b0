import { PlanPen } from '../columns/plan.ts';
import { columnParts, level } from '../columns/rounds.ts';
import { designChoice, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const l45 =
  'In Vivo Morphological Features of Human Lumbar Discs, Medicine 2014 (41 adults, L4/5): nucleus 8.6 mm high, 64.0 % of the length, annulus 20.5 % in front and 15.6 % behind; height to length of the nucleus 0.45, so a length of 29.9 mm';

const parameters = {
  width: {
    min: 8,
    max: 60,
    default: 20,
    unit: 'mm',
    what: 'from side to side',
    source: `half of 40 mm, a ${designChoice}`,
  },
  depth: {
    min: 6,
    max: 45,
    default: 15,
    unit: 'mm',
    what: 'from front to back',
    source: `half of the natural length; ${l45}`,
  },
  height: {
    min: 1,
    max: 15,
    default: 4,
    unit: 'mm',
    what: 'height',
    source: `about half of the natural height; ${l45}`,
  },
  nucleus: {
    min: 0.3,
    max: 0.85,
    default: 0.64,
    unit: '',
    what: 'share of the depth and width that the nucleus takes',
    source: l45,
  },
} as const;

type V = Values<typeof parameters>;

const around = 96;
/** The nucleus lies nearer to the back, by this share of the depth: half of 20.5 % less 15.6 %. */
const backward = 0.0245;

/** An oval with a hollow at the back, as a share of half of its width and depth. */
function outlineAt(angle: number): readonly [number, number] {
  const hollow = 0.14 * Math.exp(-(((angle - 1.5 * Math.PI) / 0.5) ** 2));
  return [Math.cos(angle), Math.sin(angle) * (1 - hollow)];
}

function plan({ width, depth, nucleus }: V): PlanPen {
  const pen = new PlanPen();
  const middle = [0, -backward * depth] as const;
  const ring = (share: number, [cx, cy]: readonly [number, number]) =>
    Array.from({ length: around }, (_, i) => {
      const [x, y] = outlineAt((2 * Math.PI * i) / around);
      return pen.point(cx + (share * x * width) / 2, cy + (share * y * depth) / 2);
    });
  const inner = ring(nucleus, middle);
  pen.fan(inner, middle, 'nucleus');
  pen.band(inner, ring(1, [0, 0]), 'annulus', true);
  return pen;
}

/** A disc of the spine. */
export const intervertebralDisc = scaffoldKind({
  title: 'Intervertebral disc',
  purpose: 'A disc of the spine: a soft nucleus in an annulus of rings.',
  parameters,
  build: (v) => {
    const labelOf = (region: string) => (region === 'annulus' ? 1 : 2);
    return columnParts({ plan: plan(v), floors: [level(0), level(v.height)], labelOf }, [
      ['annulus', 'structural'],
      ['nucleus', 'cellLaden'],
    ]);
  },
  accuracy: ({ width }) =>
    `Outlines are polygons of ${around} corners, at most about ${(1000 * (width / 2) * (1 - Math.cos(Math.PI / around))).toFixed(1)} µm within their curve.`,
  job: ({ width }) => `# Intervertebral disc: the annulus in rings, the nucleus a lattice with cells.
name: intervertebral disc
printer: allevi-biobot1
vessel: { dish: ${width <= 16 ? 'petri-35' : width <= 38 ? 'petri-60' : 'petri-90'} }
inks:
  annulus:
    ink: ama                       # alginate, methylcellulose and agarose: a paste that keeps its pores; no cells
    tool: T0
    nozzle: { gauge: 23, length: 12.7 }
    load: 3 mL
  nucleus:
    ink: alginate-i1g-4
    tool: T1
    nozzle: { gauge: 25, length: 12.7 }
    load: 2 mL
    cells: { line: UE7T-13, density: 4e6, viability: 0.95 }
parts:
  - { mesh: annulus.stl, ink: annulus, laydown: { pattern: concentric, spacing: 0.5 }, contours: 1 }
  - { mesh: nucleus.stl, ink: nucleus, laydown: { pattern: parallel, angles: [0, 90], pore: 0.4 }, contours: 1 }
layers: { height: 0.25 }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 60 min, viability: 0.85 }
`,
  notes: [
    'The annulus is laid in rings around the nucleus, as its lamellae run. The cell density is that of a bioink, not that of the tissue.',
  ],
  warnings: { viability: warned.survival },
});
