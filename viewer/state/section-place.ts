import type { Print } from '../data/print.ts';
import type { Axis, Section, Store } from './store.ts';

const bins = 240;
const axes = { x: 0, y: 1, z: 2 } as const;

/**
 * A section that opens inside a construct: of the stretches along the axis that hold strands, the middle of the one
 * nearest to where the picture looks.
 */
export function sectionAcross(store: Store, axis: Axis): Section {
  const print = store.print.value;
  if (!print || axis === 'z') return { axis, at: 0.5 };
  const i = axes[axis];
  const { min, max } = print.bounds;
  const looked = store.pose.peek()?.target[i] ?? (min[i] + max[i]) / 2;
  const wanted = (looked - min[i]) / (max[i] - min[i] || 1);
  const middles = stretchesAlong(print, i).map(([from, to]) => (from + to) / 2);
  // Rounded: of two that are equally near, the first.
  const far = (at: number) => Math.round(Math.abs(at - wanted) * 1e4);
  return { axis, at: middles.sort((a, b) => far(a) - far(b))[0] ?? 0.5 };
}

/** Shares of the extent along an axis between which strands lie, the pores of a lattice closed. */
function stretchesAlong({ strands, path, bounds }: Print, axis: number): [from: number, to: number][] {
  const low = bounds.min[axis];
  const scale = bins / (bounds.max[axis] - low || 1);
  const held = new Uint8Array(bins + 1);
  // To the last digit where a stretch begins and ends; by bins which strands make one.
  const least = new Float64Array(bins + 1).fill(Number.POSITIVE_INFINITY);
  const greatest = new Float64Array(bins + 1).fill(Number.NEGATIVE_INFINITY);
  for (let s = 0; s < strands.count; s++) {
    for (let row = strands.firstRow[s]; row < strands.endRow[s]; row++) {
      const a = (path[4 * row + axis] - low) * scale;
      const b = (path[4 * row + 4 + axis] - low) * scale;
      const from = binOf(Math.min(a, b));
      const to = binOf(Math.max(a, b));
      held.fill(1, from, to + 1);
      least[from] = Math.min(least[from], a, b);
      greatest[to] = Math.max(greatest[to], a, b);
    }
  }
  const reach = Math.ceil(widestPore * scale);
  const stretches: [number, number][] = [];
  for (let bin = 0; bin <= bins; bin++) {
    if (!held[bin]) continue;
    const last = stretches[stretches.length - 1];
    if (last && bin - last[1] <= reach) last[1] = bin;
    else stretches.push([bin, bin]);
  }
  return stretches.map(([from, to]) => [least[from] / bins, greatest[to] / bins]);
}

const binOf = (at: number): number => Math.min(Math.max(Math.floor(at), 0), bins);

/** mm; wells of the finest plates stand farther apart. */
const widestPore = 1.5;
