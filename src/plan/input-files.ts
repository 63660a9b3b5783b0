import type { DataShelf, NamedText } from '../finding/data-shelf.ts';
import type { FileWords } from '../finding/load-file.ts';
import type { MeshFile } from '../mesh/read-part.ts';

/** A file of meshes with its hash. */
export interface LoadedMeshes {
  readonly model: MeshFile;
  readonly sha256: string;
}

/** Files of meshes by their name in the job, each read once: several parts may come from one. */
export type MeshShelf = (file: string) => LoadedMeshes | Promise<LoadedMeshes>;

/** Kinds of data that ship with bioweft. */
export type LibraryShelf = 'printers' | 'inks' | 'vessels';

/** All files that a job may name, wherever they lie: on a disk, or handed to a page. Names start from the job's folder. */
export interface InputFiles {
  readonly shelves: Readonly<Record<LibraryShelf, DataShelf>>;
  readonly meshes: MeshShelf;
  /** Throws InputError in these words for a file that cannot be read. */
  readonly text: (asked: string, words: FileWords) => NamedText;
  /** Calibrations beside an ink file of a lab's own (null: the ink ships), then those beside the job; by name. */
  readonly calibrations: (inkFile: string | null) => readonly NamedText[];
  /** What a lab confirmed of its printer; null where there is no such file. */
  readonly confirmation: (file: string) => NamedText | null;
  readonly sha256: (content: Uint8Array | string) => string | Promise<string>;
}

/** What to do about a file that is not there. */
export function missingMesh(asked: string): string {
  return asked.includes('\\')
    ? `Write paths with forward slashes: ${asked.replaceAll('\\', '/')}.`
    : "Check the name; paths in a job start from the job's own folder.";
}
