import type { Finding } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import { counted, short } from '../finding/number-words.ts';
import { nozzleOf } from '../ink/flow/nozzle.ts';
import type { Job, JobPart } from '../job/job.ts';
import { placeOf } from '../job/place.ts';
import type { ConstructLayer } from '../laydown/construct.ts';
import { strandLength, strandVolume } from '../laydown/strand.ts';
import { type FileUnit, mmPerUnit, transformPoints } from '../mesh/transform.ts';
import type { Branch, BranchEnds } from '../network/branch.ts';
import { type BranchContext, findCrossings, refuseBadBranches, refuseLoose } from '../network/check-branches.ts';
import { findJoints } from '../network/joints.ts';
import type { PrintedWays } from '../network/order/order-state.ts';
import { type AskedLine, type BranchPlan, planBranches } from '../network/plan-branches.ts';
import { unitOfFormat } from '../network/read-branches.ts';
import { lengthOfNodes, pointsOf } from '../network/resample.ts';
import { strandOfLine } from '../network/strand-of-line.ts';
import { addBalls, noBalls } from '../program/heights/printed-balls.ts';
import { routeInBath } from '../program/heights/route-in-bath.ts';
import { bathWay } from '../program/heights/travel.ts';
import { inksOfParts, laidWidth } from '../program/tools/assign-tools.ts';
import { toNm } from '../program/write/plan-state.ts';
import { openingAt } from '../vessel/opening.ts';
import type { PlacedWell } from '../vessel/place-vessel.ts';
import type { PlanPart } from './inputs/plan-input.ts';
import type { PlannedConstruct } from './layers/plan-layers.ts';

/** Of a job that prints lines: what it asks for, and how it was put into strands. */
export interface PlannedLines {
  /** Every branch in the frame of the construct, with its part and ink: what the strands have to carry out. */
  readonly asked: readonly LineOfConstruct[];
  readonly plan: BranchPlan;
  /** Of each line of the plan, the branches along which it runs. */
  readonly branches: readonly (readonly number[])[];
}

export interface LineOfConstruct {
  readonly part: string;
  readonly branch: string;
  readonly ink: string;
  /** x y z r, mm, as the file has them. */
  readonly points: Float64Array;
}

/** A part with its branches in mm, turned and scaled as the job says. */
interface PlacedLines {
  readonly asked: JobPart;
  readonly part: PlanPart;
  readonly branches: readonly Branch[];
  readonly ends: BranchEnds | null;
  readonly inks: readonly string[];
  /** x y z r of each branch. */
  readonly points: readonly Float64Array[];
  readonly context: BranchContext;
}

type Vector = readonly [x: number, y: number, z: number];

/** Lines have no sections and no layers. */
const none = new Float64Array(0);

/**
 * A construct of lines in space: a layer for each strand, in the order in which the needle meets nothing that is printed.
 * `parts` in the order of the job; `well`: the one it stands in, whose walls it must keep off. Throws InputError naming branch, point and line.
 */
