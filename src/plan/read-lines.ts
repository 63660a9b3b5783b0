import type { MeshReport } from '../mesh/mesh.ts';
import { boundsOf } from '../mesh/study/edge-sum.ts';
import type { ReadMesh } from '../mesh/study/inspect-part.ts';
import { readBranches } from '../network/read-branches.ts';
import { readBranchEnds } from '../network/read-x-cavate.ts';
import type { LinesOfPart } from './inputs/plan-input.ts';

/** A part of lines in space as it was read: its mesh is empty. Throws InputError naming branch, point and line. */
export function readLines(
  file: string,
  text: string,
  ends?: { readonly file: string; readonly text: string },
): ReadMesh & { readonly lines: LinesOfPart } {
  const read = readBranches(text, file);
  const triangles = new Float32Array(0);
  const bounds = { ...boundsOf(triangles), min: [0, 0, 0], max: [0, 0, 0] } as const;
  const mesh = { name: file, triangles, bounds, unitStated: true } as const;
  const report: MeshReport = {
    format: read.format,
    triangles: 0,
    solids: 0,
    shells: 0,
    watertight: true,
    openEdges: 0,
    nonManifoldEdges: 0,
    flippedEdges: 0,
    degenerate: 0,
    duplicate: 0,
    nonFinite: 0,
    cancelled: 0,
    vanishedMm2: 0,
    caps: [],
    volumeMm3: 0,
    shellsInverted: 0,
    bounds,
    repairs: [],
  };
  const findings = read.oddities.map(
    (what) => ({ gate: 'plan', code: 'branch-oddity', severity: 'note', where: { file }, what }) as const,
  );
  const known = ends === undefined ? null : readBranchEnds(ends.text, ends.file);
  return { mesh, report, findings, lines: { file: read, ends: known } };
}
