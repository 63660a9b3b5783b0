import { type TradeOff, tradeOffs } from '../check/physics/trade-off.ts';
import { isLines, type Job, type JobPart } from '../job/job.ts';
import { placeOf } from '../job/place.ts';
import { type LatticeNumbers, latticeNumbers } from '../laydown/spacing/lattice-numbers.ts';
import type { Bounds } from '../mesh/mesh.ts';
import { laidWidth } from '../program/tools/assign-tools.ts';
import { placeVessel } from '../vessel/place-vessel.ts';
import { offsetIn } from './inputs/place-part.ts';
import type { PlanInput, PlanPart } from './inputs/plan-input.ts';
import { physicsOf } from './judge.ts';
import { boundsInPlane } from './layers/make-layer-task.ts';
import type { Draft } from './plan.ts';

/** What whoever changes a job wants to see beside its plan. */
export interface PlanFacts {
  /** For each ink whose flow law is known: what other speeds and needles would do. */
  readonly tradeOffs: readonly TradeOff[];
  /** In the order of the job's parts, as the first well prints them; null where it is solid, a gradient or lines. */
  readonly lattices: readonly (LatticeNumbers | null)[];
  readonly standing: Standing;
}

/** Where a construct stands and what it is put together of, mm. */
export interface Standing {
  /** From the middle of its well to its own; on the bare bed 0. */
  readonly offset: readonly [x: number, y: number];
  /** Its middle on the bare bed, in the machine's x and y; null in a vessel. */
  readonly bed: readonly [x: number, y: number] | null;
  /** What `place` says, or would say to mean the same. */
  readonly place: readonly [x: number, y: number, z: number];
  /** Each part scaled and turned, as its own file places it: before the construct is put into the middle, and any move. */
  readonly parts: readonly { readonly name: string; readonly bounds: Bounds }[];
}

/** The numbers of a planned job that its settings could be chosen by. */
export function planFacts(
  input: PlanInput,
  { program, wells, time }: Pick<Draft, 'program' | 'wells' | 'time'>,
): PlanFacts {
  const [{ job, parts }] = wells.constructs;
  return {
    tradeOffs: tradeOffs(physicsOf(input, program, wells), time.totalS),
    lattices: job.parts.map((part, i) => (isLines(part) ? null : latticeOfPart(job, part, parts[i]))),
    standing: standingOf(input, job, parts),
  };
}

function standingOf({ vessel, profile }: PlanInput, job: Job, parts: readonly PlanPart[]): Standing {
  const { x: askedX, y: askedY, z } = placeOf(job);
  const placed = placeVessel(vessel, profile, placeOf(job));
  const [well] = placed.wells;
  const bed = placed.kind === 'none' ? ([well.x, well.y] as const) : null;
  return {
    offset: offsetIn(placed, job),
    bed,
    place: [...(bed ?? ([askedX ?? 0, askedY ?? 0] as const)), z],
    parts: parts.map(({ name, mesh: { bounds } }) => ({ name, bounds })),
  };
}

function latticeOfPart(job: Job, part: JobPart, { mesh }: PlanPart): LatticeNumbers | null {
  const { laydown: settings, crossSection } = part;
  const ink = part.ink ?? part.sequence?.[0] ?? part.alternate?.[0] ?? Object.keys(job.inks)[0];
  const own = job.inks[ink];
  return latticeNumbers({
    settings,
    crossSection,
    width: laidWidth(own),
    spread: own.spread ?? 1,
    height: job.layers.height,
    bounds: boundsInPlane(mesh, settings.pattern),
  });
}
