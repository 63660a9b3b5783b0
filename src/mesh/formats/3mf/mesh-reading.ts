import { GrowingInts, GrowingPoints, isCoordinate } from '../grow.ts';
import type { MeshObject } from './model-part.ts';
import { readNumber } from './read-transform.ts';
import type { Attributes, XmlScope } from './read-xml.ts';

/** Names of a property group by number; 'other' where it is no group of base materials (colours, textures). */
export type PropertyGroups = ReadonlyMap<string, readonly string[] | 'other'>;

/** A base material that an object or a triangle names. */
interface Property {
  readonly pid: string | undefined;
  readonly index: string | undefined;
}

/** Vertices and triangles of one mesh while they are read: the hot path of a 3MF file. */
export class MeshReading {
  private readonly points = new GrowingPoints();
  private readonly corners = new GrowingInts();
  private readonly materials: string[];
  private readonly numberOf = new Map<string, number>();
  private materialOf: Uint16Array | null = null;
  /** Of the triangle before: most name the same. */
  private last: { pid: string | undefined; index: string | undefined; number: number } | null = null;
  painted = 0;

  private readonly own: Property;
  private readonly groups: PropertyGroups;

  constructor(own: Property, groups: PropertyGroups, scope: XmlScope) {
    this.own = own;
    this.groups = groups;
    this.materials = [materialName(own, groups, scope)];
  }

  vertex({ x, y, z }: Attributes, scope: XmlScope): void {
    if (!this.takeVertex(x, y, z)) throw badNumber({ x, y, z }, scope);
  }

  triangle(attributes: Attributes, scope: XmlScope): void {
    const { v1, v2, v3 } = attributes;
    if (!this.takeTriangle(v1, v2, v3)) throw badCorner(attributes, this.points.count, scope);
    if (attributes['p1'] !== undefined || attributes['pid'] !== undefined) this.setMaterial(attributes, scope);
    if (attributes['paint_color'] !== undefined) this.painted++;
  }

  /** A vertex that is as it should be; false, and nothing taken, where it is not. */
  takeVertex(x: string | undefined, y: string | undefined, z: string | undefined): boolean {
    const px = readNumber(x);
    const py = readNumber(y);
    const pz = readNumber(z);
    if (!(isCoordinate(px) && isCoordinate(py) && isCoordinate(pz))) return false;
    this.points.push(px, py, pz);
    return true;
  }

  /** A triangle without a material of its own; false, and nothing taken, where its corners do not exist. */
  takeTriangle(v1: string | undefined, v2: string | undefined, v3: string | undefined): boolean {
    const { count } = this.points;
    const a = readIndex(v1, count);
    const b = readIndex(v2, count);
    const c = readIndex(v3, count);
    if (a < 0 || b < 0 || c < 0) return false;
    this.corners.push(a, b, c);
    return true;
  }

  made(): MeshObject {
    const corners = this.corners.view();
    const count = corners.length / 3;
    const materialOf = this.materialOf === null ? null : wideEnough(this.materialOf, count - 1).subarray(0, count);
    return { kind: 'mesh', points: this.points.view(), corners, materials: this.materials, materialOf };
  }

  private setMaterial(attributes: Attributes, scope: XmlScope): void {
    const { p1 } = attributes;
    const pid: string | undefined = attributes['pid'] ?? this.own.pid;
    const triangle = this.corners.length / 3 - 1;
    if (this.last === null || this.last.pid !== pid || this.last.index !== p1) {
      const name = materialName({ pid, index: p1 }, this.groups, scope);
      this.last = { pid, index: p1, number: this.numberFor(name, scope) };
    }
    const { number } = this.last;
    if (number === 0 && this.materialOf === null) return;
    this.materialOf = wideEnough(this.materialOf, triangle);
    this.materialOf[triangle] = number;
  }

  private numberFor(name: string, scope: XmlScope): number {
    if (name === this.materials[0]) return 0;
    const known = this.numberOf.get(name) ?? this.materials.length;
    if (known > 1000)
      throw scope.error(
        '3mf-materials',
        'One object names more than 1000 materials.',
        'Export it with one material for each body.',
      );
    if (known === this.materials.length) this.materials.push(name);
    this.numberOf.set(name, known);
    return known;
  }
}

function wideEnough(numbers: Uint16Array | null, triangle: number): Uint16Array {
  if (numbers !== null && triangle < numbers.length) return numbers;
  const wider = new Uint16Array(Math.max(1024, 2 * (triangle + 1)));
  if (numbers !== null) wider.set(numbers);
  return wider;
}

/** The base material that a property group and a place in it mean; '' where none is named. */
function materialName({ pid, index }: Property, groups: PropertyGroups, scope: XmlScope): string {
  if (pid === undefined) {
    if (index === undefined) return '';
    throw scope.error('3mf-reference', 'It names a place in a property group (pindex or p1) and no group (pid).');
  }
  const group = groups.get(pid);
  if (group === undefined)
    throw scope.error('3mf-reference', `It names the property group ${pid}, which is not defined before it.`);
  if (group === 'other') return '';
  const place = readIndex(index ?? '0', group.length);
  if (place < 0)
    throw scope.error(
      '3mf-reference',
      `It names place ${index} of the property group ${pid}, which has ${group.length}.`,
    );
  return group[place];
}

/** A whole number from 0 below the count; -1 for anything else. */
function readIndex(text: string | undefined, count: number): number {
  const value = readNumber(text);
  return Number.isInteger(value) && value >= 0 && value < count ? value : -1;
}

function badNumber(coordinates: Readonly<Record<string, string | undefined>>, scope: XmlScope) {
  const [axis, text] = Object.entries(coordinates).find(([, value]) => !isCoordinate(readNumber(value))) ?? ['x', ''];
  const what =
    text === undefined
      ? `The vertex has no ${axis}.`
      : `The ${axis} of the vertex is no number that a mesh can hold: "${text.slice(0, 40)}".`;
  return scope.error('3mf-number', what, 'Export the model again: its coordinates are lost.');
}

function badCorner(attributes: Attributes, count: number, scope: XmlScope) {
  const name = ['v1', 'v2', 'v3'].find((key) => readIndex(attributes[key], count) < 0) ?? 'v1';
  const text = attributes[name];
  const what =
    text === undefined
      ? `The triangle has no ${name}.`
      : `The ${name} of the triangle is "${text.slice(0, 40)}", and the mesh has the vertices 0 to ${count - 1}.`;
  return scope.error('3mf-corner', count === 0 ? 'A triangle stands before any vertex.' : what);
}
