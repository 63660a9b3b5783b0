import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { loadFile, loadPieces, type PieceReader } from '../../finding/load-file.ts';
import { type MeshFile, meshInPieces, readMeshFile } from '../../mesh/read-part.ts';
import { type LoadedMeshes, missingMesh } from '../input-files.ts';

/** Meshes from the disk, by their names from a folder, each read once. Throws InputError naming the file. */
export function meshShelf(folder: string): (file: string) => LoadedMeshes {
  const known = new Map<string, LoadedMeshes>();
  return (file) => {
    const found = known.get(file);
    if (found !== undefined) return found;
    const loaded = loadMeshes(resolve(folder, file), file);
    known.set(file, loaded);
    return loaded;
  };
}

function loadMeshes(path: string, file: string): LoadedMeshes {
  const words = { what: 'mesh', asked: file, missing: missingMesh(file) };
  const whole = (bytes: Uint8Array): LoadedMeshes => ({
    model: readMeshFile(bytes, file),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  const pieces = meshInPieces(file);
  if (pieces === null) return whole(loadFile(path, words));
  const begin = (header: Uint8Array, size: number) => {
    const reader = pieces.begin(header, size);
    return reader && hashing(reader, header);
  };
  return loadPieces(path, words, { ...pieces, begin }, whole);
}

function hashing(reader: PieceReader<MeshFile>, header: Uint8Array): PieceReader<LoadedMeshes> {
  const hash = createHash('sha256').update(header);
  return {
    take: (records) => {
      hash.update(records);
      reader.take(records);
    },
    end: () => ({ model: reader.end(), sha256: hash.digest('hex') }),
  };
}
