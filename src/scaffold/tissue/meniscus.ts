import { PlanPen } from '../columns/plan.ts';
import { columnParts, level } from '../columns/rounds.ts';
import { morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const lengths = 'B. V. Murlimanju et al., Clin. Ter. 2012 (46 menisci): outer border 99.1 mm, inner border 55.4 mm';
const widths =
  'K. Shashidhar, N. S. Ashwini 2025 (100 menisci): width 8.1 mm in the middle third, mean thickness of the thirds 4.0 mm';

const parameters = {
  outer: {
    min: 4,
    max: 30,
    default: 18.4,
    unit: 'mm',
    what: 'outer radius',
    source: `such that both borders and the width agree; ${lengths}`,
  },
  width: {
    min: 1.5,
    max: 15,
    default: 8.1,
    unit: 'mm',
    what: 'width, from the outer border to the inner',
    source: widths,
  },
  height: { min: 1, max: 12, default: 3.9, unit: 'mm', what: 'height at the outer border', source: widths },
  edge: {
    min: 0.4,
    max: 6,
    default: 1.2,
    unit: 'mm',
    what: 'height at the inner border',
    source: `0.3 of the height is the ${morphoStruct}`,
  },
  zone: {
    min: 0.2,
    max: 0.8,
    default: 0.5,
    unit: '',
    what: 'share of the width that the outer, vascular zone takes',
    source: 'choice of this project',
  },
  arc: {
    min: 90,
    max: 330,
    default: 300,
    unit: '°',
    what: 'how far around it runs',
    source: `the borders and the width above make 308; 300 is the ${morphoStruct}`,
  },
} as const;

type V = Values<typeof parameters>;

const perTurn = 120;

function plan({ outer, width, zone, arc }: V): PlanPen {
  const pen = new PlanPen();
  const steps = Math.ceil((arc / 360) * perTurn);
  const inner = outer - width;
  const between = outer - zone * width;
  const line = (radius: number) =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const angle = (((i / steps - 0.5) * arc) / 180) * Math.PI;
      return pen.point(radius * Math.cos(angle), radius * Math.sin(angle));
    });
  const lines = [inner, (inner + between) / 2, between, (between + outer) / 2, outer].map(line);
  for (let r = 1; r < lines.length; r++) {
    pen.band(lines[r - 1], lines[r], r <= 2 ? 'inner' : 'outer', false);
  }
  return pen;
}

/** A knee's meniscus: a wedge bent around an arc. */
export const meniscus = scaffoldKind({
  title: 'Meniscus',
  purpose: 'A wedge bent around an arc: a stiff outer zone with vessels and a cell-laden inner zone.',
  parameters,
  conflict: ({ outer, width, height, edge }) =>
    width >= outer - 0.5
      ? {
          what: `A width of ${width} mm leaves no opening within a radius of ${outer} mm.`,
          fix: 'Give a smaller --width.',
        }
      : edge > height
        ? {
            what: `The inner border (${edge} mm) is higher than the outer (${height} mm).`,
            fix: 'Give a smaller --edge.',
          }
        : null,
  build: (v) => {
    const top = (x: number, y: number) => v.height - ((v.outer - Math.hypot(x, y)) / v.width) * (v.height - v.edge);
    const labels: Readonly<Record<string, number>> = { outer: 1, inner: 2 };
    return columnParts({ plan: plan(v), floors: [level(0), top], labelOf: (region) => labels[region] }, [
      ['outer', 'structural'],
      ['inner', 'cellLaden'],
    ]);
  },
  accuracy: ({ outer }) =>
    `Arcs are polygons of ${perTurn} corners a turn, which lie at most ${(1000 * outer * (1 - Math.cos(Math.PI / perTurn))).toFixed(0)} µm within them.`,
  job: ({
    outer,
  }) => `# Meniscus: the outer zone along its arcs, as its fibres run; the inner zone a lattice with cells.
name: meniscus
printer: allevi-biobot1
vessel: { dish: ${outer < 12 ? 'petri-35' : outer < 22 ? 'petri-60' : 'petri-90'} }
inks:
  outer:
    ink: ama                       # alginate, methylcellulose and agarose: a paste that keeps its pores; no cells
    tool: T0
    nozzle: { gauge: 22, length: 12.7 }
    load: 4 mL
  inner:
    ink: alginate-i1g-4
    tool: T1
    nozzle: { gauge: 23, length: 12.7 }
    load: 3 mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
parts:
  - { mesh: outer.stl, ink: outer, laydown: { pattern: concentric, spacing: 0.65 }, contours: 1 }
  - { mesh: inner.stl, ink: inner, laydown: { pattern: parallel, angles: [0, 60, 120], spacing: 1.2 }, contours: 1 }
layers: { height: 0.3 }
speed: 10
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 60 min, viability: 0.85 }
`,
  notes: [
    'The outer zone is laid in rings, the way in which the collagen of a meniscus runs around it; the inner zone is a lattice. A bench size is a third of it: `--outer 6 --width 2.7 --height 1.5 --edge 0.5`.',
  ],
  warnings: {
    viability: warned.survival,
  },
});
