import { flattenMesh } from '../flatten-mesh.ts';
import { GrowingInts, GrowingPoints, isCoordinate } from '../grow.ts';
import type { MeshFormat, RawModel } from '../mesh-format.ts';
import { triangulate } from '../triangulate.ts';
import { type PlyElement, type PlyHeader, type PlyProperty, plyError, readPlyHeader } from './ply-header.ts';
import { type NextValue, type PlyValues, plyValues } from './ply-values.ts';

/** PLY, text and both binary forms: vertices and polygons of one part; it states no unit. Read only. */
export const plyFormat: MeshFormat = {
  id: 'ply',
  name: 'PLY',
  extensions: ['ply'],
  recognises: (bytes) =>
    bytes[0] === 0x70 && bytes[1] === 0x6c && bytes[2] === 0x79 && (bytes[3] === 10 || bytes[3] === 13),
  read: readPly,
  holdsParts: false,
};

const mostCorners = 10_000;

function readPly(bytes: Uint8Array, file: string): RawModel {
  const header = readPlyHeader(bytes, file);
  const { next, rest }: PlyValues = plyValues(bytes, header, file);
  const points = new GrowingPoints();
  const corners = new GrowingInts();
  let flat = 0;
  for (const element of header.elements) {
    refuseImpossible(element, bytes.length, file);
    if (element.name === 'vertex') readVertices(element, next, points, file);
    else if (element.name === 'face') flat += readFaces(element, next, points, corners, file);
    else skipElement(element, next, file);
  }
  const behind = rest();
  if (behind !== null)
    throw plyError(file, behind.line, `${behind.what} behind what its header counts (${counts(header)}).`);
  const triangles = flattenMesh(corners.view(), Float32Array.from(points.view()), null);
  const notes = flat > 0 ? [`left out ${flat} ${flat === 1 ? 'polygon' : 'polygons'} without an area`] : [];
  return {
    kind: 'ply',
    statedUnit: null,
    parts: [{ name: '', triangles, solids: 1, nonFinite: 0, repairs: [] }],
    notes,
  };
}

function counts({ elements }: PlyHeader): string {
  return elements.map(({ name, count }) => `${count} of ${name}`).join(', ');
}

/** Each of them takes a byte at least: more than the file has bytes cannot be in it. */
function refuseImpossible({ name, count, properties }: PlyElement, bytes: number, file: string): void {
  if (properties.length === 0 || count <= bytes) return;
  throw plyError(file, null, `its header counts ${count} of ${name}, more than its ${bytes} bytes hold.`);
}

function readVertices({ count, properties }: PlyElement, next: NextValue, points: GrowingPoints, file: string): void {
  const axes = ['x', 'y', 'z'].map((axis) =>
    properties.findIndex(({ name, count: list }) => name === axis && list === null),
  );
  if (axes.includes(-1)) throw plyError(file, null, 'its vertices have no x, y and z.');
  const values = new Float64Array(properties.length);
  for (let i = 0; i < count; i++) {
    for (const [k, property] of properties.entries()) values[k] = readProperty(property, next, file);
    const [x, y, z] = axes.map((k) => values[k]);
    if (!(isCoordinate(x) && isCoordinate(y) && isCoordinate(z)))
      throw plyError(file, null, `vertex ${i} has a coordinate that is no number that a mesh can hold.`);
    points.push(x, y, z);
  }
}

function readFaces(
  { count, properties }: PlyElement,
  next: NextValue,
  points: GrowingPoints,
  corners: GrowingInts,
  file: string,
): number {
  const at = properties.findIndex(({ name, count: list }) => /^vertex_ind(ex|ices)$/.test(name) && list !== null);
  if (at < 0) throw plyError(file, null, 'its faces have no list of vertices (vertex_indices).');
  const all = points.view();
  if (count > 0 && all.length === 0)
    throw plyError(file, null, 'its faces stand before its vertices, which bioweft does not read.');
  let flat = 0;
  for (let i = 0; i < count; i++) {
    for (const [k, property] of properties.entries()) {
      if (k !== at) readProperty(property, next, file);
      else flat += addFace(property, i, next, all, corners, file);
    }
  }
  return flat;
}

/** 1 where the polygon has no area. */
function addFace(
  { count: countType, type }: PlyProperty,
  face: number,
  next: NextValue,
  points: Float64Array,
  corners: GrowingInts,
  file: string,
): number {
  const count = next(countType ?? 'uint8');
  if (!Number.isInteger(count) || count < 3 || count > mostCorners) {
    throw plyError(file, null, `face ${face} has ${count} corners; 3 to ${mostCorners} can be.`);
  }
  const ids = Array.from({ length: count }, () => next(type));
  const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= points.length / 3);
  if (wrong !== undefined)
    throw plyError(file, null, `face ${face} names vertex ${wrong}, and there are ${points.length / 3}.`);
  const own = new Float64Array(3 * count);
  for (const [i, id] of ids.entries()) own.set(points.subarray(3 * id, 3 * id + 3), 3 * i);
  const ears = triangulate(own);
  if (ears === null) return 1;
  for (let i = 0; i < ears.length; i += 3) corners.push(ids[ears[i]], ids[ears[i + 1]], ids[ears[i + 2]]);
  return 0;
}

/** The number; of a list its last, and all of it is passed over. */
function readProperty({ type, count: countType }: PlyProperty, next: NextValue, file: string): number {
  if (countType === null) return next(type);
  const count = next(countType);
  if (!Number.isInteger(count) || count < 0) throw plyError(file, null, `a list has ${count} values.`);
  let last = 0;
  for (let i = 0; i < count; i++) last = next(type);
  return last;
}

/** An element without properties takes no bytes, however many there are said to be. */
function skipElement({ count, properties, name }: PlyElement, next: NextValue, file: string): void {
  if (name === 'tristrips')
    throw plyError(file, null, 'its faces are strips of triangles (tristrips), which bioweft does not read.');
  if (properties.length === 0) return;
  for (let i = 0; i < count; i++) for (const property of properties) readProperty(property, next, file);
}
