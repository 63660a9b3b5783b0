import type { LaydownValues } from '../../laydown-values.ts';
import { clipPaths } from '../../paths/clip-paths.ts';
import type { PathSet } from '../../paths/path-set.ts';
import { planeBounds } from '../../paths/plane-bounds.ts';
import { simplifyPaths } from '../../paths/simplify-paths.ts';
import type { PatternKind, PatternPaths, PatternPlace } from '../pattern.ts';
import { type Field, zeroLines } from './marching-squares.ts';

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
  const { density, fold } = surface;
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
    strandsAhead: ({ settings, spacing, width, sides, middles }) => {
      const cell = cellOf(settings, spacing, width);
      return { lengthMm: density / cell, points: pointsAhead(surface, cell, Math.max(...sides), middles) };
    },
  };
}

function laySurface(surface: Surface, place: PatternPlace): PatternPaths {
  const asked = place.settings.cell === undefined ? place.spacing * surface.density : place.settings.cell * 1e6;
  const cell = Math.round(Math.max(asked, place.section.width * 1e6));
  const height = (place.layer.top - place.section.height / 2) * 1e6;
  const { minX, minY, maxX, maxY } = planeBounds(place.region.points);
  const step = sampleStep(cell, Math.max(maxX - minX, maxY - minY));
  const column0 = Math.floor((minX - place.axisX) / step) - 1;
  const row0 = Math.floor((minY - place.axisY) / step) - 1;
  const lines = wallLines(surface, cell, height, {
    columns: Math.max(0, Math.ceil((maxX - place.axisX) / step) + 2 - column0),
    rows: Math.max(0, Math.ceil((maxY - place.axisY) / step) + 2 - row0),
    originX: place.axisX + column0 * step,
    originY: place.axisY + row0 * step,
    step,
    column0,
    row0,
  });
  return { families: [clipPaths(lines, place.region)] };
}

/** Distance of samples for a period over a longest side, all in one unit. */
function sampleStep(cell: number, longestSide: number): number {
  const { most, least } = samplesPerPeriod;
  return cell / Math.max(least, Math.min(most, Math.floor((samplesPerSide * cell) / longestSide)));
}

/** Layers and periods across that are looked at to count points ahead: some hundredths of a second. */
const countedLayers = 32;
const countedPeriods = 3;

/**
 * Points that the walls take on each mm² of a layer, in the mean over layers whose middles lie at these heights: those of
 * a patch, laid as a layer with this longest side is. What is cut and joined along the rim comes on top. All in mm.
 */
function pointsAhead(surface: Surface, cellMm: number, longestSide: number, middles: ArrayLike<number>): number {
  const cell = cellMm * 1e6;
  const step = sampleStep(cell, longestSide * 1e6);
  const across = Math.round((countedPeriods * cell) / step) + 1;
  const grid = { columns: across, rows: across, originX: 0, originY: 0, step, column0: 0, row0: 0 };
  const counted = Math.min(countedLayers, middles.length);
  let points = 0;
  for (let i = 0; i < counted; i++) {
    const middle = middles[Math.floor(((i + 0.5) * middles.length) / counted)];
    const lines = wallLines(surface, cell, middle * 1e6, grid);
    // Where the patch cuts a line off it has an end that the whole line does not need.
    points += lines.points.length / 2 - 2 * lines.closed.reduce((open, closed) => open + (closed === 1 ? 0 : 1), 0);
  }
  const side = ((across - 1) * step) / 1e6;
  return points / Math.max(1, counted) / (side * side);
}

/** Where samples lie: the first at column0 and row0 steps from the axis of the part. */
interface SampleGrid extends Omit<Field, 'values'> {
  readonly column0: number;
  readonly row0: number;
}

/** The lines of the walls at a height, without the points that they do not need. */
function wallLines({ row: termsOf }: Surface, cell: number, height: number, grid: SampleGrid): PathSet {
  const { column0, row0, ...of } = grid;
  const { columns, rows, step } = of;
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
  return simplifyPaths(zeroLines({ ...of, values }), tolerance);
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
