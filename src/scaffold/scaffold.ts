import type { Mesh } from '../mesh/mesh.ts';

/** What a part is for, in the words of a lab: bears load, carries cells, is washed out, or only holds others up. */
export type PartRole = 'structural' | 'cellLaden' | 'sacrificial' | 'support';

export interface ScaffoldPart {
  /** Name of its STL file. */
  readonly file: string;
  readonly mesh: Mesh;
  readonly role: PartRole;
  /** Of its mesh, mm³. */
  readonly volumeMm3: number;
}

/** What a scaffold is made of. All parts stand in one frame: middle of the base at 0, 0, 0, z up, mm. */
export interface Built {
  readonly parts: readonly ScaffoldPart[];
  /** Of all parts together, from their outer surface alone, mm³. */
  readonly envelopeMm3: number;
  /** What was solved, checked or left out on the way, in sentences. */
  readonly facts?: readonly string[];
}

/** One measure that may be set. */
export interface NumberParameter {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /** `mm`, `°`, or empty for a count or a share. */
  readonly unit: string;
  readonly whole?: true;
  readonly what: string;
  /** Where the default comes from. */
  readonly source: string;
}

/** One choice among words. */
export interface ChoiceParameter {
  readonly choices: readonly string[];
  readonly default: string;
  readonly what: string;
  readonly source: string;
}

export type Parameter = NumberParameter | ChoiceParameter;
export type Parameters = Readonly<Record<string, Parameter>>;

/** What the parameters were set to. */
export type Values<P extends Parameters = Parameters> = {
  readonly [K in keyof P]: P[K] extends { readonly choices: readonly (infer C)[] } ? C : number;
};

/** A kind of scaffold: one object in one file, and one entry in scaffolds.ts. */
export interface ScaffoldKind<P extends Parameters = Parameters> {
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly parameters: P;
  /** What is wrong with values that are each in their range; null where nothing is. */
  readonly conflict?: (values: Values<P>) => { readonly what: string; readonly fix: string } | null;
  /** Pure: the same values give the same bytes. */
  readonly build: (values: Values<P>) => Built;
  /** The job file, YAML. */
  readonly job: (values: Values<P>) => string;
  /** The same parts printed into a support bath, where that is shown as well. */
  readonly inBath?: {
    readonly job: (values: Values<P>) => string;
    /** As `warnings`, of this job. */
    readonly warnings: Readonly<Record<string, string>>;
  };
  /** How far the mesh may lie from the shape it stands for, a sentence. */
  readonly accuracy: (values: Values<P>) => string;
  /** Paragraphs of the README about the choice of inks, printer and lay-down. */
  readonly notes: readonly string[];
  /** Gates that warn about its job as shipped, and why that is right. Others do not. */
  readonly warnings?: Readonly<Record<string, string>>;
}

/** A kind whose parameters are seen by its own functions with their types, and by all others without. */
export function scaffoldKind<const P extends Parameters>(kind: ScaffoldKind<P>): ScaffoldKind {
  // Whoever calls has read the values by these parameters.
  const own = (values: Values): Values<P> => values as Values<P>;
  const { conflict, build, job, inBath, accuracy, ...alike } = kind;
  return {
    ...alike,
    ...(conflict === undefined ? {} : { conflict: (values) => conflict(own(values)) }),
    build: (values) => build(own(values)),
    job: (values) => job(own(values)),
    ...(inBath === undefined ? {} : { inBath: { ...inBath, job: (values) => inBath.job(own(values)) } }),
    accuracy: (values) => accuracy(own(values)),
  };
}

/** A scaffold with the values it was made from. */
export interface Scaffold {
  readonly name: string;
  readonly values: Values;
  readonly built: Built;
  readonly job: string;
  /** The job that prints it into a support bath; null where there is none beside `job`. */
  readonly jobInBath: string | null;
  /** Markdown. */
  readonly readme: string;
  /** scaffold.json: parts, roles, volumes, values. */
  readonly manifest: string;
}

/** Names of the files of both jobs. */
export const jobFiles = { job: 'job.yaml', inBath: 'job-in-bath.yaml' } as const;

export const designChoice = 'choice of this project';
export const morphoStruct = 'default of the MorphoStruct generator';
