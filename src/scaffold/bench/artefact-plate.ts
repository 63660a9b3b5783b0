import type { Columns } from '../columns/column-surfaces.ts';
import { PlanPen } from '../columns/plan.ts';
import { columnParts, level, segments } from '../columns/rounds.ts';
import { type Built, designChoice, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const uzunPer = 'the artefacts of P. Uzun-Per et al. 2021 (github.com/uzunper/BioinkPrintability)';
const wk72274 = 'the patterns of ASTM WK72274';

const parameters = {
  width: {
    min: 0.15,
    max: 1,
    default: 0.4,
    unit: 'mm',
    what: 'width of a strand: lines and walls are one strand wide',
    source: designChoice,
  },
  layer: {
    min: 0.05,
    max: 0.8,
    default: 0.25,
    unit: 'mm',
    what: 'layer height: all heights are whole layers',
    source: designChoice,
  },
  size: {
    min: 6,
    max: 15,
    default: 9,
    unit: 'mm',
    what: 'of a lattice square, and of the other features about',
    source: `${uzunPer}; size: ${designChoice}`,
  },
  layers: {
    min: 4,
    max: 30,
    default: 10,
    unit: '',
    whole: true,
    what: 'layers of the wall, a test of how high it stands',
    source: `${wk72274}; number: ${designChoice}`,
  },
  gap: {
    min: 0.5,
    max: 8,
    default: 2.4,
    unit: 'mm',
    what: 'the widest gap that is spanned, by the bar and by the line across; the others are quarters of it',
    source: `${wk72274}; size: ${designChoice}, less than what 25 % Pluronic spans by its modulus`,
  },
  lean: {
    min: 10,
    max: 60,
    default: 30,
    unit: '°',
    what: 'how far the overhang leans from upright',
    source: `${uzunPer}; angle: ${designChoice}`,
  },
} as const;

type V = Values<typeof parameters>;

/** Rectangles of cells between lines, moved to a place; null where a cell is empty. */
function cells(
  xs: readonly number[],
  ys: readonly number[],
  [ox, oy]: readonly [number, number],
  regionOf: (i: number, j: number) => string | null,
): PlanPen {
  const pen = new PlanPen();
  for (let i = 0; i + 1 < xs.length; i++) {
    for (let j = 0; j + 1 < ys.length; j++) {
      const region = regionOf(i, j);
      if (region === null) continue;
      const corner = (a: number, b: number) => pen.point(ox + xs[a], oy + ys[b]);
      pen.triangle(corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), region);
      pen.triangle(corner(i, j), corner(i + 1, j + 1), corner(i, j + 1), region);
    }
  }
  return pen;
}

const one = () => 1;

/** One body after the other along rows of a square of features. */
function features(v: V): readonly (readonly [name: string, columns: Columns])[] {
  const { width: w, layer: h, size: s } = v;
  const pitch = s + 3;
  const at = (column: number, row: number) => [(column - 1) * pitch - s / 2, (row - 1) * pitch - s / 2] as const;
  const square = (column: number, row: number) => cells([0, s], [0, s], at(column, row), () => 'all');
  const slab = (count: number) => [level(0), level(count * h)];
  return [
    ['crosshatch', { plan: square(0, 2), floors: slab(4), labelOf: one }],
    ['angles', { plan: square(1, 2), floors: slab(4), labelOf: one }],
    ['tube', { plan: ringPlan(s / 2 - w, s / 2, at(2, 2), s), floors: slab(5), labelOf: one }],
    ['lines', crossedLines(v, at(0, 1))],
    [
      'wall',
      {
        plan: cells([0, s], [s / 2 - w / 2, s / 2 + w / 2], at(1, 1), () => 'all'),
        floors: slab(v.layers),
        labelOf: one,
      },
    ],
    ['overhang', overhang(v, at(2, 1))],
    ['gap', gaps(v, [-1.5 * pitch + 1.5, at(0, 0)[1]])],
  ];
}

function ringPlan(inner: number, outer: number, [x, y]: readonly [number, number], s: number): PlanPen {
  const pen = new PlanPen();
  const middle = [x + s / 2, y + s / 2] as const;
  pen.band(pen.circle(inner, segments, middle), pen.circle(outer, segments, middle), 'all', true);
  return pen;
}

