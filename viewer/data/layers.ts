import type { Motions } from '../../src/gcode/motion.ts';
import type { ReadLayer } from '../../src/gcode/reading/reading.ts';
import type { PrintLayer, PrintStrands } from './print.ts';

/** Stretches of rows on one layer: layer, first row, end row. A layer printed in several wells has several. */
export function layerRuns(layer: Uint16Array, rows: number): Uint32Array {
  const runs: number[] = [];
  for (let first = 0; first < rows; ) {
    let end = first + 1;
    while (end < rows && layer[end] === layer[first]) end++;
    runs.push(layer[first], first, end);
    first = end;
  }
  return Uint32Array.from(runs);
}

interface Columns {
  readonly strands: PrintStrands;
  readonly runs: Uint32Array;
  readonly time: Float32Array;
}

/** Of each strand that climbs through several layers, its length on each of them, mm. */
export type Climbs = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Strands that rise on their way are booked where they lie, motion by motion. */
export function climbsOf({ x, y, z, start, strand, layer, count }: Motions, strandLayer: Uint16Array): Climbs {
  const climbs = new Map<number, Map<number, number>>();
  for (let row = 0; row < count; row++) {
    const s = strand[row];
    if (s >= 0 && layer[row] !== strandLayer[s]) climbs.set(s, new Map());
  }
  if (climbs.size === 0) return climbs;
  for (let row = 0; row < count; row++) {
    const lengths = climbs.get(strand[row]);
    if (lengths === undefined) continue;
    const [fromX, fromY, fromZ] = row === 0 ? start : [x[row - 1], y[row - 1], z[row - 1]];
    const length = Math.hypot(x[row] - fromX, y[row] - fromY, z[row] - fromZ) / 1e6;
    lengths.set(layer[row], (lengths.get(layer[row]) ?? 0) + length);
  }
  return climbs;
}

export function summarizeLayers(
  { strands, runs, time }: Columns,
  layers: readonly ReadLayer[],
  climbs: Climbs,
): PrintLayer[] {
  const count = layers.length;
  const length = new Float64Array(count);
  const volume = new Float64Array(count);
  const strandCount = new Uint32Array(count);
  const viability = new Float64Array(count).fill(Number.NaN);
  const dose = new Float64Array(count).fill(Number.NaN);
  const inks: Set<number>[] = layers.map(() => new Set());
  for (let i = 0; i < strands.count; i++) {
    const layer = strands.layer[i];
    if (layer >= count) continue;
    for (const [on, lengthMm] of climbs.get(i) ?? [[layer, strands.lengthMm[i]] as const]) {
      length[on] += lengthMm;
      volume[on] += strands.lengthMm[i] > 0 ? (strands.volume[i] * lengthMm) / strands.lengthMm[i] : strands.volume[i];
      inks[on].add(strands.ink[i]);
    }
    strandCount[layer]++;
    if (!(strands.viability[i] >= viability[layer])) viability[layer] = least(viability[layer], strands.viability[i]);
    if (!(strands.dose[i] <= dose[layer])) dose[layer] = Number.isNaN(strands.dose[i]) ? dose[layer] : strands.dose[i];
  }
  const timeS = layerTimes(runs, time, count);
  return layers.map((layer, i) => ({
    number: layer.number,
    z: layer.z,
    height: layer.height,
    strands: strandCount[i],
    lengthMm: length[i],
    volumeUl: volume[i],
    timeS: timeS[i],
    inks: [...inks[i]].sort((a, b) => a - b),
    lowestViability: viability[i],
    dose: dose[i],
    line: layer.line,
  }));
}

function least(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.min(a, b);
}

function layerTimes(runs: Uint32Array, time: Float32Array, count: number): Float64Array {
  const seconds = new Float64Array(count);
  for (let r = 0; r < runs.length; r += 3) {
    const before = runs[r + 1] > 0 ? time[runs[r + 1] - 1] : 0;
    if (runs[r] < count) seconds[runs[r]] += time[runs[r + 2] - 1] - before;
  }
  return seconds;
}
