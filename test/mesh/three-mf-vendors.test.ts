import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { readMeshFile, readPart } from '../../src/mesh/read-part.ts';
import { boxMesh, core, modelOf, packageOf, production, relationship, relationships } from './make-three-mf.ts';

// Layouts as slicers write them, after their own writers and after files in public repositories: what stands beside the
// model and how its ids are meant. Boxes of 1, 2, 3 mm stand in for bodies, so that a volume says which one was read.

const cube = (edge: number, x = 0) => boxMesh([x, 0, 0], [x + edge, edge, edge]);
const volumes = (bytes: Uint8Array) => {
  const model = readMeshFile(bytes, 'project.3mf');
  return Object.fromEntries(model.parts.map(({ name }) => [name, readPart(model, name, 'mm').report.volumeMm3]));
};
const materials = (bytes: Uint8Array) =>
  Object.fromEntries(readMeshFile(bytes, 'project.3mf').parts.map(({ name, material }) => [name, material]));

const identity = '1 0 0 0 1 0 0 0 1';
const matrix = '<metadata key="matrix" value="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1"/>';
const stat =
  '<mesh_stat edges_fixed="0" degenerate_facets="0" facets_removed="0" facets_reversed="0" backwards_edges="0"/>';

/** Bambu Studio and OrcaSlicer: the root holds components, each mesh lies in a model part of its own. */
function bambu(
  objects: readonly { id: number; parts: readonly { path: string; id: number; x?: number }[] }[],
  settings: string,
  meshes: Record<string, string>,
) {
  const resources = objects
    .map(({ id, parts }) => {
      const components = parts.map(
        (part) =>
          `<component p:path="/${part.path}" objectid="${part.id}" p:UUID="00010000-b206-40ff-9872-83e8017abed1" transform="${identity} ${part.x ?? 0} 0 0"/>`,
      );
      return `<object id="${id}" p:UUID="00000001-61cb-4c03-9d28-80fed5dfa1dc" type="model"><components>${components.join('')}</components></object>`;
    })
    .join('');
  const items = objects.map(
    ({ id }, i) =>
      `<item objectid="${id}" p:UUID="00000002-b1ec-4553-aec9-835e5b724bb4" transform="${identity} ${128 + 20 * i} 128 0.5" printable="1"/>`,
  );
  const root = `<?xml version="1.0" encoding="UTF-8"?>
<model unit="millimeter" xml:lang="en-US" xmlns="${core}" xmlns:BambuStudio="http://schemas.bambulab.com/package/2021" xmlns:p="${production}" requiredextensions="p">
 <metadata name="Application">BambuStudio-01.09.03.50</metadata>
 <metadata name="BambuStudio:3mfVersion">1</metadata>
 <resources>${resources}</resources>
 <build p:UUID="2c7c17d8-22b5-4d84-8835-1976022ea369">${items.join('')}</build>
</model>`;
  const inner = Object.fromEntries(
    Object.entries(meshes).map(([path, inside]) => [
      path,
      `<?xml version="1.0" encoding="UTF-8"?><model unit="millimeter" xml:lang="en-US" xmlns="${core}" xmlns:p="${production}" requiredextensions="p"><metadata name="BambuStudio:3mfVersion">1</metadata><resources>${inside}</resources><build/></model>`,
    ]),
  );
  return packageOf(root, {
    ...inner,
    '3D/_rels/3dmodel.model.rels': relationships(...Object.keys(meshes).map((path) => relationship(`/${path}`))),
    'Metadata/model_settings.config': `<?xml version="1.0" encoding="UTF-8"?><config>${settings}<plate><metadata key="plater_id" value="1"/><metadata key="plater_name" value=""/><metadata key="locked" value="false"/><model_instance><metadata key="object_id" value="2"/><metadata key="instance_id" value="0"/><metadata key="identify_id" value="153"/></model_instance></plate><assemble><assemble_item object_id="2" instance_id="0" transform="${identity} 0 0 0" offset="0 0 0"/></assemble></config>`,
    'Metadata/project_settings.config': '{"filament_colour":["#05BDFA","#FEF552"],"filament_type":["PLA","PLA"]}',
    'Metadata/slice_info.config':
      '<?xml version="1.0" encoding="UTF-8"?><config><header><header_item key="X-BBL-Client-Type" value="slicer"/></header></config>',
  });
}

