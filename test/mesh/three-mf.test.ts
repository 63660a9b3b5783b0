import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { threeMfFormat } from '../../src/mesh/formats/3mf/three-mf-format.ts';
import { readMeshFile, readPart } from '../../src/mesh/read-part.ts';
import {
  boxMesh,
  component,
  components,
  core,
  type Entries,
  item,
  modelOf,
  object,
  packageOf,
  production,
  relationship,
  relationships,
} from './make-three-mf.ts';

// Written after the rules of the 3MF core specification 1.2: each case is read as it says, or refused by name.

const cube = boxMesh([0, 0, 0], [2, 3, 4]);
const one = modelOf(object(1, cube, ' name="cube"'), item(1));

/** What a reader must make of a file: its parts by name, each with its box and volume in mm. */
type Wanted = Readonly<
  Record<string, { readonly x: readonly [number, number]; readonly volume: number; readonly material?: string }>
>;

function expectRead(bytes: Uint8Array, wanted: Wanted): ReturnType<typeof readMeshFile> {
  const model = readMeshFile(bytes, 'model.3mf');
  expect(model.parts.map(({ name }) => name)).toEqual(Object.keys(wanted));
  for (const [name, { x, volume, material = '' }] of Object.entries(wanted)) {
    const { mesh, report, material: found = '' } = readPart(model, name, 'mm');
    for (const [found, asked] of [
      [mesh.bounds.min[0], x[0]],
      [mesh.bounds.max[0], x[1]],
    ]) {
      expect(Math.abs(found - asked)).toBeLessThanOrEqual(1e-7 * Math.abs(x[1]));
    }
    expect(report.volumeMm3 / volume).toBeCloseTo(1, 5);
    expect(report.watertight).toBe(true);
    expect(report.repairs).toEqual([]);
    expect(found).toBe(material);
  }
  return model;
}

test('the published case: a box in inches that its item moves by 2 comes out from 25.4 to 50.8 mm', () => {
  const box = boxMesh([-1, 0, 0], [0, 0.5, 0.25]);
  const model = modelOf(object(1, box, ' name="box"'), item(1, ' transform="1 0 0 0 1 0 0 0 1 2 0 0"'), 'unit="inch"');
  const read = expectRead(packageOf(model), { box: { x: [25.4, 50.8], volume: 0.125 * 25.4 ** 3 } });
  expect(read.statedUnit).toBe('inch');
});

test.each([
  ['micron', 0.001],
  ['millimeter', 1],
  ['centimeter', 10],
  ['inch', 25.4],
  ['foot', 304.8],
  ['meter', 1000],
] as const)('the unit %s is %d mm, for vertices and for shifts', (unit, mm) => {
  const model = modelOf(
    object(1, cube, ' name="cube"'),
    item(1, ' transform="1 0 0 0 1 0 0 0 1 5 0 0"'),
    `unit="${unit}"`,
  );
  expectRead(packageOf(model), { cube: { x: [5 * mm, 7 * mm], volume: 24 * mm ** 3 } });
});

const cell = object(1, cube, ' name="cell"');
const two = object(1, cube, ' name="a"') + object(2, boxMesh([10, 0, 0], [11, 1, 1]), ' name="b"');
const inks =
  '<basematerials id="9"><base name="bone" displaycolor="#FFFFFF"/><base name="cartilage" displaycolor="#0000FF80"/></basematerials>';
const twoBoxes = (first: (t: number) => string, second: (t: number) => string) => {
  const a = boxMesh([0, 0, 0], [1, 1, 1], first);
  const b = boxMesh([1, 0, 0], [3, 1, 1], second).replace(/v([123])="(\d)"/g, (_, k, v) => `v${k}="${Number(v) + 8}"`);
  const part = (mesh: string, tag: string) =>
    mesh.slice(mesh.indexOf(`<${tag}>`) + tag.length + 2, mesh.indexOf(`</${tag}>`));
  return `<mesh><vertices>${part(a, 'vertices')}${part(b, 'vertices')}</vertices><triangles>${part(a, 'triangles')}${part(b, 'triangles')}</triangles></mesh>`;
};

const slic3r = (...volumes: string[]) => ({
  'Metadata/Slic3r_PE_model.config': `<?xml version="1.0" encoding="UTF-8"?><config><object id="1"><metadata type="object" key="name" value="whole"/>${volumes.join('')}</object></config>`,
});
const volume = (first: number, last: number, name: string, kind: string, extruder = 1) =>
  `<volume firstid="${first}" lastid="${last}"><metadata type="volume" key="name" value="${name}"/><metadata type="volume" key="volume_type" value="${kind}"/><metadata type="volume" key="extruder" value="${extruder}"/></volume>`;

