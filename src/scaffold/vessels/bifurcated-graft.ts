import { InputError } from '../../finding/input-error.ts';
import { type Field, sampleFields } from '../field/field-space.ts';
import { fieldSurfaces } from '../field/field-surfaces.ts';
import { blended, capsuleField } from '../field/shapes.ts';
import { builtOf } from '../part.ts';
import { type Built, designChoice, type PartRole, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const parameters = {
  bore: { min: 1.5, max: 20, default: 4, unit: 'mm', what: 'inner diameter of the trunk', source: designChoice },
  wall: {
    min: 0.4,
    max: 5,
    default: 1.2,
    unit: 'mm',
    what: 'thickness of the wall, half of it intima',
    source: designChoice,
  },
  trunk: { min: 2, max: 30, default: 4, unit: 'mm', what: 'length of the trunk below the fork', source: designChoice },
  branch: {
    min: 2,
    max: 40,
    default: 6,
    unit: 'mm',
    what: 'height of the branches above the fork',
    source: designChoice,
  },
  angle: { min: 15, max: 40, default: 30, unit: '°', what: 'between each branch and the trunk', source: designChoice },
  core: {
    choices: ['none', 'sacrificial'],
    default: 'none',
    what: 'sacrificial fills the lumen with a core that is washed out cold',
    source: designChoice,
  },
  step: { min: 0.1, max: 1, default: 0.3, unit: 'mm', what: 'voxels of the mesh', source: designChoice },
} as const;

type V = Values<typeof parameters>;

/** Below zero in the lumen, and how far beyond it outside. */
function lumenOf({ bore, trunk, branch, angle }: V): Field {
  const r = bore / 2;
  // Murray 1926: the cube of the trunk's radius is the sum of the cubes of its branches'.
  const s = r / 2 ** (1 / 3);
  const reach = 2 * branch + bore;
  const [side, up] = [reach * Math.sin((angle * Math.PI) / 180), reach * Math.cos((angle * Math.PI) / 180)];
  return blended(
    [
      capsuleField([0, 0, -bore], [0, 0, trunk], r),
      capsuleField([0, 0, trunk], [side, 0, trunk + up], s),
      capsuleField([0, 0, trunk], [-side, 0, trunk + up], s),
    ],
    r / 2,
  );
}

function build(v: V): Built {
  const lumen = lumenOf(v);
  const shell =
    (from: number, to: number): Field =>
    (x, y, z) => {
      const d = lumen(x, y, z);
      return Math.max(from - d, d - to);
    };
  const height = v.trunk + v.branch;
  const y = v.bore / 2 + v.wall + v.step;
  const x = y + v.branch * Math.tan((v.angle * Math.PI) / 180) + v.bore / Math.cos((v.angle * Math.PI) / 180);
  const walls = [shell(0, v.wall / 2), shell(v.wall / 2, v.wall)];
  const space = {
    min: [-x, -y, 0],
    max: [x, y, height],
    step: v.step,
    fields: v.core === 'none' ? walls : [lumen, ...walls],
  } as const;
  const surfaces = fieldSurfaces(space, sampleFields(space));
  if (surfaces === null) {
    throw new InputError('scaffold-coarse', `Voxels of ${v.step} mm are too coarse for a wall of ${v.wall} mm.`, {
      fix: 'Give a smaller --step.',
    });
  }
  const parts: (readonly [string, PartRole])[] = [
    ...(v.core === 'none' ? [] : [['core', 'sacrificial'] as const]),
    ['intima', 'cellLaden'],
    ['media', 'cellLaden'],
  ];
  return builtOf(surfaces, parts);
}

/** A vessel that forks, as for a bypass or the aorta. */
export const bifurcatedGraft = scaffoldKind({
  title: 'Bifurcated graft',
  purpose:
    'An upright vessel that forks into two, of an inner layer with endothelial cells and an outer one with fibroblasts.',
  parameters,
  conflict: ({ wall, step }) =>
    step > wall / 4
      ? {
          what: `A wall of ${wall} mm takes voxels of ${wall / 4} mm or less.`,
          fix: 'Give a smaller --step or a thicker --wall.',
        }
      : null,
  build,
  accuracy: ({ step }) =>
    `The mesh is made of voxels of ${step} mm with their points moved onto the surface: it strays from it by at most about ${((1000 * step) / 8).toFixed(0)} µm.`,
  job: ({ core }) => {
    const filled = core === 'sacrificial';
    return `# Bifurcated graft: two nested walls that fork, printed upright.
name: bifurcated graft
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
${filled ? '  core:\n    ink: pluronic-25                # washed out with ice water\n    tool: T3\n    nozzle: { gauge: 23, length: 12.7 }\n    load: 2 mL\n' : ''}parts:
${filled ? '  - { mesh: core.stl, ink: core, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.4 } }\n' : ''}  - { mesh: intima.stl, ink: intima, laydown: { pattern: concentric, solid: true } }
  - { mesh: media.stl, ink: media, laydown: { pattern: concentric, solid: true } }
layers: { height: 0.2 }
speed: 8
${filled ? 'order: { sacrificialFirst: true }\n' : ''}crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`;
  },
  notes: [
    "The radii of the branches follow Murray's law: the cube of the trunk's radius is the sum of the cubes of theirs. The walls are one field around the lumen, so their thickness is the same in the fork.",
    'The branches lean: a soft wall wants a support bath, or the sacrificial core with `--core sacrificial`.',
  ],
  warnings: {
    viability: warned.survival,
    plan: warned.thin,
  },
});
