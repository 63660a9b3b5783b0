import { circleAccuracy, columnParts, level, roundPlan } from '../columns/rounds.ts';
import type { PartRole } from '../scaffold.ts';
import { designChoice, morphoStruct, scaffoldKind } from '../scaffold.ts';
import { warned } from '../warned.ts';

/** A plate whose wells leave room for a hub of 8 mm beside the plug; wider plugs stand in a dish, one at a time. */
function plugVessel(diameter: number): string {
  const plate = diameter <= 8.2 ? 'corning-24' : diameter <= 14 ? 'corning-12' : 'corning-6';
  return diameter > 26 ? '{ dish: petri-60 }' : `{ plate: ${plate}, wells: [A1, A2, B1] }`;
}

/** Cartilage on bone, as a plug for a drilled defect. */
export const osteochondralPlug = scaffoldKind({
  title: 'Osteochondral plug',
  purpose: 'A round plug of two tissues: a stiff porous bone phase below, cell-laden cartilage above.',
  parameters: {
    diameter: { min: 2, max: 30, default: 8, unit: 'mm', what: 'diameter of the plug', source: morphoStruct },
    cartilage: {
      min: 0.2,
      max: 10,
      default: 2.5,
      unit: 'mm',
      what: 'thickness of the cartilage',
      source: morphoStruct,
    },
    calcified: {
      min: 0,
      max: 2,
      default: 0,
      unit: 'mm',
      what: 'thickness of the calcified zone, a dense layer between the two; 0 leaves it out, 0.2 is usual',
      source: `${designChoice}; 0.2 is the ${morphoStruct}`,
    },
    bone: { min: 0.2, max: 12, default: 3, unit: 'mm', what: 'thickness of the bone phase', source: morphoStruct },
  },
  build: ({ diameter, cartilage, calcified, bone }) => {
    const parts: (readonly [string, PartRole])[] = [
      ['bone', 'structural'],
      ...(calcified > 0 ? [['calcified', 'structural'] as const] : []),
      ['cartilage', 'cellLaden'],
    ];
    const heights = [0, bone, ...(calcified > 0 ? [bone + calcified] : []), bone + calcified + cartilage];
    const columns = {
      plan: roundPlan([diameter / 2]),
      floors: heights.map(level),
      labelOf: (_: string, k: number) => k + 1,
    };
    return columnParts(columns, parts);
  },
  accuracy: ({ diameter }) => circleAccuracy(diameter / 2),
  job: ({ diameter, calcified }) => {
    const dense =
      '  - { mesh: calcified.stl, ink: bone, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.2 } }\n';
    return `# Osteochondral plug: porous bone phase below, cell-laden cartilage above; one plug in each of three wells.
name: osteochondral plug
printer: allevi-biobot1
vessel: ${plugVessel(diameter)}
inks:
  bone:
    ink: ama                       # alginate, methylcellulose and agarose: a paste that keeps its pores; no cells
    tool: T0
    nozzle: { gauge: 23, length: 12.7 }
    load: 2 mL
  cartilage:
    ink: alginate-i1g-4
    tool: T1
    nozzle: { gauge: 25, length: 12.7 }
    load: 1.5 mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
parts:
  - { mesh: bone.stl, ink: bone, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.55 } }
${calcified > 0 ? dense : ''}  - { mesh: cartilage.stl, ink: cartilage, laydown: { pattern: parallel, angles: [0, 60, 120], pore: 0.35 }, contours: 1 }
layers: { height: 0.25 }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 60 } }
limits: { timeOnCells: 45 min, viability: 0.85 }
`;
  },
  notes: [
    'The cartilage is a 4 % alginate with mesenchymal stem cells, the bone phase a cell-free paste of alginate, methylcellulose and agarose that keeps its pores. Both are set with calcium chloride, which the operator adds to each well at the end: the job pauses for it. Two tools, three wells of a 24-well plate; wider plugs get a plate with wider wells, so that the hub has room beside them.',
    'The layer height of 0.25 mm divides both thicknesses, so that no layer lies across the boundary between them.',
  ],
  warnings: {
    viability: warned.survival,
    vessel: 'the hub of the needle passes within a quarter of a millimetre of the walls of these wells.',
  },
});