const bambu: Entries = {
  '3D/Objects/object_1.model': modelOf(object(1, cube) + object(2, boxMesh([2, 0, 0], [3, 3, 4])), ''),
  'Metadata/model_settings.config':
    '<?xml version="1.0" encoding="UTF-8"?><config><object id="3"><metadata key="name" value="whole"/><metadata key="extruder" value="1"/><part id="1" subtype="normal_part"><metadata key="name" value="left"/></part><part id="2" subtype="normal_part"><metadata key="name" value="right"/><metadata key="extruder" value="2"/></part></object></config>',
};
const bambuRoot = `<?xml version="1.0" encoding="UTF-8"?><model unit="millimeter" xmlns="${core}" xmlns:p="${production}" xmlns:BambuStudio="http://schemas.bambulab.com/package/2021" requiredextensions="p"><metadata name="BambuStudio:3mfVersion">1</metadata><resources><object id="3" p:UUID="1" type="model"><components><component p:path="/3D/Objects/object_1.model" objectid="1"/><component p:path="/3D/Objects/object_1.model" objectid="2" transform="1 0 0 0 1 0 0 0 1 0.5 0 0"/></components></object></resources><build p:UUID="2"><item objectid="3" transform="1 0 0 0 1 0 0 0 1 100 0 0" printable="1"/></build></model>`;

