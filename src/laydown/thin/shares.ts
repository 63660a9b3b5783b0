import type { FreeEnd } from './free-ends.ts';
import type { Profile } from './profile.ts';
import type { Run } from './runs.ts';

/** Strand k of run r. */
export interface Share {
  readonly run: Run;
  readonly r: number;
  readonly k: number;
}

/** By end of a share (twice its number, plus one for its last point): the end that it goes on at, -1 for none. */
export type Links = Int32Array;

/** A way, cut into runs, shared out among strands. */
export interface Shared {
  readonly profile: Profile;
  readonly runs: readonly Run[];
  readonly shares: readonly Share[];
  readonly links: Links;
  /** How the strands of the first and of the last run end, where three or more lie side by side at a free end. */
  readonly ends: readonly [FreeEnd | null, FreeEnd | null];
  /** Width of a strand, nm. */
  readonly strand: number;
}

/**
 * Where a strand ends beside others that go on, it gives way to them over this way, strand widths: at each place all
 * together fill the wall ...
 */
const transition = 1.5;
/** ... until the first is no wider than this. */
const thinnestEnd = 0.25;
/** Points on the half turn from one strand to the other at a free end. */
const turnPoints = 3;

/**
 * Which of `many` strands side by side go on as which of `few`: those next to the rims do. The number of the one that
 * strand k becomes, -1 where it ends.
 */
export function becomes(k: number, many: number, few: number): number {
  const first = Math.ceil(few / 2);
  if (k < first) return k;
  const last = k - (many - few);
  return last >= first ? last : -1;
}

/** The points of a share, from the end it is entered at. */
export function addShare(way: number[], shared: Shared, end: number): void {
  const { profile, shares } = shared;
  const { run, k } = shares[end >> 1];
  const backwards = end % 2 === 1;
  // A closed run has its last chord at its first.
  const last = profile.closed && run.to - run.from === profile.count ? run.to - 1 : run.to;
  const chords = givenWay(shared, end & ~1).reverse();
  addBands(chords, shared, run, k, last);
  for (const band of givenWay(shared, end | 1)) chords.push(band);
  if (backwards) chords.reverse();
  addTip(way, shared, end);
  for (const band of chords) addPoint(way, profile, band);
  addTip(way, shared, end ^ 1);
}

/** Where a share ends at a free end beside two others or more. */
function addTip(way: number[], { ends, shares, runs }: Shared, end: number): void {
  const { r, k } = shares[end >> 1];
  const atEnd = end % 2;
  const tips = r === (atEnd === 1 ? runs.length - 1 : 0) ? ends[atEnd] : null;
  if (tips !== null) way.push(tips.x[k], tips.y[k], tips.width);
}

/** What a strand fills of a chord, as fractions of it from its left end. */
interface Band {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

function addPoint(
  way: number[],
  { leftX, leftY, rightX, rightY, width, count }: Profile,
  { at, low, high }: Band,
): void {
  const i = at % count;
  const f = (low + high) / 2;
  way.push(leftX[i] + f * (rightX[i] - leftX[i]), leftY[i] + f * (rightY[i] - leftY[i]), (high - low) * width[i]);
}

/** What strand k of a run fills of each of its chords; beside a run of more strands it takes over from those that end. */
function addBands(chords: Band[], shared: Shared, run: Run, k: number, last: number): void {
  const { strands, from, to } = run;
  const { along } = shared.profile;
  const r = shared.runs.indexOf(run);
  const most = reachInto(shared, run);
  const before = runBeside(shared, r, -1)?.strands ?? 0;
  const next = runBeside(shared, r, 1)?.strands ?? 0;
  for (let at = from; at <= last; at++) {
    const fromStart = before > strands ? (along[at] - along[from]) / most : 1;
    const fromEnd = next > strands ? (along[to] - along[at]) / most : 1;
    const off = Math.min(fromStart, fromEnd);
    if (off >= 1) chords.push({ at, low: k / strands, high: (k + 1) / strands });
    else
      chords.push(
        bandOf(
          at,
          fromStart < fromEnd ? before : next,
          strands,
          off,
          goesOnAs(k, strands, fromStart < fromEnd ? before : next),
        ),
      );
  }
}

/** The strand of a run of `many` that goes on as strand k of `few`. */
function goesOnAs(k: number, few: number, many: number): number {
  return k < Math.ceil(few / 2) ? k : k + many - few;
}

/** Strand k of `many`, where these become `few`, `off` of the way from where they begin to do so to where they are. */
function bandOf(at: number, many: number, few: number, off: number, k: number): Band {
  return { at, low: borderOf(k, many, few, off), high: borderOf(k + 1, many, few, off) };
}

/** Between strand k - 1 and strand k of them. */
function borderOf(k: number, many: number, few: number, off: number): number {
  const first = Math.ceil(few / 2);
  const gone = Math.min(Math.max(k - first, 0), many - few);
  return ((1 - off) * k) / many + (off * (k - gone)) / few;
}

function reachInto({ profile: { along }, strand }: Shared, run: Run): number {
  return Math.min(transition * strand, (along[run.to] - along[run.from]) / 2);
}

function runBeside({ profile, runs }: Shared, r: number, step: 1 | -1): Run | undefined {
  return runs[profile.closed && runs.length > 1 ? (r + step + runs.length) % runs.length : r + step];
}

/** How a strand that ends beside others goes on among them, ever thinner, from its end outwards. */
function givenWay(shared: Shared, end: number): Band[] {
  const { profile, shares, links, strand } = shared;
  const { run, r, k } = shares[end >> 1];
  const atEnd = end % 2 === 1;
  const into = runBeside(shared, r, atEnd ? 1 : -1);
  if (links[end] >= 0 || into === undefined || into.strands === 0 || into.strands >= run.strands) return [];
  const bands: Band[] = [];
  const most = reachInto(shared, into);
  for (let step = 1; into.from + step < into.to; step++) {
    const at = atEnd ? into.from + step : into.to - step;
    const off = Math.abs(profile.along[at] - profile.along[atEnd ? into.from : into.to]) / most;
    const band = bandOf(at, run.strands, into.strands, Math.min(1, off), k);
    if ((band.high - band.low) * profile.width[at % profile.count] < thinnestEnd * strand) break;
    bands.push(band);
  }
  return bands;
}

/** Half a turn round the middle of the last chord, from one of two strands to the other. */
export function addTurn(way: number[], { profile, shares }: Shared, end: number): void {
  const { leftX, leftY, rightX, rightY, width, count } = profile;
  const { run, k } = shares[end >> 1];
  const atEnd = end % 2 === 0;
  const i = (atEnd ? run.to : run.from) % count;
  const mx = (leftX[i] + rightX[i]) / 2;
  const my = (leftY[i] + rightY[i]) / 2;
  const side = k === 0 ? 1 : -1;
  const ax = (side * (leftX[i] - rightX[i])) / 4;
  const ay = (side * (leftY[i] - rightY[i])) / 4;
  // Ahead is to the right of the way from right to left, behind to its left.
  const turn = side * (atEnd ? 1 : -1);
  const ux = turn * ay;
  const uy = -turn * ax;
  for (let p = 1; p <= turnPoints; p++) {
    const angle = (Math.PI * p) / (turnPoints + 1);
    const c = Math.cos(angle);
    const s = Math.sin(angle);
    way.push(mx + c * ax + s * ux, my + c * ay + s * uy, width[i] / 2);
  }
}
