import { forEyes } from '../../../finding/for-eyes.ts';
import { MeshReading } from './mesh-reading.ts';
import {
  type BuildItem,
  coreNamespace,
  extensionName,
  knownExtensions,
  type ModelObject,
  type ModelPart,
  type ObjectType,
  objectTypes,
  productionNamespace,
  type Reference,
  unitsMm,
} from './model-part.ts';
import type { PackageEntry } from './open-package.ts';
import { readTransform } from './read-transform.ts';
import { type Attributes, readXml, type XmlScope } from './read-xml.ts';

/** Elements of the core specification by what they stand in. */
const children: Readonly<Record<string, readonly string[]>> = {
  '': ['model'],
  model: ['metadata', 'resources', 'build'],
  resources: ['basematerials', 'object'],
  basematerials: ['base'],
  object: ['metadatagroup', 'mesh', 'components'],
  metadatagroup: ['metadata'],
  mesh: ['vertices', 'triangles'],
  vertices: ['vertex'],
  triangles: ['triangle'],
  components: ['component'],
  build: ['item'],
  item: ['metadatagroup'],
};

/** What has been read of a part so far, and where in it the reader is. */
interface Reading {
  readonly path: string;
  readonly objects: Map<string, ModelObject>;
  /** Property groups by number: names of base materials, or another kind of group. */
  readonly groups: Map<string, readonly string[] | 'other'>;
  readonly items: BuildItem[];
  readonly notes: string[];
  readonly metadata: Set<string>;
  /** Elements that stand once: model, resources, build. */
  readonly seen: Set<string>;
  /** Open elements of the core specification, the innermost last. */
  readonly elements: string[];
  /** Open elements of extensions: what stands in them is theirs. */
  foreign: number;
  /** The core specification is not the default namespace: its elements carry a prefix. */
  prefixed: boolean;
  unit: string;
  bases: string[] | null;
  object: {
    readonly id: string;
    readonly name: string;
    readonly type: ObjectType;
    readonly attributes: Attributes;
  } | null;
  mesh: MeshReading | null;
  components: Reference[] | null;
}

/** One 3D Model part of a package. Throws InputError with its place for what breaks the core specification. */
export function readModelPart(entry: PackageEntry, file: string): ModelPart {
  const reading: Reading = {
    path: entry.name,
    objects: new Map(),
    groups: new Map(),
    items: [],
    notes: [],
    metadata: new Set(),
    seen: new Set(),
    elements: [''],
    foreign: 0,
    prefixed: false,
    unit: 'millimeter',
    bases: null,
    object: null,
    mesh: null,
    components: null,
  };
  // In an object: the compiler does not see that a callback sets it.
  const last: { scope: XmlScope | null } = { scope: null };
  readXml(entry, file, {
    open: (local, attributes, namespace, scope) => {
      last.scope = scope;
      enter(reading, local, attributes, namespace, scope);
    },
    close: () => leave(reading, last.scope as XmlScope),
    takePlain: (text, at) => takePlain(reading, text, at),
  });
  for (const name of ['resources', 'build']) {
    if (last.scope !== null && !reading.seen.has(`${name} `))
      throw last.scope.error('3mf-element', `The model has no <${name}>.`);
  }
  const { path, unit, objects, items, notes } = reading;
  return { path, unit, unitMm: unitsMm[unit], objects, items, notes };
}

function enter(reading: Reading, local: string, attributes: Attributes, namespace: string, scope: XmlScope): void {
  const inside = reading.elements[reading.elements.length - 1];
  if (reading.foreign > 0 || (namespace !== coreNamespace && inside !== '')) {
    if (reading.foreign === 0) meetExtension(reading, local, attributes, namespace, inside, scope);
    reading.foreign++;
    return;
  }
  // A vertex, a triangle or a text holds nothing.
  if (namespace !== coreNamespace || !children[inside]?.includes(local))
    throw misplaced(local, namespace, inside, scope);
  reading.elements.push(local);
  if (local === 'vertices' || local === 'triangles') reading.prefixed = scope.namespaceOf('') !== coreNamespace;
  actions[local]?.(reading, attributes, scope, inside);
}

type Action = (reading: Reading, attributes: Attributes, scope: XmlScope, inside: string) => void;

