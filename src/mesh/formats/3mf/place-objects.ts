import { InputError } from '../../../finding/input-error.ts';
import type { ModelObject, ModelPart, Reference, Transform } from './model-part.ts';
import { combine, inMm } from './read-transform.ts';

/** A mesh object where the build puts it: points in mm are its own times the unit, then the transform. */
export interface Instance {
  /** Which item of the build it belongs to. */
  readonly item: number;
  /** The object that the item names: several components of one keep its frame. */
  readonly root: ModelObject;
  readonly object: ModelObject & { readonly kind: 'mesh' };
  readonly part: ModelPart;
  readonly transform: Transform;
}

/** Bounds of what a small file may unfold to through components. */
const deepest = 64;
const mostInstances = 10_000;
const mostTriangles = 20_000_000;

/**
 * Every mesh that the build prints, placed. `partAt` gives the model part of a path. Throws InputError for items that
 * name nothing or nothing printable, for components that hold themselves, and for those that unfold without end.
 */
export function placeObjects(
  root: ModelPart,
  partAt: (path: string) => ModelPart,
  file: string,
): { instances: Instance[]; notes: string[] } {
  const instances: Instance[] = [];
  const notes = new Set<string>();
  let triangles = 0;
  let met = 0;
  const resolve = (reference: Reference, from: ModelPart): { object: ModelObject; part: ModelPart } => {
    const part = reference.path === null ? from : partAt(reference.path);
    const object = part.objects.get(reference.objectId);
    if (object !== undefined) return { object, part };
    const known = [...part.objects.keys()];
    throw fault(
      file,
      from,
      reference,
      `names object ${reference.objectId}, and ${part.path} has ${known.length === 0 ? 'none' : `the objects ${known.slice(0, 20).join(', ')}`}`,
    );
  };
  const place = (
    reference: Reference,
    from: ModelPart,
    outer: Transform | null,
    item: number,
    way: readonly ModelObject[],
  ): void => {
    const { object, part } = resolve(reference, from);
    const own = inMm(reference.transform, from.unitMm);
    const transform = outer === null ? own : combine(own, outer);
    if (way.includes(object)) throw fault(file, from, reference, `makes object ${object.id} a component of itself`);
    if (way.length >= deepest) throw fault(file, from, reference, `nests components more than ${deepest} deep`);
    if (object.kind === 'components') {
      for (const component of object.components) place(component, part, transform, item, [...way, object]);
      return;
    }
    met++;
    if (object.type === 'model') triangles += object.corners.length / 3;
    // What is not printed counts as well: to meet it takes as long.
    if (met > mostInstances || triangles > mostTriangles) {
      throw fault(file, from, reference, `unfolds to more than ${mostInstances} objects or ${mostTriangles} triangles`);
    }
    if (object.type !== 'model') {
      if (object.type === 'other' && way.length === 0)
        throw fault(file, from, reference, `prints object ${object.id}, whose type is "other"`);
      notes.add(`left out "${object.name || `object ${object.id}`}", which is of type ${object.type} and not a model`);
      return;
    }
    instances.push({ item, root: way[0] ?? object, object, part, transform });
  };
  root.items.forEach((item, i) => {
    const { object } = resolve(item, root);
    if (item.printable) place(item, root, null, i, []);
    else notes.add(`left out "${object.name || `object ${object.id}`}", which is marked as not printable`);
  });
  return { instances, notes: [...notes] };
}

function fault(file: string, { path }: ModelPart, { place }: Reference, what: string): InputError {
  return new InputError('3mf-build', `${file}: ${path}, ${place}: It ${what}.`, {
    where: { file, line: Number(place.replace(/\D/g, '')) },
    fix: 'Export the model again.',
  });
}
