import { InputError } from '../../finding/input-error.ts';
import { short } from '../../finding/number-words.ts';
import type { Job } from '../../job/job.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import type { PlanPart } from '../inputs/plan-input.ts';
import type { PlannedGroup } from '../plan-wells.ts';

/** Why a plan may hold no strand, and what would help. */
interface Reason {
  readonly why: string;
  readonly fix: string;
}

/** Throws InputError when no layer of any well holds a strand: nothing would be printed. The likeliest reason comes first. */
export function refuseNoStrand(groups: readonly PlannedGroup[]): void {
  if (groups.some(({ construct }) => construct.layers.some(({ strands }) => strands.length > 0))) return;
  const [{ job, parts, plan, shiftsMm, fidelity }] = groups;
  // A sheet on its edge is cut, though its sections hold nothing.
  const isCut = (i: number): boolean => plan.plane.some((z) => reaches(parts[i].mesh, z - shiftsMm[i][2]));
  const width = fidelity.narrowestMm;
  const reasons = parts.flatMap((part, i) => [
    ...doubledFaces(part),
    ...wrongUnit(part, width),
    isCut(i) ? tooThin(job, part, width) : tooFlat(job, part),
  ]);
  const [first, ...others] = reasons;
  const also = others.map(({ fix }) => ` Or: ${fix.charAt(0).toLowerCase()}${fix.slice(1)}`).join('');
  throw new InputError('no-strand', `Nothing would be printed: no layer holds a strand. ${first.why}`, {
    where: { part: parts[0].name },
    fix: `${first.fix}${also}`,
  });
}

/** Faces that stand twice, once each way, enclose nothing: the volume is that of a sheet. */
function doubledFaces({ name, mesh, report }: PlanPart): Reason[] {
  const area = areaOf(mesh);
  const size = Math.max(...sizeOf(mesh));
  if (area === 0 || Math.abs(report.volumeMm3) > 1e-6 * area * size) return [];
  return [
    {
      why: `The faces of ${name} cancel each other: ${short(area)} mm² of surface enclose a volume of ${short(Math.abs(report.volumeMm3))} mm³, as when each face stands twice, once each way.`,
      fix: 'Export the part as one closed solid, without doubled or inner faces.',
    },
  ];
}

const units = [
  { units: 'm', name: 'metres', factor: 1000 },
  { units: 'inch', name: 'inches', factor: 25.4 },
  { units: 'cm', name: 'centimetres', factor: 10 },
] as const;
/** Longest sides of parts that a bioprinter prints, mm. */
const plausible = { least: 2, most: 200 };

/** A part smaller than a few strands was hardly drawn in millimetres. */
function wrongUnit({ name, mesh }: PlanPart, width: number): Reason[] {
  const size = sizeOf(mesh);
  const longest = Math.max(...size);
  if (longest > 5 * width || longest === 0) return [];
  return units
    .filter(({ factor }) => longest * factor >= plausible.least && longest * factor <= plausible.most)
    .slice(0, 1)
    .map((unit) => ({
      why: `${name} is ${size.map(short).join(' x ')} mm when its numbers are millimetres; in ${unit.name} its longest side would be ${short(longest * unit.factor)} mm.`,
      fix: `State the unit of its file: units: ${unit.units} on the part, or --units ${unit.units} for a bare mesh.`,
    }));
}

const reaches = ({ bounds: { min, max } }: Mesh, z: number): boolean => min[2] < z && z <= max[2];

/** What the job itself takes from the sections comes first: without it they may be wide enough. */
function tooThin({ parts, simplify }: Job, { name, mesh }: PlanPart, width: number): Reason {
  const margin = Math.max(...parts.map(({ laydown }) => laydown.margin));
  const coarse = simplify > width / 2;
  const free = margin > 0 ? ` and a margin of ${short(margin)} mm on each side` : '';
  const left = coarse ? `, once its outlines are simplified by ${short(simplify)} mm` : '';
  const finer = 'take a finer needle or a narrower width, thicken the part, or check its units.';
  const first = coarse ? 'Simplify by less, ' : margin > 0 ? 'Take a smaller margin, ' : '';
  return {
    why: `${name} is ${sizeOf(mesh).map(short).join(' x ')} mm, and its sections are too thin for a strand ${short(width)} mm wide${free}${left}.`,
    fix: first === '' ? finer.charAt(0).toUpperCase() + finer.slice(1) : `${first}${finer}`,
  };
}

function tooFlat({ layers }: Job, { name, mesh }: PlanPart): Reason {
  const [, , height] = sizeOf(mesh);
  const layer = layers.first ?? layers.height;
  return {
    why: `${name} is ${short(height)} mm high, and no layer of ${short(layer)} mm cuts it in its middle: it is thinner than half a layer, or encloses nothing.`,
    fix: `Take layers of at most ${short(Math.min(layer, Math.max(height, layer / 100)))} mm, check its units, or turn the part.`,
  };
}

function sizeOf({ bounds }: Mesh): number[] {
  return bounds.max.map((value, k) => value - bounds.min[k]);
}

function areaOf({ triangles }: Mesh): number {
  let sum = 0;
  for (let i = 0; i < triangles.length; i += 9) {
    const [ax, ay, az] = [0, 1, 2].map((k) => triangles[i + 3 + k] - triangles[i + k]);
    const [bx, by, bz] = [0, 1, 2].map((k) => triangles[i + 6 + k] - triangles[i + k]);
    sum += Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx) / 2;
  }
  return sum;
}
