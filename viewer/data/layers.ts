import type { ReadLayer } from '../../src/gcode/reading.ts';
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

export function summarizeLayers({ strands, runs, time }: Columns, layers: readonly ReadLayer[]): PrintLayer[] {
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
    length[layer] += strands.lengthMm[i];
    volume[layer] += strands.volume[i];
    strandCount[layer]++;
    inks[layer].add(strands.ink[i]);
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