export function planLines(
  job: Job,
  parts: readonly PlanPart[],
  offsetMm: readonly [number, number],
  well?: PlacedWell,
): PlannedConstruct & { readonly lines: PlannedLines } {
  const placed = job.parts.map((asked, i) => placeLines(job, asked, parts[i]));
  for (const each of placed) refuseBad(job, each);
  const { shifts, liftMm } = standUp(job, placed, offsetMm);
  const keys = inksOfParts(job);
  const needles = keys.map((ink) => nozzleOf(job.inks[ink].nozzle).outer / 2);
  const lines = placed.flatMap(({ asked, part, branches, points, inks }, i) =>
    branches.map((branch, b) => ({
      part: part.name,
      branch: branch.name,
      ink: inks[b],
      smooth: asked.network !== undefined,
      overlap: asked.overlap,
      points: shifted(points[b], shifts[i]),
    })),
  );
  const asked = lines.map(
    ({ points, ink, smooth, overlap }): AskedLine => ({
      points,
      ink: keys.indexOf(ink),
      smooth,
      overlapMm: overlap ?? meanRadius(points),
    }),
  );
  const plan = planBranches(asked, needles, job.bath === undefined ? null : () => waysInBath(job, keys));
  const made = plan.lines.map((line, index): ConstructLayer => {
    const own = lines[line.chains[0]];
    const { strand, top } = strandOfLine(line.nodes, own.ink, own.part, job.simplify);
    const lengthMm = strandLength(strand);
    const figures = {
      areaMm2: lengthMm * strand.width,
      strandLengthMm: lengthMm,
      volumeMm3: strandVolume(strand, lengthMm),
      strands: 1,
      starts: 1,
      porosity: null,
      geometricPorosity: null,
    };
    return { index, top, height: strand.height, strands: [strand], inks: { [own.ink]: figures }, sections: {} };
  });
  return {
    construct: {
      layers: made,
      findings: [
        ...placed.flatMap((each) => connectionsOf(each)),
        ...placed.flatMap((each, i) => (well === undefined ? [] : outsideOf(each, shifts[i], well))),
        ...summary(job, plan, lines.length),
      ],
    },
    fills: [],
    plan: { count: 0, top: none, height: none, plane: none, zoneHeight: none },
    repairs: [],
    shiftsMm: parts.map(() => [0, 0, 0] as const),
    liftMm,
    fidelity: { figures: made.map(() => ({ parts: [] })), asked: made.map(() => []), narrowestMm: narrowest(asked) },
    studied: parts.map(() => null),
    lines: { asked: lines, plan, branches: plan.lines.map(({ chains }) => chains) },
  };
}

/** Ways through the bath as the program goes them, with nothing printed yet; `keys`: the inks by number. */
function waysInBath(job: Job, keys: readonly string[]): PrintedWays {
  const balls = noBalls();
  const place = ([x, y, z]: readonly number[]) => ({ x: toNm(x), y: toNm(y), z: toNm(z) });
  return {
    length: (ink, from, to) => {
      const { outer } = nozzleOf(job.inks[keys[ink]].nozzle);
      const way = bathWay({ as: 'bodies', balls }, outer, laidWidth(job.inks[keys[ink]]), job.hop);
      return routeInBath(way, place(from), place(to)).length / 1e6;
    },
    print: (nodes) => {
      const { strand, top } = strandOfLine(nodes, keys[0], '', job.simplify);
      addBalls(balls, strand, 0, 0, toNm(top));
    },
  };
}

function placeLines(job: Job, asked: JobPart, part: PlanPart): PlacedLines {
  // Called only for parts of lines.
  const { file: read, ends } = part.lines!;
  // X-CAVATE's files are in cm and SWC in µm by their format; the job says otherwise with its units or scale.
  const units: FileUnit = asked.units === 'mm' ? unitOfFormat[read.format] : asked.units;
  const { scale, rotate } = asked;
  const placement = { units, scale, rotate };
  const factor = mmPerUnit[units] * Math.abs(typeof scale === 'number' ? scale : 1);
  const branches = read.branches.map((branch) => ({
    ...branch,
    points: transformPoints(branch.points, placement),
    radii: branch.radii?.map((radius) => radius * factor) ?? null,
  }));
  const inks = branches.map((branch) => inkOf(job, asked, branch, part));
  return {
    asked,
    part,
    branches,
    ends: ends && {
      inlets: transformPoints(ends.inlets, placement),
      outlets: transformPoints(ends.outlets, placement),
    },
    inks,
    points: branches.map((branch, i) => pointsOf(branch, laidWidth(job.inks[inks[i]]) / 2)),
    context: { file: part.file, part: part.name, unit: units === 'um' ? 'µm' : units },
  };
}

