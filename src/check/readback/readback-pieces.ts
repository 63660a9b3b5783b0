import type { StrandStep } from '../../program/step.ts';
import { lengthQuantum, near, type PathDifference, programPath } from './readback-path.ts';

/** What a file says of each piece of a strand: from one found point to the next. */
export interface FoundPieces {
  /** µL by the plunger's word; NaN where a valve lets the ink flow, 0 where nothing flows. */
  readonly volumeUl: ArrayLike<number>;
  /** mm/s; of strands whose width varies. */
  readonly speed: ArrayLike<number>;
  /** mm, as the comments tell of strands whose width varies. */
  readonly width: ArrayLike<number>;
}

/** Relative error allowed to the volume that a plunger pushes, and to the speed that stands in for it under pressure. */
const plungerTolerance = 1e-4;
const speedTolerance = 1e-3;
/** µL: two plunger words are each off by half a digit of at most 1e-6 µL. */
const volumeQuantum = 2e-6;
/** mm: half of the last printed digit of a width, and what single precision adds. */
const widthTolerance = 6e-5;

/**
 * A strand holds in each piece what the plan lays there: by the share of the plunger's way, or by the time that the
 * needle takes under constant flow. `planned` and `found` are the same path, x y z, nm.
 */
export function comparePieces(
  step: StrandStep,
  planned: ArrayLike<number>,
  found: ArrayLike<number>,
  pieces: FoundPieces,
): PathDifference | null {
  const flowing = Math.max(0, step.lengthMm - step.end.coast);
  let at = 0;
  let begun = 0;
  let way = 0;
  let owed = 0;
  let section = 0;
  for (let i = 1; i < planned.length / 3; i++) {
    const length = distance(planned, i - 1, i);
    const flows = Math.min(length, Math.max(0, flowing - way));
    way += length;
    owed += expectedUl(step, i - 1) * (length > 0 ? flows / length : 0);
    section = Math.max(section, sectionAt(step, i - 1));
    while (!near(planned, i, found, at) && at < found.length / 3 - 1) at++;
    // Points closer than a printed digit share one place: their ink is told with the next.
    if (at === begun) continue;
    const laid = laidUl(step, found, pieces, begun, at);
    const slack =
      step.speeds === undefined
        ? owed * plungerTolerance + volumeQuantum + (step.strand.widths === undefined ? section * lengthQuantum : 0)
        : owed * speedTolerance + section * lengthQuantum + (isByTime(step, pieces, at - 1) ? 0 : volumeQuantum);
    if (!(Math.abs(laid - owed) <= slack)) return offVolume(i, laid, owed);
    const off = flows > 0 ? offWidth(step, i - 1, pieces.width[at - 1]) : null;
    if (off !== null) return off;
    begun = at;
    owed = 0;
    section = 0;
  }
  return null;
}

/** µL that the plan pushes while ink flows along a strand, its sections summed up. */
export function plannedUl(step: StrandStep, flowingMm: number): number {
  if (step.strand.widths === undefined) return step.strand.area * flowingMm;
  const path = programPath(step);
  let sum = 0;
  let left = flowingMm;
  for (let i = 1; i < path.length / 3 && left > 0; i++) {
    const length = distance(path, i - 1, i);
    if (length > 0) sum += expectedUl(step, i - 1) * Math.min(1, left / length);
    left -= length;
  }
  return sum;
}

/** Where the machine's speed limits what a valve lays, the plan itself says so by its speeds. */
function expectedUl({ strand, flow, speeds }: StrandStep, n: number): number {
  const { points, rise, widths, width, area, round } = strand;
  const next = (n + 1) % (points.length / 2);
  const dz = rise === undefined ? 0 : rise[next] - rise[n];
  const dx = points[2 * next] - points[2 * n];
  const dy = points[2 * next + 1] - points[2 * n + 1];
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz) / 1e6;
  const [a, b] = widths === undefined ? [width, width] : [widths[n] / 1e6, widths[next] / 1e6];
  const mean =
    widths === undefined
      ? area
      : round
        ? (a * a + a * b + b * b) * (area / (3 * width * width))
        : ((a + b) / 2) * (area / width);
  const limited = speeds !== undefined && speeds[n] * mean < flow * (1 - 1e-9);
  return limited ? (flow * length) / speeds[n] : mean * length;
}

function sectionAt({ strand: { widths, width, area } }: StrandStep, n: number): number {
  if (widths === undefined) return area;
  return (Math.max(widths[n], widths[(n + 1) % widths.length]) * area) / (width * 1e6);
}

/** µL between two found points: pushed by a plunger, or by the time that ink flows. */
function laidUl(step: StrandStep, found: ArrayLike<number>, pieces: FoundPieces, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) {
    sum += isByTime(step, pieces, k) ? (step.flow * distance(found, k, k + 1)) / pieces.speed[k] : pieces.volumeUl[k];
  }
  return sum;
}

function isByTime({ speeds }: StrandStep, { volumeUl }: FoundPieces, k: number): boolean {
  return speeds !== undefined && Number.isNaN(volumeUl[k]);
}

function offVolume(point: number, foundUl: number, plannedUl: number): PathDifference {
  const what = `the piece to point ${point} holds ${foundUl.toFixed(6)} uL, planned ${plannedUl.toFixed(6)} uL`;
  return { what, numbers: { point, foundUl, plannedUl } };
}

function offWidth({ strand: { widths } }: StrandStep, n: number, stated: number): PathDifference | null {
  if (widths === undefined) return null;
  const planned = (widths[n] + widths[(n + 1) % widths.length]) / 2e6;
  if (Math.abs(stated - planned) <= widthTolerance) return null;
  const what = `the piece to point ${n + 1} is said to be ${stated} mm wide, planned ${planned.toFixed(4)} mm`;
  return { what, numbers: { point: n + 1, foundMm: stated, plannedMm: planned } };
}

function distance(points: ArrayLike<number>, a: number, b: number): number {
  const dx = points[3 * b] - points[3 * a];
  const dy = points[3 * b + 1] - points[3 * a + 1];
  const dz = points[3 * b + 2] - points[3 * a + 2];
  return Math.sqrt(dx * dx + dy * dy + dz * dz) / 1e6;
}
