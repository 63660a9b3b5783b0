import { meshFormats } from './formats/mesh-formats.ts';

/** What a job means by a mesh: a file, and the object in it where one is named. */
export interface MeshSource {
  readonly file: string;
  /** As in `model.3mf#bone`; `*` means all objects as one part; null where none is named. */
  readonly object: string | null;
}

/** A name may hold a # of its own: only what follows the ending of a format names an object. */
export function meshSource(mesh: string): MeshSource {
  const endings = meshFormats.flatMap(({ extensions }) => extensions).join('|');
  const parts = new RegExp(`^(.*?\\.(?:${endings}))#(.*)$`, 'is').exec(mesh);
  return parts === null ? { file: mesh, object: null } : { file: parts[1], object: parts[2] };
}

/** The mesh of a job that means one object of a file. */
export function sourceOf(file: string, object: string): string {
  return `${file}#${object}`;
}