test.each<[name: string, bytes: Uint8Array, wanted: Wanted]>([
  ['a model without a unit, which is mm', packageOf(modelOf(cell, item(1), '')), { cell: { x: [0, 2], volume: 24 } }],
  [
    'a model part of any name, by its relationship',
    packageOf('', {
      '3D/3dmodel.model': '',
      'Other/Thing.MODEL': one,
      '_rels/.rels': relationships(relationship('/other/thing.model')),
    }),
    { cube: { x: [0, 2], volume: 24 } },
  ],
  [
    'a prefix for the core namespace',
    packageOf(one.replace(`xmlns="${core}"`, `xmlns:c="${core}"`).replace(/<(\/?)(?!\?)(\w)/g, '<$1c:$2')),
    { cube: { x: [0, 2], volume: 24 } },
  ],
  [
    'several items of one object',
    packageOf(modelOf(cell, item(1) + item(1, ' transform="1 0 0 0 1 0 0 0 1 10 0 0"'))),
    { cell: { x: [0, 2], volume: 24 }, 'cell-2': { x: [10, 12], volume: 24 } },
  ],
  ['only what the build names', packageOf(modelOf(two, item(2))), { b: { x: [10, 11], volume: 1 } }],
  [
    'a mirrored item, whose volume stays',
    packageOf(modelOf(cell, item(1, ' transform="-1 0 0 0 1 0 0 0 1 0 0 0"'))),
    { cell: { x: [-2, 0], volume: 24 } },
  ],
  [
    'a quarter turn about z, of row vectors',
    packageOf(modelOf(cell, item(1, ' transform="0 1 0 -1 0 0 0 0 1 0 0 0"'))),
    { cell: { x: [-3, 0], volume: 24 } },
  ],
  [
    'components that are scaled, turned and moved in this order',
    packageOf(
      modelOf(
        cell + object(2, components(component(1, ' transform="2 0 0 0 2 0 0 0 2 1 0 0"'))),
        item(2, ' transform="0 1 0 -1 0 0 0 0 1 100 0 0"'),
      ),
    ),
    { cell: { x: [94, 100], volume: 192 } },
  ],
  [
    'a mirror within a mirror',
    packageOf(
      modelOf(
        cell + object(2, components(component(1, ' transform="-1 0 0 0 1 0 0 0 1 0 0 0"'))),
        item(2, ' transform="-1 0 0 0 1 0 0 0 1 0 0 0"'),
      ),
    ),
    { cell: { x: [0, 2], volume: 24 } },
  ],
  [
    'nested components of two meshes: two parts in one frame',
    packageOf(
      modelOf(
        two +
          object(3, components(component(1), component(2))) +
          object(4, components(component(3, ' transform="1 0 0 0 1 0 0 0 1 0 5 0"'))),
        item(4, ' transform="1 0 0 0 1 0 0 0 1 20 0 0"'),
      ),
    ),
    { a: { x: [20, 22], volume: 24 }, b: { x: [30, 31], volume: 1 } },
  ],
  [
    'an object that a component repeats within one item: one part',
    packageOf(
      modelOf(
        cell + object(2, components(component(1), component(1, ' transform="1 0 0 0 1 0 0 0 1 9 0 0"'))),
        item(2),
      ),
    ),
    { cell: { x: [0, 11], volume: 48 } },
  ],
  [
    'a base material of the object',
    packageOf(modelOf(inks + object(1, cube, ' name="a" pid="9" pindex="1"'), item(1))),
    { a: { x: [0, 2], volume: 24, material: 'cartilage' } },
  ],
  [
    'base materials of triangles that close a body each: a part for each',
    packageOf(
      modelOf(
        inks +
          object(
            1,
            twoBoxes(
              () => ' pid="9" p1="0"',
              () => ' pid="9" p1="1"',
            ),
            ' name="plug" pid="9" pindex="0"',
          ),
        item(1),
      ),
    ),
    {
      'plug-bone': { x: [0, 1], volume: 1, material: 'bone' },
      'plug-cartilage': { x: [1, 3], volume: 2, material: 'cartilage' },
    },
  ],
  [
    'p1 without a pid, of the object’s group',
    packageOf(
      modelOf(
        inks +
          object(
            1,
            boxMesh([0, 0, 0], [1, 1, 1], () => ' p1="1"'),
            ' name="a" pid="9" pindex="0"',
          ),
        item(1),
      ),
    ),
    { a: { x: [0, 1], volume: 1, material: 'cartilage' } },
  ],
  [
    'volumes of PrusaSlicer by their triangles',
    packageOf(
      modelOf(
        object(
          1,
          twoBoxes(
            () => '',
            () => '',
          ),
        ),
        item(1),
      ),
      slic3r(volume(0, 11, 'bone', 'ModelPart', 1), volume(12, 23, 'cartilage', 'ModelPart', 2)),
    ),
    {
      bone: { x: [0, 1], volume: 1, material: 'extruder 1' },
      cartilage: { x: [1, 3], volume: 2, material: 'extruder 2' },
    },
  ],
  [
    'a modifier of PrusaSlicer, which is no body',
    packageOf(
      modelOf(
        object(
          1,
          twoBoxes(
            () => '',
            () => '',
          ),
        ),
        item(1),
      ),
      slic3r(volume(0, 11, 'bone', 'ModelPart', 1), volume(12, 23, 'denser', 'ParameterModifier', 1)),
    ),
    { bone: { x: [0, 1], volume: 1, material: 'extruder 1' } },
  ],
  [
    'a project of Bambu Studio: meshes in other parts (production extension), names beside them',
    packageOf(bambuRoot, bambu),
    {
      left: { x: [100, 102], volume: 24, material: 'extruder 1' },
      right: { x: [102.5, 103.5], volume: 12, material: 'extruder 2' },
    },
  ],
  [
    'elements and attributes of extensions that are not required',
    packageOf(
      one
        .replace('<resources>', '<x:hint xmlns:x="http://example.org/x"><x:vertex/></x:hint><resources>')
        .replace('<vertex ', '<vertex z2="1" '),
    ),
    { cube: { x: [0, 2], volume: 24 } },
  ],
  [
    'numbers as XML Schema writes them',
    packageOf(one.replace('x="2" y="0" z="0"', 'x=" +2.0 " y="-.0E-3" z="0e1"')),
    { cube: { x: [0, 2], volume: 24 } },
  ],
  [
    'comments, CDATA-like texts and a byte order mark',
    packageOf(
      `\ufeff${one.replace('<vertices>', '<vertices><!-- <vertex x="9" y="9" z="9"/> -->').replace('<triangles>', '<triangles><!-- > <triangle v1="0" v2="1" v3="2"/> -->')}`,
    ),
    { cube: { x: [0, 2], volume: 24 } },
  ],
  [
    'names with what XML escapes',
    packageOf(one.replace('name="cube"', 'name="a &amp; b &#60;1&gt;"')),
    { 'a & b <1>': { x: [0, 2], volume: 24 } },
  ],
  [
    'a package that is not compressed, unknown metadata, other relationships',
    packageOf(
      one.replace('<resources>', '<metadata name="x:y">1</metadata><metadata name="Title">t</metadata><resources>'),
      {
        '_rels/.rels': relationships(
          relationship('/3D/3dmodel.model'),
          '<Relationship Target="/t.png" Id="t" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"/>',
        ),
        't.png': new Uint8Array(10),
      },
    ),
    { cube: { x: [0, 2], volume: 24 } },
  ],
])('reads %s', (_, bytes, wanted) => {
  expectRead(bytes, wanted);
});

