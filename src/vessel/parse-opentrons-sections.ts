import { type Section, sectionSchema } from './section.ts';

/**
 * The sections of an Opentrons `innerLabwareGeometry` entry, lowest first. Opentrons' own JSON schema names fields in
 * `required` that no file has (`TopDiameter`, `bottomYDimensions`), and does not list the kind `cuboidal` that its
 * files use: each section is read by the fields that its kind needs. A text says what cannot be read.
 */
export function readSections(geometry: unknown): readonly Section[] | string {
  if (isMap(geometry) && geometry['heightToVolumeMap'] !== undefined && geometry['sections'] === undefined) {
    return 'gives volumes by height (heightToVolumeMap) in place of sections, which does not say how wide a well is';
  }
  if (!isMap(geometry) || !Array.isArray(geometry['sections'])) return 'has no list of sections';
  if (geometry['sections'].length === 0) return 'has an empty list of sections';
  const raw = geometry['sections'];
  if (!raw.every(isMap)) return 'has a section that is no map';
  const sorted = [...raw].sort((a, b) => number(a['topHeight']) - number(b['topHeight']));
  const sections: Section[] = [];
  for (const [i, section] of sorted.entries()) {
    // A spherical bottom needs no lower end, and some files leave it out elsewhere: it is where the one below ends.
    const below = i === 0 ? 0 : number(sorted[i - 1]['topHeight']);
    const read = readSection(section, below);
    if (typeof read === 'string') return read;
    sections.push(read);
  }
  return sections;
}

type Raw = Readonly<Record<string, unknown>>;

/** By Opentrons' name of the shape: our kind, and our fields by theirs. */
const shapes: Readonly<Record<string, { readonly kind: Section['kind']; readonly fields: Record<string, string> }>> = {
  conical: { kind: 'conical', fields: { bottomDiameter: 'bottomDiameter', topDiameter: 'topDiameter' } },
  cuboidal: frustum(),
  pyramidal: frustum(),
  spherical: { kind: 'spherical', fields: { radius: 'radiusOfCurvature' } },
  squaredcone: mixed('squared-cone'),
  roundedpyramid: mixed('rounded-pyramid'),
  roundedcuboid: mixed('rounded-pyramid'),
};

function frustum() {
  const fields = {
    bottomX: 'bottomXDimension',
    bottomY: 'bottomYDimension',
    topX: 'topXDimension',
    topY: 'topYDimension',
  };
  return { kind: 'cuboidal', fields } as const;
}

function mixed(kind: 'squared-cone' | 'rounded-pyramid') {
  return { kind, fields: { diameter: 'circleDiameter', x: 'rectangleXDimension', y: 'rectangleYDimension' } } as const;
}

function readSection(section: Raw, below: number): Section | string {
  const { shape } = section;
  const known = typeof shape === 'string' ? shapes[shape.toLowerCase()] : undefined;
  if (known === undefined) {
    return `has a section of the shape ${JSON.stringify(shape)}, which is unknown here (known: ${Object.keys(shapes).join(', ')})`;
  }
  for (const count of ['xCount', 'yCount']) {
    if (section[count] !== undefined && section[count] !== 1) {
      return `has a ${shape} section with ${count} ${JSON.stringify(section[count])}: several compartments in one well are not read`;
    }
  }
  const values: Record<string, unknown> = {
    kind: known.kind,
    bottom: section['bottomHeight'] ?? below,
    top: section['topHeight'],
  };
  for (const [ours, theirs] of Object.entries(known.fields)) values[ours] = section[theirs];
  if (known.kind === 'squared-cone' || known.kind === 'rounded-pyramid') {
    const end = section['bottomCrossSection'];
    if (end !== 'circular' && end !== 'rectangular') return `has a ${shape} section without bottomCrossSection`;
    values['circleAt'] = end === 'circular' ? 'bottom' : 'top';
  }
  const result = sectionSchema.safeParse(values);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  const theirs: Record<string, string> = { ...known.fields, bottom: 'bottomHeight', top: 'topHeight' };
  return `has a ${shape} section whose ${theirs[String(path[0])] ?? 'heights'} cannot be used: ${message}`;
}

const isMap = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);

const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
