/** What one 3D Model part of a package says, before anything is placed. Coordinates in its own unit. */
export interface ModelPart {
  /** Its name in the package. */
  readonly path: string;
  readonly unit: string;
  readonly unitMm: number;
  readonly objects: ReadonlyMap<string, ModelObject>;
  readonly items: readonly BuildItem[];
  readonly notes: readonly string[];
}

export type ModelObject = (MeshObject | ComponentsObject) & {
  readonly id: string;
  readonly name: string;
  readonly type: ObjectType;
};

export interface MeshObject {
  readonly kind: 'mesh';
  readonly points: Float64Array;
  /** Three corners a triangle. */
  readonly corners: Int32Array;
  /** Names of base materials; '' where one has none. */
  readonly materials: readonly string[];
  /** By triangle, a number in `materials`; null where all triangles are of the first. */
  readonly materialOf: Uint16Array | null;
}

export interface ComponentsObject {
  readonly kind: 'components';
  readonly components: readonly Reference[];
}

/** An object that is used, and where it goes. */
export interface Reference {
  readonly objectId: string;
  /** The model part that holds it, where it is another one (production extension). */
  readonly path: string | null;
  readonly transform: Transform | null;
  /** Where the reference stands, for errors. */
  readonly place: string;
}

export interface BuildItem extends Reference {
  readonly printable: boolean;
}

/** Twelve numbers, row-major 4 x 3: a point is a row that is multiplied from the left; the last three shift it. */
export type Transform = readonly number[];

export const objectTypes = ['model', 'solidsupport', 'support', 'surface', 'other'] as const;
export type ObjectType = (typeof objectTypes)[number];

/** What a unit of the core specification measures, mm. */
export const unitsMm: Readonly<Record<string, number>> = {
  micron: 0.001,
  millimeter: 1,
  centimeter: 10,
  inch: 25.4,
  foot: 304.8,
  meter: 1000,
};

export const coreNamespace = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
export const productionNamespace = 'http://schemas.microsoft.com/3dmanufacturing/production/2015/06';
const materialNamespace = 'http://schemas.microsoft.com/3dmanufacturing/material/2015/02';

/** Extensions that a file may require: they are carried out, or add nothing to what is printed. */
export const knownExtensions: readonly string[] = [
  productionNamespace,
  'http://schemas.microsoft.com/3dmanufacturing/trianglesets/2021/07',
];

/** Names by which extensions are refused; others by their namespace. */
const extensionNames: Readonly<Record<string, string>> = {
  [materialNamespace]: 'materials and properties (mixed materials, textures)',
  'http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02': 'beam lattice',
  'http://schemas.microsoft.com/3dmanufacturing/beamlattice/balls/2020/07': 'beam lattice (balls)',
  'http://schemas.microsoft.com/3dmanufacturing/slice/2015/07': 'slice stacks',
  'http://schemas.microsoft.com/3dmanufacturing/securecontent/2019/04': 'secure content (encryption)',
  'http://schemas.3mf.io/3dmanufacturing/volumetric/2022/01': 'volumetric fields',
  'http://schemas.3mf.io/3dmanufacturing/implicit/2023/12': 'implicit functions',
  'http://schemas.3mf.io/3dmanufacturing/booleanoperations/2023/07': 'boolean operations',
  'http://schemas.microsoft.com/3dmanufacturing/displacement/2022/07': 'displacement',
};

export function extensionName(namespace: string): string {
  return extensionNames[namespace] ?? (namespace === '' ? 'no namespace' : namespace);
}
