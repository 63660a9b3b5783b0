import { clipPaths } from '../clip-paths.ts';
import type { LaydownValues } from '../laydown-values.ts';
import { planeBounds } from '../plane-bounds.ts';
import { simplifyPaths } from '../simplify-paths.ts';
import { type Field, zeroLines } from './marching-squares.ts';
import type { PatternKind, PatternPaths, PatternPlace } from './pattern.ts';

/** A minimal surface by its nodal approximation F(x, y, z) = 0, in periods of 2 pi. */
export interface Surface {
  /**
   * Mean length of the level lines of one period squared, in periods, over all heights: walls lie period / density
   * apart (area over length). By marching squares on 400 x 400 samples at 96 heights.
   */
  readonly density: number;
  /**
   * Walls come near each other where their surface folds: there a wall w wide covers less than its length times w, by
   * this share of (w / spacing)^4 of the plane. Mean over a period by distance maps of 400 x 400 samples at 60 heights;
   * the fourth power holds within a tenth up to w = 0.9 spacings.
   */
  readonly fold: number;
  /**
   * Points on each mm of a wall of a period of 1 mm, at least: straight pieces stay within 2 µm of the curve, so that
   * their number grows with the root of the curvature. Counted on planes of 20 to 80 mm at periods of 0.4 to 2 mm, the
   * joins along the rim included; the least of them.
   */
  readonly leastPoints: number;
  /** F along a row as a sinX + b cosX + c: every one of these surfaces is of this form. */
  readonly row: (sinY: number, cosY: number, sinZ: number, cosZ: number) => readonly [a: number, b: number, c: number];
}

/** Samples a period: straight pieces between them leave the true line by less than 0.001 of the period. */
const samplesPerPeriod = { most: 40, least: 8 };
/** Samples along the longer side of a layer at most: many small periods are sampled more coarsely. */
const samplesPerSide = 1600;
/** Points that a line does not need within this distance are left out, nm. */
const tolerance = 2000;

/**
 * Walls along a minimal surface: the lines where it cuts the middle of each layer. The period is exact and counts from
 * the axis of the part and the surface printed on, so that the walls of all layers meet.
 */
export function surfacePattern(
  surface: Surface,
  words: Pick<PatternKind, 'description' | 'spacing'>,
): PatternKind & { readonly spacingOfCell: (cell: number) => number } {
  const { density, fold, leastPoints } = surface;
  const cellOf = ({ cell }: LaydownValues, spacing: number, width: number) =>
    Math.max(width, cell ?? spacing * density);
  return {
    ...words,
    settings: ['cell', 'join'],
    directions: { by: 'none' },
    reads: ['cell'],
    gradients: {},
    lay: (place) => laySurface(surface, place),
    weave: () => ({ fold }),
    spacingOfCell: (cell) => cell / density,
    pointsOnLayer: ({ settings, spacing, width, sides: [x, y] }) =>
      (x * y) / sampleStep(cellOf(settings, spacing, width), Math.max(x, y)) ** 2,
    strandsAhead: (settings, spacing, width) => {
      const cell = cellOf(settings, spacing, width);
      const lengthMm = density / cell;
      return { lengthMm, points: (lengthMm * leastPoints) / Math.sqrt(cell) };
    },
  };
}

function laySurface(surface: Surface, place: PatternPlace): PatternPaths {
  const asked = place.settings.cell === undefined ? place.spacing * surface.density : place.settings.cell * 1e6;
  const cell = Math.round(Math.max(asked, place.section.width * 1e6));
  const height = (place.layer.top - place.section.height / 2) * 1e6;
  const field = sampleSurface(surface, cell, height, place);
  const lines = simplifyPaths(zeroLines(field), tolerance);
  return { families: [clipPaths(lines, place.region)] };
}

/** Distance of samples for a period over a longest side, all in one unit. */
function sampleStep(cell: number, longestSide: number): number {
  const { most, least } = samplesPerPeriod;
  return cell / Math.max(least, Math.min(most, Math.floor((samplesPerSide * cell) / longestSide)));
}

function sampleSurface({ row: termsOf }: Surface, cell: number, height: number, place: PatternPlace): Field {
  const { minX, minY, maxX, maxY } = planeBounds(place.region.points);
  const step = sampleStep(cell, Math.max(maxX - minX, maxY - minY));
  const column0 = Math.floor((minX - place.axisX) / step) - 1;
  const row0 = Math.floor((minY - place.axisY) / step) - 1;
  const columns = Math.max(0, Math.ceil((maxX - place.axisX) / step) + 2 - column0);
  const rows = Math.max(0, Math.ceil((maxY - place.axisY) / step) + 2 - row0);
  const wave = (2 * Math.PI * step) / cell;
  const z = (2 * Math.PI * height) / cell;
  const xs = waves(column0, columns, wave);
  const ys = waves(row0, rows, wave);
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const [a, b, c] = termsOf(ys.sin[row], ys.cos[row], Math.sin(z), Math.cos(z));
    const begin = row * columns;
    for (let column = 0; column < columns; column++)
      values[begin + column] = a * xs.sin[column] + b * xs.cos[column] + c;
  }
  return { values, columns, rows, originX: place.axisX + column0 * step, originY: place.axisY + row0 * step, step };
}

function waves(first: number, count: number, wave: number): { sin: Float64Array; cos: Float64Array } {
  const sin = new Float64Array(count);
  const cos = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    sin[i] = Math.sin((first + i) * wave);
    cos[i] = Math.cos((first + i) * wave);
  }
  return { sin, cos };
}
