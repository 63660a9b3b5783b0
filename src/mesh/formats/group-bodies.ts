import { separateBodies } from './separate-bodies.ts';

/** Triangles that a file gives a name or a material of their own. */
export interface Group {
  readonly name: string;
  readonly material: string;
}

/** Triangles of an object that make one part. */
export interface Body extends Group {
  /** The triangles of the object that belong to it; null: all do. */
  readonly which: Int32Array | null;
}

/**
 * The bodies of an object whose triangles stand in groups: groups whose rims meet are faces of one body, and a body that
 * names several materials on its surface has none, which `notes` says. `flat` gives all triangles of the object.
 */
export function groupBodies(
  own: string,
  groups: readonly Group[],
  groupOf: ArrayLike<number> | null,
  flat: () => Float32Array,
  notes: Set<string>,
): Body[] {
  if (groupOf === null) return [{ name: own || groups[0].name, material: groups[0].material, which: null }];
  const triangles = flat();
  const used = usedGroups(groupOf, triangles.length / 9);
  const bodyOf = used.length > 1 ? separateBodies(triangles, groupOf, groups.length) : new Int32Array(groups.length);
  const members = new Map<number, Group[]>();
  for (const group of used) {
    const known = members.get(bodyOf[group]);
    if (known === undefined) members.set(bodyOf[group], [groups[group]]);
    else known.push(groups[group]);
  }
  const lists = members.size === 1 ? null : trianglesByBody(groupOf, bodyOf, triangles.length / 9);
  return [...members].map(([body, faces]): Body => {
    const material = faces.every((face) => face.material === faces[0].material) ? faces[0].material : '';
    const name = members.size === 1 ? own || faces[0].name : nameWithin(own, faces[0]);
    const named = [...new Set(faces.map((face) => face.material || 'none'))];
    if (named.length > 1) {
      notes.add(
        `took "${name}" as one part without a material: its one surface names several (${named.slice(0, 8).join(', ')})`,
      );
    }
    return { name, material, which: lists?.get(body) ?? null };
  });
}

/** In one pass for all bodies: a file may hold thousands of them. */
function trianglesByBody(groupOf: ArrayLike<number>, bodyOf: Int32Array, count: number): Map<number, Int32Array> {
  const counts = new Int32Array(bodyOf.length);
  for (let t = 0; t < count; t++) counts[bodyOf[groupOf[t]]]++;
  const lists = new Map<number, Int32Array>();
  for (const [body, size] of counts.entries()) if (size > 0) lists.set(body, new Int32Array(size));
  counts.fill(0);
  for (let t = 0; t < count; t++) {
    const body = bodyOf[groupOf[t]];
    const list = lists.get(body);
    if (list !== undefined) list[counts[body]++] = t;
  }
  return lists;
}

function usedGroups(groupOf: ArrayLike<number>, count: number): number[] {
  const used = new Set<number>();
  for (let t = 0; t < count; t++) used.add(groupOf[t]);
  return [...used].sort((a, b) => a - b);
}

function nameWithin(own: string, { name, material }: Group): string {
  const last = name || material || 'plain';
  return own === '' || own === last ? last : `${own}-${last}`;
}

/** Names that are given so far, each with the last number that was tried for another part of that name. */
export type TakenNames = Map<string, number>;

/** A second part of a name gets a number. */
export function uniqueName(name: string, taken: TakenNames): string {
  let own = name;
  let tried = taken.get(name) ?? 1;
  while (taken.has(own)) own = `${name}-${++tried}`;
  taken.set(name, tried);
  if (own !== name) taken.set(own, 1);
  return own;
}
