import type { z } from 'zod';
import type { Mesh } from '../mesh/mesh.ts';

/** What a part is for, in the words of a lab: bears load, carries cells, is washed out, or only holds others up. */
export type PartRole = 'structural' | 'cellLaden' | 'sacrificial' | 'support';

export interface ScaffoldPart {
  /** Name of its STL file. */
  readonly file: string;
  readonly mesh: Mesh;
  readonly role: PartRole;
  /** By formula, of the polygonal shape that the mesh is, mm³. */
  readonly expectedVolumeMm3: number;
}

/** A scaffold with the parameters it was made from. All parts stand in one frame, base centre at 0, 0, 0. */
export interface Scaffold {
  readonly name: string;
  readonly parts: readonly ScaffoldPart[];
  /** The job file, YAML. */
  readonly job: string;
  /** Markdown. */
  readonly readme: string;
  /** scaffold.json: parts, roles, volumes, parameters. */
  readonly manifest: string;
}

/** One measure that may be set: its default's source goes into the README. */
export interface Parameter {
  readonly schema: z.ZodType<number>;
  readonly default: number;
  readonly unit: string;
  readonly what: string;
  /** Where the default comes from. */
  readonly source: string;
}

export type Measures = Readonly<Record<string, number>>;

export interface ScaffoldGenerator {
  readonly title: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly parts: (measures: Measures) => readonly ScaffoldPart[];
  readonly job: (measures: Measures) => string;
  /** Paragraphs of the README about the choice of inks, printer and lay-down. */
  readonly notes: readonly string[];
}

export const designChoice = 'choice of this project';
export const morphoStruct = 'default of the MorphoStruct generator';
