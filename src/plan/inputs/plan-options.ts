import { InputError } from '../../finding/input-error.ts';
import { suggest } from '../../finding/nearest.ts';
import { type GateId, gateIds } from '../gates.ts';

export interface PlanOptions {
  /** Gates overridden knowingly. */
  readonly allow?: readonly GateId[] | undefined;
  /** Threads for the layers; the result does not depend on it. */
  readonly workers?: number | undefined;
  readonly onProgress?: ((stage: string) => void) | undefined;
  /** Awaited between the stages and layers, where it gives something to await; what it throws ends the plan. */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
}

/** A file that differs from its plan is a fault, not a risk that somebody may take. */
const overridable: readonly GateId[] = gateIds.filter((gate) => gate !== 'readback');
const mostWorkers = 64;

/** Throws InputError for gates that do not exist or cannot be overridden, and for numbers of threads that make no sense. */
export function checkPlanOptions({ allow = [], workers }: PlanOptions): void {
  for (const gate of allow) overridableGate(gate);
  if (workers === undefined || (Number.isInteger(workers) && workers >= 1 && workers <= mostWorkers)) return;
  throw new InputError('workers', `workers is ${workers}: expected a whole number from 1 to ${mostWorkers}.`, {
    fix: 'Leave workers out: the number of threads never changes the plan.',
  });
}

/** The gate of a name, where it may be overridden. */
export function overridableGate(name: string): GateId {
  const gate = overridable.find((each) => each === name);
  if (gate !== undefined) return gate;
  if (name === 'readback') {
    const what = 'The gate readback cannot be allowed: a file that differs from its plan is never written.';
    throw new InputError('gate-binding', what, { fix: 'Report the job that was refused by it.' });
  }
  throw new InputError('gate-unknown', `There is no gate ${JSON.stringify(name)} to allow.`, {
    fix: suggest(name, overridable),
  });
}

/** Those of some gates that may be overridden. */
export function overridableOf(gates: readonly GateId[]): GateId[] {
  return gates.filter((gate) => overridable.includes(gate));
}
