import { type LabelSurface, labelSurface } from '../mesh/labels/label-surface.ts';
import { trianglesByLabel } from '../mesh/labels/label-triangles.ts';
import type { LabelPieces } from '../mesh/labels/voxel-pieces.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { boundsOf } from '../mesh/study/edge-sum.ts';
import { volumeAbout } from '../mesh/study/measure-shells.ts';
import type { Choice, ChosenVolume } from './choose-labels.ts';
import { keepVolumes } from './keep-volumes.ts';
import { determinant, type LabelVolume } from './label-volume.ts';
import { smoothSurface } from './smooth-surface.ts';

/** One part of a scan as a closed mesh. */
export interface ScanPart {
  readonly name: string;
  readonly labels: readonly number[];
  readonly mesh: Mesh;
  readonly pieces: LabelPieces;
  /** Of its voxels, mm³. */
  readonly voxelMm3: number;
  /** Of its mesh, mm³. */
  readonly volumeMm3: number;
}

export interface ScanParts {
  readonly parts: readonly ScanPart[];
  /** Of everything together, from its outer surfaces alone, mm³. */
  readonly envelopeMm3: number;
  /** What was added to right, anterior, superior coordinates: the middle of the base of all parts comes to 0, 0, 0. */
  readonly shiftMm: readonly [x: number, y: number, z: number];
}

export interface ScanPartsOptions {
  /** How often steps of voxels are smoothed, forth and back. */
  readonly smooth: number;
  /** x to the left and y to the back instead of right and front. */
  readonly lps?: boolean;
}

const origin = [0, 0, 0] as const;

/** Closed meshes of the labels of a chosen volume, one for each choice; two that touch share their triangles. */
export function scanParts(
  { volume, voxelMm3 }: ChosenVolume,
  choices: readonly Choice[],
  pieces: ReadonlyMap<number, LabelPieces>,
  { smooth, lps = false }: ScanPartsOptions,
): ScanParts {
  const surface = labelSurface(volume);
  smoothSurface(surface, smooth);
  keepVolumes(surface, new Map([...pieces].map(([label, { voxels }]) => [label, voxels])));
  const { points, shiftMm } = placed(surface, volume, lps ? -1 : 1);
  const mirrored = determinant(volume.toRas) < 0;
  const meshes = trianglesByLabel(surface, points, mirrored, choices.length);
  const parts = choices.map(({ name, labels }, c): ScanPart => {
    const triangles = meshes[c + 1];
    // Every choice was given a piece above.
    const own = pieces.get(c + 1)!;
    return {
      name,
      labels,
      mesh: { name, triangles, bounds: boundsOf(triangles) },
      pieces: own,
      voxelMm3: own.voxels * voxelMm3,
      volumeMm3: volumeAbout(triangles, origin),
    };
  });
  // What faces the outside has no label there: turned over, it is the surface of everything together.
  return { parts, envelopeMm3: -volumeAbout(meshes[0], origin), shiftMm };
}

/** Points in mm, rounded once for all parts; the middle of their base at 0, 0, 0. */
function placed({ points }: LabelSurface, { toRas }: LabelVolume, sign: 1 | -1) {
  const rows = [toRas[0].map((value) => sign * value), toRas[1].map((value) => sign * value), toRas[2]];
  const all = new Float64Array(points.length);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 3) {
    for (let axis = 0; axis < 3; axis++) {
      const [a, b, c, d] = rows[axis];
      const value = a * points[i] + b * points[i + 1] + c * points[i + 2] + d;
      all[i + axis] = value;
      if (value < low[axis]) low[axis] = value;
      if (value > high[axis]) high[axis] = value;
    }
  }
  const shiftMm = [-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -low[2]] as const;
  return { points: Float32Array.from(all, (value, i) => value + shiftMm[i % 3]), shiftMm };
}
