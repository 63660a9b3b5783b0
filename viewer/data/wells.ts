import type { ReadWell } from '../../src/gcode/reading/reading.ts';
import type { Bounds, Print, PrintStrands, PrintWell } from './print.ts';

interface Columns {
  readonly strands: PrintStrands;
  readonly path: Float32Array;
  readonly time: Float32Array;
}

/** Key of a well's values that numbers its condition. */
const conditionKey = 'condition';

/** What each well has of the print, and where. */
export function summarizeWells(
  { strands, path, time }: Columns,
  wells: readonly ReadWell[],
  names: readonly string[],
): PrintWell[] {
  const sums = names.map(() => ({ strands: 0, lengthMm: 0, volumeUl: 0, timeS: 0, box: emptyBox() }));
  for (let s = 0; s < strands.count; s++) {
    const sum = sums[strands.well[s]];
    sum.strands++;
    sum.lengthMm += strands.lengthMm[s];
    if (strands.volume[s] > 0) sum.volumeUl += strands.volume[s];
    const first = strands.firstRow[s];
    const end = strands.endRow[s];
    if (end > first) sum.timeS += time[end - 1] - (first > 0 ? time[first - 1] : 0);
    for (let point = first; point <= end; point++) reach(sum.box, path, 4 * point);
  }
  return wells.map(({ well, x, y, values }) => {
    const row = names.indexOf(well);
    const sum = sums[row] ?? { strands: 0, lengthMm: 0, volumeUl: 0, timeS: 0, box: emptyBox() };
    const box: Bounds = sum.box.min[0] <= sum.box.max[0] ? sum.box : { min: [x - 1, y - 1, 0], max: [x + 1, y + 1, 1] };
    return { ...sum, box, well, row, x, y, values, name: well, detail: settingWords(values) };
  });
}

interface GrowingBox {
  readonly min: [number, number, number];
  readonly max: [number, number, number];
}

function emptyBox(): GrowingBox {
  const far = Number.POSITIVE_INFINITY;
  return { min: [far, far, far], max: [-far, -far, -far] };
}

function reach({ min, max }: GrowingBox, path: Float32Array, at: number): void {
  for (let i = 0; i < 3; i++) {
    const value = path[at + i];
    if (value < min[i]) min[i] = value;
    if (value > max[i]) max[i] = value;
  }
}

/** `speed 6, spacing 0.8`: the settings of the well's condition. */
function settingWords(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([key]) => key !== conditionKey)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

/** Number of the well's condition; NaN where the file has no experiment. */
export function conditionOf(well: PrintWell | undefined): number {
  return Number(well?.values[conditionKey] ?? Number.NaN);
}

/** Settings that differ between the wells of the print, in the order of the file. */
export function sweptSettings({ wells }: Print): readonly string[] {
  const keys = new Set(wells.flatMap(({ values }) => Object.keys(values)));
  keys.delete(conditionKey);
  return [...keys].filter((key) => new Set(wells.map(({ values }) => values[key])).size > 1);
}

/** Wells by row of `wellNames`. */
export function wellsByRow({ wells, wellNames }: Print): readonly (PrintWell | undefined)[] {
  const found = new Map(wells.map((well) => [well.row, well]));
  return wellNames.map((_, row) => found.get(row));
}
