import { InputError } from '../../../finding/input-error.ts';
import { counted } from '../../../finding/number-words.ts';
import { flattenMesh, joinTriangles } from '../flatten-mesh.ts';
import { type Body, groupBodies, type TakenNames, uniqueName } from '../group-bodies.ts';
import type { RawPart } from '../mesh-format.ts';
import type { Instance } from './place-objects.ts';
import { determinant } from './read-transform.ts';
import { type Range, roleOf, type VendorVolumes, type Volume } from './vendor-volumes.ts';

/** The parts of a build in mm: one for each mesh object of an item, or for each volume or material of it. */
export function bodiesOf(
  instances: readonly Instance[],
  vendor: VendorVolumes,
  file: string,
): { parts: RawPart[]; notes: string[] } {
  const notes = new Set<string>();
  const groups = new Map<string, { name: string; material: string; pieces: Float32Array[] }>();
  for (const instance of instances) {
    const placed = placedPoints(instance, file);
    const mirrored = determinant(instance.transform) < 0;
    for (const piece of piecesOf(instance, vendor, notes, file)) {
      // The same object several times in one item is one part, in one frame.
      const key = JSON.stringify([instance.item, instance.part.path, instance.object.id, piece.name, piece.material]);
      const group = groups.get(key) ?? { name: piece.name, material: piece.material, pieces: [] };
      group.pieces.push(flattenMesh(instance.object.corners, placed, piece.which, mirrored));
      groups.set(key, group);
    }
  }
  const taken: TakenNames = new Map();
  const parts = [...groups.values()].map(({ name, material, pieces }): RawPart => {
    const triangles = joinTriangles(pieces);
    return { name: uniqueName(name, taken), material, triangles, solids: pieces.length, nonFinite: 0, repairs: [] };
  });
  return { parts, notes: [...notes] };
}

function piecesOf({ object, root, part }: Instance, vendor: VendorVolumes, notes: Set<string>, file: string): Body[] {
  const own = object.name || vendor.names.get(root.id) || root.name || `object-${object.id}`;
  const volumes = vendor.volumesOf(root.id, object.id);
  const bodies: Volume[] = [];
  for (const volume of volumes) {
    const role = roleOf(volume);
    const name = volume.name || own;
    if (role === 'negative') {
      throw new InputError(
        '3mf-negative',
        `${file}: "${name}" is a volume that takes away from others (${volume.kind}), which bioweft cannot carry out.`,
        {
          where: { file },
          fix: 'Subtract it in the CAD program, and export the result.',
        },
      );
    }
    if (role === 'setting') notes.add(`left out "${name}", which is a ${volume.kind} and not a body`);
    else bodies.push(volume);
  }
  const count = object.corners.length / 3;
  if (volumes.length > 0) {
    const place = { part: part.path, file };
    for (const { name, range } of volumes) if (range !== null) checkRange(name || own, range, count, place);
    const left = count - spanned(volumes, own, count, place);
    if (left > 0) notes.add(`left out ${counted(left, 'triangle')} of "${own}", which belong to none of its volumes`);
    return bodies.map((volume) => pieceOfVolume(volume, own, object.materials[0]));
  }
  const groups = object.materials.map((material) => ({ name: '', material }));
  return groupBodies(own, groups, object.materialOf, () => flatTriangles(object), notes);
}

function pieceOfVolume({ name, extruder, range }: Volume, own: string, material: string): Body {
  const made = material || (extruder === '' ? '' : `extruder ${extruder}`);
  if (range === null) return { name: name || own, material: made, which: null };
  const [first, last] = range;
  return {
    name: name || own,
    material: made,
    which: Int32Array.from({ length: last - first + 1 }, (_, i) => first + i),
  };
}

/** Where the triangles of a volume lie. */
interface Place {
  readonly part: string;
  readonly file: string;
}

function checkRange(name: string, [first, last]: Range, count: number, place: Place): void {
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last < count) return;
  throw badVolume(
    `the volume "${name}" spans the triangles ${first} to ${last}, and its object in ${place.part} has ${count}`,
    place,
  );
}

/** How many triangles the volumes of an object take; the same one twice is refused: its body would be printed twice. */
function spanned(volumes: readonly Volume[], own: string, count: number, place: Place): number {
  const ranges = volumes.flatMap(({ name, range }) => (range === null ? [] : [{ name: name || own, range }]));
  if (ranges.length < volumes.length) return count;
  ranges.sort((a, b) => a.range[0] - b.range[0]);
  for (const [i, { name, range }] of ranges.slice(1).entries()) {
    const before = ranges[i];
    if (range[0] > before.range[1]) continue;
    throw badVolume(
      `the volumes "${before.name}" and "${name}" of one object in ${place.part} share triangles (from ${range[0]} on)`,
      place,
    );
  }
  return ranges.reduce((sum, { range: [first, last] }) => sum + last - first + 1, 0);
}

function badVolume(what: string, { file }: Place): InputError {
  return new InputError('3mf-volume', `${file}: ${what}.`, {
    where: { file },
    fix: 'Save the project again in its slicer, or export it as a plain 3MF.',
  });
}

/** Corners of an object in mm, each computed once: triangles that share one share it to the bit. */
function placedPoints({ object, part, transform: m }: Instance, file: string): Float32Array {
  const { points } = object;
  const { unitMm } = part;
  const placed = new Float32Array(points.length);
  let sum = 0;
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] * unitMm;
    const y = points[i + 1] * unitMm;
    const z = points[i + 2] * unitMm;
    placed[i] = x * m[0] + y * m[3] + z * m[6] + m[9];
    placed[i + 1] = x * m[1] + y * m[4] + z * m[7] + m[10];
    placed[i + 2] = x * m[2] + y * m[5] + z * m[8] + m[11];
    sum += placed[i] + placed[i + 1] + placed[i + 2];
  }
  if (!Number.isFinite(sum)) {
    throw new InputError(
      '3mf-number',
      `${file}: ${part.path}: the unit and the transforms put object ${object.id} where no number that a mesh can hold reaches.`,
      { where: { file }, fix: 'Export the model again, near its origin and in its true size.' },
    );
  }
  return placed;
}

function flatTriangles({ corners, points }: Instance['object']): Float32Array {
  return flattenMesh(corners, Float32Array.from(points), null);
}
