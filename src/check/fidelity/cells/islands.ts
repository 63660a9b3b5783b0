import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { floatsAt, intsAt } from '../../../kernel/kernel.ts';
import type { Strand } from '../../../laydown/strand.ts';
import { connectRuns, rimsOfPieces } from '../enter-layer.ts';
import { type Frame, rowAt, turnU, turnV } from '../frame.ts';
import { forEachOverlap, type Labels, type Runs, runAt } from '../runs.ts';

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

/** Rows and rings of an island differ by no more than this. */
const mostOff = 0.35;

/**
 * Of the section that the kernel was given last. Where it knows its rings (`rings`, else 0), they say the area of each
 * island as far as that is plausible: they know small ones better than rows do.
 */
export function islandsOf(kernel: FidelityKernel, runs: Runs, rings: number): Islands {
  const labels = connectRuns(kernel, runs.from.length, rings);
  const { count } = labels;
  const rim = rimsOfPieces(kernel, count, 1).map((nm) => nm / 1e6);
  const [box, place] = intsAt(kernel, kernel.extentsOf(), 2);
  return {
    runs,
    labels,
    area: floatsAt(kernel, rings === 0 ? kernel.areasByRows() : kernel.areasByRings(mostOff), count),
    rim,
    box: floatsAt(kernel, box, 4 * count),
    place: floatsAt(kernel, place, 2 * count),
  };
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