test('what is left out is said: supports, surfaces, items that are not printed, painted colours, faces of several materials', () => {
  const support = '<object id="2" type="support" name="leg"><mesh><vertices/><triangles/></mesh></object>';
  const painted = boxMesh([0, 0, 0], [1, 1, 1], (t) => (t < 3 ? ' paint_color="4"' : t < 6 ? ' pid="9" p1="1"' : ''));
  const model = modelOf(
    inks + object(1, painted, ' name="a" pid="9" pindex="0"') + support + object(3, cube, ' name="spare"'),
    item(1) + item(2) + item(3, ' printable="0"'),
  );
  const { notes } = expectRead(packageOf(model), { a: { x: [0, 1], volume: 1 } });
  const text = notes.join('\n');
  for (const said of [
    'painted colours of 3 triangles of "a"',
    '"leg", which is of type support',
    '"spare", which is marked as not printable',
    'its one surface names several (bone, cartilage)',
  ]) {
    expect(text).toContain(said);
  }
});

const bad = (model: string, entries: Entries = {}) => packageOf(model, entries);
const swap = (from: string, to: string) => bad(one.replace(from, to));
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));

test.each<[name: string, bytes: Uint8Array, code: string, why: RegExp]>([
  ['no relationships', bad(one, { '_rels/.rels': '' }), '3mf-zip', /no relationships/],
  ['no content types', bad(one, { '[Content_Types].xml': '' }), '3mf-zip', /Content_Types/],
  [
    'a relationship to nothing',
    bad(one, { '3D/3dmodel.model': '' }),
    '3mf-zip',
    /names the part \/3D\/3dmodel\.model, which it does not hold/,
  ],
  [
    'a model outside of the package',
    bad(one, { '_rels/.rels': relationships(relationship('http://example.org/a.model', ' TargetMode="External"')) }),
    '3mf-relationship',
    /outside/,
  ],
  [
    'two models',
    bad(one, { '_rels/.rels': relationships(relationship('/3D/3dmodel.model'), relationship('/3D/b.model')) }),
    '3mf-relationship',
    /2 are 3D models/,
  ],
  [
    'no model among the relationships',
    bad(one, { '_rels/.rels': relationships() }),
    '3mf-relationship',
    /none is a 3D model/,
  ],
  ['a document type', swap('<model', '<!DOCTYPE model [<!ENTITY a "b">]><model'), '3mf-dtd', /DOCTYPE/],
  ['another encoding by its declaration', swap('UTF-8', 'ISO-8859-1'), '3mf-encoding', /ISO-8859-1/],
  ['UTF-16', bad('', { '3D/3dmodel.model': utf16(one) }), '3mf-encoding', /UTF-16/],
  [
    'bytes that are no UTF-8',
    bad('', { '3D/3dmodel.model': Uint8Array.from(Buffer.from(one.replace('cube', 'c\xffbe'), 'latin1')) }),
    '3mf-encoding',
    /no UTF-8/,
  ],
  ['XML that is cut short', bad(one.slice(0, -20)), '3mf-xml', /unclosed tag/],
  ['an entity that nothing declares', swap('name="cube"', 'name="&x;"'), '3mf-xml', /entity/],
  ['a prefix that nothing declares', swap('<item ', '<item q:a="1" '), '3mf-xml', /q:a is not declared/],
  ['xml:space', swap('<build>', '<build xml:space="preserve">'), '3mf-xml', /xml:space/],
  ['another root', bad(`<scene xmlns="${core}"/>`), '3mf-element', /<scene>/],
  ['another namespace', swap(core, 'http://example.org/core'), '3mf-element', /example\.org/],
  ['an unknown unit', swap('millimeter', 'furlong'), '3mf-unit', /furlong/],
  [
    'a required extension without a declared prefix',
    swap('<model ', '<model requiredextensions="q" '),
    '3mf-extension',
    /"q"/,
  ],
  [
    'a required extension that we lack',
    swap(
      '<model ',
      '<model requiredextensions="b" xmlns:b="http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02" ',
    ),
    '3mf-extension',
    /beam lattice/,
  ],
  [
    'beams without being required',
    swap('<mesh>', '<mesh><b:beamlattice xmlns:b="http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02"/>'),
    '3mf-extension',
    /beam lattice/,
  ],
  [
    'boolean operations',
    swap(
      cube,
      '<bo:booleanshape xmlns:bo="http://schemas.3mf.io/3dmanufacturing/booleanoperations/2023/07" objectid="2"/>',
    ),
    '3mf-extension',
    /boolean operations/,
  ],
  ['no resources', bad(`<model xmlns="${core}"><build/></model>`), '3mf-element', /no <resources>/],
  ['no build', bad(`<model xmlns="${core}"><resources/></model>`), '3mf-element', /no <build>/],
  ['a second build', swap('</model>', '<build/></model>'), '3mf-element', /<build> stands twice/],
  ['an element out of its place', swap('<build>', '<mesh/><build>'), '3mf-element', /<mesh> has no place in <model>/],
  ['metadata without a name', swap('<resources>', '<metadata>x</metadata><resources>'), '3mf-attribute', /no name/],
  [
    'metadata twice',
    swap('<resources>', '<metadata name="Title">x</metadata><metadata name="Title">y</metadata><resources>'),
    '3mf-attribute',
    /"Title" stands twice/,
  ],
  ['an id twice', bad(modelOf(object(1, cube) + object(1, cube), item(1))), '3mf-id', /id 1 is given to two/],
  ['an id across kinds', bad(modelOf(inks + object(9, cube), item(9))), '3mf-id', /id 9/],
  ['an id that is no number', swap('object id="1"', 'object id="one"'), '3mf-attribute', /"one"/],
  ['an unknown object type', swap('type="model"', 'type="blob"'), '3mf-attribute', /"blob"/],
  ['an object without a body', swap(cube, ''), '3mf-element', /neither a mesh nor components/],
  ['an object with two bodies', swap(cube, cube + components(component(1))), '3mf-element', /two bodies/],
  ['a vertex without z', swap('<vertex x="2" y="3" z="4"/>', '<vertex x="2" y="3"/>'), '3mf-number', /no z/],
  [
    'a coordinate that is no number',
    swap('<vertex x="2" y="3" z="4"/>', '<vertex x="nan" y="3" z="4"/>'),
    '3mf-number',
    /"nan"/,
  ],
  ['a decimal comma', swap('<vertex x="2" y="3" z="4"/>', '<vertex x="2,0" y="3" z="4"/>'), '3mf-number', /"2,0"/],
  [
    'a hexadecimal coordinate',
    swap('<vertex x="2" y="3" z="4"/>', '<vertex x="0x2" y="3" z="4"/>'),
    '3mf-number',
    /"0x2"/,
  ],
  [
    'an infinite coordinate',
    swap('<vertex x="2" y="3" z="4"/>', '<vertex x="1e999" y="3" z="4"/>'),
    '3mf-number',
    /"1e999"/,
  ],
  [
    'a corner that does not exist',
    swap('v3="1"', 'v3="8"'),
    '3mf-corner',
    /v3 of the triangle is "8", and the mesh has the vertices 0 to 7/,
  ],
  ['a corner below 0', swap('v3="1"', 'v3="-1"'), '3mf-corner', /"-1"/],
  ['a triangle with two corners', swap(' v3="1"', ''), '3mf-corner', /no v3/],
  ['an item of nothing', swap('objectid="1"', 'objectid="7"'), '3mf-build', /names object 7/],
  ['an item of the type other', swap('type="model"', 'type="other"'), '3mf-build', /"other"/],
  ['a build without items', swap(item(1), ''), '3mf-empty', /prints nothing/],
  [
    'a transform of 11 numbers',
    swap('<item ', '<item transform="1 0 0 0 1 0 0 0 1 0 0" '),
    '3mf-transform',
    /11 numbers/,
  ],
  ['a transform that flattens', swap('<item ', '<item transform="1 0 0 0 1 0 0 0 0 0 0 0" '), '3mf-transform', /flat/],
  [
    'a component of itself',
    bad(modelOf(object(1, components(component(1))), item(1))),
    '3mf-build',
    /component of itself/,
  ],
  [
    'components in a circle',
    bad(modelOf(object(1, components(component(2))) + object(2, components(component(1))), item(1))),
    '3mf-build',
    /component of itself/,
  ],
  ['a property group that does not exist', swap('name="cube"', 'pid="5" pindex="0"'), '3mf-reference', /group 5/],
  ['a pindex without a pid', swap('name="cube"', 'pindex="0"'), '3mf-reference', /pindex and no pid/],
  [
    'a place outside of a property group',
    bad(modelOf(inks + object(1, cube, ' pid="9" pindex="2"'), item(1))),
    '3mf-reference',
    /place 2 of the property group 9, which has 2/,
  ],
  ['a part of another package part that is not there', bad(bambuRoot), '3mf-zip', /object_1\.model/],
  [
    'a negative volume of PrusaSlicer',
    bad(
      modelOf(
        object(
          1,
          twoBoxes(
            () => '',
            () => '',
          ),
        ),
        item(1),
      ),
      slic3r(volume(0, 11, 'a', 'ModelPart'), volume(12, 23, 'hole', 'NegativeVolume')),
    ),
    '3mf-negative',
    /"hole".*NegativeVolume/,
  ],
  [
    'a volume beyond the triangles',
    bad(one, slic3r(volume(0, 99, 'a', 'ModelPart'))),
    '3mf-volume',
    /0 to 99, and its object .* has 12/,
  ],
  [
    'an element within a vertex',
    swap('<vertex x="2" y="0" z="0"/>', '<vertex x="2" y="0" z="0"><vertex x="1" y="1" z="1"/></vertex>'),
    '3mf-element',
    /<vertex> has no place in <vertex>/,
  ],
  [
    'volumes that share triangles',
    bad(one, slic3r(volume(0, 11, 'a', 'ModelPart'), volume(6, 11, 'b', 'ModelPart'))),
    '3mf-volume',
    /"a" and "b" of one object in 3D.3dmodel.model share triangles .from 6 on/,
  ],
])('refuses %s', (_, bytes, code, why) => {
  const error = refusalOf(() => readMeshFile(bytes, 'model.3mf'));
  expect(error.message).toMatch(why);
  expect(error.code).toBe(code);
});

