import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../finding/input-error.ts';
import { counted } from '../../finding/number-words.ts';
import type { RawPart } from '../formats/mesh-format.ts';
import type { Bounds, Mesh, MeshReport } from '../mesh.ts';
import { boundsOf } from './edge-sum.ts';
import { inspectMesh } from './inspect.ts';

/** A part as it was read: fixed where that needs no guess, with a report of what was odd. */
export interface ReadMesh {
  readonly mesh: Mesh;
  /** As the file names it, where it does. */
  readonly material?: string;
  readonly report: MeshReport;
  readonly findings: readonly Finding[];
}

/** What the raw part is: of which format (`stl`, for codes of errors), and which kind of it. */
export interface RawSource {
  readonly kind: string;
  /** Names the part in messages: its file, and the object in it. */
  readonly name: string;
  /** What one unit of its numbers measures. */
  readonly unitMm: number;
  /** The file (or the job, of a shape) says what the unit is: the user need not be asked. */
  readonly unitStated: boolean;
}

/** A raw part as a mesh, in the unit of the file. Throws InputError when there is nothing to print in it. */
export function inspectPart(raw: RawPart, source: RawSource): ReadMesh {
  const { name } = source;
  if (raw.triangles.length === 0) throw noTriangles(raw, source);
  const { mesh, report, repairs } = inspectMesh(raw.triangles, name, source.unitMm);
  const { bounds } = mesh.triangles.length > 0 ? mesh : { bounds: boundsOf(raw.triangles) };
  refuseFlat(bounds, source);
  refuseCancelled(mesh, report, source);
  if (raw.short !== undefined && (report.openEdges > 0 || report.caps.length > 0)) {
    throw new InputError('mesh-truncated', `${name} is cut short: ${raw.short}, and its surface is open.`, {
      where: { file: name },
      fix: 'Copy or export the file again.',
    });
  }
  const all = [...raw.repairs, ...repairs];
  if (raw.nonFinite > 0) {
    all.unshift(`left out ${counted(raw.nonFinite, 'triangle')} with corners that are not finite numbers`);
  }
  const { solids, nonFinite } = raw;
  const full = { ...report, format: source.kind, solids, nonFinite, repairs: all };
  const stated = source.unitStated ? { ...mesh, unitStated: true as const } : mesh;
  const read = { mesh: stated, report: full, findings: findingsOf(full, name) };
  return raw.material ? { ...read, material: raw.material } : read;
}

/** All faces both ways: whatever is inside of one is outside of the other. */
function refuseCancelled(
  mesh: Mesh,
  { triangles: count, cancelled }: { triangles: number; cancelled: number },
  { name }: RawSource,
) {
  if (mesh.triangles.length > 0 || cancelled === 0) return;
  throw new InputError(
    'mesh-cancels',
    `Each face of ${name} stands in the file twice, once each way (${counted(count, 'triangle')}): the volume is 0.`,
    { where: { file: name }, fix: 'Export the part as a solid body, not as a two-sided surface.' },
  );
}

function noTriangles(raw: RawPart, { name }: RawSource): InputError {
  if (raw.nonFinite > 0) {
    return new InputError(
      'mesh-not-finite',
      `${name} holds ${counted(raw.nonFinite, 'triangle')} and none with finite corners (NaN or infinity in each).`,
      { where: { file: name }, fix: 'Export the part again: its coordinates are lost.' },
    );
  }
  return new InputError('mesh-no-triangles', `${name} holds no triangles.`, {
    where: { file: name },
    fix: 'Export the part again, with the body selected.',
  });
}

const axes = ['x', 'y', 'z'] as const;

function refuseFlat({ min, max }: Bounds, { name }: RawSource): void {
  const flat = [0, 1, 2].find((k) => max[k] - min[k] <= 0);
  if (flat === undefined) return;
  const size = [0, 1, 2].map((k) => max[k] - min[k]).join(' x ');
  throw new InputError('mesh-flat', `${name} is flat: ${size} units, no extent along ${axes[flat]}.`, {
    where: { file: name },
    fix: 'Give the part a thickness before exporting it.',
  });
}

/** One finding for all that was repaired, and one for what could not be. */
function findingsOf(report: MeshReport, name: string): Finding[] {
  const findings: Finding[] = [];
  const where = { file: name };
  if (report.repairs.length > 0) {
    const severity = report.nonFinite > 0 ? 'warn' : 'note';
    findings.push({
      gate: 'mesh',
      code: 'mesh-repaired',
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
