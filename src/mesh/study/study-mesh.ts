import { allocateTriangles, type Cap } from '../mesh.ts';
import { boundaryLoops } from '../repair/boundary-loops.ts';
import { type ClosedRims, closeRims } from '../repair/close-rims.ts';
import { joinDistances, joinNearCorners } from '../repair/join-near-corners.ts';
import { findInverted } from '../repair/orient-bodies.ts';
import { vanishedArea } from '../repair/vanished-area.ts';
import type { Vector } from '../vector.ts';
import type { MeshSums } from './edge-sum.ts';
import { countEdges, type EdgeTable, tabulateEdges } from './edge-table.ts';
import { findRepeats, type Repeats } from './find-repeats.ts';
import { findShells, type Shells } from './find-shells.ts';
import { areasOf, measureShells } from './measure-shells.ts';
import { type SharedCorners, shareCorners } from './share-corners.ts';

/** What a full look at a mesh finds; lengths in its own unit. */
export interface Study {
  /** The fixed mesh; the very array that was given, where there was nothing to fix. */
  readonly triangles: Float32Array;
  readonly shells: number;
  /** As read, and after near corners were joined, and what is left of them after openings were closed. */
  readonly openAsRead: number;
  readonly openJoined: number;
  readonly openEdges: number;
  /** Over which corners were joined, 0 where none were. */
  readonly joinedOver: number;
  readonly nonManifoldEdges: number;
  readonly flippedEdges: number;
  readonly collapsed: number;
  readonly duplicate: number;
  readonly cancelled: number;
  /** Area of bodies that stand in the file twice, once each way. */
  readonly vanished: number;
  readonly turned: number;
  readonly shellsInverted: number;
  readonly caps: readonly Cap[];
}

/** A rim is flat that strays less from a plane, and a crack is no wider, mm. */
const flatMm = 0.05;
const crackMm = 0.1;
/** For parts whose unit is not what it seems: no more than this part of the diagonal. */
const mostOfDiagonal = 0.005;

/** Triangles as numbered points, those that count, and their edges. */
interface Links {
  readonly ids: Int32Array;
  readonly repeats: Repeats;
  readonly edges: EdgeTable;
  readonly open: number;
}

/** Shares corners, finds repeats and shells, closes openings, and turns what is turned the wrong way. */
export function studyMesh(given: Float32Array, { bounds }: MeshSums, unitMm: number): Study {
  const diagonal = Math.hypot(...[0, 1, 2].map((k) => bounds.max[k] - bounds.min[k]));
  const corners = shareCorners(given);
  const asRead = link(corners.ids);
  const joined = asRead.open > 0 ? joinOpen(given, corners, asRead, diagonal, unitMm) : undefined;
  const links = joined?.links ?? asRead;
  const placed = joined?.triangles ?? given;
  const { skip, collapsed, duplicate, cancelled } = links.repeats;
  const counts = countEdges(links.edges);
  const areas = areasOf(placed);
  const shells = findShells(links.edges, skip, areas);
  const sizes = measureShells(placed, shells, areas, bounds);
  const places = { triangles: given, first: corners.first };
  const limits = {
    flat: Math.min(flatMm / unitMm, mostOfDiagonal * diagonal),
    crack: Math.min(crackMm / unitMm, mostOfDiagonal * diagonal),
  };
  const reach = (direction: Vector, of: Uint8Array) => reachAlong(direction, placed, shells, of);
  const rims = closeRims(boundaryLoops(links.ids, links.edges, shells, places), places, sizes, reach, limits);
  const inverted = invertedShells(placed, shells, rims);
  return {
    triangles: fix(placed, links.repeats, shells, rims, inverted),
    shells: shells.count,
    openAsRead: asRead.open,
    openJoined: counts.open,
    openEdges: Math.max(0, counts.open - rims.edgesClosed),
    joinedOver: joined?.distance ?? 0,
    nonManifoldEdges: counts.nonManifold,
    flippedEdges: counts.flipped,
    collapsed,
    duplicate,
    cancelled: cancelled.length,
    vanished: cancelled.length > 0 ? vanishedArea(placed, links.ids, links.edges, cancelled) : 0,
    turned: countOnes(shells.turned),
    shellsInverted: inverted.reduce((sum, is, shell) => sum + (is === 1 && rims.bodyOf[shell] === shell ? 1 : 0), 0),
    caps: rims.caps,
  };
}

