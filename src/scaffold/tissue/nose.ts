import { reliefSurfaces } from '../columns/relief.ts';
import { builtOf } from '../part.ts';
import { designChoice, morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const parameters = {
  length: {
    min: 12,
    max: 60,
    default: 24,
    unit: 'mm',
    what: 'from the root to the base',
    source: `${designChoice}: about half of a natural one; a septum of 31 x 30 mm is the ${morphoStruct}`,
  },
  width: {
    min: 8,
    max: 45,
    default: 16,
    unit: 'mm',
    what: 'across the wings',
    source: `${designChoice}: about half of a natural one`,
  },
  height: {
    min: 4,
    max: 30,
    default: 10,
    unit: 'mm',
    what: 'of the tip over the back',
    source: `${designChoice}: about half of a natural one`,
  },
  cartilage: {
    min: 0.5,
    max: 3,
    default: 1,
    unit: 'mm',
    what: 'thickness of the cartilage',
    source: `${designChoice}; 0.8 to 3 mm is the ${morphoStruct}`,
  },
} as const;

type V = Values<typeof parameters>;

const around = 72;
const rings = 18;

/** Narrow at the root, wide at the wings: half of the width at a place between the base (-1) and the root (1). */
const halfWidth = (v: number) => 0.62 - 0.38 * v;

function placeAt({ length, width }: V, share: number, angle: number): readonly [number, number] {
  const v = share * Math.sin(angle);
  const u = share * Math.cos(angle) * halfWidth(Math.sin(angle));
  return [u * width, (v * length) / 2];
}

/** Height over the back as a share: a ridge that rises from the root to the tip, and a wing on either side. */
function relief(share: number, angle: number): number {
  const v = share * Math.sin(angle);
  const u = share * Math.cos(angle);
  const along = 0.45 + 0.47 * Math.exp(-(((v + 0.55) / 0.75) ** 2));
  const ridge = Math.exp(-((u / 0.5) ** 2));
  const wing = 0.22 * Math.exp(-(((Math.abs(u) - 0.6) / 0.2) ** 2) - ((v + 0.6) / 0.3) ** 2);
  return 0.2 + (along - 0.2) * ridge * (1 - 0.35 * share ** 4) + wing;
}

/** An outer nose. */
export const nose = scaffoldKind({
  title: 'Nose',
  purpose: 'An outer nose: a shell of cartilage with ridge, tip and wings over a porous core.',
  parameters,
  conflict: ({ height, cartilage, width }) =>
    cartilage > 0.14 * height || cartilage > 0.12 * width
      ? {
          what: `Cartilage of ${cartilage} mm leaves no core in a nose of ${width} x ${height} mm.`,
          fix: 'Give a smaller --cartilage.',
        }
      : null,
  build: (v) => {
    const surfaces = reliefSurfaces({
      around,
      rings,
      place: (share, angle) => placeAt(v, share, angle),
      height: (share, angle) => v.height * relief(share, angle),
      shell: v.cartilage,
      rim: v.cartilage / (0.5 * v.width),
    });
    return builtOf(surfaces, [
      ['cartilage', 'structural'],
      ['core', 'cellLaden'],
    ]);
  },
  accuracy: ({ length }) =>
    `The surface is facets between ${around} directions and ${rings + 1} rings, which lie at most about ${(1000 * (length / 2) * (1 - Math.cos(Math.PI / around))).toFixed(0)} µm within its outline.`,
  job: ({ length }) => `# Nose: a shell of cartilage over a porous core, printed on its back.
name: nose
printer: allevi-biobot1
vessel: { dish: ${length <= 40 ? 'petri-60' : 'petri-90'} }
inks:
  cartilage:
    ink: ama                       # alginate, methylcellulose and agarose: a paste that keeps its shape; no cells
    tool: T0
    nozzle: { gauge: 23, length: 12.7 }
    load: 4 mL
  core:
    ink: alginate-i1g-4
    tool: T1
    nozzle: { gauge: 23, length: 12.7 }
    load: 3 mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
parts:
  - { mesh: cartilage.stl, ink: cartilage, laydown: { pattern: parallel, angles: [0, 90], spacing: 0.5 }, contours: 1 }
  - { mesh: core.stl, ink: core, laydown: { pattern: parallel, angles: [0, 90], spacing: 0.7 } }
layers: { height: 0.25 }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`,
  notes: [
    "The relief is a drawing of the nose's landmarks, not a person's nose: for that, start from a scan (`bioweft scan`). Nostrils are left to the surgeon: the base is closed.",
  ],
  warnings: { viability: warned.survival },
});
