import type { InPieces } from '../../finding/load-file.ts';

/** One object of a file, before it is inspected. */
export interface RawPart {
  /** As the file calls it; empty where it gives no name. */
  readonly name: string;
  /** Its material, where the file names one. */
  readonly material?: string | undefined;
  /** Nine numbers a triangle, in the unit of the model. */
  readonly triangles: Float32Array;
  readonly solids: number;
  /** Triangles left out because a corner was NaN or infinite. */
  readonly nonFinite: number;
  readonly repairs: readonly string[];
  /** Why the end of the file seems to be missing. */
  readonly short?: string | undefined;
}

/** What a file holds: its parts in the file's order and frame. */
export interface RawModel {
  /** For reports: the id of the format, or which form of it. */
  readonly kind: string;
  /** The unit that the file states, in words; its parts are in mm then. null: it states none. */
  readonly statedUnit: string | null;
  readonly parts: readonly RawPart[];
  /** What was left out or ignored, each as the end of a sentence. */
  readonly notes: readonly string[];
}

/** A part as it is written: closed or not, mm. */
export interface WrittenPart {
  readonly name: string;
  readonly material?: string;
  readonly triangles: Float32Array;
}

/** A file format of meshes: everything that the rest of bioweft asks about one. */
export interface MeshFormat {
  /** The beginning of its codes of errors, and its name in lists. */
  readonly id: string;
  readonly name: string;
  /** Without the dot, lower case; the first is the one that is written. */
  readonly extensions: readonly string[];
  /** Whether the bytes look like this format, whatever the file is called. */
  readonly recognises: (bytes: Uint8Array) => boolean;
  /** Throws InputError with the place and what to do. */
  readonly read: (bytes: Uint8Array, file: string) => RawModel;
  /** How a file is read that need not lie in memory as a whole. */
  readonly inPieces?: InPieces<RawModel>;
  /** Whether a file can hold several parts by name. */
  readonly holdsParts: boolean;
  readonly write?: (parts: readonly WrittenPart[]) => Uint8Array;
}
