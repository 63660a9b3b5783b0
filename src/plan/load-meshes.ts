import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { loadFile } from '../finding/load-file.ts';
import { type MeshFile, readMeshFile } from '../mesh/read-part.ts';

/** A file of meshes with its hash. */
export interface LoadedMeshes {
  readonly model: MeshFile;
  readonly sha256: string;
}

/** Files of meshes by their name in the job, each read once: several parts may come from one. */
export type MeshShelf = (file: string) => LoadedMeshes;

/** Throws InputError naming the file that is missing or wrong. */
export function meshShelf(folder: string): MeshShelf {
  const known = new Map<string, LoadedMeshes>();
  return (file) => {
    const found = known.get(file);
    if (found !== undefined) return found;
    const bytes = loadFile(resolve(folder, file), { what: 'mesh', asked: file, missing: missingMesh(file) });
    const loaded = { model: readMeshFile(bytes, file), sha256: createHash('sha256').update(bytes).digest('hex') };
    known.set(file, loaded);
    return loaded;
  };
}

/** What to do about a file that is not there. */
export function missingMesh(asked: string): string {
  return asked.includes('\\')
    ? `Write paths with forward slashes: ${asked.replaceAll('\\', '/')}.`
    : "Check the name; paths in a job start from the job's own folder.";
}
