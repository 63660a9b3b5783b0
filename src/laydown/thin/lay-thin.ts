import { outlineArea } from '../../region/outline-area.ts';
import type { Polygons } from '../../region/polygons.ts';
import type { Outline } from '../../slice/outline.ts';
import { planeBounds } from '../paths/plane-bounds.ts';
import { type Profile, profileOf } from './profile.ts';
import type { Bead } from './sleeves/bead.ts';
import { cutBulbs } from './sleeves/bulbs.ts';
import { cutCaps } from './sleeves/caps.ts';
import { sampleRims } from './sleeves/rim-samples.ts';
import { type RimTriangles, triangulate } from './sleeves/rim-triangles.ts';
import { beadsAlong } from './sleeves/sleeve-beads.ts';
import { traceSleeves } from './sleeves/sleeves.ts';
import { spotBead } from './sleeves/spot-beads.ts';
import { neighbour, splitThin, thin, triangleArea } from './split-thin.ts';
import { findThinStretches, type ThinStretches } from './thin-stretches.ts';
import { wideRest } from './wide-rest.ts';

/** The thin places of a region, laid, and what is left of it. */
export interface ThinLaid {
  readonly beads: readonly Bead[];
  /** The region without its thin places; the same object when it has none. */
  readonly rest: Outline;
  /** The same, its mouths moved half a strand into the thin places: fill half a strand inside of it ends where they begin. Computed when asked for. */
  readonly reaching: Outline;
  /** Area of thin places that no strand fits into, mm². */
  readonly lostMm2: number;
}

/**
 * A closed way shorter than this goes around a hole that is next to nothing, strand widths: a ring of half a strand has a
 * middle three times as long, and a shorter one may be a single point once it is evened out.
 */
const leastRing = 0.5;
/** Places narrower than this are laid by their own strands, strand widths: one from half a width, two from one and a half. */
const thinBelow = 2.5;
/** In solid fill, where long places are narrower than this: lines of one spacing would leave gaps, or crowd, in them. */
export const narrowBelow = 5;
/** Stretches of rim this far apart along it face each other across a wall, of its limit: nearer ones meet in a corner. */
const facing = 1.6;
/** Distance of the points on rims, strand widths. */
const sampling = 0.25;
/** Circles through points of rims this far apart are that much larger than what fits between the rims. */
const sampled = 1.01;
/** The middle of a dot is shorter than this, of its width. */
const spotLength = 0.15;
/** Rims of tips are not followed finer than this, strand widths. */
const finest = 1 / 64;

/**
 * Takes the thin places out of a region and lays strands of the width that each place has along its middle. The places
 * are the Delaunay triangles between the rims whose circles are small; chords from rim to rim give the middle and, as
 * area over length, the width, so that the strands together hold just the area of their place (the idea of beads along
 * the medial axis is that of Kuipers et al. 2020, arXiv 2004.13497). `width` of a strand in nm; in `solid` fill, narrow places are thin ones.
 */
export function layThin(region: Outline, width: number, polygons: Polygons, solid = false): ThinLaid {
  // From a corner of its own, so that a region gives the same strands wherever it lies.
  const { minX, minY } = planeBounds(region.points);
  const own = shifted(region, -minX, -minY);
  const laid = layThinPlaces(own, width, polygons, limitOf(width, solid));
  if (laid.rest === own) return { beads: [], rest: region, reaching: region, lostMm2: 0 };
  return {
    beads: laid.beads.map((bead) => ({ ...bead, points: shiftedPoints(bead.points, minX, minY) })),
    rest: shifted(laid.rest, minX, minY),
    get reaching() {
      return shifted(laid.reaching, minX, minY);
    },
    lostMm2: laid.lostMm2,
  };
}

function shifted(outline: Outline, dx: number, dy: number): Outline {
  return { ...outline, points: shiftedPoints(outline.points, dx, dy) };
}

function shiftedPoints(points: Int32Array, dx: number, dy: number): Int32Array {
  const moved = new Int32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    moved[i] = points[i] + dx;
    moved[i + 1] = points[i + 1] + dy;
  }
  return moved;
}

function limitOf(width: number, solid: boolean): number {
  return (solid ? narrowBelow : thinBelow) * width;
}