const part = (id: number, name: string, more = '', subtype = 'normal_part') =>
  `<part id="${id}" subtype="${subtype}"><metadata key="name" value="${name}"/>${matrix}${more}${stat}</part>`;
const object = (id: number, name: string, parts: string, extruder = 1) =>
  `<object id="${id}"><metadata key="name" value="${name}"/><metadata key="extruder" value="${extruder}"/><metadata face_count="12"/>${parts}</object>`;
const mesh = (id: number, inside: string) =>
  `<object id="${id}" p:UUID="00010000-81cb-4c03-9d28-80fed5dfa1dc" type="model">${inside}</object>`;

test('Bambu Studio: parts of one object, with their own filaments, a plate, an assembly', () => {
  const path = '3D/Objects/object_1.model';
  const bytes = bambu(
    [
      {
        id: 3,
        parts: [
          { path, id: 1 },
          { path, id: 2, x: 5 },
        ],
      },
    ],
    object(3, 'plug', part(1, 'bone') + part(2, 'cartilage', '<metadata key="extruder" value="2"/>')),
    { [path]: mesh(1, cube(1)) + mesh(2, cube(2)) },
  );
  expect(volumes(bytes)).toEqual({ bone: expect.closeTo(1, 4), cartilage: expect.closeTo(8, 4) });
  expect(materials(bytes)).toEqual({ bone: 'extruder 1', cartilage: 'extruder 2' });
});

test('Bambu Studio: several objects whose meshes have the same id, each in a model part of its own', () => {
  const [one, two] = ['3D/Objects/object_1.model', '3D/Objects/object_2.model'];
  const bytes = bambu(
    [
      { id: 2, parts: [{ path: one, id: 1 }] },
      { id: 4, parts: [{ path: two, id: 1 }] },
    ],
    object(2, 'small', part(1, 'small body')) + object(4, 'large', part(1, 'large body'), 3),
    { [one]: mesh(1, cube(1)), [two]: mesh(1, cube(3)) },
  );
  expect(volumes(bytes)).toEqual({ 'small body': expect.closeTo(1, 4), 'large body': expect.closeTo(27, 4) });
  expect(materials(bytes)).toEqual({ 'small body': 'extruder 1', 'large body': 'extruder 3' });
});

test('Bambu Studio: a support blocker is left out and named, a negative part is refused', () => {
  const path = '3D/Objects/object_1.model';
  const withSecond = (subtype: string) =>
    bambu(
      [
        {
          id: 3,
          parts: [
            { path, id: 1 },
            { path, id: 2 },
          ],
        },
      ],
      object(3, 'plug', part(1, 'body') + part(2, 'helper', '', subtype)),
      { [path]: mesh(1, cube(1)) + mesh(2, cube(2)) },
    );
  expect(volumes(withSecond('support_blocker'))).toEqual({ body: expect.closeTo(1, 4) });
  expect(readMeshFile(withSecond('support_blocker'), 'p.3mf').notes.join()).toContain('helper');
  expect(volumes(withSecond('modifier_part'))).toEqual({ body: expect.closeTo(1, 4) });
  expect(() => readMeshFile(withSecond('negative_part'), 'p.3mf')).toThrow(InputError);
});

test('a repaired file whose object is its own only part', () => {
  const model = modelOf(
    `<object id="166" type="model">${cube(2)}</object>`,
    `<item objectid="166" transform="${identity} 0 0 0" printable="1"/>`,
  );
  const settings = `<?xml version="1.0" encoding="UTF-8"?><config><object id="166"><metadata key="name" value="Track"/>${part(166, 'M - Track', '<metadata key="extruder" value="2"/>')}</object></config>`;
  const bytes = packageOf(model, { 'Metadata/model_settings.config': settings });
  expect(volumes(bytes)).toEqual({ 'M - Track': expect.closeTo(8, 4) });
  expect(materials(bytes)).toEqual({ 'M - Track': 'extruder 2' });
});

