import type { Profile } from './profile.ts';
import type { Run } from './runs.ts';
import { span } from './span.ts';

/** How three or more strands side by side end at the free end of their place. */
export interface FreeEnd {
  /** Where each of them ends, nm. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of each of them, nm. */
  readonly width: number;
  /** Strands that go on in each other along the rim. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** Strands reach on from the last chord by at most this much of its length. */
const mostReach = 3;
/** Rims that a strand meets more askew than this count as this askew: the sine of the angle between them. */
const mostAskew = 0.35;
/** The way from one strand to the next keeps this much of their width from the rim, or they end each for itself. */
const clearOfRim = 0.35;

/**
 * Each strand goes straight on until half its width is left to the rim, or to the way of two others that meet around
 * it: so they fill an end cut square just as they fill the place itself, and other ends nearly so.
 */
export function freeEndOf(profile: Profile, { from, to, strands }: Run, atEnd: boolean): FreeEnd | null {
  const rim = atEnd ? profile.endRim : profile.startRim;
  if (strands < 3 || rim.length < 4) return null;
  const { width, along } = profile;
  const chord = atEnd ? to : from;
  const each = width[chord] / strands;
  let back = chord;
  while (back !== (atEnd ? from : to) && Math.abs(along[back] - along[chord]) < 2 * each) back += atEnd ? -1 : 1;
  if (back === chord) return null;
  const x = new Float64Array(strands);
  const y = new Float64Array(strands);
  const goOn = (k: number, line: ArrayLike<number>) => {
    const fraction = (k + 0.5) / strands;
    const [ax, ay] = placeOn(profile, back, fraction);
    const [bx, by] = placeOn(profile, chord, fraction);
    const length = span(bx - ax, by - ay);
    const [ux, uy] = length > 0 ? [(bx - ax) / length, (by - ay) / length] : [0, 0];
    const reach = Math.min(mostReach * width[chord], Math.max(0, reachTo(line, bx, by, ux, uy, each)));
    x[k] = bx + reach * ux;
    y[k] = by + reach * uy;
  };
  for (let k = 0; k < strands; k++) goOn(k, rim);
  const isClear = ([a, b]: readonly [number, number]) => staysOff(rim, x[a], y[a], x[b], y[b], clearOfRim * each);
  const pairs = pairsOf(strands).filter(isClear);
  for (const [a, b] of pairs) for (let k = a + 1; k < b; k++) goOn(k, [x[a], y[a], x[b], y[b]]);
  return { x, y, width: each, pairs };
}

/** Neighbours; of an odd number the first three are one that ends within the turn of the other two. */
function pairsOf(strands: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = strands % 2 === 1 ? [[0, 2]] : [];
  for (let k = strands % 2 === 1 ? 3 : 0; k < strands; k += 2) pairs.push([k, k + 1]);
  return pairs;
}

function placeOn({ leftX, leftY, rightX, rightY }: Profile, i: number, f: number): readonly [number, number] {
  return [leftX[i] + f * (rightX[i] - leftX[i]), leftY[i] + f * (rightY[i] - leftY[i])];
}

/** How far a strand goes on from a place until half its width is left to a line; 0 where it does not meet it. */
function reachTo(line: ArrayLike<number>, x: number, y: number, ux: number, uy: number, width: number): number {
  let nearest = Infinity;
  let reach = 0;
  for (let i = 2; i < line.length; i += 2) {
    const ax = line[i - 2] - x;
    const ay = line[i - 1] - y;
    const ex = line[i] - line[i - 2];
    const ey = line[i + 1] - line[i - 1];
    const cross = ux * ey - uy * ex;
    if (cross === 0) continue;
    const at = (ax * ey - ay * ex) / cross;
    const part = (ax * uy - ay * ux) / cross;
    if (at < 0 || at >= nearest || part < 0 || part > 1) continue;
    nearest = at;
    reach = at - width / 2 / Math.max(mostAskew, Math.abs(cross) / span(ex, ey));
  }
  return reach;
}

/** Whether no point of a line lies nearer than `least` to the way between two places. */
function staysOff(line: ArrayLike<number>, ax: number, ay: number, bx: number, by: number, least: number): boolean {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  for (let i = 0; i < line.length; i += 2) {
    const px = line[i] - ax;
    const py = line[i + 1] - ay;
    const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
    if (span(px - t * dx, py - t * dy) < least) return false;
  }
  return true;
}
