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
  const rough = [
    placesOf(left, samples.x),
    placesOf(left, samples.y),
    placesOf(right, samples.x),
    placesOf(right, samples.y),
  ];
  const way = alongMiddle(rough, closed);
  const around = stretchesAround(way, count, closed, evenOver.place * strand, 0);
  const [leftX, leftY, rightX, rightY] = rough.map((values) => evened(values, way, around));
  const along = alongMiddle([leftX, leftY, rightX, rightY], closed);
  const areaTo = new Float64Array(along.length);
  for (let i = 1; i < along.length; i++) areaTo[i] = areaTo[i - 1] + area[i - 1];
  const width = meansOf(areaTo, stretchesAround(along, count, closed, evenOver.width * strand, 0.1));
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

/** Length of the way through the middles of the chords, up to each. */
function alongMiddle([leftX, leftY, rightX, rightY]: readonly Float64Array[], closed: boolean): Float64Array {
  const count = leftX.length;
  const along = new Float64Array(count + (closed ? 1 : 0));
  for (let i = 1; i < along.length; i++) {
    const j = i % count;
    const dx = leftX[j] + rightX[j] - leftX[i - 1] - rightX[i - 1];
    const dy = leftY[j] + rightY[j] - leftY[i - 1] - rightY[i - 1];
    along[i] = along[i - 1] + span(dx, dy) / 2;
  }
  return along;
}

/** The stretch around each chord that a mean is taken over: where it begins and ends, and how long it is. */
interface Stretches {
  readonly from: Places;
  readonly to: Places;
  readonly length: Float64Array;
}

/** Places along a way: the chord before each, how far on to the next one, and how often round a closed way before. */
interface Places {
  readonly chord: Int32Array;
  readonly part: Float64Array;
  readonly turns: Int32Array;
}

/**
 * Stretches over `reach` to both sides of each chord: evenly, so that what rises stays what it is, and near the ends of
 * an open way over less, but at least over `least` of it to one side.
 */
function stretchesAround(along: Float64Array, count: number, closed: boolean, reach: number, least: number): Stretches {
  const total = along[along.length - 1];
  const from = new Float64Array(count);
  const to = new Float64Array(count);
  const length = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const at = along[i];
    const half = closed
      ? Math.min(reach, total / 2)
      : Math.min(reach, Math.max(Math.min(at, total - at), least * reach));
    from[i] = closed ? at - half : Math.max(0, at - half);
    to[i] = closed ? at + half : Math.min(total, at + half);
    length[i] = to[i] - from[i];
  }
  return { from: placesAlong(along, from), to: placesAlong(along, to), length };
}

/** A closed way goes on beyond its end. Each place lies near the one before: it is looked for from there. */
function placesAlong(along: Float64Array, ats: Float64Array): Places {
  const count = ats.length;
  const places = { chord: new Int32Array(count), part: new Float64Array(count), turns: new Int32Array(count) };
  const total = along[along.length - 1];
  const highest = along.length - 2;
  let low = 0;
  for (let i = 0; i < count; i++) {
    const at = ats[i];
    const turns = at < 0 || at > total ? Math.floor(at / total) : 0;
    const way = at - turns * total;
    while (low > 0 && along[low] > way) low--;
    while (low < highest && along[low + 1] <= way) low++;
    const length = highest < 0 ? 0 : along[low + 1] - along[low];
    places.chord[i] = low;
    places.part[i] = length > 0 ? (way - along[low]) / length : 0;
    places.turns[i] = turns;
  }
  return places;
}

/** Values at chords, evened: means over the way around each. The ends stay where they are. */
function evened(values: Float64Array, along: Float64Array, { from, to, length }: Stretches): Float64Array {
  const count = values.length;
  const sums = new Float64Array(along.length);
  for (let i = 1; i < sums.length; i++) {
    sums[i] = sums[i - 1] + ((along[i] - along[i - 1]) * (values[i - 1] + values[i % count])) / 2;
  }
  const means = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const mean = (sumUpTo(values, sums, along, to, i) - sumUpTo(values, sums, along, from, i)) / length[i];
    means[i] = Number.isFinite(mean) ? mean : values[i];
  }
  return means;
}

/** Of values that run straight from chord to chord. */
function sumUpTo(values: Float64Array, sums: Float64Array, along: Float64Array, places: Places, i: number): number {
  const chord = places.chord[i];
  const part = places.part[i];
  const value = values[chord];
  const next = chord + 1;
  const rise = values[next < values.length ? next : next % values.length] - value;
  const sum = sums[chord] + part * (along[next] - along[chord]) * (value + (rise * part) / 2);
  return places.turns[i] * sums[sums.length - 1] + sum;
}

/** What is summed up to each chord, over the way around each. */
function meansOf(sums: Float64Array, { from, to, length }: Stretches): Float64Array {
  const all = sums[sums.length - 1];
  const upTo = ({ chord, part, turns }: Places, i: number) =>
    turns[i] * all + (sums[chord[i]] + part[i] * (sums[chord[i] + 1] - sums[chord[i]]));
  return length.map((way, i) => (upTo(to, i) - upTo(from, i)) / way);
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
