import type { Code } from './codes/catalogue.ts';
/**
 * What a stage has to say about its input: the one shape for notes, warnings and refusals, from the STL reader to the
 * last gate. A finding says where, with which numbers, and what would fix it.
 */

/** The gravest first. */
export const severities = ['refuse', 'warn', 'note'] as const;

export type Severity = (typeof severities)[number];

/** For sorting: the gravest first. */
export const byGravity = (a: { readonly severity: Severity }, b: { readonly severity: Severity }): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity);

/** Where a finding points. Layers and strands count from 0 (a person reads the layer's number + 1); lines from 1. */
export interface Place {
  readonly part?: string | undefined;
  readonly ink?: string | undefined;
  readonly tool?: string | undefined;
  readonly well?: string | undefined;
  readonly layer?: number | undefined;
  /** Number of the strand in the program, as in `;BIO:strand=`. */
  readonly strand?: number | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** One setting of the job at another value. */
export interface JobSetting {
  /** Keys from the root of the job. */
  readonly path: readonly (string | number)[];
  readonly value: string | number | boolean;
}

/** A change of the job that was worked out. */
export interface JobChange extends JobSetting {
  /** `25G instead of 27G: 81 kPa, 99 %`. */
  readonly what: string;
  /** What changes with it, where one setting alone does not do: the other axis of a way. */
  readonly also?: readonly JobSetting[] | undefined;
}

export interface Finding<Known extends Code = Code> extends Judgement<Known> {
  /** The gate that judges this, or `plan` for remarks no gate acts on. */
  readonly gate: string;
}

/** What a gate finds; the table of gates adds its name. */
export interface Judgement<Known extends Code = Code> {
  /** Short and stable, from the catalogue: `needle-meets-wall`. */
  readonly code: Known;
  readonly severity: Severity;
  readonly where: Place;
  /** One sentence with the numbers and their units. */
  readonly what: string;
  /** What the operator can do about it, one sentence. */
  readonly fix?: string | undefined;
  /** Fixes that were worked out with the numbers of this plan: each by itself lets this pass. */
  readonly changes?: readonly JobChange[] | undefined;
  /** The numbers of `what`, for scripts; the unit ends each name (`pressureKpa`). */
  readonly numbers?: Readonly<Record<string, number>> | undefined;
  /** Where the limit comes from (a profile, an ink, a paper). */
  readonly source?: string | undefined;
}

/** Changes as a finding carries them: none where there are none. */
export const changing = (changes: readonly JobChange[]): Pick<Judgement, 'changes'> =>
  changes.length === 0 ? {} : { changes };
