import { InputError } from '../../finding/input-error.ts';
import { volumeAbout } from '../../mesh/study/measure-shells.ts';
import { type Field, type FieldGrid, type FieldSpace, sampleFields } from '../field/field-space.ts';
import { fieldSurfaces } from '../field/field-surfaces.ts';
import { builtOf } from '../part.ts';
import { type Built, designChoice } from '../scaffold.ts';
import { type Network, networksOf } from './networks.ts';
import { levelByShare, type SolidKind, type SurfaceName, solidKinds, solidLevel, surfaceNames } from './surfaces.ts';

/** What every body of a periodic surface can be set to. */
export const tpmsParameters = {
  surface: {
    choices: surfaceNames,
    default: 'gyroid',
    what: 'which periodic surface',
    source: designChoice,
  },
  kind: {
    choices: solidKinds,
    default: 'network',
    what: 'network: the struts on one side of the surface; sheet: a wall along it, with pores on both sides',
    source: designChoice,
  },
  cell: { min: 1, max: 20, default: 4, unit: 'mm', what: 'edge of a unit cell', source: designChoice },
  porosity: {
    min: 0.1,
    max: 0.95,
    default: 0.65,
    unit: '',
    what: 'share of the body that is pore, held by the mesh',
    source: designChoice,
  },
  change: {
    min: -0.4,
    max: 0.4,
    default: 0,
    unit: '',
    what: 'how much more of it is pore at the top than at the bottom, or at the rim than at the axis',
    source: designChoice,
  },
  fill: {
    choices: ['none', 'gel'],
    default: 'none',
    what: 'gel makes the pores a part of their own, to be filled with cells',
    source: designChoice,
  },
  voxels: {
    min: 0,
    max: 64,
    default: 0,
    unit: '',
    whole: true,
    what: 'voxels along a cell: how fine the mesh is; 0 takes as many as its struts or walls need',
    source: designChoice,
  },
} as const;

/** What a periodic surface fills. */
export interface TpmsBody {
  readonly min: FieldSpace['min'];
  readonly max: FieldSpace['max'];
  readonly inside: Field;
  readonly volumeMm3: number;
  /** From 0 to 1 along the way on which the porosity changes. */
  readonly along: Field;
  /** Mean of `along` over the body. */
  readonly meanAlong: number;
}

export interface TpmsValues {
  readonly surface: SurfaceName;
  readonly kind: SolidKind;
  readonly cell: number;
  readonly porosity: number;
  readonly change: number;
  readonly fill: 'none' | 'gel';
  readonly voxels: number;
}

/** Porosity of the mesh is sought to this, and held to the other. */
const sought = 0.0005;
const held = 0.002;
const mostRounds = 8;
/** With less of the solid than this in its largest piece, it has fallen apart. */
const leastWhole = 0.95;

/** Of the surface in a unit cell of edge 1, by marching tetrahedra on refined grids. */
const cellArea: Readonly<Record<SurfaceName, number>> = {
  gyroid: 3.09,
  'schwarz-p': 2.35,
  diamond: 3.84,
  neovius: 3.52,
  'i-wp': 3.55,
};
const leastVoxels = 12;
/** Voxels across a sheet; with fewer it gets holes. */
const acrossSheet = 2;

/** Voxels along a cell that the thinnest place needs. */
export function neededVoxels({
  surface,
  kind,
  porosity,
  change,
}: Omit<TpmsValues, 'cell' | 'fill' | 'voxels'>): number {
  if (kind === 'network') return leastVoxels;
  const thinnest = (1 - Math.max(porosity, porosity + change)) / cellArea[surface];
  return Math.max(leastVoxels, Math.ceil(acrossSheet / thinnest));
}

/** Meshes of the struts, and of the pores where they are asked for. Throws InputError where no solid hangs together. */
export function buildTpms(body: TpmsBody, values: TpmsValues): Built {
  const meant = values.porosity + values.change * body.meanAlong;
  const shareLevel = levelByShare(solidLevel(values.surface, values.kind));
  // Levels of the unit cell are right for a body without a rim; what the rim and the facets change is found by trying.
  let [low, high] = [-1, 1];
  let shift = 0;
  let best: { readonly tried: Tried; readonly porosity: number } | null = null;
  for (let round = 0; round < mostRounds; round++) {
    const tried = tryShift(body, values, shareLevel, shift);
    const porosity = 1 - volumeAbout(tried.surfaces[1], [0, 0, 0]) / body.volumeMm3;
    if (best === null || Math.abs(porosity - meant) < Math.abs(best.porosity - meant)) best = { tried, porosity };
    if (Math.abs(porosity - meant) < sought) break;
    if (porosity < meant) low = shift;
    else high = shift;
    const next = shift + meant - porosity;
    shift = next > low && next < high ? next : (low + high) / 2;
  }
  return finished(best as NonNullable<typeof best>, values, meant);
}