function inkOf(job: Job, { ink, artery, vein }: JobPart, { kind, name, lines }: Branch, { file }: PlanPart): string {
  const own = kind === 'artery' ? artery : kind === 'vein' ? vein : undefined;
  const chosen = own ?? ink ?? (Object.keys(job.inks).length === 1 ? Object.keys(job.inks)[0] : undefined);
  if (chosen !== undefined) return chosen;
  const said =
    kind === null
      ? 'is neither marked as an artery nor as a vein'
      : `is marked as ${kind === 'artery' ? 'an artery' : 'a vein'}`;
  throw new InputError(
    'job-ink',
    `${file}, branch ${name}, line ${lines[0]}: it ${said}, and the part has no ink for it.`,
    {
      where: { file, line: lines[0] },
      fix: `Give the part ink: for all branches, or artery: and vein:, of ${Object.keys(job.inks).join(', ')}.`,
    },
  );
}

function refuseBad(job: Job, { branches, inks, context }: PlacedLines): void {
  const bores = inks.map((ink) => nozzleOf(job.inks[ink].nozzle).inner);
  refuseBadBranches(branches, bores, context);
}

/** The parts around the middle, the lowest strand on the floor, as meshes stand; moves and the place come on top. */
function standUp(
  job: Job,
  placed: readonly PlacedLines[],
  [x, y]: readonly [number, number],
): { shifts: Vector[]; liftMm: number } {
  const still: Vector = [0, 0, 0];
  const own = placed.map(({ points }) => boundsOfLines(points, still));
  const all = (k: 0 | 1 | 2, boxes: readonly Bounds[]): [number, number] => [
    Math.min(...boxes.map(({ min }) => min[k])),
    Math.max(...boxes.map(({ max }) => max[k])),
  ];
  const [lowX, highX] = all(0, own);
  const [lowY, highY] = all(1, own);
  const [floor] = all(2, own);
  const moved = placed.map(({ points, asked }) => boundsOfLines(points, asked.move));
  const liftMm = all(2, moved)[0] - floor + placeOf(job).z;
  if (liftMm < -1e-9) {
    const deepest = moved.reduce((a, b, i) => (b.min[2] < moved[a].min[2] ? i : a), 0);
    const name = placed[deepest].part.name;
    const depth = Number((-liftMm).toFixed(3));
    throw new InputError('part-below-floor', `${name} reaches ${depth} mm below the floor of the vessel.`, {
      where: { part: name },
      fix: `Raise the z of its move by ${depth} mm, or the whole construct by that much with place: { z: … }.`,
    });
  }
  const shifts = placed.map(
    ({ asked: { move } }): Vector => [
      move[0] + x - (lowX + highX) / 2,
      move[1] + y - (lowY + highY) / 2,
      move[2] - floor + placeOf(job).z,
    ],
  );
  return { shifts, liftMm };
}

interface Bounds {
  readonly min: Vector;
  readonly max: Vector;
}

function boundsOfLines(lines: readonly Float64Array[], move: Vector): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const points of lines) {
    for (let p = 0; p < points.length; p += 4) {
      for (let k = 0; k < 3; k++) {
        min[k] = Math.min(min[k], points[p + k] - points[p + 3] + move[k]);
        max[k] = Math.max(max[k], points[p + k] + points[p + 3] + move[k]);
      }
    }
  }
  return { min, max };
}

function shifted(points: Float64Array, shift: Vector): Float64Array {
  return points.map((value, i) => (i % 4 < 3 ? value + shift[i % 4] : value));
}

function meanRadius(points: Float64Array): number {
  let sum = 0;
  for (let p = 3; p < points.length; p += 4) sum += points[p];
  return sum / (points.length / 4);
}

function narrowest(lines: readonly AskedLine[]): number {
  return (
    2 *
    lines.reduce((least, { points }) => points.reduce((m, v, i) => (i % 4 === 3 ? Math.min(m, v) : m), least), Infinity)
  );
}

/** What a network must be beside its lines: one piece, and nowhere through itself. */
function connectionsOf({ asked, branches, points, ends, context }: PlacedLines): Finding[] {
  if (asked.network === undefined) return [];
  const longest = Math.max(...points.map(lengthOfNodes));
  const step = Math.max(longest / 400, Math.min(...points.map(meanRadius)) / 2);
  const meetings = findJoints(points.map((line, branch) => ({ branch, nodes: evenly(line, step) })));
  refuseLoose(branches, meetings, ends, context);
  return findCrossings(branches, meetings, context);
}

