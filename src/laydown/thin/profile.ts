import { enterFloats, floatsAt, intsAt } from '../../kernel/kernel.ts';
import { plannerKernel } from '../../kernel/planner-kernel.ts';
import type { RimSamples } from './sleeves/rim-samples.ts';
import type { Sleeve } from './sleeves/sleeves.ts';
import { span } from './span.ts';

/** A way through a thin place in numbers: its chords, how far along its middle each lies, and how wide it is there. nm. */
export interface Profile {
  readonly count: number;
  readonly leftX: Float64Array;
  readonly leftY: Float64Array;
  readonly rightX: Float64Array;
  readonly rightY: Float64Array;
  /** Way along the middle to each chord; one more for a closed way: back at the first. */
  readonly along: Float64Array;
  /** Area over length around each chord: the width of what lies there. */
  readonly width: Float64Array;
  /** nm², up to each chord; one more for a closed way. */
  readonly areaTo: Float64Array;
  readonly closed: boolean;
  /** nm², beyond a free end; -1 where something goes on. */
  readonly startArea: number;
  readonly endArea: number;
  /** The rim beyond a free end where three strands may lie side by side, from one end of the chord to the other: x0 y0 x1 y1 …, nm. */
  readonly startRim: Float64Array;
  readonly endRim: Float64Array;
}

/** Places and widths are means over this way to both sides, strand widths: noise of the rims evens out. */
const evenOver = { place: 0.25, width: 0.4 };
/** Near the ends of an open way over less, evenly, so that what rises stays what it is; widths at least over this part of it. */
const leastOver = { width: 0.1 };
/** At a free end the middle keeps this much of its chord from the rim: half of it, less for chords that stand askew. */
const clearOfEnd = 0.44;
/** Three strands side by side are no narrower than this together, strand widths. */
const threeStrands = 1.8;
/** What lies between two chords that are one in all but name, strand widths squared. */
const nothing = 1e-4;
const noRim = new Float64Array(0);

export function profileOf(samples: RimSamples, sleeve: Sleeve, strand: number): Profile {
  const { left, right, area, closed, startArea, endArea } = freeEnds(samples, sleeve, nothing * strand * strand);
  const count = left.length;
  const kernel = plannerKernel();
  const at = kernel.takeChords(count, area.length);
  const ends = [
    placesOf(left, samples.x),
    placesOf(left, samples.y),
    placesOf(right, samples.x),
    placesOf(right, samples.y),
  ];
  ends.forEach((places, k) => void enterFloats(kernel, at + 8 * count * k, places));
  enterFloats(kernel, at + 32 * count, Float64Array.from(area));
  const found = kernel.profileOf(Number(closed), evenOver.place * strand, evenOver.width * strand, leastOver.width);
  const [even, way, widths, areas] = intsAt(kernel, found, 4);
  const [leftX, leftY, rightX, rightY] = [0, 1, 2, 3].map((k) => floatsAt(kernel, even + 8 * count * k, count));
  const along = floatsAt(kernel, way, count + Number(closed));
  const width = floatsAt(kernel, widths, count);
  const areaTo = floatsAt(kernel, areas, along.length);
  const last = count - 1;
  const rimBeyond = (chord: number, from: number, to: number) =>
    width[chord] < threeStrands * strand ? noRim : rimAlong(samples, from, to);
  return {
    ...{ count, leftX, leftY, rightX, rightY, along, width, areaTo, closed, startArea, endArea },
    startRim: startArea < 0 ? noRim : rimBeyond(0, left[0], right[0]),
    endRim: endArea < 0 ? noRim : rimBeyond(last, right[last], left[last]),
  };
}

function rimAlong({ x, y, next }: RimSamples, from: number, to: number): Float64Array {
  const line = [x[from], y[from]];
  for (let at = from; at !== to; ) {
    at = next[at];
    line.push(x[at], y[at]);
    if (at === from) break;
  }
  return Float64Array.from(line);
}

function placesOf(samples: readonly number[], coordinate: Float64Array): Float64Array {
  const places = new Float64Array(samples.length);
  for (let i = 0; i < places.length; i++) places[i] = coordinate[samples[i]];
  return places;
}

/**
 * Leaves out chords at free ends that lie nearer to the end than half of them, or hold next to nothing to the next one:
 * their area goes to the end.
 */
function freeEnds(samples: RimSamples, sleeve: Sleeve, least: number): Sleeve {
  const { left, right, area } = sleeve;
  let [first, last] = [0, left.length - 1];
  let { startArea, endArea } = sleeve;
  const isStart = () => area[first] < least || nearEnd(samples, left[first], right[first]);
  const isEnd = () => area[last - 1] < least || nearEnd(samples, right[last], left[last]);
  while (startArea >= 0 && first < last && isStart()) startArea += area[first++];
  while (endArea >= 0 && first < last && isEnd()) endArea += area[--last];
  return {
    ...sleeve,
    left: left.slice(first, last + 1),
    right: right.slice(first, last + 1),
    area: sleeve.closed ? area : area.slice(first, last),
    startArea,
    endArea,
  };
}

/** Whether the rim from one end of a chord round to its other comes nearer to its middle than its ends do. */
function nearEnd({ x, y, next }: RimSamples, from: number, to: number): boolean {
  const mx = (x[from] + x[to]) / 2;
  const my = (y[from] + y[to]) / 2;
  const limit = (clearOfEnd * span(x[from] - x[to], y[from] - y[to])) ** 2;
  for (let at = from; at !== to; at = next[at]) {
    const on = next[at];
    const dx = x[on] - x[at];
    const dy = y[on] - y[at];
    const t = Math.min(1, Math.max(0, ((mx - x[at]) * dx + (my - y[at]) * dy) / (dx * dx + dy * dy)));
    if ((mx - x[at] - t * dx) ** 2 + (my - y[at] - t * dy) ** 2 < limit) return true;
    if (on === from) return false;
  }
  return false;
}
