import { PlanPen } from '../columns/plan.ts';
import { columnParts, level } from '../columns/rounds.ts';
import { designChoice, morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const parameters = {
  width: { min: 4, max: 40, default: 10, unit: 'mm', what: 'edge of the square patch', source: designChoice },
  dermis: {
    min: 0.4,
    max: 5,
    default: 1.2,
    unit: 'mm',
    what: 'thickness of the dermis below the ridges',
    source: `${designChoice}; with half of the ridges near 1.5, the ${morphoStruct}`,
  },
  ridge: {
    min: 0,
    max: 1,
    default: 0.4,
    unit: 'mm',
    what: 'height of the rete ridges between dermis and epidermis',
    source: designChoice,
  },
  wave: { min: 1, max: 10, default: 2.5, unit: 'mm', what: 'from ridge to ridge', source: designChoice },
  epidermis: {
    min: 0.15,
    max: 1,
    default: 0.4,
    unit: 'mm',
    what: 'thickness of the epidermis over the highest ridge',
    source: `${designChoice}: two layers; 0.1 is the ${morphoStruct}`,
  },
} as const;

type V = Values<typeof parameters>;

/** Cells of the plan along a wave. */
const perWave = 8;

function plan({ width, wave }: V): PlanPen {
  const pen = new PlanPen();
  const n = Math.min(120, Math.ceil((width / wave) * perWave));
  const at = (i: number) => (i / n - 0.5) * width;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const corner = (a: number, b: number) => pen.point(at(i + a), at(j + b));
      pen.triangle(corner(0, 0), corner(1, 0), corner(1, 1), 'skin');
      pen.triangle(corner(0, 0), corner(1, 1), corner(0, 1), 'skin');
    }
  }
  return pen;
}

/** Two layers of skin. */
export const skin = scaffoldKind({
  title: 'Skin',
  purpose:
    'A patch of skin: dermis with fibroblasts, epidermis over it, and rete ridges between them as one shared surface.',
  parameters,
  build: (v) => {
    const turn = (2 * Math.PI) / v.wave;
    const between = (x: number, y: number) =>
      v.dermis + v.ridge * (0.5 + 0.5 * Math.sin(turn * x) * Math.sin(turn * y));
    const columns = {
      plan: plan(v),
      floors: [level(0), between, level(v.dermis + v.ridge + v.epidermis)],
      labelOf: (_: string, storey: number) => storey + 1,
    };
    return columnParts(columns, [
      ['dermis', 'cellLaden'],
      ['epidermis', 'cellLaden'],
    ]);
  },
  accuracy: ({ ridge }) =>
    `The ridges are drawn with ${perWave} corners a wave: at most about ${(1000 * (ridge / 2) * (1 - Math.cos(Math.PI / perWave))).toFixed(0)} µm off their sine.`,
  job: ({ width }) => `# Skin: a lattice of dermis, a closed epidermis on it.
name: skin
printer: allevi-biobot1
vessel: { dish: ${width <= 16 ? 'petri-35' : width <= 32 ? 'petri-60' : 'petri-90'} }
inks:
  dermis:
    ink: alginate-i1g-4
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    load: 1.5 mL
    cells: { line: 10T1/2, density: 3e6, viability: 0.95 }
  epidermis:
    ink: alginate-i1g-3
    tool: T1
    nozzle: { gauge: 25, length: 12.7 }
    load: 1.5 mL
    cells: { line: HeLa, density: 5e6, viability: 0.95 }
parts:
  - { mesh: dermis.stl, ink: dermis, laydown: { pattern: parallel, angles: [0, 90], pore: 0.3 } }
  - { mesh: epidermis.stl, ink: epidermis, laydown: { pattern: parallel, angles: [0, 90], solid: true } }
layers: { height: 0.2 }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 120 } }
limits: { timeOnCells: 60 min, viability: 0.85 }
`,
  notes: [
    'The survival of fibroblasts (10T1/2) is measured; that of keratinocytes is not in the library, and HeLa, an epithelial line, stands in for them. Give your own with `cells`.',
    'Ridges of 0.4 mm are two layers of 0.2 mm: in the layers between, both inks lie side by side without a gap.',
  ],
  warnings: { viability: warned.survival, plan: warned.thin, overhang: warned.overhang },
});
