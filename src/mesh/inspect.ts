import { boundsOf, type MeshSums, sumMesh } from './edge-sum.ts';
import { countEdges, type EdgeTable, tabulateEdges } from './edge-table.ts';
import { findRepeats, type Repeats } from './find-repeats.ts';
import { findShells, type Shells } from './find-shells.ts';
import { joinDistances, joinNearCorners } from './join-near-corners.ts';
import { allocateTriangles, type Mesh, type MeshReport } from './mesh.ts';
import { type SharedCorners, shareCorners } from './share-corners.ts';
import { findInverted } from './turn-shells.ts';

export interface Inspected {
  /** The mended mesh; the triangles given, where nothing was to be mended. */
  readonly mesh: Mesh;
  readonly report: Omit<MeshReport, 'format' | 'solids' | 'nonFinite' | 'repairs'>;
  readonly repairs: readonly string[];
}

/** Smaller meshes are always studied in full, for the count of shells; larger ones only when the fingerprint is off. */
const alwaysStudied = 20_000;

/**
 * What is wrong with the triangles, and the mesh with that mended which can be mended without a guess: copies and
 * collapsed triangles left out, corners joined that lie microns apart, triangles turned that disagree with their shell,
 * shells turned that are inside out. Holes are left to the slicer. Large clean meshes cost one pass.
 */
export function inspectMesh(triangles: Float32Array, name: string): Inspected {
  const sums = sumMesh(triangles);
  const clean = sums.closed && !sums.doubled && sums.volume > 0;
  if (clean && triangles.length / 9 >= alwaysStudied) {
    return { mesh: { name, triangles, bounds: sums.bounds }, report: reportOf(triangles, sums), repairs: [] };
  }
  return study(triangles, name, sums);
}

function reportOf(triangles: Float32Array, sums: MeshSums): Inspected['report'] {
  return {
    triangles: triangles.length / 9,
    shells: null,
    watertight: true,
    openEdges: 0,
    nonManifoldEdges: null,
    flippedEdges: 0,
    degenerate: sums.degenerate,
    duplicate: null,
    volumeMm3: sums.volume,
    shellsInverted: null,
    bounds: sums.bounds,
  };
}

/** Triangles as numbered points, those that count, and their edges. */
interface Links {
  readonly ids: Int32Array;
  readonly repeats: Repeats;
  readonly edges: EdgeTable;
  readonly open: number;
}

function link(ids: Int32Array): Links {
  const repeats = findRepeats(ids);
  const edges = tabulateEdges(ids, repeats.skip);
  return { ids, repeats, edges, open: countEdges(edges).open };
}

function study(triangles: Float32Array, name: string, sums: MeshSums): Inspected {
  const corners = shareCorners(triangles);
  const asRead = link(corners.ids);
  const joined = asRead.open > 0 ? joinOpen(triangles, corners, asRead, sums) : undefined;
  const links = joined?.links ?? asRead;
  const placed = joined?.triangles ?? triangles;
  const counts = countEdges(links.edges);
  const shells = findShells(links.edges, links.repeats.skip, areasOf(placed));
  const inverted = findInverted(placed, shells, openShells(links.edges, shells));
  const mended = mend(placed, links.repeats, shells, inverted);
  const { duplicate } = links.repeats;
  const shellsInverted = countOnes(inverted);
  const turned = countOnes(shells.turned);
  const repairs: string[] = [];
  if (joined !== undefined) {
    repairs.push(
      `joined corners up to ${joined.distance.toPrecision(2)} units apart: open edges ${asRead.open} -> ${links.open}`,
    );
  }
  if (duplicate > 0) repairs.push(`left out ${duplicate} triangles that stand in the file twice`);
  if (links.repeats.collapsed > 0)
    repairs.push(`left out ${links.repeats.collapsed} triangles with two corners in one point`);
  if (turned > 0) repairs.push(`turned over ${turned} triangles that disagreed with their neighbours about outside`);
  if (shellsInverted > 0) repairs.push(`turned over ${shellsInverted} shells that were inside out`);
  const report = {
    triangles: triangles.length / 9,
    shells: shells.count,
    watertight: mended.length > 0 && counts.open === 0 && (mended === triangles ? sums : sumMesh(mended)).closed,
    openEdges: counts.open,
    nonManifoldEdges: counts.nonManifold,
    flippedEdges: counts.flipped,
    degenerate: sums.degenerate,
    duplicate,
    volumeMm3: sums.volume,
    shellsInverted,
    bounds: mended === triangles ? sums.bounds : boundsOf(mended),
  };
  return { mesh: { name, triangles: mended, bounds: report.bounds }, report, repairs };
}

