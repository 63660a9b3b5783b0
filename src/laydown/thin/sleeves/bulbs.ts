import { span } from '../span.ts';
import { neighbour, thin } from '../split-thin.ts';
import { after, type RimTriangles } from './rim-triangles.ts';
import type { Sleeve } from './sleeves.ts';

/** What lies beyond the last chord of a way is a bulb where it holds more than this much of the square on the chord ... */
const bulbOfChord = 1;
/** ... and more than this, strand widths squared: half a square on a chord is an end cut straight. */
const leastBulb = 0.5;

/** A way without the bulbs at its free ends, and the triangles of each of them. */
export interface Pruned {
  readonly sleeve: Sleeve;
  readonly bulbs: readonly (readonly number[])[];
}

/** The way ends at a bulb as it does at a mouth: a dot or a ring fills that, where one fits. */
export function cutBulbs(
  net: RimTriangles,
  state: Uint8Array,
  sleeve: Sleeve,
  width: number,
  fits: (triangles: readonly number[]) => boolean,
): Pruned {
  const { left, right } = sleeve;
  const bulbs: number[][] = [];
  const cut = (area: number, from: number, to: number): number => {
    if (area <= Math.max(bulbOfChord * chord2(net, from, to), leastBulb * width * width)) return area;
    const triangles = beyond(net, state, from, to);
    if (triangles.length === 0 || !fits(triangles)) return area;
    bulbs.push(triangles);
    return -1;
  };
  const last = left.length - 1;
  const startArea = cut(sleeve.startArea, right[0], left[0]);
  const endArea = cut(sleeve.endArea, left[last], right[last]);
  return { sleeve: bulbs.length === 0 ? sleeve : { ...sleeve, startArea, endArea }, bulbs };
}

function chord2({ samples: { x, y } }: RimTriangles, from: number, to: number): number {
  return span(x[to] - x[from], y[to] - y[from]) ** 2;
}

/** The thin triangles on the left of a chord, as far as they hang together without crossing it. */
function beyond(net: RimTriangles, state: Uint8Array, from: number, to: number): number[] {
  const { corners } = net;
  let entry = 0;
  while (entry < corners.length && !(corners[entry] === from && corners[after(entry)] === to)) entry++;
  if (entry === corners.length) return [];
  const first = Math.floor(entry / 3);
  const found = [first];
  const seen = new Set(found);
  for (let i = 0; i < found.length; i++) {
    for (let edge = 3 * found[i]; edge < 3 * found[i] + 3; edge++) {
      const other = edge === entry ? -1 : neighbour(net, edge);
      if (other < 0 || state[other] !== thin || seen.has(other)) continue;
      seen.add(other);
      found.push(other);
    }
  }
  return found;
}
