import { keepMemory } from '../memory/keep.ts';
import { type GatherOptions, gatherInputs, type JobText } from './gather-inputs.ts';
import { type GivenFiles, type GivenLibrary, givenFiles } from './given-files.ts';
import type { PlanInput } from './inputs/plan-input.ts';
import type { PlanOptions } from './inputs/plan-options.ts';
import { type Draft, draftPlan, type Plan } from './plan.ts';

/** Plans one job again and again, as it changes: what a change does not touch is not made again. */
export interface Planner {
  /** The inputs of a job and the bytes of its files; meshes that were read before are not read again. */
  readonly gather: (job: JobText, files: GivenFiles, library: GivenLibrary, of: GatheredOf) => Promise<PlanInput>;
  /** Plans and judges by every gate but the reading back, which `prove` of the draft does. */
  readonly draft: (input: PlanInput, options?: PlannerOptions) => Promise<Draft>;
  /** The same as `plan`, to the byte. */
  readonly plan: (input: PlanInput, options?: PlannerOptions) => Promise<Plan>;
  /** Forgets all earlier plans. */
  readonly forget: () => void;
  /** About what earlier plans hold in memory, bytes. */
  readonly heldBytes: () => number;
}

export type GatheredOf = Omit<GatherOptions, 'memory'>;

/** One thread: what other threads make would not be remembered. */
export type PlannerOptions = Omit<PlanOptions, 'workers'>;

const bytesPerMb = 1_000_000;

/**
 * A planner that remembers what the stages of its plans made, by their content, within `memoryMb`. The plan at work
 * comes first: what earlier plans used goes as soon as there is no room, longest unused first, and what does not fit is
 * made again next time. Meshes and data that were handed in must not be changed afterwards.
 */
export function createPlanner({ memoryMb = 256 }: { readonly memoryMb?: number } = {}): Planner {
  const memory = keepMemory(memoryMb * bytesPerMb);
  // What a plan is gathered from belongs to it.
  let gathered = false;
  const draft = (input: PlanInput, options: PlannerOptions = {}) => {
    if (!gathered) memory.nextTurn();
    gathered = false;
    return draftPlan(input, { ...options, workers: 1 }, memory);
  };
  return {
    gather: (job, files, library, of) => {
      memory.nextTurn();
      gathered = true;
      return gatherInputs(job, givenFiles(files, library, memory), { ...of, memory });
    },
    draft,
    plan: async (input, options) => (await draft(input, options)).prove(),
    forget: memory.clear,
    heldBytes: memory.heldBytes,
  };
}
