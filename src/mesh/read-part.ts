import type { Finding } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import type { InPieces } from '../finding/load-file.ts';
import { suggest } from '../finding/nearest.ts';
import { joinTriangles } from './formats/flatten-mesh.ts';
import type { RawModel, RawPart } from './formats/mesh-format.ts';
import { formatByName, formatOf } from './formats/mesh-formats.ts';
import { inspectPart, type ReadMesh } from './study/inspect-part.ts';
import { type FileUnit, mmPerUnit } from './transform.ts';

/** A file of any format as its parts, none of them inspected yet. */
export interface MeshFile extends RawModel {
  readonly file: string;
  /** Of its format, for codes of errors. */
  readonly format: string;
}

/** Throws InputError with the place in the file and what to do. */
export function readMeshFile(bytes: Uint8Array, file: string): MeshFile {
  const format = formatOf(bytes, file);
  return { ...format.read(bytes, file), file, format: format.id };
}

/** How a file of that name is read without ever lying in memory as a whole; null where its format cannot be. */
export function meshInPieces(file: string): InPieces<MeshFile> | null {
  const format = formatByName(file);
  if (format?.inPieces === undefined) return null;
  const { begin, ...sizes } = format.inPieces;
  const begun = (header: Uint8Array, size: number) => {
    const reader = begin(header, size);
    return reader && { take: reader.take, end: () => ({ ...reader.end(), file, format: format.id }) };
  };
  return { ...sizes, begin: begun };
}

/**
 * One part of a file, inspected: the object of that name, all objects as one (`*`), or the only one (null). Throws
 * InputError that lists the names where it is not clear which.
 */
export function readPart(model: MeshFile, object: string | null, units: FileUnit): ReadMesh {
  if (model.statedUnit !== null && units !== 'mm') {
    throw new InputError(
      'mesh-units',
      `${model.file} states its unit, ${model.statedUnit}; units: ${units} would change nothing.`,
      {
        where: { file: model.file },
        fix: 'Take units out. Where the file states the wrong unit, set scale.',
      },
    );
  }
  const { kind, file } = model;
  const name = object === null ? file : `${file}#${object}`;
  const raw = partNamed(model, object);
  const read = inspectPart(raw, {
    kind,
    name,
    unitMm: mmPerUnit[units],
    unitStated: model.statedUnit !== null,
  });
  const notes = noteOf(model, name);
  return notes === null ? read : { ...read, findings: [...read.findings, notes] };
}

/** The same as it stands in the file, nothing fixed, in its unit. */
export function partNamed({ parts, file }: MeshFile, object: string | null): RawPart {
  if (object === '*' || (object === null && parts.length === 1)) return merged(parts);
  const names = parts.map(({ name }) => name);
  const found = parts.find(({ name }) => name === object);
  if (found !== undefined) return found;
  const list = names.length > 30 ? `${names.slice(0, 30).join(', ')} and ${names.length - 30} more` : names.join(', ');
  if (object === null) {
    throw new InputError('mesh-which', `${file} holds ${parts.length} parts: ${list}.`, {
      where: { file },
      fix: `Say which one is meant, as mesh: ${file}#${names[0]}, or take all as one part with ${file}#*.`,
    });
  }
  throw new InputError('mesh-object', `${file} holds no part called "${object}"; it holds ${list}.`, {
    where: { file },
    fix: suggest(object, names),
  });
}

function merged(parts: readonly RawPart[]): RawPart {
  if (parts.length === 1) return parts[0];
  return {
    name: '*',
    material: parts.every(({ material }) => material === parts[0].material) ? parts[0].material : undefined,
    triangles: joinTriangles(parts.map(({ triangles }) => triangles)),
    solids: parts.reduce((sum, { solids }) => sum + solids, 0),
    nonFinite: parts.reduce((sum, { nonFinite }) => sum + nonFinite, 0),
    repairs: parts.flatMap(({ repairs }) => repairs),
    short: parts.find(({ short }) => short !== undefined)?.short,
  };
}

/** What the reader left out or ignored, in one sentence. */
function noteOf({ notes, file }: MeshFile, name: string): Finding | null {
  if (notes.length === 0) return null;
  const shown = notes.slice(0, 10).join('; ');
  const what = `${file}: ${shown}${notes.length > 10 ? `; and ${notes.length - 10} more of that kind` : ''}.`;
  return { gate: 'mesh', code: 'mesh-left-out', severity: 'warn', where: { file: name }, what };
}
