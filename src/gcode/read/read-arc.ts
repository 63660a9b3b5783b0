import type { Machine } from './read-state.ts';
import type { Words } from './read-words.ts';

/** An arc of G2 or G3 in nm and radians: in the plane of axes `axes[0]`, `axes[1]`, rising along `axes[2]`. */
export interface Arc {
  readonly axes: readonly [number, number, number];
  readonly centre: readonly [number, number];
  readonly radius: number;
  readonly from: number;
  /** Positive: counter-clockwise. */
  readonly sweep: number;
}

// How far a piece may stray from the arc, nm. Well under the width of any strand.
const deviationNm = 5000;
const maxPieces = 4096;
const I = 8;
const P = 15;
const R = 17;

/** The arc from where the machine stands to `end`, null where the words describe none. */
export function arcTo(m: Machine, w: Words, clockwise: boolean, end: readonly [number, number, number]): Arc | null {
  const axes = planeAxes(m.plane, m.rules.arcs === 'offset');
  const from = [m.x, m.y, m.z];
  const [ax, ay] = [from[axes[0]], from[axes[1]]];
  const [bx, by] = [end[axes[0]], end[axes[1]]];
  // In the plane ZX the turning sense is seen from +Y, which axes in the order z, x give by themselves.
  const centre = (w.mask & (1 << R)) !== 0 ? byRadius(m, w, clockwise, ax, ay, bx, by) : byCentre(m, w, axes, ax, ay);
  if (centre === null) return null;
  const radius = Math.hypot(ax - centre[0], ay - centre[1]);
  if (!(radius > 0) || !Number.isFinite(radius)) return null;
  const start = Math.atan2(ay - centre[1], ax - centre[0]);
  const full = Math.abs(ax - bx) < 1 && Math.abs(ay - by) < 1;
  let sweep = full ? 0 : Math.atan2(by - centre[1], bx - centre[0]) - start;
  if (clockwise && sweep >= 0) sweep -= 2 * Math.PI;
  if (!clockwise && sweep <= 0) sweep += 2 * Math.PI;
  // A count of turns is known to RS274; Marlin takes P where it was built for it, and then goes round once more.
  const turns =
    m.rules.guessed && (w.mask & (1 << P)) !== 0 ? Math.min(Math.max(Math.trunc(w.values[P]) - 1, 0), 1000) : 0;
  sweep += (clockwise ? -1 : 1) * turns * 2 * Math.PI;
  return { axes, centre, radius, from: start, sweep };
}

/** Pieces that keep within the deviation. */
export function arcPieces({ radius, sweep }: Arc): number {
  const step = 2 * Math.acos(Math.max(0, 1 - deviationNm / radius));
  return Math.min(Math.max(Math.ceil(Math.abs(sweep) / step), 1), maxPieces);
}

/**
 * What the end of an arc lies off its circle, nm; 0 where that is no more than GRBL takes for digits (gcode.c: 5 µm, or a
 * thousandth of the radius up to 0.5 mm).
 */
export function offCircle({ axes, centre, radius }: Arc, end: readonly [number, number, number]): number {
  const off = Math.abs(Math.hypot(end[axes[0]] - centre[0], end[axes[1]] - centre[1]) - radius);
  return off > 5000 && (off > 500000 || off > radius / 1000) ? off : 0;
}

/** The part of R² by which a radius is too short for its end; 0 where it is long enough. */
export function shortfall(m: Machine, w: Words, [bx, by, bz]: readonly [number, number, number]): number {
  const radius = w.values[R] * m.unit;
  if ((w.mask & (1 << R)) === 0 || radius === 0) return 0;
  const [a, b] = planeAxes(m.plane, m.rules.arcs === 'offset');
  const way = [bx - m.x, by - m.y, bz - m.z];
  return Math.max(0, (way[a] * way[a] + way[b] * way[b]) / (4 * radius * radius) - 1);
}

/** Whether the line names an axis of the plane of its arc. */
export function namesEnd(m: Machine, w: Words): boolean {
  const [a, b] = planeAxes(m.plane, false);
  return (w.mask & ((1 << (23 + a)) | (1 << (23 + b)))) !== 0;
}

function planeAxes(plane: number, xFirst: boolean): [number, number, number] {
  if (plane === 18) return xFirst ? [0, 2, 1] : [2, 0, 1];
  return plane === 19 ? [1, 2, 0] : [0, 1, 2];
}

function byCentre(m: Machine, w: Words, axes: Arc['axes'], ax: number, ay: number): [number, number] | null {
  const [i, j] = [I + axes[0], I + axes[1]];
  if ((w.mask & ((1 << i) | (1 << j))) === 0) return null;
  const read = (letter: number) => ((w.mask & (1 << letter)) !== 0 ? w.values[letter] * m.unit : 0);
  if (!m.arcAbsolute) return [ax + read(i), ay + read(j)];
  const origin = [m.ox, m.oy, m.oz];
  return [read(i) + origin[axes[0]], read(j) + origin[axes[1]]];
}

/** The centre left or right of the chord; a negative R asks for the longer way. */
function byRadius(
  m: Machine,
  w: Words,
  clockwise: boolean,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): [number, number] | null {
  const radius = w.values[R] * m.unit;
  const [dx, dy] = [bx - ax, by - ay];
  const chord = Math.hypot(dx, dy);
  if (chord === 0 || radius === 0) return null;
  const square = radius * radius - (chord * chord) / 4;
  // The sums of a firmware in single precision fall short as well.
  if (square < -radius * radius * Math.max(m.rules.arcShortfall, 1e-7)) return null;
  const height = Math.sqrt(Math.max(square, 0)) * (clockwise === radius > 0 ? -1 : 1);
  return [(ax + bx) / 2 - (dy / chord) * height, (ay + by) / 2 + (dx / chord) * height];
}
