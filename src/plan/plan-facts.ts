import { type TradeOff, tradeOffs } from '../check/physics/trade-off.ts';
import { isLines, type Job, type JobPart } from '../job/job.ts';
import { type LatticeNumbers, latticeNumbers } from '../laydown/spacing/lattice-numbers.ts';
import { laidWidth } from '../program/tools/assign-tools.ts';
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