function refusalOf(work: () => unknown): InputError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    const refused = error as InputError;
    expect(refused.where.file).toBe('model.3mf');
    expect(refused.message).toMatch(/^model\.3mf/);
    expect(refused.fix).toBeTruthy();
    return refused;
  }
  return expect.unreachable('it was read');
}

test('an error says the line of a million: behind plain vertices and behind odd ones', () => {
  const bytes = swap('<vertex x="0" y="3" z="4"/>', '\n<vertex  x="0" y="3" z="4"/>\n\n<vertex x="0" y="3"/>');
  const line = one.split('\n').findIndex((text) => text.startsWith('<vertex x="0" y="3" z="4"/>')) + 1;
  expect(refusalOf(() => readMeshFile(bytes, 'model.3mf')).where.line).toBe(line + 3);
});

test('which object is meant is asked for with the names, and answered by file#name or file#*', () => {
  const model = readMeshFile(packageOf(modelOf(two, item(1) + item(2))), 'model.3mf');
  expect(refusalOf(() => readPart(model, null, 'mm')).message).toContain('holds 2 parts: a, b');
  expect(refusalOf(() => readPart(model, 'bb', 'mm')).fix).toContain('Did you mean "b"');
  expect(refusalOf(() => readPart(model, 'a', 'inch')).message).toContain('states its unit, millimeter');
  expect(readPart(model, '*', 'mm').report.volumeMm3).toBeCloseTo(25, 4);
});

test('what is written is read again: names, materials, corners to the bit, the same bytes each time', () => {
  const triangles = Float32Array.from([
    0,
    0,
    0,
    1 / 3,
    0,
    0,
    0,
    2e-5,
    0,
    0,
    0,
    0,
    0,
    2e-5,
    0,
    0,
    0,
    1e5 / 3,
    0,
    0,
    0,
    0,
    0,
    1e5 / 3,
    1 / 3,
    0,
    0,
    1 / 3,
    0,
    0,
    0,
    0,
    1e5 / 3,
    0,
    2e-5,
    0,
  ]);
  const parts = [
    { name: 'a "<&>" b', material: 'bone', triangles },
    { name: 'plain', triangles },
  ];
  const bytes = threeMfFormat.write!(parts);
  expect(threeMfFormat.write!(parts)).toEqual(bytes);
  const { parts: read, statedUnit } = readMeshFile(bytes, 'model.3mf');
  expect(statedUnit).toBe('millimeter');
  expect(read.map(({ name, material }) => [name, material])).toEqual([
    ['a "<&>" b', 'bone'],
    ['plain', ''],
  ]);
  for (const part of read) expect(part.triangles).toEqual(triangles);
});
