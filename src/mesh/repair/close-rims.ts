import type { Cap } from '../mesh.ts';
import { countUp, joinSets, rootOf } from '../study/disjoint-sets.ts';
import { findCracks } from '../study/find-cracks.ts';
import { type ShellSizes, volumeAbout } from '../study/measure-shells.ts';
import type { Vector } from '../vector.ts';
import { blockRims } from './block-rims.ts';
import type { Loop, Places } from './boundary-loops.ts';
import { capTriangles } from './cap-loops.ts';
import { type LoopShape, shapeOf } from './loop-shape.ts';
import { nestRims, type RimGroup } from './nest-rims.ts';

/** The surfaces of a mesh with their rims closed. */
export interface ClosedRims {
  readonly caps: readonly Cap[];
  /** Triangles of the caps, nine numbers each, and the body that each belongs to. */
  readonly triangles: Float32Array;
  readonly capOf: Int32Array;
  /** For each shell the lowest one of its body: shells that caps or cracks join are one. */
  readonly bodyOf: Int32Array;
  /** 1 for bodies with a rim that is left open and no mere crack. */
  readonly open: Uint8Array;
  /** 1 for those and for bodies with a cap that is not sure. */
  readonly unsure: Uint8Array;
  /** Signed volume of each body, caps included, by its lowest shell. */
  readonly volumes: Float64Array;
  /** Edges of the rims that were closed. */
  readonly edgesClosed: number;
}

/** Lengths in the unit of the mesh. */
export interface RimLimits {
  /** A rim is flat when it strays from a plane by no more. */
  readonly flat: number;
  /** A crack is no wider. */
  readonly crack: number;
}

/** A cap of less of its body's surface than this is sure. */
const sureShare = 0.25;
/** Rims farther off a plane than this part of their diameter are no ends: a cap would be a guess at a shape. */
const mostOffPlane = 0.15;

interface Cover extends RimGroup {
  readonly body: number;
  readonly triangles: readonly number[];
  /** The covers of one opening share it. */
  readonly opening: number;
}

/** Rims with what is to become of them. */
interface SortedRims {
  /** Those found, and behind them the flat pieces of those that run around the edges of a block. */
  readonly loops: readonly Loop[];
  readonly shapes: readonly LoopShape[];
  readonly places: Places;
  /** By loop, the one that it is a crack with, or -1. */
  readonly cracks: Int32Array;
  readonly closes: readonly boolean[];
  /** Flat pieces stand in its place. */
  readonly replaced: Uint8Array;
  /** 1 for those in the faces of a block. */
  readonly held: Uint8Array;
  readonly opening: readonly number[];
  readonly around: boolean;
}

/** How far the triangles of the shells marked reach along a direction. */
export type Reach = (direction: Vector, shells: Uint8Array) => number;

/**
 * Closes the rims of open surfaces by caps: flat ends, and holes that are nearly flat, of any size; rims of surfaces cut
 * out of a block, around its edges too. Left open are cracks, rims that wind through space, and the rims of mere sheets,
 * whose caps would be the sheet once more.
 */
export function closeRims(
  found: readonly Loop[],
  given: Places,
  sizes: ShellSizes,
  reach: Reach,
  limits: RimLimits,
): ClosedRims {
  const rims = sortRims(found, given, sizes.areas.length, reach, limits);
  const { loops, shapes, places, cracks, closes, replaced } = rims;
  const groups = nestRims(loops, shapes, closes, places, limits.flat);
  const bodyOf = joinBodies(rims, groups, sizes.areas.length);
  const covers = groups.map((group): Cover => {
    const holes = group.holes.map((hole) => loops[hole]);
    const triangles = capTriangles(loops[group.outer], holes, shapes[group.outer], places);
    return { ...group, body: bodyOf[loops[group.outer].shell], triangles, opening: rims.opening[group.outer] };
  });
  const areas = new Float64Array(sizes.areas.length);
  const open = new Uint8Array(areas.length);
  for (let shell = 0; shell < areas.length; shell++) areas[bodyOf[shell]] += sizes.areas[shell];
  loops.forEach(({ shell }, l) => {
    if (cracks[l] < 0 && !closes[l] && replaced[l] === 0) open[bodyOf[shell]] = 1;
  });
  const volumes = new Float64Array(areas.length);
  for (let shell = 0; shell < areas.length; shell++) volumes[bodyOf[shell]] += sizes.volumes[shell];
  for (const { body, triangles } of covers) volumes[body] += volumeAbout(triangles, sizes.origin);
  // A body that all its caps together leave without a thickness worth the name is a sheet, unless it is a chip of a block.
  const bent = new Set(covers.flatMap(({ opening, body }) => (opening >= 0 ? [body] : [])));
  const isSheet = (body: number) =>
    open[body] === 0 && !bent.has(body) && 2 * Math.abs(volumes[body]) < limits.flat * areas[body];
  const sheets = new Uint8Array(areas.length);
  for (const { body } of covers) sheets[body] = isSheet(body) ? 1 : 0;
  const laid = covers.filter(({ body }) => sheets[body] === 0);
  for (let body = 0; body < open.length; body++) open[body] |= sheets[body];
  // Chips of one block are judged together: each for itself is little more than its caps.
  const chips = new Set(loops.flatMap(({ shell }, l) => (rims.held[l] === 1 ? [bodyOf[shell]] : [])));
  const ofBlock = [...chips].reduce((sum, body) => sum + areas[body], 0);
  const unsure = open.slice();
  const caps = byOpening(laid).map((pieces) => {
    const { body } = pieces[0];
    const cap = describe(pieces, rims, chips.has(body) ? ofBlock : areas[body], limits);
    if (!cap.sure) unsure[body] = 1;
    return cap;
  });
  const isClosed = new Uint8Array(loops.length);
  for (const { outer, holes } of laid) for (const l of [outer, ...holes]) isClosed[l] = 1;
  for (let l = 0; l < found.length; l++) isClosed[l] |= replaced[l] & (1 - sheets[bodyOf[loops[l].shell]]);
  return {
    caps,
    triangles: Float32Array.from(laid.flatMap(({ triangles }) => triangles)),
    capOf: Int32Array.from(laid.flatMap(({ body, triangles }) => new Array<number>(triangles.length / 9).fill(body))),
    bodyOf,
    open,
    unsure,
    volumes,
    edgesClosed: found.reduce((sum, { points }, l) => sum + isClosed[l] * points.length, 0),
  };
}