/** PrusaSlicer: one mesh an object, its volumes as ranges of triangles. */
function prusa(inside: string, config: string) {
  const model = `<?xml version="1.0" encoding="UTF-8"?>
<model unit="millimeter" xml:lang="en-US" xmlns="${core}" xmlns:slic3rpe="http://schemas.slic3r.org/3mf/2017/06">
 <metadata name="slic3rpe:Version3mf">1</metadata>
 <metadata name="Application">PrusaSlicer-2.9.0</metadata>
 <resources>${inside}</resources>
 <build><item objectid="1" transform="${identity} 115 95 0" printable="1"/></build>
</model>`;
  return packageOf(model, {
    'Metadata/Slic3r_PE.config': '; generated by PrusaSlicer 2.9.0\n; filament_type = PLA;PLA\n',
    'Metadata/Slic3r_PE_model.config': `<?xml version="1.0" encoding="UTF-8"?>\n<config>\n${config}</config>\n`,
    'Metadata/thumbnail.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
  });
}

const volume = (first: number, last: number, name: string, more = '', type = 'ModelPart') =>
  `<volume firstid="${first}" lastid="${last}"><metadata type="volume" key="name" value="${name}"/><metadata type="volume" key="volume_type" value="${type}"/><metadata type="volume" key="matrix" value="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1"/><metadata type="volume" key="source_offset_x" value="0.5"/>${more}<mesh edges_fixed="0" degenerate_facets="0" facets_removed="0" facets_reversed="0" backwards_edges="0"/></volume>`;

/** Two boxes in one mesh, as PrusaSlicer writes the volumes of an object. */
function twoInOne(): string {
  const [one, two] = [cube(1), cube(2, 5)];
  const inner = (text: string, tag: string) => new RegExp(`<${tag}>(.*)</${tag}>`, 's').exec(text)![1];
  const shifted = inner(two, 'triangles').replace(/v([123])="(\d+)"/g, (_, k, v) => `v${k}="${Number(v) + 8}"`);
  return `<mesh><vertices>${inner(one, 'vertices')}${inner(two, 'vertices')}</vertices><triangles>${inner(one, 'triangles')}${shifted}</triangles></mesh>`;
}

test('PrusaSlicer: volumes of one mesh, one with its own extruder', () => {
  const bytes = prusa(
    `<object id="1" type="model">${twoInOne()}</object>`,
    `<object id="1" instances_count="1"><metadata type="object" key="name" value="graft"/><metadata type="object" key="extruder" value="1"/>${volume(0, 11, 'intima')}${volume(12, 23, 'media', '<metadata type="volume" key="extruder" value="2"/>')}</object>`,
  );
  expect(volumes(bytes)).toEqual({ intima: expect.closeTo(1, 4), media: expect.closeTo(8, 4) });
  expect(materials(bytes)).toEqual({ intima: 'extruder 1', media: 'extruder 2' });
});

test('PrusaSlicer: a modifier is left out and named, a negative volume is refused', () => {
  const withSecond = (type: string) =>
    prusa(
      `<object id="1" type="model">${twoInOne()}</object>`,
      `<object id="1" instances_count="1">${volume(0, 11, 'body')}${volume(12, 23, 'helper', '', type)}</object>`,
    );
  expect(volumes(withSecond('ParameterModifier'))).toEqual({ body: expect.closeTo(1, 4) });
  expect(readMeshFile(withSecond('SupportEnforcer'), 'p.3mf').notes.join()).toContain('helper');
  expect(() => readMeshFile(withSecond('NegativeVolume'), 'p.3mf')).toThrow(/takes away/);
});

test('PrusaSlicer: triangles that belong to no volume are left out, and that is said', () => {
  const bytes = prusa(
    `<object id="1" type="model">${twoInOne()}</object>`,
    `<object id="1" instances_count="1">${volume(12, 23, 'body')}</object>`,
  );
  expect(volumes(bytes)).toEqual({ body: expect.closeTo(8, 4) });
  expect(readMeshFile(bytes, 'p.3mf').notes.join()).toMatch(/left out 12 triangles of ".*", which belong to none/);
});

test('paint of triangles says nothing about bodies', () => {
  const painted = cube(2).replace('<triangle ', '<triangle slic3rpe:mmu_segmentation="4" ');
  const bytes = prusa(
    `<object id="1" type="model">${painted}</object>`,
    `<object id="1" instances_count="1">${volume(0, 11, 'body')}</object>`,
  );
  expect(volumes(bytes)).toEqual({ body: expect.closeTo(8, 4) });
});
