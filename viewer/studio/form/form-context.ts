import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PlanFacts } from '../../../src/core.ts';
import type { PatternSample } from '../../../src/laydown/sample-patterns.ts';
import type { GivenLibrary } from '../../../src/plan/given-files.ts';
import type { Changes, JobData } from './job-data.ts';

/** What every field of the form may ask for. */
export interface FormContext {
  readonly data: JobData;
  readonly library: GivenLibrary;
  /** Mesh files beside the job. */
  readonly meshes: readonly string[];
  /** Numbers of the plan; null before the first. */
  readonly facts: PlanFacts | null;
  readonly samples: readonly PatternSample[];
  /** The job as it is by now: the form is drawn a moment later. */
  readonly now: () => JobData | null;
  /** Writes settings into the text, as one step that can be undone. */
  readonly change: (changes: Changes) => void;
  /** Shows the tab where wells are chosen and painted; absent there. */
  readonly toPlate?: () => void;
}

const context = createContext<FormContext | null>(null);

export const FormProvider = context.Provider;

/** The context of the form that a field stands in. */
export function useForm(): FormContext {
  const found = useContext(context);
  if (found === null) throw new Error('a field stands outside of the form');
  return found;
}
