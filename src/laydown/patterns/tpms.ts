import type { PatternId } from '../../job/laydown-settings.ts';
import { clipPaths } from '../clip-paths.ts';
import { planeBounds } from '../plane-bounds.ts';
import { simplifyPaths } from '../simplify-paths.ts';
import { type Field, zeroLines } from './marching-squares.ts';
import type { Pattern, PatternPlace } from './pattern.ts';

export type TpmsId = 'gyroid' | 'schwarz-p' | 'diamond';

/**
 * Mean length of the level lines of one period squared, in periods, over all heights: walls lie period / density
 * apart (area over length). By marching squares on 400 x 400 samples at 96 heights; the surfaces are the nodal
 * approximations F = 0 with X = 2 pi x / cell:
 * gyroid sinX cosY + sinY cosZ + sinZ cosX; Schwarz P cosX + cosY + cosZ;
 * diamond sX sY sZ + sX cY cZ + cX sY cZ + cX cY sZ.
 */
export const tpmsDensity: Readonly<Record<TpmsId, number>> = {
  gyroid: 2.4573,
  'schwarz-p': 1.8856,
  diamond: 3.0449,
};

/**
 * Walls come near each other where their surface folds: there a wall w wide covers less than its length times w, by
 * this share of (w / spacing)^4 of the plane. Mean over a period by distance maps of 400 x 400 samples at 60 heights;
 * the fourth power holds within a tenth up to w = 0.9 spacings.
 */
export const tpmsFold: Readonly<Record<TpmsId, number>> = { gyroid: 0.089, 'schwarz-p': 0.138, diamond: 0.094 };

export function isTpms(pattern: PatternId): pattern is TpmsId {
  return pattern in tpmsDensity;
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
export function layTpms(id: TpmsId): Pattern {
  return (place) => {
    const asked = place.settings.cell === undefined ? place.spacing * tpmsDensity[id] : place.settings.cell * 1e6;
    const cell = Math.round(Math.max(asked, place.section.width * 1e6));
    const height = (place.layer.top - place.section.height / 2) * 1e6;
    const field = sampleTpms(id, cell, height, place);
    const lines = simplifyPaths(zeroLines(field), tolerance);
    return { families: [clipPaths(lines, place.region)] };
  };
}

/** Distance of samples for a period over a longest side, all in one unit. */
export function tpmsStep(cell: number, longestSide: number): number {
  const { most, least } = samplesPerPeriod;
  return cell / Math.max(least, Math.min(most, Math.floor((samplesPerSide * cell) / longestSide)));
}

function sampleTpms(id: TpmsId, cell: number, height: number, place: PatternPlace): Field {
  const { minX, minY, maxX, maxY } = planeBounds(place.region.points);
  const step = tpmsStep(cell, Math.max(maxX - minX, maxY - minY));
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
    const [a, b, c] = rowTerms(id, ys.sin[row], ys.cos[row], Math.sin(z), Math.cos(z));
    const begin = row * columns;
    for (let column = 0; column < columns; column++)
      values[begin + column] = a * xs.sin[column] + b * xs.cos[column] + c;
  }
  return { values, columns, rows, originX: place.axisX + column0 * step, originY: place.axisY + row0 * step, step };
}

/** Every one of the surfaces is a sinX + b cosX + c along a row. */
function rowTerms(id: TpmsId, sinY: number, cosY: number, sinZ: number, cosZ: number): [number, number, number] {
  if (id === 'gyroid') return [cosY, sinZ, sinY * cosZ];
  if (id === 'schwarz-p') return [0, 1, cosY + cosZ];
  return [sinY * sinZ + cosY * cosZ, sinY * cosZ + cosY * sinZ, 0];
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