function layThinPlaces(region: Outline, width: number, polygons: Polygons, limit: number): ThinLaid {
  const nothing: ThinLaid = { beads: [], rest: region, reaching: region, lostMm2: 0 };
  const stretches = findThinStretches(region, limit, facing * limit);
  if (stretches === null) return nothing;
  const divided = divide(region, stretches, width, limit) ?? divide(region, all(stretches), width, limit);
  if (divided === null || !divided.state.includes(thin)) return nothing;
  const { net, state, rest } = divided;
  const trimmed = cutCaps(net, state, width);
  const beads: Bead[] = [];
  let lost = 0;
  const spots = spotSeeds(net, state, trimmed.alive);
  const spotOf = (triangles: readonly number[]) =>
    spotBead(net, triangles, widest(net.radius, triangles), width, polygons);
  for (const whole of traceSleeves(net, state, trimmed)) {
    const profile = profileOf(net.samples, whole, width);
    if (isSpot(profile, width)) {
      spots.push(whole.seed);
      continue;
    }
    const { sleeve, bulbs } = cutBulbs(net, state, whole, width, (triangles) => spotOf(triangles) !== null);
    for (const bulb of bulbs) beads.push(...[spotOf(bulb) ?? []].flat());
    const laid = beadsAlong(bulbs.length === 0 ? profile : profileOf(net.samples, sleeve, width), width);
    beads.push(...laid.beads);
    lost += laid.lost;
  }
  for (const seed of spots) {
    const triangles = pieceOf(net, state, seed);
    const bead = spotOf(triangles);
    if (bead !== null) beads.push(bead);
    else lost += triangles.reduce((sum, t) => sum + triangleArea(net, t), 0);
  }
  return {
    beads,
    rest,
    get reaching() {
      return wideRest(net, state, width / 2);
    },
    lostMm2: lost / 1e12,
  };
}

interface Divided {
  readonly net: RimTriangles;
  readonly state: Uint8Array;
  readonly rest: Outline;
}

/** Area that may be missing, or there twice, where rims are too fine to follow: of a region, and strand widths squared. */
const unaccounted = { ofRegion: 1e-4, squares: 0.02 };

/**
 * Thin places and the rest of a region by the marked stretches of its rim. Null where both together are not the region:
 * triangles then reach across a stretch that was passed over.
 */
function divide(region: Outline, stretches: ThinStretches, width: number, limit: number): Divided | null {
  const samples = sampleRims(region, stretches, sampling * width);
  const net = triangulate(samples, finest * width, 1.5 * sampling * width);
  if (net === null) return null;
  const state = splitThin(net, width, sampled * thinBelow * width, sampled * limit);
  const rest = wideRest(net, state, 0);
  let area = outlineArea(rest) * 1e12;
  for (let t = 0; 3 * t < net.corners.length; t++) if (state[t] === thin) area += triangleArea(net, t);
  const whole = outlineArea(region) * 1e12;
  const most = unaccounted.ofRegion * whole + unaccounted.squares * width * width;
  return Math.abs(area - whole) <= most ? { net, state, rest } : null;
}

function all({ longest, marked }: ThinStretches): ThinStretches {
  return { longest, marked: new Uint8Array(marked.length).fill(1) };
}

/** Whether a wall is thin, by its strand widths. */
export function isThin(widths: number): boolean {
  return widths < thinBelow;
}

/** Whether there may be thin places when a region is inset by some nm; seldom true for nothing. */
export function mayBeThin(region: Outline, width: number, inset: number, solid: boolean): boolean {
  const limit = limitOf(width, solid);
  return findThinStretches(region, limit + 2 * inset, facing * limit) !== null;
}

/** Triangles of pieces that have no way at all, one for each. */
function spotSeeds(net: RimTriangles, state: Uint8Array, alive: Uint8Array): number[] {
  const seeds: number[] = [];
  for (let t = 0; t < state.length; t++) {
    if (alive[t] === 0) continue;
    const goesOn = [3 * t, 3 * t + 1, 3 * t + 2].some((edge) => {
      const other = neighbour(net, edge);
      return other >= 0 && (alive[other] === 1 || state[other] !== thin);
    });
    if (!goesOn) seeds.push(t);
  }
  return seeds;
}

/** A piece by itself whose middle is hardly a line. */
function isSpot({ along, width, closed, startArea, endArea }: Profile, strand: number): boolean {
  const length = along[along.length - 1];
  if (closed) return length < leastRing * strand;
  return startArea >= 0 && endArea >= 0 && (length === 0 || length < spotLength * Math.max(...width));
}

/** All thin triangles connected with one. */
function pieceOf(net: RimTriangles, state: Uint8Array, seed: number): number[] {
  const piece = [seed];
  const seen = new Set(piece);
  for (let i = 0; i < piece.length; i++) {
    for (let edge = 3 * piece[i]; edge < 3 * piece[i] + 3; edge++) {
      const other = neighbour(net, edge);
      if (other < 0 || state[other] !== thin || seen.has(other)) continue;
      seen.add(other);
      piece.push(other);
    }
  }
  return piece;
}

function widest(radius: Float64Array, triangles: readonly number[]): number {
  return triangles.reduce((most, t) => Math.max(most, radius[t]), 0);
}
