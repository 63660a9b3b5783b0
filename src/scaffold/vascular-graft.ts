import * as z from 'zod';
import { solidPart } from './part.ts';
import { designChoice, type Measures, type ScaffoldGenerator, type ScaffoldPart } from './scaffold.ts';
import { cylinder, polygonArea, tube } from './solids.ts';

const segments = 96;

/** A vessel of two layers, upright. */
export const vascularGraft: ScaffoldGenerator = {
  title: 'Vascular graft',
  description:
    'An upright vessel of two nested tubes: an inner layer with endothelial cells, an outer one with fibroblasts.',
  parameters: {
    bore: {
      schema: z.number().min(1).max(30),
      default: 4,
      unit: 'mm',
      what: 'inner diameter of the vessel',
      source: designChoice,
    },
    intima: {
      schema: z.number().min(0.2).max(5),
      default: 0.5,
      unit: 'mm',
      what: 'thickness of the inner layer',
      source: designChoice,
    },
    media: {
      schema: z.number().min(0.2).max(5),
      default: 0.5,
      unit: 'mm',
      what: 'thickness of the outer layer',
      source: designChoice,
    },
    length: {
      schema: z.number().min(1).max(60),
      default: 20,
      unit: 'mm',
      what: 'length, printed upright',
      source: designChoice,
    },
    core: {
      schema: z.number().int().min(0).max(1),
      default: 0,
      unit: '',
      what: '1 fills the bore with a sacrificial core that holds the wall up and is washed out cold',
      source: designChoice,
    },
  },
  parts: graftParts,
  job: graftJob,
  notes: [
    'Each wall is two strands thick: closed rings laid side by side, so no layer has a seam across the wall. The walls of the defaults are 1 mm together on a bore of 4 mm, a bench size; a clinical one is 3 mm bore, 0.5 mm wall, 50 mm long.',
    'A soft wall of 20 mm needs something to hold it up: print into a support bath, or add the sacrificial core with `--param core=1`.',
  ],
};

function graftParts(m: Measures): readonly ScaffoldPart[] {
  const bore = m.bore / 2;
  const between = bore + m.intima;
  const outside = between + m.media;
  const ring = (inner: number, outer: number) =>
    m.length * (polygonArea(outer, segments) - polygonArea(inner, segments));
  const core = () =>
    solidPart('core.stl', 'sacrificial', cylinder(bore, 0, m.length, segments), m.length * polygonArea(bore, segments));
  return [
    ...(m.core === 1 ? [core()] : []),
    solidPart('intima.stl', 'cellLaden', tube(bore, between, 0, m.length, segments), ring(bore, between)),
    solidPart('media.stl', 'cellLaden', tube(between, outside, 0, m.length, segments), ring(between, outside)),
  ];
}

function graftJob(m: Measures): string {
  const coreInk =
    m.core === 1
      ? '  core:\n    ink: pluronic-25                # washed out with ice water\n    tool: T3\n    nozzle: { gauge: 23, length: 12.7 }\n    load: 2 mL\n'
      : '';
  const corePart =
    m.core === 1
      ? '  - { mesh: core.stl, ink: core, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.4 } }\n'
      : '';
  const order = m.core === 1 ? 'order: { sacrificialFirst: true }\n' : '';
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
${coreInk}parts:
${corePart}  - { mesh: intima.stl, ink: intima, laydown: { pattern: concentric, solid: true } }
  - { mesh: media.stl, ink: media, laydown: { pattern: concentric, solid: true } }
layers: { height: 0.2 }
speed: 8
${order}crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`;
}
