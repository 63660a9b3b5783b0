import { InputError } from '../../../finding/input-error.ts';
import type { MeshFormat, RawModel } from '../mesh-format.ts';
import { bodiesOf } from './bodies-of.ts';
import { findModel, partNamed } from './find-model.ts';
import type { ModelPart } from './model-part.ts';
import { openPackage } from './open-package.ts';
import { placeObjects } from './place-objects.ts';
import { readModelPart } from './read-model-part.ts';
import { readVendorVolumes } from './vendor-volumes.ts';
import { writeThreeMf } from './write-three-mf.ts';

/**
 * 3MF after its core specification 1.2 and the production extension: objects, components, build items, units, base
 * materials; volumes and parts as PrusaSlicer, Slic3r, Bambu Studio and OrcaSlicer keep them.
 */
export const threeMfFormat: MeshFormat = {
  id: '3mf',
  name: '3MF',
  extensions: ['3mf'],
  recognises: (bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4,
  read: readThreeMf,
  holdsParts: true,
  write: writeThreeMf,
};

function readThreeMf(bytes: Uint8Array, file: string): RawModel {
  if (!threeMfFormat.recognises(bytes)) {
    throw new InputError('3mf-zip', `${file} is no 3MF: it is not the ZIP archive that a 3MF is.`, {
      where: { file },
      fix: 'Check that the right file was named, or export the model again.',
    });
  }
  const entries = openPackage(bytes, file);
  const root = readModelPart(findModel(entries, file), file);
  const parts = new Map<string, ModelPart>();
  const partAt = (path: string) => {
    const entry = partNamed(entries, path, file);
    if (entry.name === root.path) return root;
    const known = parts.get(entry.name) ?? readModelPart(entry, file);
    parts.set(entry.name, known);
    return known;
  };
  const placed = placeObjects(root, partAt, file);
  const bodies = bodiesOf(placed.instances, readVendorVolumes(entries, file), file);
  const notes = [...root.notes, ...[...parts.values()].flatMap((part) => part.notes), ...placed.notes, ...bodies.notes];
  if (bodies.parts.length === 0) {
    const why = notes.length > 0 ? ` (${notes.slice(0, 3).join('; ')})` : '';
    throw new InputError('3mf-empty', `${file} prints nothing: its build has no item with a model${why}.`, {
      where: { file },
      fix: 'Put the objects on the plate before you export.',
    });
  }
  return { kind: '3mf', statedUnit: root.unit, parts: bodies.parts, notes };
}
