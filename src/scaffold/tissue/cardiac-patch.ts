import { PlanPen } from '../columns/plan.ts';
import { columnParts, level } from '../columns/rounds.ts';
import { morphoStruct, scaffoldKind } from '../scaffold.ts';
import { warned } from '../warned.ts';

/** Fibres turn through the wall of a heart: the angles of as many layers, evenly. */
function helix(layers: number, turn: number): string {
  const angles = Array.from({ length: layers }, (_, i) => -turn + (2 * turn * i) / Math.max(1, layers - 1));
  return angles.map((angle) => Number(angle.toFixed(1))).join(', ');
}

const layer = 0.25;

/** A patch for a heart. */
export const cardiacPatch = scaffoldKind({
  title: 'Cardiac patch',
  purpose:
    'A square patch of muscle whose strands turn from layer to layer, as the fibres do through the wall of a heart.',
  parameters: {
    width: { min: 4, max: 40, default: 10, unit: 'mm', what: 'edge of the square', source: morphoStruct },
    height: {
      min: 0.5,
      max: 6,
      default: 2,
      unit: 'mm',
      what: 'thickness: whole layers of 0.25 mm print best',
      source: morphoStruct,
    },
    turn: {
      min: 0,
      max: 90,
      default: 60,
      unit: '°',
      what: 'angle of the fibres on the outside; on the inside it is the opposite',
      source: `${morphoStruct} (-60 to 60)`,
    },
  },
  build: ({ width, height }) => {
    const pen = new PlanPen();
    const w = width / 2;
    pen.polygon([pen.point(-w, -w), pen.point(w, -w), pen.point(w, w), pen.point(-w, w)], [], 'patch');
    return columnParts({ plan: pen, floors: [level(0), level(height)], labelOf: () => 1 }, [['patch', 'cellLaden']]);
  },
  accuracy: () => 'The mesh is the shape itself.',
  job: ({ width, height, turn }) => `# Cardiac patch: the angle of its strands turns from layer to layer.
name: cardiac patch
printer: marlin-syringe
vessel: { dish: ${width <= 16 ? 'petri-35' : width <= 32 ? 'petri-60' : 'petri-90'} }
inks:
  muscle:
    ink: alginate-i1g-4
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    load: 2 mL
    cells: { line: 10T1/2, density: 5e6, viability: 0.95 }
parts:
  - { mesh: patch.stl, ink: muscle, laydown: { pattern: parallel, angles: [${helix(Math.max(1, Math.round(height / layer)), turn)}], pore: 0.35 }, contours: 1 }
layers: { height: ${layer} }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 120 } }
limits: { timeOnCells: 60 min, viability: 0.85 }
`,
  notes: [
    'The mesh is a plain square: the turn of the fibres is a list of angles in the job, one a layer.',
    'The survival of heart muscle cells in a needle is not in the library; fibroblasts (10T1/2) stand in for them. Give your own with `cells`.',
  ],
  warnings: {
    viability: warned.survival,
    overhang: 'a strand at the corner ends where the layer below has no strand.',
  },
});