/** What to do at each element; those of one body or list stand once. */
const actions: Readonly<Record<string, Action>> = {
  vertex: ({ mesh }, attributes, scope) => mesh?.vertex(attributes, scope),
  triangle: ({ mesh }, attributes, scope) => mesh?.triangle(attributes, scope),
  vertices: (reading, _, scope) => once(reading, 'vertices', scope, reading.object?.id),
  triangles: (reading, _, scope) => once(reading, 'triangles', scope, reading.object?.id),
  model: readModel,
  resources: (reading, _, scope) => once(reading, 'resources', scope),
  build: (reading, _, scope) => once(reading, 'build', scope),
  metadata: (reading, attributes, scope, inside) => {
    if (inside === 'model') readMetadata(reading, attributes, scope);
  },
  basematerials: (reading, attributes, scope) => {
    reading.bases = [];
    reading.groups.set(newId(reading, attributes, scope), reading.bases);
  },
  base: ({ bases }, { name }, scope) => {
    if (name === undefined) throw scope.error('3mf-attribute', 'A base material has no name.');
    bases?.push(forEyes(name));
  },
  object: (reading, attributes, scope) => {
    reading.object = readObject(reading, attributes, scope);
  },
  mesh: beginMesh,
  components: (reading, _, scope) => {
    oneBody(reading, scope);
    reading.components = [];
  },
  component: ({ components }, attributes, scope) => components?.push(readReference(attributes, scope)),
  item: ({ items }, attributes, scope) => {
    const printable = !/^(0|false)$/.test(attributes['printable'] ?? '1');
    items.push({ ...readReference(attributes, scope), printable });
  },
};

/** As all programs write them, without a prefix or an attribute of their own. */
const plainVertex = /[ \t\r\n]*<vertex x="([^"<&]*)" y="([^"<&]*)" z="([^"<&]*)" ?\/>/y;
const plainTriangle = /[ \t\r\n]*<triangle v1="([^"<&]*)" v2="([^"<&]*)" v3="([^"<&]*)" ?\/>/y;

/** Vertices or triangles from a place on, as far as they are plain: four times as fast as the parser. */
function takePlain({ elements, mesh, foreign, prefixed }: Reading, text: string, from: number): number {
  const inside = elements[elements.length - 1];
  const pattern = inside === 'vertices' ? plainVertex : inside === 'triangles' ? plainTriangle : null;
  if (pattern === null || mesh === null || foreign > 0 || prefixed) return from;
  let at = from;
  for (;;) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return at;
    const [, a, b, c] = found;
    if (!(inside === 'vertices' ? mesh.takeVertex(a, b, c) : mesh.takeTriangle(a, b, c))) return at;
    at = pattern.lastIndex;
  }
}

function leave(reading: Reading, scope: XmlScope): void {
  if (reading.foreign > 0) {
    reading.foreign--;
    return;
  }
  const local = reading.elements.pop();
  if (local === 'object') endObject(reading, scope);
  else if (local === 'basematerials') reading.bases = null;
}

function endObject({ object, mesh, components, objects, notes }: Reading, scope: XmlScope): void {
  if (object === null) return;
  const { id, name, type } = object;
  if (mesh === null && components === null) {
    const fix = 'Save it as a plain mesh, without extensions.';
    throw scope.error('3mf-element', `Object ${id} has neither a mesh nor components.`, fix);
  }
  if (components !== null && components.length === 0)
    throw scope.error('3mf-element', `Object ${id} is made of no components.`);
  if ((mesh?.painted ?? 0) > 0)
    notes.push(`ignored the painted colours of ${mesh?.painted} triangles of "${name || id}"`);
  const body = mesh?.made() ?? { kind: 'components' as const, components: components ?? [] };
  objects.set(id, { id, name, type, ...body });
}

function misplaced(local: string, namespace: string, inside: string, scope: XmlScope) {
  if (inside === '') {
    const what =
      namespace === coreNamespace
        ? `Its first element is <${local}>`
        : `Its first element is <${local}> of ${extensionName(namespace)}`;
    return scope.error('3mf-element', `${what}, not the <model> of the 3MF core specification.`);
  }
  return scope.error('3mf-element', `<${local}> has no place in <${inside}>.`);
}

