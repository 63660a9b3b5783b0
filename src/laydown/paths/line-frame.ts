import type { Outline } from '../../slice/outline.ts';
import type { PlaneBounds } from './plane-bounds.ts';

/** A frame turned by the angle of the lines about the centre of the part: u along the lines, v across them, nm. */
export interface LineFrame {
  readonly cos: number;
  readonly sin: number;
  readonly x: number;
  readonly y: number;
}

/**
 * A line this little outside of where lines may lie is still laid, nm: the outermost lines of a lattice lie on the rim
 * itself, whatever the last nanometre says.
 */
export const rimTolerance = 500;

/** Angles that are multiples of 90° turn exactly, so that a square lattice has round coordinates. */
export function lineFrame(degrees: number, x: number, y: number): LineFrame {
  const radians = (degrees * Math.PI) / 180;
  const exact = (value: number) => (Math.abs(value - Math.round(value)) < 1e-12 ? Math.round(value) : value);
  return { cos: exact(Math.cos(radians)), sin: exact(Math.sin(radians)), x, y };
}

/** Width of a part across the lines, nm. */
export function extentAcross(bounds: PlaneBounds, frame: LineFrame): number {
  return (bounds.maxX - bounds.minX) * Math.abs(frame.sin) + (bounds.maxY - bounds.minY) * Math.abs(frame.cos);
}

/** Lines of a pattern that may meet a region: v of each in rising order (nm) and its running number. */
export interface Rows {
  readonly at: Float64Array;
  readonly lines: Int32Array;
}

/** Lowest and highest v of an outline, nm; infinite and the wrong way round when it is empty. */
export function spanAcross(outline: Outline, frame: LineFrame): { low: number; high: number } {
  return span(outline, frame.x, frame.y, -frame.sin, frame.cos);
}

/** Lowest and highest u of an outline, nm. */
export function spanAlong(outline: Outline, frame: LineFrame): { low: number; high: number } {
  return span(outline, frame.x, frame.y, frame.cos, frame.sin);
}

function span({ points }: Outline, x: number, y: number, dx: number, dy: number): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < points.length; i += 2) {
    const at = (points[i] - x) * dx + (points[i + 1] - y) * dy;
    if (at < low) low = at;
    if (at > high) high = at;
  }
  return { low, high };
}

/**
 * Where the line numbered 0 lies, nm from the centre: 0 when an odd number of lines fits into `room` (the distance
 * between the outermost places that a line may take), half a spacing otherwise. So the lattice is symmetrical and has
 * as many lines as fit.
 */
export function centredPhase(room: number, spacing: number): number {
  const gaps = Math.floor((room + rimTolerance) / spacing);
  return gaps % 2 === 0 ? 0 : spacing / 2;
}

/** All lines at `phase + k spacing` between low and high, `rimTolerance` beyond included. */
export function rowsBetween(low: number, high: number, phase: number, spacing: number): Rows {
  if (!(high >= low)) return { at: new Float64Array(0), lines: new Int32Array(0) };
  const first = Math.ceil((low - rimTolerance - phase) / spacing);
  const count = Math.max(0, Math.floor((high + rimTolerance - phase) / spacing) - first + 1);
  const at = new Float64Array(count);
  const lines = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    at[i] = phase + (first + i) * spacing;
    lines[i] = first + i;
  }
  return { at, lines };
}