/** How far the triangles of some shells reach along a direction. */
function reachAlong([x, y, z]: Vector, triangles: Float32Array, { shellOf }: Shells, of: Uint8Array): number {
  let farthest = -Infinity;
  for (let t = 0; t < shellOf.length; t++) {
    if (shellOf[t] < 0 || of[shellOf[t]] === 0) continue;
    for (let o = 9 * t; o < 9 * t + 9; o += 3) {
      farthest = Math.max(farthest, x * triangles[o] + y * triangles[o + 1] + z * triangles[o + 2]);
    }
  }
  return farthest;
}

function link(ids: Int32Array): Links {
  const repeats = findRepeats(ids);
  const edges = tabulateEdges(ids, repeats.skip);
  return { ids, repeats, edges, open: countEdges(edges).open };
}

/** Joins corners that lie microns apart, the nearest first; undefined where that closes nothing. */
function joinOpen(given: Float32Array, corners: SharedCorners, asRead: Links, diagonal: number, unitMm: number) {
  let links = asRead;
  let farthest = 0;
  for (const distance of joinDistances(diagonal, unitMm)) {
    if (links.open === 0) break;
    const rename = joinNearCorners(given, corners, links.ids, links.edges, distance);
    if (rename.every((point, i) => point === i)) continue;
    const ids = links.ids.map((id) => rename[id]);
    const next = link(ids);
    if (next.open >= links.open) continue;
    links = next;
    farthest = distance;
  }
  if (links === asRead) return undefined;
  const triangles = allocateTriangles(given.length / 9);
  for (let c = 0; c < links.ids.length; c++) {
    const from = 3 * corners.first[links.ids[c]];
    for (let k = 0; k < 3; k++) triangles[3 * c + k] = given[from + k];
  }
  return { links, triangles, distance: farthest };
}

/** By shell, 1 where its body is inside out. */
function invertedShells(placed: Float32Array, shells: Shells, rims: ClosedRims): Uint8Array {
  const { open, unsure, volumes } = rims;
  const count = placed.length / 9;
  const caps = rims.capOf.length;
  let triangles = placed;
  if (caps > 0) {
    triangles = new Float32Array(placed.length + rims.triangles.length);
    triangles.set(placed);
    triangles.set(rims.triangles, placed.length);
  }
  const bodyOf = new Int32Array(count + caps);
  for (let t = 0; t < count; t++) bodyOf[t] = shells.shellOf[t] < 0 ? -1 : rims.bodyOf[shells.shellOf[t]];
  bodyOf.set(rims.capOf, count);
  const turned = new Uint8Array(count + caps);
  turned.set(shells.turned);
  const inverted = findInverted({ triangles, bodyOf, turned, volumes, unsure, open });
  return Uint8Array.from(rims.bodyOf, (body) => inverted[body]);
}

/** The triangles without repeats, turned where needed, and the caps; the very same array when there is nothing to do. */
function fix(triangles: Float32Array, { skip }: Repeats, shells: Shells, rims: ClosedRims, inverted: Uint8Array) {
  const left = skip.length - countOnes(skip);
  const capCount = rims.capOf.length;
  const isWhole = left === skip.length && capCount === 0;
  if (isWhole && !shells.turned.includes(1) && !inverted.includes(1)) return triangles;
  const fixed = allocateTriangles(left + capCount);
  let o = 0;
  const take = (from: Float32Array, t: number, turn: number) => {
    fixed.set(from.subarray(9 * t, 9 * t + 9), o);
    if (turn === 1) {
      fixed.copyWithin(o + 3, o + 6, o + 9);
      fixed.set(from.subarray(9 * t + 3, 9 * t + 6), o + 6);
    }
    o += 9;
  };
  for (let t = 0; t < skip.length; t++) {
    if (skip[t] === 0) take(triangles, t, shells.turned[t] ^ inverted[shells.shellOf[t]]);
  }
  for (let t = 0; t < capCount; t++) take(rims.triangles, t, inverted[rims.capOf[t]]);
  return fixed;
}

function countOnes(flags: Uint8Array): number {
  let count = 0;
  for (const flag of flags) count += flag;
  return count;
}
