import { counted } from '../../finding/number-words.ts';
import type { Mesh, MeshReport } from '../mesh.ts';
import { boundsOf, type MeshSums, sumMesh } from './edge-sum.ts';
import { type Study, studyMesh } from './study-mesh.ts';

export interface Inspected {
  /** The fixed mesh; the triangles given, where nothing was to be fixed. */
  readonly mesh: Mesh;
  readonly report: Omit<MeshReport, 'format' | 'solids' | 'nonFinite' | 'repairs'>;
  readonly repairs: readonly string[];
}

/** Smaller meshes are always studied in full, for the count of shells; larger ones only when the fingerprint is off. */
const alwaysStudied = 20_000;

/**
 * What is wrong with the triangles, and the mesh with that fixed which can be fixed without a guess: copies and collapsed
 * triangles left out, corners joined that lie microns apart, openings closed, triangles turned that disagree with their
 * shell, bodies turned that are inside out. What is left open is left to the slicer. Large clean meshes cost one pass.
 * `unitMm` is what one unit of the numbers measures.
 */
export function inspectMesh(triangles: Float32Array, name: string, unitMm = 1): Inspected {
  const sums = sumMesh(triangles);
  const clean = sums.closed && !sums.doubled && sums.volume > 0;
  if (clean && triangles.length / 9 >= alwaysStudied) {
    const mesh = { name, triangles, bounds: sums.bounds, unstudied: true };
    return { mesh, report: reportOf(triangles, sums), repairs: [] };
  }
  return studied(triangles, name, sums, unitMm);
}

/** A mesh that only its fingerprint has vouched for, studied in full: the same mesh where there is nothing to fix. */
export function studyAgain({ triangles, name }: Mesh): Inspected {
  return studied(triangles, name, sumMesh(triangles), 1);
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
    cancelled: 0,
    vanishedMm2: 0,
    caps: [],
    volumeMm3: sums.volume,
    shellsInverted: null,
    bounds: sums.bounds,
  };
}

function studied(given: Float32Array, name: string, sums: MeshSums, unitMm: number): Inspected {
  const { triangles, ...found } = studyMesh(given, sums, unitMm);
  const fixed = triangles === given ? sums : sumMesh(triangles);
  const report = {
    triangles: given.length / 9,
    shells: found.shells,
    watertight: triangles.length > 0 && found.openEdges === 0 && fixed.closed,
    openEdges: found.openEdges,
    nonManifoldEdges: found.nonManifoldEdges,
    flippedEdges: found.flippedEdges,
    degenerate: sums.degenerate,
    duplicate: found.duplicate,
    cancelled: found.cancelled,
    vanishedMm2: found.vanished,
    caps: found.caps,
    volumeMm3: fixed.volume,
    shellsInverted: found.shellsInverted,
    bounds: triangles === given ? sums.bounds : boundsOf(triangles),
  };
  return { mesh: { name, triangles, bounds: report.bounds }, report, repairs: repairsOf(found) };
}

function repairsOf(found: Omit<Study, 'triangles'>): string[] {
  const { openAsRead, openJoined, joinedOver, duplicate, cancelled, collapsed, turned, shellsInverted, caps } = found;
  const repairs: string[] = [];
  if (joinedOver > 0) {
    repairs.push(
      `joined corners up to ${joinedOver.toPrecision(2)} units apart: open edges ${openAsRead} -> ${openJoined}`,
    );
  }
  const triangles = (count: number) => counted(count, 'triangle');
  if (duplicate > 0) repairs.push(`left out ${triangles(duplicate)} standing in the file again`);
  if (cancelled > 0) repairs.push(`left out ${triangles(cancelled)} standing in the file twice, once each way`);
  if (collapsed > 0) repairs.push(`left out ${triangles(collapsed)} with two corners in one point`);
  if (turned > 0) repairs.push(`turned over ${triangles(turned)} at odds with the neighbours about outside`);
  if (shellsInverted > 0) {
    repairs.push(`turned over ${counted(shellsInverted, 'shell')} found inside out`);
  }
  if (caps.length > 0) repairs.push(`closed ${counted(caps.length, 'opening')}`);
  return repairs;
}