/** The point of a part that lies farthest beyond the walls of its well, if one does; above the rim there are none. */
function outsideOf({ branches, points, context }: PlacedLines, shift: Vector, well: PlacedWell): Finding[] {
  let worst = { mm: 1e-6, branch: -1, x: 0, y: 0, wide: 0 };
  points.forEach((line, branch) => {
    for (let p = 0; p < line.length; p += 4) {
      const [x, y, z] = [line[p] + shift[0], line[p + 1] + shift[1], line[p + 2] + shift[2]];
      const section = well.inside.find(({ top }) => z <= top);
      if (section === undefined) continue;
      const { halfX, halfY, corner } = openingAt(section, z);
      const beyond = Math.hypot(Math.max(0, Math.abs(x) - halfX + corner), Math.max(0, Math.abs(y) - halfY + corner));
      const mm = beyond + line[p + 3] - corner;
      if (mm > worst.mm) worst = { mm, branch, x, y, wide: 2 * Math.min(halfX, halfY) };
    }
  });
  if (worst.branch < 0) return [];
  const { name, lines, points: own } = branches[worst.branch];
  const point = nearestPoint(own, worst.x - shift[0], worst.y - shift[1]);
  return [
    {
      gate: 'vessel',
      code: 'branch-outside',
      severity: 'refuse',
      where: { part: context.part, file: context.file, line: lines[point], well: well.name },
      what: `Branch ${name} of ${context.part} reaches ${short(worst.mm)} mm through the wall of its vessel at its point ${point + 1}, ${short(worst.x)}, ${short(worst.y)} mm from the middle of an opening of ${short(worst.wide)} mm.`,
      fix: `Take a vessel at least ${short(worst.wide + 2 * worst.mm)} mm wide inside, move the part, or, if the file is not in ${context.unit}, say units: on it.`,
      numbers: { outsideMm: worst.mm, openingMm: worst.wide },
    },
  ];
}

function nearestPoint(points: Float64Array, x: number, y: number): number {
  let best = 0;
  for (let p = 0; p < points.length; p += 3) {
    if (Math.hypot(points[p] - x, points[p + 1] - y) < Math.hypot(points[best] - x, points[best + 1] - y)) best = p;
  }
  return best / 3;
}

function evenly(points: Float64Array, step: number): Float64Array {
  const nodes: number[] = [];
  for (let p = 0; p + 4 < points.length; p += 4) {
    const length = lengthOfNodes(points.subarray(p, p + 8));
    const pieces = Math.max(1, Math.ceil(length / step));
    for (let k = 0; k < pieces; k++)
      for (let j = 0; j < 4; j++) nodes.push(points[p + j] + (k / pieces) * (points[p + 4 + j] - points[p + j]));
  }
  nodes.push(...points.subarray(points.length - 4));
  return Float64Array.from(nodes);
}

function summary(
  job: Job,
  { lines, lengthMm, overlapMm, reachedMm, swaps, meetings }: BranchPlan,
  branches: number,
): Finding[] {
  const printed = lines.reduce((sum, { nodes }) => sum + lengthOfNodes(nodes), 0);
  const overlaps = overlapMm > 0 ? `, ${overlapMm.toFixed(1)} mm of it laid over strands that it joins` : '';
  const inks = Object.keys(job.inks).length > 1 ? `, ${counted(swaps, 'change')} of ink` : '';
  return [
    {
      gate: 'plan',
      code: 'lines-planned',
      severity: 'note',
      where: {},
      what: `${counted(branches, 'branch', 'branches')} of ${lengthMm.toFixed(1)} mm are printed as ${counted(lines.length, 'strand')} of ${printed.toFixed(1)} mm${overlaps}, with ${counted(meetings.joints.length, 'joint')}${inks}.`,
      numbers: {
        branches,
        lengthMm,
        strands: lines.length,
        printedMm: printed,
        overlapMm,
        reachedMm,
        joints: meetings.joints.length,
        swaps,
      },
    },
  ];
}