interface Tried {
  readonly surfaces: readonly Float32Array[];
  readonly pores: readonly Network[];
  readonly dropped: readonly Network[];
  readonly voxelMm3: number;
}

function tryShift(body: TpmsBody, values: TpmsValues, shareLevel: (share: number) => number, shift: number): Tried {
  const { surface, kind, cell, porosity, change, fill } = values;
  const voxels = values.voxels || neededVoxels(values);
  const level = solidLevel(surface, kind);
  const turn = (2 * Math.PI) / cell;
  // Levels are steep in the angle: about one for each radian.
  const mm = 1 / turn;
  const uniform = shareLevel(1 - porosity - shift);
  const levelAt: Field =
    change === 0 ? () => uniform : (x, y, z) => shareLevel(1 - porosity - change * body.along(x, y, z) - shift);
  const struts: Field = (x, y, z) =>
    Math.max(mm * (level(turn * x, turn * y, turn * z) - levelAt(x, y, z)), body.inside(x, y, z));
  const space = { min: body.min, max: body.max, step: cell / voxels, fields: [struts, body.inside] };
  const grid = sampleFields(space);
  const solids = networksOf(grid, 1);
  refuseFragments(values, solids);
  const dropped = solids.slice(1);
  for (const { voxels: island } of dropped) for (const v of island) grid.labels[v] = 2;
  const pores = networksOf(grid, 2);
  if (fill === 'none') for (let v = 0; v < grid.labels.length; v++) if (grid.labels[v] === 2) grid.labels[v] = 0;
  const surfaces = fieldSurfaces(space, grid);
  if (surfaces === null) throw tooCoarse(values);
  return { surfaces, pores, dropped, voxelMm3: voxelOf(grid) };
}

const voxelOf = ({ voxel: [x, y, z] }: FieldGrid) => x * y * z;

function refuseFragments({ surface, kind, porosity }: TpmsValues, solids: readonly Network[]): void {
  const all = solids.reduce((sum, { voxels }) => sum + voxels.length, 0);
  const [first] = solids;
  if (first !== undefined && first.voxels.length >= leastWhole * all && first.bottom && first.top) return;
  throw new InputError(
    'scaffold-percolation',
    `The ${kind} of a ${surface} with porosity ${porosity} does not hang together: it is ${solids.length} pieces.`,
    { fix: 'Give a lower porosity, a sheet, or a body of more cells.' },
  );
}

function tooCoarse(values: TpmsValues): InputError {
  const voxels = values.voxels || neededVoxels(values);
  return new InputError('scaffold-coarse', `With ${voxels} voxels along a cell the struts are thinner than a voxel.`, {
    fix: 'Give more with --voxels, or a lower porosity.',
  });
}

function finished(
  { tried, porosity }: { readonly tried: Tried; readonly porosity: number },
  { fill, change, porosity: asked }: TpmsValues,
  meant: number,
): Built {
  const { surfaces, pores, dropped, voxelMm3 } = tried;
  if (Math.abs(porosity - meant) > held) {
    throw new InputError('scaffold-porosity', `The mesh holds a porosity of ${porosity.toFixed(4)}, not ${meant}.`, {
      fix: 'Give more voxels with --voxels.',
    });
  }
  const graded = change === 0 ? '' : `, from ${asked} to ${(asked + change).toFixed(3)}`;
  const lost = dropped.reduce((sum, { voxels }) => sum + voxels.length, 0) * voxelMm3;
  const islands =
    dropped.length === 0
      ? 'The solid is one piece.'
      : `The solid is one piece; ${dropped.length} more at the rim, cut off from it (${lost.toFixed(2)} mm³), are left out.`;
  const facts = [`The mesh holds a porosity of ${porosity.toFixed(4)}${graded}.`, islands, poreText(pores)];
  const parts = [
    ['scaffold', 'structural'],
    ['gel', 'cellLaden'],
  ] as const;
  return builtOf(surfaces, fill === 'gel' ? parts : parts.slice(0, 1), facts);
}

/** Networks of less than this share of the pores are pockets that the rim cuts off. */
const leastNetwork = 0.05;

function poreText(pores: readonly Network[]): string {
  const all = pores.reduce((sum, { voxels }) => sum + voxels.length, 0);
  const large = pores.filter(({ voxels }) => voxels.length >= leastNetwork * all);
  const through = large.every(({ bottom, top, side }) => bottom && top && side);
  const sealed = pores.filter(({ bottom, top, side }) => !(bottom || top || side));
  const shut = sealed.reduce((sum, { voxels }) => sum + voxels.length, 0) / all;
  const count = large.length === 1 ? 'one network' : `${large.length} networks`;
  const open = through
    ? `${large.length === 1 ? 'open' : 'each open'} at the bottom, the top and the side`
    : 'not all of them open at the bottom, the top and the side: medium cannot flow through';
  const closed = sealed.length === 0 ? '' : `; ${(100 * shut).toFixed(2)} % of them are sealed`;
  return `The pores are ${count}, ${open}${closed}.`;
}
