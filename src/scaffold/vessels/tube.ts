import { circleAccuracy, columnParts, level, roundPlan } from '../columns/rounds.ts';
import { designChoice, scaffoldKind } from '../scaffold.ts';
import { warned } from '../warned.ts';

/** A tube of one ink. */
export const tube = scaffoldKind({
  title: 'Tube',
  purpose: 'An upright tube of one ink: a vessel, a duct, or a test of how high a soft wall stands.',
  parameters: {
    bore: { min: 0.5, max: 40, default: 4, unit: 'mm', what: 'inner diameter', source: designChoice },
    wall: { min: 0.2, max: 10, default: 1, unit: 'mm', what: 'thickness of the wall', source: designChoice },
    length: { min: 0.5, max: 60, default: 8, unit: 'mm', what: 'length, printed upright', source: designChoice },
  },
  build: ({ bore, wall, length }) =>
    columnParts(
      {
        plan: roundPlan([bore / 2, bore / 2 + wall]),
        floors: [level(0), level(length)],
        labelOf: (ring) => Number(ring),
      },
      [['tube', 'cellLaden']],
    ),
  accuracy: ({ bore, wall }) => circleAccuracy(bore / 2 + wall),
  job: ({ bore, wall }) => `# Tube: rings of strand, one beside the other.
name: tube
printer: marlin-syringe
vessel: { dish: ${bore + 2 * wall <= 16 ? 'petri-35' : bore + 2 * wall <= 40 ? 'petri-60' : 'petri-90'} }
inks:
  wall:
    ink: alginate-i1g-4
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.25
    load: 3 mL
    cells: { line: HUEhT-1, density: 5e6, viability: 0.95 }
parts:
  - { mesh: tube.stl, ink: wall, laydown: { pattern: concentric, solid: true } }
layers: { height: 0.2 }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 60 min, viability: 0.8 }
`,
  notes: [
    'The wall is closed rings laid side by side: no layer has a seam across it. Higher ones than the default want a support bath, or a rotating mandrel.',
  ],
  warnings: {
    viability: warned.survival,
  },
});
