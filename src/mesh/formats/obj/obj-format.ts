import { forEyes } from '../../../finding/for-eyes.ts';
import { InputError } from '../../../finding/input-error.ts';
import { flattenMesh } from '../flatten-mesh.ts';
import { type Group, groupBodies, type TakenNames, uniqueName } from '../group-bodies.ts';
import { GrowingInts, GrowingPoints, isCoordinate } from '../grow.ts';
import type { MeshFormat, RawModel, RawPart } from '../mesh-format.ts';
import { triangulate } from '../triangulate.ts';
import { type ObjLine, objError, objLines } from './obj-lines.ts';
import { writeObj } from './write-obj.ts';

/** OBJ: points and polygons in objects, groups and materials; it states no unit. */
export const objFormat: MeshFormat = {
  id: 'obj',
  name: 'OBJ',
  extensions: ['obj'],
  recognises: (bytes) =>
    /^\s*(#[^\n]*\n\s*)*(mtllib|usemtl|o|g|v|vn|vt)\s/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 4096))),
  read: readObj,
  holdsParts: true,
  write: writeObj,
};

/** One object of the file: what stands between two `o`. */
interface ObjObject {
  readonly name: string;
  readonly corners: GrowingInts;
  readonly groups: Group[];
  readonly numberOf: Map<string, number>;
  /** By triangle, a number in `groups`. */
  readonly groupOf: number[];
}

interface Reading {
  readonly file: string;
  readonly points: GrowingPoints;
  readonly objects: ObjObject[];
  group: string;
  material: string;
  /** The group and material of the next face are yet to be looked up. */
  moved: boolean;
  current: number;
  readonly ignored: Map<string, number>;
  flat: number;
}

/** Words that say nothing about the shape. */
const silent = new Set([
  'vn',
  'vt',
  'vp',
  's',
  'mtllib',
  'mg',
  'lod',
  'bevel',
  'c_interp',
  'd_interp',
  'shadow_obj',
  'trace_obj',
  'maplib',
  'usemap',
]);
/** Free-form curves and surfaces: without them the body would have holes. */
const freeForm = new Set([
  'cstype',
  'deg',
  'bmat',
  'step',
  'curv',
  'curv2',
  'surf',
  'parm',
  'trim',
  'hole',
  'scrv',
  'sp',
  'end',
  'con',
  'ctech',
  'stech',
  'call',
  'csh',
]);
const mostCorners = 10_000;
const mostGroups = 60_000;

function readObj(bytes: Uint8Array, file: string): RawModel {
  refuseForeign(bytes, file);
  const reading: Reading = {
    file,
    points: new GrowingPoints(),
    objects: [newObject('')],
    group: '',
    material: '',
    moved: true,
    current: 0,
    ignored: new Map(),
    flat: 0,
  };
  for (const line of objLines(bytes, file)) readLine(reading, line);
  const { ignored, points, flat } = reading;
  if (points.count === 0) {
    throw new InputError('obj-foreign', `${file} is no OBJ: no line of it is a vertex (v x y z).`, {
      where: { file },
      fix: 'Check that the right file was named, or export the model again.',
    });
  }
  const notes = new Set(
    [...ignored].map(([word, count]) => `skipped ${count} ${count === 1 ? 'line' : 'lines'} with "${word}"`),
  );
  if (flat > 0) notes.add(`left out ${flat} ${flat === 1 ? 'polygon' : 'polygons'} without an area`);
  const last = bytes[bytes.length - 1];
  const short = last === 10 || last === 13 ? undefined : 'its last line has no end';
  const parts = partsOf(reading, notes, short);
  return { kind: 'obj', statedUnit: null, parts, notes: [...notes] };
}

function partsOf({ objects, points }: Reading, notes: Set<string>, short: string | undefined): RawPart[] {
  const placed = Float32Array.from(points.view());
  const taken: TakenNames = new Map();
  const parts = objects.flatMap(({ name: own, corners, groups, groupOf }): RawPart[] => {
    const all = corners.view();
    if (all.length === 0) return [];
    const several = groups.length > 1 ? groupOf : null;
    return groupBodies(own, groups, several, () => flattenMesh(all, placed, null), notes).map(
      ({ name, material, which }) => ({
        name: uniqueName(name || 'part', taken),
        material,
        triangles: flattenMesh(all, placed, which),
        solids: 1,
        nonFinite: 0,
        repairs: [],
        short,
      }),
    );
  });
  const none = { name: '', triangles: new Float32Array(0), solids: 0, nonFinite: 0, repairs: [] };
  return parts.length > 0 ? parts : [none];
}

function newObject(name: string): ObjObject {
  return { name, corners: new GrowingInts(), groups: [], numberOf: new Map(), groupOf: [] };
}

function readLine(reading: Reading, { words, number }: ObjLine): void {
  const [word, ...rest] = words;
  switch (word) {
    case 'v':
      readVertex(reading, rest, number);
      return;
    case 'f':
    case 'fo':
      readFace(reading, rest, number);
      return;
    case 'o':
      reading.objects.push(newObject(nameOf(rest)));
      reading.group = '';
      break;
    case 'g':
      reading.group = nameOf(rest);
      break;
    case 'usemtl':
      reading.material = nameOf(rest);
      break;
    default:
      skip(reading, word, number);
      return;
  }
  reading.moved = true;
}

function nameOf(words: readonly string[]): string {
  return forEyes(words.join(' '));
}

function readVertex({ points, file }: Reading, words: readonly string[], line: number): void {
  const [x, y, z] = [decimal(words[0]), decimal(words[1]), decimal(words[2])];
  if (Number.isNaN(x + y + z)) {
    const wrong = [0, 1, 2].find((k) => Number.isNaN(decimal(words[k]))) ?? 0;
    const what =
      words[wrong] === undefined
        ? `the vertex has ${words.length} coordinates, not 3.`
        : `"${words[wrong].slice(0, 40)}" is no number that a mesh can hold.`;
    throw objError(
      'obj-number',
      file,
      line,
      what,
      'Export the model again: its coordinates are lost. Decimals are written with a point.',
    );
  }
  points.push(x, y, z);
}

function decimal(text: string | undefined): number {
  if (text === undefined || !/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Number.NaN;
  const value = Number(text);
  return isCoordinate(value) ? value : Number.NaN;
}

function readFace(reading: Reading, words: readonly string[], line: number): void {
  const { file, points } = reading;
  if (words.length < 3) throw objError('obj-face', file, line, `the face has ${words.length} corners, fewer than 3.`);
  if (words.length > mostCorners)
    throw objError('obj-face', file, line, `the face has ${words.length} corners, more than ${mostCorners}.`);
  const corners = words.map((word) => cornerOf(word, points.count, file, line));
  const object = reading.objects[reading.objects.length - 1];
  const group = groupNumber(reading, object, line);
  const all = points.view();
  const own = new Float64Array(3 * corners.length);
  for (const [i, corner] of corners.entries()) own.set(all.subarray(3 * corner, 3 * corner + 3), 3 * i);
  const ears = triangulate(own);
  if (ears === null) {
    reading.flat++;
    return;
  }
  for (let i = 0; i < ears.length; i += 3) {
    object.corners.push(corners[ears[i]], corners[ears[i + 1]], corners[ears[i + 2]]);
    object.groupOf.push(group);
  }
}

/** `7`, `7/1`, `7/1/3`, `7//3`; from 1, or from the end where it is negative. */
function cornerOf(word: string, count: number, file: string, line: number): number {
  const slash = word.indexOf('/');
  const text = slash < 0 ? word : word.slice(0, slash);
  const value = /^[-+]?\d+$/.test(text) ? Number(text) : Number.NaN;
  const index = value < 0 ? count + value : value - 1;
  if (index >= 0 && index < count) return index;
  const what = Number.isNaN(value)
    ? `"${word.slice(0, 40)}" is no corner of a face.`
    : `the face names vertex ${text}, and ${count} stand before it.`;
  throw objError('obj-corner', file, line, what);
}

function groupNumber(reading: Reading, { groups, numberOf }: ObjObject, line: number): number {
  const { group: name, material } = reading;
  if (!reading.moved) return reading.current;
  reading.moved = false;
  const key = JSON.stringify([name, material]);
  const known = numberOf.get(key) ?? groups.length;
  if (known >= mostGroups)
    throw objError('obj-groups', reading.file, line, `one object has more than ${mostGroups} groups.`);
  if (known === groups.length) groups.push({ name, material });
  numberOf.set(key, known);
  reading.current = known;
  return reading.current;
}

function skip({ file, ignored }: Reading, word: string, line: number): void {
  if (silent.has(word)) return;
  if (freeForm.has(word)) {
    throw objError(
      'obj-free-form',
      file,
      line,
      `"${word}" belongs to free-form curves and surfaces, which bioweft does not read.`,
      'Export the model with its surfaces as polygons.',
    );
  }
  const shown = word.length > 20 ? `${word.slice(0, 20)}…` : word;
  if (ignored.size < 10 || ignored.has(shown)) ignored.set(shown, (ignored.get(shown) ?? 0) + 1);
}

function refuseForeign(bytes: Uint8Array, file: string): void {
  if (bytes.length > 0 && !bytes.subarray(0, 4096).includes(0)) return;
  const what = bytes.length === 0 ? 'it is empty' : 'it holds bytes that no text has';
  throw new InputError('obj-foreign', `${file} is no OBJ: ${what}.`, {
    where: { file },
    fix: 'Check that the right file was named, or export the model again.',
  });
}
