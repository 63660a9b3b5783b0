import { floatsAt, intsAt } from '../../../kernel/kernel.ts';
import type { Strand } from '../../../laydown/strand.ts';
import { connectRuns, enterRuns, kernelOn, rimsOfPieces } from '../enter-layer.ts';
import { type Frame, middleOfRow, rowAt, turnU, turnV } from '../frame.ts';
import { forEachOverlap, type Labels, type Runs, runAt } from '../runs.ts';
import type { TurnedRings } from '../turned-rings.ts';

/** The connected pieces of a section on one layer, in the order of their first row. */
export interface Islands {
  readonly runs: Runs;
  readonly labels: Labels;
  /** mm² */
  readonly area: Float64Array;
  /** Length of the rim within some percent, mm. */
  readonly rim: Float64Array;
  /** Extent in turned coordinates, four numbers an island: low u, low v, high u, high v, nm. */
  readonly box: Float64Array;
  /** A place inside, turned, two numbers an island: the middle of its longest run. */
  readonly place: Float64Array;
}

/** `rings` are those of the section, unless another part was cut out of it: they know small areas better than rows do. */
export function islandsOf(runs: Runs, frame: Frame, rings: TurnedRings | null): Islands {
  const kernel = kernelOn(frame);
  enterRuns(kernel, runs);
  const labels = connectRuns(kernel, runs);
  const { label, count } = labels;
  const rim = rimsOfPieces(kernel, count, 1).map((nm) => nm / 1e6);
  const [length, box, place] = intsAt(kernel, kernel.extentsOf(), 3);
  const byRows = floatsAt(kernel, length, count).map((nm) => (nm * frame.rowNm) / 1e12);
  return {
    runs,
    labels,
    area: exactAreas(byRows, runs, label, frame, rings),
    rim,
    box: floatsAt(kernel, box, 4 * count),
    place: floatsAt(kernel, place, 2 * count),
  };
}

/** Rows and rings of an island differ by no more than this. */
const mostOff = 0.35;

/**
 * The area that the rings of each island enclose, where that is plausible; else that of its rows. What several rings
 * wind around counts once: the rows say how much that is.
 */
function exactAreas(
  byRows: Float64Array,
  runs: Runs,
  label: Int32Array,
  frame: Frame,
  rings: TurnedRings | null,
): Float64Array {
  if (rings === null) return byRows;
  const sums = new Float64Array(byRows.length);
  let begin = 0;
  for (const end of rings.ringEnds) {
    const island = islandOfRing(rings, begin, end, runs, label, frame);
    if (island >= 0) sums[island] += ringArea(rings, begin, end) / 1e12;
    begin = end;
  }
  const wound = new Float64Array(byRows.length);
  runs.wound?.forEach((nm, run) => {
    wound[label[run]] += (nm * frame.rowNm) / 1e12;
  });
  return sums.map((sum, i) => {
    const once = Math.abs(sum) + byRows[i] - Math.abs(wound[i]);
    return Math.abs(once - byRows[i]) <= mostOff * byRows[i] ? once : byRows[i];
  });
}

function ringArea({ u, v }: TurnedRings, begin: number, end: number): number {
  let sum = 0;
  for (let i = begin, j = end - 1; i < end; j = i++) {
    sum += (u[j] - u[begin]) * (v[i] - v[begin]) - (u[i] - u[begin]) * (v[j] - v[begin]);
  }
  return sum / 2;
}

/** By the first row that the ring crosses: one of its runs ends there, or holds the place where another ring goes around. */
function islandOfRing(
  { u, v }: TurnedRings,
  begin: number,
  end: number,
  runs: Runs,
  label: Int32Array,
  frame: Frame,
): number {
  for (let i = begin, j = end - 1; i < end; j = i++) {
    const low = rowAt(frame, Math.min(v[i], v[j]));
    if (low >= rowAt(frame, Math.max(v[i], v[j])) || low < 0 || low >= frame.rows) continue;
    const at = u[j] + ((middleOfRow(frame, low) - v[j]) * (u[i] - u[j])) / (v[i] - v[j]);
    let best = -1;
    let least = frame.columnNm;
    for (let k = low === 0 ? 0 : runs.rowEnds[low - 1]; k < runs.rowEnds[low]; k++) {
      const off = Math.max(0, runs.from[k] - at, at - runs.to[k]);
      if (off >= least) continue;
      least = off;
      best = label[k];
    }
    if (best >= 0) return best;
  }
  return -1;
}

/** Islands of two layers of one part that lie on each other: pairs, lower and upper. */
export function islandsOnEachOther(lower: Islands, upper: Islands): Int32Array {
  const pairs = new Set<number>();
  const { count } = lower.labels;
  forEachOverlap(upper.runs, 0, lower.runs, (u, l) => {
    pairs.add(upper.labels.label[u] * count + lower.labels.label[l]);
  });
  return Int32Array.from([...pairs].flatMap((pair) => [pair % count, Math.floor(pair / count)]));
}

/** The island that holds most of the strand, by its points; -1 when none does. */
export function islandOf({ runs, labels }: Islands, frame: Frame, { points }: Strand): number {
  const tries = Math.min(9, points.length / 2);
  for (let t = 0; t < tries; t++) {
    const at = Math.floor((t * (points.length / 2 - 1)) / Math.max(1, tries - 1));
    const found = islandAt({ runs, labels }, frame, points[2 * at], points[2 * at + 1]);
    if (found >= 0) return found;
  }
  return -1;
}

function islandAt({ runs, labels }: Pick<Islands, 'runs' | 'labels'>, frame: Frame, x: number, y: number): number {
  const row = rowAt(frame, turnV(x, y) - frame.rowNm / 2);
  const run = runAt(runs, row, turnU(x, y));
  return run < 0 ? -1 : labels.label[run];
}
