import type { DataShelf, NamedText } from '../finding/data-shelf.ts';
import { InputError } from '../finding/input-error.ts';
import type { FileWords } from '../finding/load-file.ts';
import { calibrationFolder, isCalibration } from '../ink/parse-calibration.ts';
import { type Memory, noMemory } from '../memory/memory.ts';
import { type MeshFile, readMeshFile } from '../mesh/read-part.ts';
import { sha256 } from '../record/sha256.ts';
import { type InputFiles, type LibraryShelf, missingMesh } from './input-files.ts';

/** The files of a job as bytes, by their names from the job's folder, with forward slashes. */
export type GivenFiles = Readonly<Record<string, Uint8Array>>;

/** Data that ship with bioweft, by kind and id: what their JSON files hold, as text or parsed. */
export type GivenLibrary = Readonly<Record<LibraryShelf, Readonly<Record<string, unknown>>>>;

/**
 * Files that were handed over as bytes. Hashes and meshes are kept as long as the bytes are: nothing is read twice, and
 * bytes must not be changed. `memory` finds meshes of equal bytes again, whoever holds them.
 */
export function givenFiles(given: GivenFiles, library: GivenLibrary, memory: Memory = noMemory): InputFiles {
  const files = new Map(Object.entries(given).map(([name, bytes]) => [plainPath(name), bytes]));
  const bytesOf = (asked: string, { what, missing = 'Check the name.', code = 'file' }: FileWords): Uint8Array => {
    const bytes = files.get(plainPath(asked));
    if (bytes !== undefined) return bytes;
    throw new InputError(code, `Cannot read the ${what} ${plainPath(asked)}: there is no such file.`, {
      where: { file: asked },
      fix: missing,
    });
  };
  const text = (asked: string, words: FileWords): NamedText => ({
    file: plainPath(asked),
    text: new TextDecoder().decode(bytesOf(asked, words)),
  });
  const shelf = (kind: LibraryShelf): DataShelf => ({
    ids: () => Object.keys(library[kind]).sort(),
    shipped: (id) => {
      const data = library[kind][id];
      return { file: `${kind}/${id}.json`, text: typeof data === 'string' ? data : JSON.stringify(data) };
    },
    own: text,
  });
  return {
    shelves: { printers: shelf('printers'), inks: shelf('inks'), vessels: shelf('vessels') },
    text,
    meshes: async (asked) => {
      const bytes = bytesOf(asked, { what: 'mesh', missing: missingMesh(asked) });
      const hash = await hashOf(bytes);
      const model = memory.recall<MeshFile>(
        'mesh file',
        () => [hash, asked],
        () => readMeshFile(bytes, asked),
      );
      return { model, sha256: hash };
    },
    calibrations: (inkFile) => {
      const beside = [...(inkFile === null ? [] : [folderOf(plainPath(inkFile))]), ''];
      return [...new Set(beside)].flatMap((folder) => {
        const inside = folder === '' ? `${calibrationFolder}/` : `${folder}/${calibrationFolder}/`;
        const names = [...files.keys()].filter((name) => folderOf(name) === inside.slice(0, -1) && isCalibration(name));
        return names.sort().map((name) => text(name, { what: 'calibration' }));
      });
    },
    confirmation: (name) => (files.has(name) ? text(name, { what: 'confirmation' }) : null),
    sha256: (content) => (typeof content === 'string' ? sha256(content) : hashOf(content)),
  };
}

const hashes = new WeakMap<Uint8Array, Promise<string>>();

/** Web Crypto reads a large mesh for a tenth of a second: once is enough. */
function hashOf(bytes: Uint8Array): Promise<string> {
  const known = hashes.get(bytes) ?? sha256(bytes);
  hashes.set(bytes, known);
  return known;
}

/** `./parts/../ear.stl` is `ear.stl`; what leads out of the folder keeps its dots, and is found nowhere. */
function plainPath(path: string): string {
  const plain: string[] = [];
  for (const step of path.split('/')) {
    if (step === '.' || (step === '' && plain.length > 0)) continue;
    if (step === '..' && plain.length > 0 && plain.at(-1) !== '..' && plain.at(-1) !== '') plain.pop();
    else plain.push(step);
  }
  return plain.join('/');
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
