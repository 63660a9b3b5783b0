import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { loadFile } from '../../finding/load-file.ts';
import { readMeshFile } from '../../mesh/read-part.ts';
import { type LoadedMeshes, missingMesh } from '../input-files.ts';

/** Meshes from the disk, by their names from a folder, each read once. Throws InputError naming the file. */
export function meshShelf(folder: string): (file: string) => LoadedMeshes {
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
