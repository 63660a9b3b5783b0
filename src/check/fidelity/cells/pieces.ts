import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { enterFloats, floatsAt, intsAt } from '../../../kernel/kernel.ts';
import { connectRuns, rimsOfPieces } from '../enter-layer.ts';
import type { Frame } from '../frame.ts';
import type { MapAddress } from './cell-map.ts';

/** A connected patch of cells. Turned coordinates, nm. */
export interface Piece {
  readonly cells: number;
  /** Longest extent over eight directions, nm. */
  readonly length: number;
  /** Length of its rim within some percent, nm. */
  readonly rim: number;
  readonly box: readonly [lowU: number, lowV: number, highU: number, highV: number];
  /** Places spread evenly over it, u0 v0 u1 v1 …; the middle one is its place in words. */
  readonly samples: Float64Array;
}

/** Cosines and sines of the directions in which extents are taken. */
const directions = 8;
const cosines = Float64Array.from({ length: directions }, (_, k) => Math.cos((Math.PI * k) / directions));
const sines = Float64Array.from({ length: directions }, (_, k) => Math.sin((Math.PI * k) / directions));
const mostSamples = 48;

/** The patches of a map, in the order of their first row. */
export const piecesOf = (kernel: FidelityKernel, frame: Frame, map: MapAddress): Piece[] =>
  piecesOfRuns(kernel, frame, kernel.runsOfMap(map));

/** The patches of cells given by where the columns of their runs lie: whole numbers, `to` one past the last. */
export function piecesOfRuns(kernel: FidelityKernel, frame: Frame, found: number): Piece[] {
  const [runs] = intsAt(kernel, found, 1);
  if (runs === 0) return [];
  kernel.holdRuns(found);
  const { count } = connectRuns(kernel, runs, 0, 1);
  const rims = rimsOfPieces(kernel, count, frame.columnNm);
  const ways = kernel.take(16 * directions);
  enterFloats(kernel, ways, cosines);
  enterFloats(kernel, ways + 8 * directions, sines);
  const patches = kernel.patchesOf(ways, ways + 8 * directions, directions, mostSamples);
  const [sizes, starts, samples, extents] = intsAt(kernel, patches, 4);
  const cells = intsAt(kernel, sizes, count);
  const begins = intsAt(kernel, starts, count + 1);
  const places = floatsAt(kernel, samples, 2 * begins[count]);
  const reaches = floatsAt(kernel, extents, 2 * directions * count);
  kernel.restore();
  return Array.from(cells, (size, of) => ({
    cells: size,
    rim: rims[of],
    samples: places.subarray(2 * begins[of], 2 * begins[of + 1]),
    ...boundsOf(reaches.subarray(2 * directions * of, 2 * directions * (of + 1))),
  }));
}

/** From the greatest way along each direction, and against it. */
function boundsOf(extent: Float64Array): Pick<Piece, 'length' | 'box'> {
  let length = 0;
  for (let d = 0; d < directions; d++) length = Math.max(length, extent[2 * d] + extent[2 * d + 1]);
  const up = directions;
  return { length, box: [-extent[1], -extent[up + 1], extent[0], extent[up]] };
}