function sortRims(found: readonly Loop[], given: Places, shells: number, reach: Reach, limits: RimLimits): SortedRims {
  const shapes = found.map((loop) => shapeOf(loop, given));
  // A slit that is flat closes like any end.
  const cracks = findCracks(found, given, limits.crack).map((mate, l) =>
    mate === l && shapes[l].offPlane <= limits.flat ? -1 : mate,
  );
  const apart = Array.from(cracks, (mate) => mate >= 0);
  const open = new Uint8Array(shells);
  found.forEach(({ shell }, l) => {
    if (!apart[l]) open[shell] = 1;
  });
  const { flat } = limits;
  const block = blockRims({ loops: found, shapes, apart, places: given, reach: (way) => reach(way, open), flat });
  const rings = block?.rings ?? [];
  const places = block?.places ?? given;
  const loops = [...found, ...rings];
  const replaced = new Uint8Array(loops.length);
  const held = new Uint8Array(loops.length);
  if (block !== null) {
    replaced.set(block.replaced);
    held.set(block.held);
  }
  const ends = [...shapes, ...rings.map((ring) => shapeOf(ring, places))];
  return {
    loops,
    shapes: ends,
    places,
    cracks: Int32Array.from(loops, (_, l) => cracks[l] ?? -1),
    closes: ends.map((shape, l) => (cracks[l] ?? -1) < 0 && replaced[l] === 0 && isEnd(shape, limits)),
    replaced,
    held,
    opening: loops.map(({ points }, l) =>
      block !== null && (l >= found.length || replaced[l] === 1) ? block.opening(points[0]) : -1 - l,
    ),
    around: block?.around ?? false,
  };
}

/** Covers by the opening that they close, in the order of the first of each. */
function byOpening(covers: readonly Cover[]): Cover[][] {
  const lists = new Map<number, Cover[]>();
  for (const cover of covers) {
    const list = lists.get(cover.opening);
    if (list === undefined) lists.set(cover.opening, [cover]);
    else list.push(cover);
  }
  return [...lists.values()];
}

function isEnd({ area, offPlane, diameter }: LoopShape, { flat }: RimLimits): boolean {
  return area > 0 && offPlane <= Math.max(flat, mostOffPlane * diameter);
}

function joinBodies({ loops, cracks, opening }: SortedRims, groups: readonly RimGroup[], shells: number) {
  const parent = countUp(shells);
  cracks.forEach((mate, l) => {
    if (mate >= 0) joinSets(parent, loops[l].shell, loops[mate].shell);
  });
  for (const { outer, holes } of groups)
    for (const hole of holes) joinSets(parent, loops[outer].shell, loops[hole].shell);
  const firstOf = new Map<number, number>();
  opening.forEach((number, l) => {
    const first = firstOf.get(number);
    if (first === undefined) firstOf.set(number, loops[l].shell);
    else joinSets(parent, first, loops[l].shell);
  });
  return countUp(shells).map((shell) => rootOf(parent, shell));
}

/** All flat pieces of one opening as one cap. */
function describe(pieces: readonly Cover[], rims: SortedRims, surface: number, limits: RimLimits): Cap {
  const { shapes } = rims;
  const all = pieces.flatMap(({ outer, holes }) => [outer, ...holes]);
  const outers = pieces.map(({ outer }) => shapes[outer]);
  const area = pieces.reduce(
    (sum, { outer, holes }) => holes.reduce((rest, l) => rest - shapes[l].area, sum + shapes[outer].area),
    0,
  );
  const offPlane = Math.max(...all.map((l) => shapes[l].offPlane));
  const share = area / surface;
  const around = rims.around && pieces[0].opening >= 0;
  return {
    area,
    diameter: Math.max(...outers.map(({ diameter }) => diameter)),
    offPlane,
    share,
    corners: outers.reduce((sum, { flat }) => sum + flat.length / 2, 0),
    holes: all.length - pieces.length,
    pieces: pieces.length,
    around,
    sure: offPlane <= limits.flat && share < sureShare && !around,
  };
}