/** Joins corners that lie microns apart, the nearest first; undefined where that closes nothing. */
function joinOpen(triangles: Float32Array, corners: SharedCorners, asRead: Links, { bounds }: MeshSums) {
  const { min, max } = bounds;
  let links = asRead;
  let farthest = 0;
  for (const distance of joinDistances(Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]))) {
    if (links.open === 0) break;
    const rename = joinNearCorners(triangles, corners, links.ids, links.edges, distance);
    if (rename.every((point, i) => point === i)) continue;
    const ids = new Int32Array(links.ids.length);
    for (let c = 0; c < ids.length; c++) ids[c] = rename[links.ids[c]];
    const next = link(ids);
    if (next.open >= links.open) continue;
    links = next;
    farthest = distance;
  }
  if (links === asRead) return undefined;
  const placed = allocateTriangles(triangles.length / 9);
  for (let c = 0; c < links.ids.length; c++) {
    const from = 3 * corners.first[links.ids[c]];
    for (let k = 0; k < 3; k++) placed[3 * c + k] = triangles[from + k];
  }
  return { links, triangles: placed, distance: farthest };
}

function areasOf(triangles: Float32Array): Float64Array {
  const areas = new Float64Array(triangles.length / 9);
  for (let t = 0; t < areas.length; t++) {
    const o = 9 * t;
    const ux = triangles[o + 3] - triangles[o];
    const uy = triangles[o + 4] - triangles[o + 1];
    const uz = triangles[o + 5] - triangles[o + 2];
    const vx = triangles[o + 6] - triangles[o];
    const vy = triangles[o + 7] - triangles[o + 1];
    const vz = triangles[o + 8] - triangles[o + 2];
    areas[t] = Math.sqrt((uy * vz - uz * vy) ** 2 + (uz * vx - ux * vz) ** 2 + (ux * vy - uy * vx) ** 2) / 2;
  }
  return areas;
}

/** 1 for shells with an open edge. */
function openShells(edges: EdgeTable, shells: Shells): Uint8Array {
  const open = new Uint8Array(shells.count);
  for (let edge = 0; edge < edges.count; edge++) {
    if (edges.along[edge] + edges.against[edge] === 1) open[shells.shellOf[edges.first[edge]]] = 1;
  }
  return open;
}

/** The triangles without repeats, turned where needed; the very same array when there is nothing to do. */
function mend(triangles: Float32Array, { skip, collapsed, duplicate }: Repeats, shells: Shells, inverted: Uint8Array) {
  const turn = (t: number) => shells.turned[t] ^ inverted[shells.shellOf[t]];
  const left = skip.length - collapsed - duplicate;
  if (left === skip.length && !shells.turned.includes(1) && !inverted.includes(1)) return triangles;
  const mended = allocateTriangles(left);
  for (let t = 0, o = 0; t < skip.length; t++) {
    if (skip[t] === 1) continue;
    mended.set(triangles.subarray(9 * t, 9 * t + 9), o);
    if (turn(t) === 1) {
      mended.copyWithin(o + 3, o + 6, o + 9);
      mended.set(triangles.subarray(9 * t + 3, 9 * t + 6), o + 6);
    }
    o += 9;
  }
  return mended;
}

function countOnes(flags: Uint8Array): number {
  let count = 0;
  for (const flag of flags) count += flag;
  return count;
}
