import { strToU8, zipSync } from 'fflate';

/** Packages of the 3MF core specification, written text by text: nothing of the writer under test is in them. */

export const core = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
export const production = 'http://schemas.microsoft.com/3dmanufacturing/production/2015/06';
export const modelType = 'http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel';

export type Entries = Readonly<Record<string, string | Uint8Array>>;

export const relationship = (target: string, more = '') =>
  `<Relationship Target="${target}" Id="r${target.length}" Type="${modelType}"${more}/>`;

export const relationships = (...inner: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner.join('')}</Relationships>`;

const types =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>';

/** A package around a model; `entries` add to the usual ones or replace them ('' takes one away). */
export function packageOf(model: string, entries: Entries = {}): Uint8Array {
  const all: Entries = {
    '[Content_Types].xml': types,
    '_rels/.rels': relationships(relationship('/3D/3dmodel.model')),
    '3D/3dmodel.model': model,
    ...entries,
  };
  const kept = Object.entries(all).filter(([, text]) => text !== '');
  return zipSync(
    Object.fromEntries(kept.map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text])),
  );
}

/** A model of these resources and build items. */
export const modelOf = (resources: string, build: string, attributes = 'unit="millimeter"') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<model ${attributes} xml:lang="en-US" xmlns="${core}">\n<resources>${resources}</resources>\n<build>${build}</build>\n</model>`;

const boxFaces = [
  [0, 2, 1],
  [0, 3, 2],
  [4, 5, 6],
  [4, 6, 7],
  [0, 1, 5],
  [0, 5, 4],
  [1, 2, 6],
  [1, 6, 5],
  [2, 3, 7],
  [2, 7, 6],
  [3, 0, 4],
  [3, 4, 7],
] as const;

export type Corner = readonly [x: number, y: number, z: number];

/** A closed box from corner to corner as `<mesh>`; `face` gives more attributes of a triangle. */
export function boxMesh(
  [x0, y0, z0]: Corner,
  [x1, y1, z1]: Corner,
  face: (triangle: number) => string = () => '',
): string {
  const corners = [
    [x0, y0, z0],
    [x1, y0, z0],
    [x1, y1, z0],
    [x0, y1, z0],
    [x0, y0, z1],
    [x1, y0, z1],
    [x1, y1, z1],
    [x0, y1, z1],
  ];
  const vertices = corners.map(([x, y, z]) => `<vertex x="${x}" y="${y}" z="${z}"/>`).join('\n');
  const triangles = boxFaces.map(([a, b, c], i) => `<triangle v1="${a}" v2="${b}" v3="${c}"${face(i)}/>`).join('\n');
  return `<mesh><vertices>${vertices}</vertices><triangles>${triangles}</triangles></mesh>`;
}

export const object = (id: number, body: string, attributes = '') =>
  `<object id="${id}" type="model"${attributes}>${body}</object>`;
export const item = (id: number, attributes = '') => `<item objectid="${id}"${attributes}/>`;
export const components = (...inner: string[]) => `<components>${inner.join('')}</components>`;
export const component = (id: number, attributes = '') => `<component objectid="${id}"${attributes}/>`;
