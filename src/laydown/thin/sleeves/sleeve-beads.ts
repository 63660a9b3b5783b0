import { type FreeEnd, freeEndOf } from '../free-ends.ts';
import type { Profile } from '../profile.ts';
import { type Run, runsOf } from '../runs.ts';
import { addShare, addTurn, becomes, type Links, type Share, type Shared } from '../shares.ts';
import { type Bead, finishBead, type RawBead, sweptArea } from './bead.ts';

/** What is laid along one way, and what is not. */
export interface Laid {
  readonly beads: readonly Bead[];
  /** Area too thin for a strand, nm². */
  readonly lost: number;
}

/**
 * Strands along a way: as many side by side as its width asks for, each in the middle of its share of the chords. Two
 * that end at the same free end are one that turns there; where they become fewer, those next to the rims go on.
 * The ink of the whole way is shared out evenly, so ends and turns take no more than their place holds.
 */
export function beadsAlong(given: Profile, strand: number): Laid {
  // A single chord, with nothing but an end beyond it.
  if (given.count < 2) return { beads: [], lost: Math.max(0, given.startArea) + Math.max(0, given.endArea) };
  const { profile, runs } = startedAtChange(given, strand);
  const shares = runs.flatMap((run, r) => Array.from({ length: run.strands }, (_, k) => ({ run, r, k })));
  if (shares.length === 0) return { beads: [], lost: totalArea(profile, runs, true) };
  const ends: Shared['ends'] = [
    given.startArea >= 0 ? freeEndOf(profile, runs[0], false) : null,
    given.endArea >= 0 ? freeEndOf(profile, runs[runs.length - 1], true) : null,
  ];
  const links = linkShares(profile, runs, shares, ends);
  const raw = trace({ profile, runs, shares, links, ends, strand });
  const swept = raw.reduce((sum, bead) => sum + sweptArea(bead), 0);
  const area = totalArea(profile, runs, false);
  const beads = raw.flatMap((bead) => finishBead(bead, (area * sweptArea(bead)) / swept / 1e12) ?? []);
  return { beads, lost: totalArea(profile, runs, true) };
}

/** A closed way with changes on it begins at one of them. */
function startedAtChange(profile: Profile, strand: number): { profile: Profile; runs: Run[] } {
  const runs = runsOf(profile, strand);
  if (!profile.closed || runs.length < 2 || runs[0].strands !== runs[runs.length - 1].strands) return { profile, runs };
  const turned = rotated(profile, runs[0].to);
  return { profile: turned, runs: runsOf(turned, strand) };
}

function rotated(profile: Profile, first: number): Profile {
  const { count, along, areaTo } = profile;
  const turn = (values: Float64Array) => Float64Array.from({ length: count }, (_, i) => values[(i + first) % count]);
  const sums = (values: Float64Array) =>
    Float64Array.from({ length: count + 1 }, (_, i) => {
      const at = i + first;
      return values[at % count] - values[first] + (at >= count ? values[count] : 0);
    });
  return {
    ...profile,
    leftX: turn(profile.leftX),
    leftY: turn(profile.leftY),
    rightX: turn(profile.rightX),
    rightY: turn(profile.rightY),
    width: turn(profile.width),
    along: sums(along),
    areaTo: sums(areaTo),
  };
}

/** Area of the runs with strands, or without; what lies beyond a free end goes with the run there. */
function totalArea({ areaTo, startArea, endArea }: Profile, runs: readonly Run[], without: boolean): number {
  let sum = 0;
  runs.forEach(({ from, to, strands }, r) => {
    if ((strands === 0) !== without) return;
    sum += areaTo[to] - areaTo[from];
    if (r === 0 && startArea > 0) sum += startArea;
    if (r === runs.length - 1 && endArea > 0) sum += endArea;
  });
  return sum;
}

function linkShares(
  { closed, startArea, endArea }: Profile,
  runs: readonly Run[],
  shares: readonly Share[],
  ends: Shared['ends'],
): Links {
  const links = new Int32Array(2 * shares.length).fill(-1);
  const first = runs.map((_, r) => shares.findIndex((share) => share.r === r));
  const link = (a: number, b: number) => {
    links[a] = b;
    links[b] = a;
  };
  const beside = (r: number, s: number) => {
    const before = runs[r].strands;
    const next = runs[s].strands;
    if (before === 0 || next === 0) return;
    const many = Math.max(before, next);
    const few = Math.min(before, next);
    for (let k = 0; k < many; k++) {
      const on = becomes(k, many, few);
      if (on >= 0) link(2 * (first[r] + (before === many ? k : on)) + 1, 2 * (first[s] + (before === many ? on : k)));
    }
  };
  for (let r = 1; r < runs.length; r++) beside(r - 1, r);
  const last = runs.length - 1;
  if (closed && runs.length > 1) beside(last, 0);
  if (closed && runs.length === 1) shares.forEach((_, s) => link(2 * s + 1, 2 * s));
  for (const [a, b] of turns(runs[0], startArea, ends[0])) link(2 * (first[0] + a), 2 * (first[0] + b));
  for (const [a, b] of turns(runs[last], endArea, ends[1])) link(2 * (first[last] + a) + 1, 2 * (first[last] + b) + 1);
  return links;
}

/** Strands that go on in each other at an end, if it is free. */
function turns({ strands }: Run, area: number, end: FreeEnd | null): FreeEnd['pairs'] {
  if (area < 0) return [];
  return strands === 2 ? [[0, 1]] : (end?.pairs ?? []);
}

/** Strands from share to share, as far as they are linked. */
function trace(shared: Shared): RawBead[] {
  const { shares, links } = shared;
  const done = new Uint8Array(shares.length);
  const beads: RawBead[] = [];
  const follow = (start: number, closed: boolean) => {
    const way: number[] = [];
    let depth = Infinity;
    for (let end = start; ; ) {
      const { run, k } = shares[end >> 1];
      depth = Math.min(depth, k, run.strands - 1 - k);
      done[end >> 1] = 1;
      addShare(way, shared, end);
      const on = links[end ^ 1];
      const turns = on >= 0 && (on ^ end) % 2 === 1 && shares[on >> 1].run === run;
      if (turns && run.strands === 2) addTurn(way, shared, end);
      if (on < 0 || done[on >> 1] === 1) break;
      end = on;
    }
    beads.push({ way, closed, depth });
  };
  for (let end = 0; end < links.length; end++) if (links[end] < 0 && done[end >> 1] === 0) follow(end, false);
  for (let end = 0; end < links.length; end += 2) if (done[end >> 1] === 0) follow(end, true);
  return beads;
}
