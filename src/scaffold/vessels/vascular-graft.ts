import { circleAccuracy, columnParts, level, roundPlan } from '../columns/rounds.ts';
import type { PartRole } from '../scaffold.ts';
import { designChoice, scaffoldKind } from '../scaffold.ts';
import { warned } from '../warned.ts';

/** A vessel of two layers, upright. */
export const vascularGraft = scaffoldKind({
  title: 'Vascular graft',
  purpose:
    'An upright vessel of two nested tubes: an inner layer with endothelial cells, an outer one with fibroblasts.',
  parameters: {
    bore: { min: 1, max: 30, default: 4, unit: 'mm', what: 'inner diameter of the vessel', source: designChoice },
    intima: { min: 0.2, max: 5, default: 0.5, unit: 'mm', what: 'thickness of the inner layer', source: designChoice },
    media: { min: 0.2, max: 5, default: 0.5, unit: 'mm', what: 'thickness of the outer layer', source: designChoice },
    length: { min: 1, max: 60, default: 20, unit: 'mm', what: 'length, printed upright', source: designChoice },
    core: {
      choices: ['none', 'sacrificial'],
      default: 'none',
      what: 'sacrificial fills the bore with a core that holds the wall up and is washed out cold',
      source: designChoice,
    },
  },
  build: ({ bore, intima, media, length, core }) => {
    const plan = roundPlan([bore / 2, bore / 2 + intima, bore / 2 + intima + media]);
    const first = core === 'none' ? 0 : 1;
    const parts: (readonly [string, PartRole])[] = [
      ...(first === 1 ? [['core', 'sacrificial'] as const] : []),
      ['intima', 'cellLaden'],
      ['media', 'cellLaden'],
    ];
    return columnParts({ plan, floors: [level(0), level(length)], labelOf: (ring) => Number(ring) + first }, parts);
  },
  accuracy: ({ bore, intima, media }) => circleAccuracy(bore / 2 + intima + media),
  job: ({ core }) => {
    const coreInk =
      '  core:\n    ink: pluronic-25                # washed out with ice water\n    tool: T3\n    nozzle: { gauge: 23, length: 12.7 }\n    load: 2 mL\n';
    const corePart =
      '  - { mesh: core.stl, ink: core, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.4 } }\n';
    const filled = core === 'sacrificial';
    return `# Vascular graft: two nested tubes, each wall two closed rings of strand.
name: vascular graft
printer: e3d-toolchanger-duet
vessel: { dish: petri-60 }
inks:
  intima:
    ink: alginate-i1g-4
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.25
    load: 1 mL
    cells: { line: HUEhT-1, density: 5e6, viability: 0.95 }
  media:
    ink: alginate-i1g-5
    tool: T2
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.25
    load: 1 mL
    cells: { line: 10T1/2, density: 3e6, viability: 0.95 }
${filled ? coreInk : ''}parts:
${filled ? corePart : ''}  - { mesh: intima.stl, ink: intima, laydown: { pattern: concentric, solid: true } }
  - { mesh: media.stl, ink: media, laydown: { pattern: concentric, solid: true } }
layers: { height: 0.2 }
speed: 8
${filled ? 'order: { sacrificialFirst: true }\n' : ''}crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`;
  },
  notes: [
    'Each wall is two strands thick: closed rings laid side by side, so no layer has a seam across the wall. The walls of the defaults are 1 mm together on a bore of 4 mm, a bench size; a clinical one is 3 mm bore, 0.5 mm wall, 50 mm long.',
    'A soft wall of 20 mm needs something to hold it up: print into a support bath, or add the sacrificial core with `--core sacrificial`.',
  ],
  warnings: {
    viability: warned.survival,
  },
});
