import { fieldAccuracy, fieldParts } from '../field/field-parts.ts';
import type { Field } from '../field/field-space.ts';
import { blended, capsuleField } from '../field/shapes.ts';
import { type Built, designChoice, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';
import { graftJob, graftParts } from './graft-walls.ts';

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
  return fieldParts(space, graftParts(v.core), `a wall of ${v.wall} mm`);
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
  accuracy: ({ step }) => fieldAccuracy(step),
  job: ({ core }) => graftJob('bifurcated graft', 'two nested walls that fork, printed upright.', core),
  notes: [
    "The radii of the branches follow Murray's law: the cube of the trunk's radius is the sum of the cubes of theirs. The walls are one field around the lumen, so their thickness is the same in the fork.",
    'The branches lean: a soft wall wants a support bath, or the sacrificial core with `--core sacrificial`.',
  ],
  warnings: {
    viability: warned.survival,
    plan: warned.thin,
  },
});
