import { separateBodies } from './separate-bodies.ts';

/** Triangles that a file gives a name or a material of their own. */
export interface Group {
  readonly name: string;
  readonly material: string;
}

/** Triangles of an object that make one part. */
export interface Body extends Group {
  /** Whether a triangle of the object belongs to it; null: all do. */
  readonly holds: ((triangle: number) => boolean) | null;
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
  if (groupOf === null) return [{ name: own || groups[0].name, material: groups[0].material, holds: null }];
  const triangles = flat();
  const used = usedGroups(groupOf, triangles.length / 9);
  const bodyOf = used.length > 1 ? separateBodies(triangles, groupOf, groups.length) : new Int32Array(groups.length);
  const members = new Map<number, Group[]>();
  for (const group of used) members.set(bodyOf[group], [...(members.get(bodyOf[group]) ?? []), groups[group]]);
  return [...members].map(([body, faces]): Body => {
    const material = faces.every((face) => face.material === faces[0].material) ? faces[0].material : '';
    const name = members.size === 1 ? own || faces[0].name : nameWithin(own, faces[0]);
    const named = [...new Set(faces.map((face) => face.material || 'none'))];
    if (named.length > 1) {
      notes.add(
        `took "${name}" as one part without a material: its one surface names several (${named.slice(0, 8).join(', ')})`,
      );
    }
    return { name, material, holds: members.size === 1 ? null : (triangle) => bodyOf[groupOf[triangle]] === body };
  });
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

/** A second part of a name gets a number. */
export function uniqueName(name: string, taken: Set<string>): string {
  let own = name;
  for (let n = 2; taken.has(own); n++) own = `${name}-${n}`;
  taken.add(own);
  return own;
}