/** Three lines, and one across them in the next layer. */
function crossedLines({ width: w, layer: h, size: s, gap }: V, place: readonly [number, number]): Columns {
  const xs = [0, w, w + gap, 2 * w + gap, 2 * w + 2 * gap, 3 * w + 2 * gap];
  const ys = [0, s / 2 - w / 2, s / 2 + w / 2, s];
  const plan = cells(xs, ys, place, (i, j) => (i % 2 === 0 ? (j === 1 ? 'both' : 'line') : j === 1 ? 'across' : null));
  const labelOf = (region: string, storey: number) =>
    region === 'both' || region === (storey === 0 ? 'line' : 'across') ? 1 : 0;
  return { plan, floors: [level(0), level(h), level(2 * h)], labelOf };
}

/** A wall that leans out on one side. */
function overhang({ width: w, layer: h, size: s, lean }: V, place: readonly [number, number]): Columns {
  const high = 12 * h;
  const foot = 4 * w;
  const reach = high * Math.tan((lean * Math.PI) / 180);
  const plan = cells([0, foot, foot + reach], [s / 4, (3 * s) / 4], place, (i) => (i === 0 ? 'foot' : 'lean'));
  const under = (x: number) => Math.min(high, Math.max(0, ((x - place[0] - foot) / reach) * high));
  return {
    plan,
    floors: [level(0), (x) => under(x), level(high)],
    labelOf: (region, storey) => (region === 'foot' ? (storey === 1 ? 1 : 0) : storey === 1 ? 1 : 0),
  };
}

/** Pillars further and further apart, and a bar over them. */
function gaps({ width: w, layer: h, size: s, gap: widest }: V, [x, y]: readonly [number, number]): Columns {
  const pillar = 4 * w;
  const widths = [1, 2, 3, 4].map((quarters) => (quarters / 4) * widest);
  const xs = [0, pillar];
  for (const gap of widths) xs.push(xs[xs.length - 1] + gap, xs[xs.length - 1] + gap + pillar);
  const plan = cells(xs, [s / 2 - w, s / 2 + w], [x, y], (i) => (i % 2 === 0 ? 'pillar' : 'gap'));
  return {
    plan,
    floors: [level(0), level(4 * h), level(5 * h)],
    labelOf: (region, storey) => (region === 'pillar' || storey === 1 ? 1 : 0),
  };
}

function build(v: V): Built {
  const all = features(v).map(([name, columns]) => columnParts(columns, [[name, 'support']]));
  return {
    parts: all.flatMap(({ parts }) => parts),
    envelopeMm3: all.reduce((sum, { envelopeMm3 }) => sum + envelopeMm3, 0),
  };
}

/** What a bench prints first with a new ink. */
export const artefactPlate = scaffoldKind({
  title: 'Artefact plate',
  purpose:
    'Seven small bodies that show how well an ink prints: lattices, a tube, lines that cross, a wall, an overhang and gaps.',
  parameters,
  build,
  accuracy: ({ size }) =>
    `Bodies with flat faces are exact; the tube is a polygon of ${segments} corners, which lies at most ${(1000 * (size / 2) * (1 - Math.cos(Math.PI / segments))).toFixed(1)} µm within its circle.`,
  job: ({ width, layer }) => {
    const part = (name: string, laydown: string) => `  - { mesh: ${name}.stl, ink: ink, ${laydown} }\n`;
    const solid = 'laydown: { pattern: concentric, solid: true }';
    return `# Artefact plate: how well does this ink print? Measure what stands there against what is drawn.
name: artefact plate
printer: marlin-syringe
vessel: { dish: petri-60 }
inks:
  ink:
    ink: pluronic-25
    tool: T0
    nozzle: { gauge: 22, length: 25.4 }
    width: ${width}
    load: 2 mL
parts:
${part('crosshatch', 'laydown: { pattern: parallel, angles: [0, 90], pore: 1 }, contours: 0')}${part('angles', 'laydown: { pattern: parallel, angles: [0, 45, 90, 135], pore: 1 }, contours: 0')}${part('tube', solid)}${part('lines', solid)}${part('wall', solid)}${part('overhang', 'laydown: { pattern: parallel, angles: [0, 90], solid: true }')}${part('gap', 'laydown: { solid: true }')}layers: { height: ${layer} }
speed: 8
`;
  },
  notes: [
    `Crosshatch, tube, overhang and the square of four angles are ${uzunPer}; three lines crossed by one, the wall of several layers and the gaps are ${wk72274}. Measure the width and continuity of the lines, the height of the wall, the pores (a square pore has a printability of 1: its squared perimeter over 16 times its area), and the widest gap that a strand spans.`,
    'Print it with your own ink: `bioweft slice job.yaml --set inks.ink.ink=<id>`. Single strands for calibration are `bioweft calibrate`.',
  ],
  warnings: {
    plan: warned.handedness,
  },
});
