import { InputError } from '../../../finding/input-error.ts';
import { flattenMesh, joinTriangles } from '../flatten-mesh.ts';
import { type Body, groupBodies, uniqueName } from '../group-bodies.ts';
import type { RawPart } from '../mesh-format.ts';
import type { Instance } from './place-objects.ts';
import { determinant } from './read-transform.ts';
import { roleOf, type VendorVolumes, type Volume } from './vendor-volumes.ts';

/** The parts of a build in mm: one for each mesh object of an item, or for each volume or material of it. */
export function bodiesOf(
  instances: readonly Instance[],
  vendor: VendorVolumes,
  file: string,
): { parts: RawPart[]; notes: string[] } {
  const notes = new Set<string>();
  const groups = new Map<string, { name: string; material: string; pieces: Float32Array[] }>();
  for (const instance of instances) {
    const placed = placedPoints(instance);
    const mirrored = determinant(instance.transform) < 0;
    for (const piece of piecesOf(instance, vendor, notes, file)) {
      // The same object several times in one item is one part, in one frame.
      const key = JSON.stringify([instance.item, instance.part.path, instance.object.id, piece.name, piece.material]);
      const group = groups.get(key) ?? { name: piece.name, material: piece.material, pieces: [] };
      group.pieces.push(flattenMesh(instance.object.corners, placed, piece.holds, mirrored));
      groups.set(key, group);
    }
  }
  const taken = new Set<string>();
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
  if (volumes.length > 0)
    return bodies.map((volume) => pieceOfVolume(volume, own, object.materials[0], count, { part: part.path, file }));
  const groups = object.materials.map((material) => ({ name: '', material }));
  return groupBodies(own, groups, object.materialOf, () => flatTriangles(object), notes);
}

function pieceOfVolume(
  { name, extruder, range }: Volume,
  own: string,
  material: string,
  count: number,
  place: { part: string; file: string },
): Body {
  const made = material || (extruder === '' ? '' : `extruder ${extruder}`);
  if (range === null) return { name: name || own, material: made, holds: null };
  const [first, last] = range;
  if (!(Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last < count)) {
    throw new InputError(
      '3mf-volume',
      `${place.file}: the volume "${name || own}" spans the triangles ${first} to ${last}, and its object in ${place.part} has ${count}.`,
      {
        where: { file: place.file },
        fix: 'Save the project again in its slicer, or export it as a plain 3MF.',
      },
    );
  }
  return { name: name || own, material: made, holds: (triangle) => triangle >= first && triangle <= last };
}

/** Corners of an object in mm, each computed once: triangles that share one share it to the bit. */
function placedPoints({ object, part, transform: m }: Instance): Float32Array {
  const { points } = object;
  const { unitMm } = part;
  const placed = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] * unitMm;
    const y = points[i + 1] * unitMm;
    const z = points[i + 2] * unitMm;
    placed[i] = x * m[0] + y * m[3] + z * m[6] + m[9];
    placed[i + 1] = x * m[1] + y * m[4] + z * m[7] + m[10];
    placed[i + 2] = x * m[2] + y * m[5] + z * m[8] + m[11];
  }
  return placed;
}

function flatTriangles({ corners, points }: Instance['object']): Float32Array {
  return flattenMesh(corners, Float32Array.from(points), null);
}
