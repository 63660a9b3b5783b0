import type { Outline } from '../../slice/outline.ts';
import type { Bead } from './bead.ts';

/** A piece about as long as it is wide, in numbers: nm, as seen from where its region was moved from. */
export interface Spot {
  readonly areaMm2: number;
  readonly width: number;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  /** Second moments about its middle, by its area. */
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  /** Its rims, where it is wide enough for a ring. */
  readonly outline: Outline;
}

export function isSpot(record: Bead | Spot): record is Spot {
  return 'outline' in record;
}

const closedStrand = 1;
const spot = 2;

/** The strands and pieces of records that lie one after the other from a place on (kernels/planner/sleeves/bead.ts). */
export function readRecords(bytes: ArrayBufferLike, from: number): (Bead | Spot)[] {
  const found: (Bead | Spot)[] = [];
  const floats = new Float64Array(bytes);
  const ints = new Int32Array(bytes);
  for (let at = from; at < bytes.byteLength; ) {
    const areaMm2 = floats[at / 8];
    const head = at / 4 + 2;
    const kind = ints[head];
    const count = ints[head + 1];
    const depth = ints[head + 2];
    const rings = ints[head + 3];
    const numbers = at / 8 + 3;
    const first = head + (kind === spot ? 16 : 4);
    const last = first + 2 * count;
    const end = last + (kind === spot ? rings : count);
    const points = ints.slice(first, last);
    if (kind === spot) {
      const [width, x, y, xx, yy, xy] = floats.subarray(numbers, numbers + 6);
      const outline: Outline = { kind: 'closed', points, ringEnds: Uint32Array.from(ints.subarray(last, end)) };
      found.push({ areaMm2, width, x, y, xx, yy, xy, outline });
    } else found.push({ points, widths: ints.slice(last, end), closed: kind === closedStrand, areaMm2, depth });
    at = 8 * Math.ceil(end / 2);
  }
  return found;
}