/** An element of an extension: what would change the printed body is refused by name. */
function meetExtension(
  reading: Reading,
  local: string,
  attributes: Attributes,
  namespace: string,
  inside: string,
  scope: XmlScope,
): void {
  if (inside === 'resources') {
    // All resources share one row of numbers, and triangles may name them as their property.
    if (attributes['id'] !== undefined) reading.groups.set(newId(reading, attributes, scope), 'other');
    return;
  }
  const harmless = inside !== 'object' && (inside !== 'mesh' || knownExtensions.includes(namespace));
  if (harmless || namespace === productionNamespace) return;
  throw scope.error(
    '3mf-extension',
    `The <${inside}> holds <${local}> of the extension ${extensionName(namespace)}, which bioweft cannot carry out.`,
    'Export the model as plain triangles, without that extension.',
  );
}

function readModel(reading: Reading, attributes: Attributes, scope: XmlScope): void {
  once(reading, 'model', scope);
  const { unit = 'millimeter', requiredextensions = '' } = attributes;
  if (!Object.hasOwn(unitsMm, unit)) {
    throw scope.error('3mf-unit', `The unit "${unit}" is none of ${Object.keys(unitsMm).join(', ')}.`);
  }
  reading.unit = unit;
  for (const prefix of requiredextensions.split(/\s+/).filter((word) => word !== '')) {
    const namespace = scope.namespaceOf(prefix);
    if (namespace === undefined)
      throw scope.error('3mf-extension', `It requires the extension "${prefix}", whose prefix is not declared.`);
    if (knownExtensions.includes(namespace)) continue;
    throw scope.error(
      '3mf-extension',
      `It requires the extension ${extensionName(namespace)}, which bioweft cannot carry out.`,
      'Export the model as plain triangles, without that extension.',
    );
  }
}

function readMetadata({ metadata }: Reading, { name }: Attributes, scope: XmlScope): void {
  if (name === undefined || name.trim() === '') throw scope.error('3mf-attribute', 'A metadata element has no name.');
  if (metadata.has(name)) throw scope.error('3mf-attribute', `The metadata "${name}" stands twice.`);
  metadata.add(name);
}

function once({ seen }: Reading, local: string, scope: XmlScope, object = ''): void {
  const key = `${local} ${object}`;
  if (seen.has(key))
    throw scope.error('3mf-element', `<${local}> stands twice${object === '' ? '' : ` in object ${object}`}.`);
  seen.add(key);
}

function newId({ objects, groups }: Reading, { id }: Attributes, scope: XmlScope): string {
  const text = id?.trim().replace(/^0+(?=\d)/, '');
  if (text === undefined) throw scope.error('3mf-attribute', 'A resource has no id.');
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) >= 2 ** 31) {
    throw scope.error('3mf-attribute', `The id "${text.slice(0, 40)}" is no whole number from 1 to 2147483647.`);
  }
  if (objects.has(text) || groups.has(text)) throw scope.error('3mf-id', `The id ${text} is given to two resources.`);
  return text;
}

function readObject(reading: Reading, attributes: Attributes, scope: XmlScope): NonNullable<Reading['object']> {
  const { name = '', type: text = 'model', pid, pindex } = attributes;
  const type = objectTypes.find((each) => each === text);
  if (type === undefined)
    throw scope.error('3mf-attribute', `The object type "${text}" is none of ${objectTypes.join(', ')}.`);
  const id = newId(reading, attributes, scope);
  if (pindex !== undefined && pid === undefined)
    throw scope.error('3mf-reference', `Object ${id} names a pindex and no pid.`);
  reading.mesh = null;
  reading.components = null;
  return { id, name: forEyes(name), type, attributes };
}

function beginMesh(reading: Reading, _: Attributes, scope: XmlScope): void {
  oneBody(reading, scope);
  const { pid, pindex: index } = reading.object?.attributes ?? {};
  reading.mesh = new MeshReading({ pid, index }, reading.groups, scope);
}

function oneBody({ mesh, components, object }: Reading, scope: XmlScope): void {
  if (mesh !== null || components !== null)
    throw scope.error('3mf-element', `Object ${object?.id} has two bodies: a mesh or components, one of them.`);
}

function readReference(attributes: Attributes, scope: XmlScope): Reference {
  const objectId = attributes['objectid']?.trim().replace(/^0+(?=\d)/, '');
  if (objectId === undefined) throw scope.error('3mf-attribute', 'It names no object (objectid).');
  const transform = attributes['transform'] === undefined ? null : readTransform(attributes['transform']);
  if (typeof transform === 'string') throw scope.error('3mf-transform', `The transform ${transform}.`);
  const path = scope.attribute(attributes, productionNamespace, 'path') ?? null;
  return { objectId, path, transform, place: `line ${scope.line()}` };
}
