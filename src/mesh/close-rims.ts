import type { Loop, Places } from './boundary-loops.ts';
import { capTriangles } from './cap-loops.ts';
import { countUp, joinSets, rootOf } from './disjoint-sets.ts';
import { findCracks } from './find-cracks.ts';
import { type LoopShape, shapeOf } from './loop-shape.ts';
import { type ShellSizes, volumeAbout } from './measure-shells.ts';
import type { Cap } from './mesh.ts';
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
}

/**
 * Closes the rims of open surfaces by caps: flat ends, and holes that are nearly flat, of any size. Left open are cracks,
 * rims that wind through space, and the rims of mere sheets, whose caps would be the sheet once more.
 */
export function closeRims(loops: readonly Loop[], places: Places, sizes: ShellSizes, limits: RimLimits): ClosedRims {
  const shapes = loops.map((loop) => shapeOf(loop, places));
  // A slit that is flat closes like any end.
  const cracks = findCracks(loops, places, limits.crack).map((mate, l) =>
    mate === l && shapes[l].offPlane <= limits.flat ? -1 : mate,
  );
  const closes = shapes.map((shape, l) => cracks[l] < 0 && isEnd(shape, limits));
  const groups = nestRims(loops, shapes, closes, places, limits.flat);
  const bodyOf = joinBodies(loops, cracks, groups, sizes.areas.length);
  const covers = groups.map((group): Cover => {
    const holes = group.holes.map((hole) => loops[hole]);
    const triangles = capTriangles(loops[group.outer], holes, shapes[group.outer], places);
    return { ...group, body: bodyOf[loops[group.outer].shell], triangles };
  });
  const areas = new Float64Array(sizes.areas.length);
  const open = new Uint8Array(areas.length);
  for (let shell = 0; shell < areas.length; shell++) areas[bodyOf[shell]] += sizes.areas[shell];
  loops.forEach(({ shell }, l) => {
    if (cracks[l] < 0 && !closes[l]) open[bodyOf[shell]] = 1;
  });
  const volumes = new Float64Array(areas.length);
  for (let shell = 0; shell < areas.length; shell++) volumes[bodyOf[shell]] += sizes.volumes[shell];
  for (const { body, triangles } of covers) volumes[body] += volumeAbout(triangles, sizes.origin);
  // A body that all its caps together leave without a thickness worth the name is a sheet.
  const isSheet = (body: number) => open[body] === 0 && 2 * Math.abs(volumes[body]) < limits.flat * areas[body];
  const sheets = new Uint8Array(areas.length);
  for (const { body } of covers) sheets[body] = isSheet(body) ? 1 : 0;
  const laid = covers.filter(({ body }) => sheets[body] === 0);
  for (let body = 0; body < open.length; body++) open[body] |= sheets[body];
  const caps = laid.map((cover) => describe(cover, shapes, areas[cover.body], limits));
  const unsure = open.slice();
  laid.forEach(({ body }, k) => {
    if (!caps[k].sure) unsure[body] = 1;
  });
  return {
    caps,
    triangles: Float32Array.from(laid.flatMap(({ triangles }) => triangles)),
    capOf: Int32Array.from(laid.flatMap(({ body, triangles }) => new Array<number>(triangles.length / 9).fill(body))),
    bodyOf,
    open,
    unsure,
    volumes,
    edgesClosed: laid.flatMap(({ outer, holes }) => [outer, ...holes]).reduce((n, l) => n + loops[l].points.length, 0),
  };
}

function isEnd({ area, offPlane, diameter }: LoopShape, { flat }: RimLimits): boolean {
  return area > 0 && offPlane <= Math.max(flat, mostOffPlane * diameter);
}

function joinBodies(loops: readonly Loop[], cracks: Int32Array, groups: readonly RimGroup[], shells: number) {
  const parent = countUp(shells);
  cracks.forEach((mate, l) => {
    if (mate >= 0) joinSets(parent, loops[l].shell, loops[mate].shell);
  });
  for (const { outer, holes } of groups)
    for (const hole of holes) joinSets(parent, loops[outer].shell, loops[hole].shell);
  return countUp(shells).map((shell) => rootOf(parent, shell));
}

function describe({ outer, holes }: RimGroup, shapes: readonly LoopShape[], surface: number, limits: RimLimits): Cap {
  const { diameter, flat } = shapes[outer];
  const area = holes.reduce((sum, hole) => sum - shapes[hole].area, shapes[outer].area);
  const offPlane = Math.max(...[outer, ...holes].map((l) => shapes[l].offPlane));
  const share = area / surface;
  return {
    area,
    diameter,
    offPlane,
    share,
    corners: flat.length / 2,
    holes: holes.length,
    sure: offPlane <= limits.flat && share < sureShare,
  };
}
