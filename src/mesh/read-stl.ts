import { counted } from '../finding/counted.ts';
import type { Finding } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import { boundsOf } from './edge-sum.ts';
import { inspectMesh } from './inspect.ts';
import type { Bounds, Mesh, MeshReport } from './mesh.ts';
import { readAscii } from './stl-ascii.ts';
import { readBinary } from './stl-binary.ts';
import { stlKind } from './stl-kind.ts';

export interface ReadStl {
  readonly mesh: Mesh;
  readonly report: MeshReport;
  readonly findings: readonly Finding[];
}

interface Raw {
  readonly triangles: Float32Array;
  readonly format: 'binary' | 'ascii';
  readonly solids: number;
  readonly nonFinite: number;
  readonly repairs: readonly string[];
  /** Why the end of the file seems to be missing. */
  readonly short?: string;
}

/**
 * An STL file of either form as a mesh, in the unit of the file; what was read differently or mended is in the report.
 * `name` is the file's name, for messages; `unitMm` what one of its units measures. Throws InputError when there is
 * nothing to print in it.
 */
export function readStl(bytes: Uint8Array, name: string, unitMm = 1): ReadStl {
  const raw = readTriangles(bytes, name);
  if (raw.triangles.length === 0) throw noTriangles(raw, name);
  const { mesh, report, repairs } = inspectMesh(raw.triangles, name, unitMm);
  const { bounds } = mesh.triangles.length > 0 ? mesh : { bounds: boundsOf(raw.triangles) };
  refuseFlat(bounds, name);
  refuseCancelled(mesh, report, name);
  if (raw.short !== undefined && (report.openEdges > 0 || report.caps.length > 0)) {
    throw new InputError('stl-truncated', `${name} is cut short: ${raw.short}, and its surface is open.`, {
      where: { file: name },
      fix: 'Copy or export the file again.',
    });
  }
  const all = [...raw.repairs, ...repairs];
  if (raw.nonFinite > 0) {
    all.unshift(`left out ${counted(raw.nonFinite, 'triangle')} with corners that are not finite numbers`);
  }
  const { format, solids, nonFinite } = raw;
  const full = { ...report, format, solids, nonFinite, repairs: all };
  return { mesh, report: full, findings: findingsOf(full, name) };
}

function readTriangles(bytes: Uint8Array, name: string): Raw {
  const kind = stlKind(bytes, name);
  if (kind.kind === 'binary') {
    const { triangles, nonFinite } = readBinary(bytes, kind.count);
    return { triangles, format: 'binary', solids: 1, nonFinite, repairs: kind.repairs, short: kind.short };
  }
  const read = readAscii(bytes, kind.start, name);
  const repairs: string[] = [];
  if (kind.start > 0) repairs.push('skipped a byte order mark');
  if (read.decimalCommas > 0) repairs.push(`read decimal commas in ${counted(read.decimalCommas, 'corner')}`);
  if (read.emptyFacets > 0) repairs.push(`left out ${counted(read.emptyFacets, 'facet')} without corners`);
  if (read.emptySolids > 0) repairs.push(`left out ${counted(read.emptySolids, 'solid')} without facets`);
  if (read.strayWords > 0) {
    repairs.push(`skipped ${counted(read.strayWords, 'word')} unknown to STL, the first in line ${read.strayLine}`);
  }
  if (!read.ended) repairs.push('the text ends without "endsolid"');
  const short = read.ended ? undefined : 'the text ends without "endsolid"';
  const solids = Math.max(1, read.solids);
  return { triangles: read.triangles, format: 'ascii', solids, nonFinite: read.nonFinite, repairs, short };
}

/** All faces both ways: whatever is inside of one is outside of the other. */
function refuseCancelled(
  mesh: Mesh,
  { triangles: count, cancelled }: { triangles: number; cancelled: number },
  name: string,
) {
  if (mesh.triangles.length > 0 || cancelled === 0) return;
  throw new InputError(
    'stl-cancels',
    `Each face of ${name} stands in the file twice, once each way (${counted(count, 'triangle')}): the volume is 0.`,
    { where: { file: name }, fix: 'Export the part as a solid body, not as a two-sided surface.' },
  );
}

function noTriangles(raw: Raw, name: string): InputError {
  if (raw.nonFinite > 0) {
    return new InputError(
      'stl-not-finite',
      `${name} holds ${counted(raw.nonFinite, 'triangle')} and none with finite corners (NaN or infinity in each).`,
      { where: { file: name }, fix: 'Export the part again: its coordinates are lost.' },
    );
  }
  return new InputError('stl-no-triangles', `${name} holds no triangles.`, {
    where: { file: name },
    fix: 'Export the part again, with the body selected.',
  });
}

const axes = ['x', 'y', 'z'] as const;

function refuseFlat({ min, max }: Bounds, name: string): void {
  const flat = [0, 1, 2].find((k) => max[k] - min[k] <= 0);
  if (flat === undefined) return;
  const size = [0, 1, 2].map((k) => max[k] - min[k]).join(' x ');
  throw new InputError('stl-flat', `${name} is flat: ${size} units, no extent along ${axes[flat]}.`, {
    where: { file: name },
    fix: 'Give the part a thickness before exporting it.',
  });
}

/** One finding for all that was mended, and one for what could not be. */
function findingsOf(report: MeshReport, name: string): Finding[] {
  const findings: Finding[] = [];
  const where = { file: name };
  if (report.repairs.length > 0) {
    const severity = report.nonFinite > 0 ? 'warn' : 'note';
    findings.push({
      gate: 'mesh',
      code: 'mesh-mended',
      severity,
      where,
      what: `${name}: ${report.repairs.join('; ')}.`,
    });
  }
  if (!report.watertight) {
    const many = report.nonManifoldEdges ?? 0;
    findings.push({
      gate: 'mesh',
      code: 'mesh-open',
      severity: 'warn',
      where,
      what: `${name} is not watertight: ${counted(report.openEdges, 'open edge')}, ${counted(many, 'edge')} with more than two triangles.`,
      fix: 'Repair the model in CAD, or check the layers in the viewer: gaps are closed layer by layer.',
      numbers: { openEdges: report.openEdges, nonManifoldEdges: many },
    });
  }
  return findings;
}
