import type { LabelSurface } from '../../mesh/labels/label-surface.ts';
import { crossingFinder } from './crossings.ts';
import type { FieldGrid, FieldSpace } from './field-space.ts';

/** Points stay within their own block of voxels, and never meet. */
const reach = 0.499;
/** Pull towards the mean of the crossings, as a share of one plane; it fades with each round. */
const pull = 0.02;
const rounds = 4;

/**
 * Moves the points of a surface, in place, to where the fields put it: next to all planes that touch the surface where
 * it crosses the edges of their block. Flat faces come out flat, edges and corners sharp, round ones with an error of the
 * square of the step. After T. Ju et al., Dual contouring of Hermite data, 2002.
 */
export function placePoints({ points, middles }: LabelSurface, space: FieldSpace, grid: FieldGrid): void {
  const crossings = crossingFinder(space, grid);
  const place = new Float64Array(3);
  const own = new Int32Array(12);
  for (let p = 0; p < points.length; p += 3) {
    const i = Math.round(middles[p] - 0.5);
    const j = Math.round(middles[p + 1] - 0.5);
    const k = Math.round(middles[p + 2] - 0.5);
    let count = 0;
    for (let edge = 0; edge < 12; edge++) {
      const [one, other] = [edge & 1, (edge >> 1) & 1];
      const axis = edge >> 2;
      const found =
        axis === 0
          ? crossings.at(i, j + one, k + other, 0)
          : axis === 1
            ? crossings.at(i + other, j, k + one, 1)
            : crossings.at(i + one, j + other, k, 2);
      if (found >= 0) own[count++] = found;
    }
    goNextTo(crossings.planes(), own, count, place);
    for (let axis = 0; axis < 3; axis++) {
      const middle = middles[p + axis];
      const near = Math.min(middle + reach, Math.max(middle - reach, place[axis]));
      // Nothing of a body lies beyond its box.
      points[p + axis] = Math.min(grid.size[axis] - 0.5, Math.max(-0.5, near));
    }
  }
}

/** The place with the least sum of squared distances from all planes; where these leave it open, that next to their mean. */
function goNextTo(planes: Float64Array, own: Int32Array, count: number, place: Float64Array): void {
  place.fill(0);
  for (let c = 0; c < count; c++) for (let axis = 0; axis < 3; axis++) place[axis] += planes[6 * own[c] + axis] / count;
  for (let round = 0; round < rounds; round++) {
    // Of the symmetric matrix, and of the right side, which says how far to go.
    let [a, b, c, d, e, f] = [pull, 0, 0, pull, 0, pull];
    let [u, v, w] = [0, 0, 0];
    for (let at = 0; at < count; at++) {
      const o = 6 * own[at];
      // A crossing without a normal, of a voxel that was changed, has no plane: its normal is 0.
      const [x, y, z] = [planes[o + 3], planes[o + 4], planes[o + 5]];
      const away = x * (planes[o] - place[0]) + y * (planes[o + 1] - place[1]) + z * (planes[o + 2] - place[2]);
      a += x * x;
      b += x * y;
      c += x * z;
      d += y * y;
      e += y * z;
      f += z * z;
      u += x * away;
      v += y * away;
      w += z * away;
    }
    // By cofactors.
    const [aa, bb, cc] = [d * f - e * e, c * e - b * f, b * e - c * d];
    const [dd, ee, ff] = [a * f - c * c, b * c - a * e, a * d - b * b];
    const all = a * aa + b * bb + c * cc;
    place[0] += (aa * u + bb * v + cc * w) / all;
    place[1] += (bb * u + dd * v + ee * w) / all;
    place[2] += (cc * u + ee * v + ff * w) / all;
  }
}
