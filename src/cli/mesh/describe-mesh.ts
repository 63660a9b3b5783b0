import { gateMesh } from '../../check/gates/gate-mesh.ts';
import type { Finding } from '../../finding/finding.ts';
import { gauges, needleOf } from '../../ink/flow/needle-table.ts';
import { studyAgain } from '../../mesh/study/inspect.ts';
import { questionSize } from '../../mesh/study/question-size.ts';
import { inGate } from '../../plan/gates.ts';
import type { LayerPlan } from '../../slice/layer-plan.ts';
import { sliceMesh } from '../../slice/slice-mesh.ts';
import { thinnestWall } from '../../slice/thinnest-wall.ts';
import type { AskedPart } from './asked-parts.ts';

/** What a part is, in numbers and findings. */
export interface MeshFacts {
  readonly name: string;
  readonly source: string;
  readonly material: string | null;
  readonly format: string;
  /** null: the file states none. */
  readonly statedUnit: string | null;
  readonly triangles: number;
  readonly shells: number;
  readonly sizeMm: readonly number[];
  readonly volumeMm3: number;
  readonly watertight: boolean;
  readonly openEdges: number;
  readonly nonManifoldEdges: number;
  /** Closed before cutting; `guessed` of them not for sure. */
  readonly openings: { readonly closed: number; readonly guessed: number };
  readonly thinnestWall: { readonly mm: number; readonly x: number; readonly y: number; readonly z: number } | null;
  /** Of the surface, whose wall is thinner than the strand. */
  readonly thinShare: number;
  readonly findings: readonly Finding[];
}

/** Sections that are looked at: walls between them may be thinner still. */
const planes = 40;

/** Looks into a part, with its walls held against a strand. Throws InputError for one that no section can be cut of. */
export function describeMesh(part: AskedPart, strandMm: number): MeshFacts {
  const { mesh, report, name } = part;
  const { min, max } = mesh.bounds;
  const sizeMm = [0, 1, 2].map((k) => max[k] - min[k]);
  const layers = evenPlanes(sizeMm[2]);
  const sliced = sliceMesh(mesh, layers, [0, 0, -min[2]]);
  const walls = thinnestWall(sliced.outlines, strandMm);
  // Large sound meshes are not looked through for shells when they are read.
  const full = report.shells === null ? studyAgain(mesh).report : report;
  const size = mesh.unitStated ? undefined : questionSize(mesh.bounds, name);
  const thinnest = walls && {
    mm: walls.thinnest.widthMm,
    x: walls.thinnest.x,
    y: walls.thinnest.y,
    z: layers.plane[walls.thinnest.layer] + min[2],
  };
  const thinShare = walls?.thinShare ?? 0;
  return {
    name,
    source: part.source,
    material: part.material || null,
    format: report.format,
    statedUnit: part.statedUnit,
    triangles: report.triangles,
    shells: full.shells ?? 0,
    sizeMm,
    volumeMm3: report.volumeMm3,
    watertight: report.watertight && report.caps.length === 0,
    openEdges: report.openEdges,
    nonManifoldEdges: full.nonManifoldEdges ?? 0,
    openings: { closed: report.caps.length, guessed: report.caps.filter(({ sure }) => !sure).length },
    thinnestWall: thinnest,
    thinShare,
    findings: [
      ...part.findings,
      ...(size === undefined ? [] : [size]),
      ...inGate('mesh', gateMesh([{ part: name, file: part.source, report, layers: sliced.repairs }])),
      ...(thinnest !== null && thinnest.mm < strandMm ? [thinWall(name, thinnest, thinShare, strandMm)] : []),
    ],
  };
}

/** In any unit: a part of a few micrometres is looked at as well. */
function evenPlanes(heightMm: number): LayerPlan {
  const height = new Float64Array(planes).fill(heightMm / planes);
  const top = height.map((step, i) => step * (i + 1));
  return { count: planes, top, height, plane: top.map((z, i) => z - height[i] / 2), zoneHeight: height };
}

/** The thinnest of the table is the thinnest that is sold. */
function needleFor(mm: number): string {
  const { inner } = needleOf(Math.max(...gauges));
  if (mm < inner) return 'Make the wall thicker: no needle is thin enough for it.';
  return `Take a needle of at most ${mm.toFixed(3)} mm, or make the wall thicker.`;
}

function thinWall(
  part: string,
  { mm, x, y, z }: NonNullable<MeshFacts['thinnestWall']>,
  thinShare: number,
  strandMm: number,
): Finding {
  const place = [x, y, z].map((value) => value.toFixed(2)).join(', ');
  // Down to half a strand, thin walls get strands of their own width (docs/job.md, thinWalls).
  const isLost = mm < strandMm / 2;
  const share = `${(100 * thinShare).toFixed(thinShare < 0.1 ? 1 : 0)} % of its walls`;
  return {
    gate: 'plan',
    code: isLost ? 'wall-lost' : 'wall-thin',
    severity: isLost ? 'warn' : 'note',
    where: { part },
    what: `${part} has walls thinner than a strand of ${strandMm} mm: ${mm.toFixed(3)} mm at ${place}, and ${share}; ${isLost ? 'what is thinner than half a strand is not printed' : 'they are printed as single strands of their own width'}.`,
    fix: isLost ? needleFor(2 * mm) : `Take a needle of at most ${mm.toFixed(3)} mm where these walls need two sides.`,
    numbers: { wallMm: mm, strandMm, thinShare },
  };
}
