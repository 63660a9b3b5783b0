import { strToU8, zipSync } from 'fflate';
import {
  boxMesh,
  component,
  components,
  core,
  item,
  modelOf,
  object,
  packageOf,
  production,
  relationship,
  relationships,
} from './make-three-mf.ts';

// Files made to fill a memory, to never end, or to slip something through: refused within two seconds, with the file.

const cube = boxMesh([0, 0, 0], [2, 3, 4]);
const one = modelOf(object(1, cube), item(1));
export const whole = packageOf(one);

const head = one.slice(0, one.indexOf('<vertices>') + 10);
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The package with its directory changed: `at` is the offset within the last entry's record there. */
function lied(at: number, value: number): Uint8Array {
  const bytes = packageOf(one).slice();
  const view = viewOf(bytes);
  for (let i = bytes.length - 46; i > 0; i--) {
    if (view.getUint32(i, true) !== 0x02014b50) continue;
    view.setUint32(i + at, value, true);
    return bytes;
  }
  throw new Error('no directory');
}

function flipped(): Uint8Array {
  // Not compressed, so that one changed digit stays well-formed: only the checksum can tell.
  const bytes = zipSync(
    Object.fromEntries(
      Object.entries({
        '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        '_rels/.rels': relationships(relationship('/3D/3dmodel.model')),
        '3D/3dmodel.model': one,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
    { level: 0 },
  );
  const text = Buffer.from(bytes).toString('latin1');
  bytes[text.indexOf('<vertex x="2"') + 11] = '3'.charCodeAt(0);
  return bytes;
}

/** Model parts that all lie in the same bytes of the archive: each unfolds by no more than it may, all of them by far. */
function shared(count: number): Uint8Array {
  const names = Array.from({ length: count }, (_, i) => `3D/${String(i).padStart(4, '0')}.model`);
  const root = modelOf(
    object(5, components(...names.map((name) => component(1, ` p:path="/${name}"`)))),
    item(5),
    `xmlns:p="${production}"`,
  );
  const sub = modelOf(`${object(1, cube)}<!--${' '.repeat(1 << 20)}-->`, '');
  const bytes = packageOf(root, Object.fromEntries(names.map((name, i) => [name, i === 0 ? sub : 'x'])));
  const view = viewOf(bytes);
  const records: number[] = [];
  for (let at = 0; at < bytes.length - 46; at++) if (view.getUint32(at, true) === 0x02014b50) records.push(at);
  const [first, ...others] = records.slice(-count);
  for (const at of others) {
    bytes.copyWithin(at + 10, first + 10, first + 28);
    view.setUint32(at + 42, view.getUint32(first + 42, true), true);
  }
  return bytes;
}

/** Each object holds the one before it ten times. */
const laughs = Array.from({ length: 12 }, (_, i) =>
  object(i + 2, components(...Array.from({ length: 10 }, () => component(i + 1)))),
).join('');
const nested = Array.from({ length: 80 }, (_, i) => object(i + 2, components(component(i + 1)))).join('');

const threeMf: Readonly<Record<string, () => Uint8Array>> = {
  'no bytes': () => new Uint8Array(0),
  'a text': () => strToU8('solid x'),
  'the first half of a package': () => whole.slice(0, whole.length / 2),
  'a package without its last byte': () => whole.slice(0, -1),
  'a ZIP without anything in it': () => zipSync({}),
  'a bomb: 30 MB of blanks': () => packageOf(`${head}${' '.repeat(30 << 20)}`),
  'a bomb of vertices': () => packageOf(head + '<vertex x="0" y="0" z="0"/>'.repeat(400_000)),
  'a directory that claims 4 GB': () => lied(24, 0xfffffff0),
  'a directory that claims less than there is': () => lied(24, 100),
  'a directory whose entry lies outside': () => lied(42, 0x7fffffff),
  'an encrypted entry': () => lied(8, 0x00080001),
  'an unknown packing': () => lied(8, 0x000c0000),
  'a digit changed in storage': flipped,
  'a billion laughs of entities': () =>
    packageOf(one.replace('<model', '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><model')),
  'a billion laughs of components': () => packageOf(modelOf(object(1, cube) + laughs, item(13))),
  'a billion laughs of components that are not printed': () =>
    packageOf(
      modelOf(
        object(1, cube).replace('type="model"', 'type="support"') + laughs + object(99, cube),
        item(13) + item(99),
      ),
    ),
  'a thousand names for one file of the archive': () => shared(1000),
  'a coordinate beyond single precision': () => packageOf(one.replace('x="2"', 'x="1e39"')),
  'a shift beyond single precision': () =>
    packageOf(modelOf(object(1, cube), item(1, ' transform="1 0 0 0 1 0 0 0 1 1e39 0 0"'))),
  'scales that multiply beyond all numbers': () =>
    packageOf(
      modelOf(
        object(1, cube) + object(2, components(component(1, ' transform="1e200 0 0 0 1 0 0 0 1 0 0 0"'))),
        item(2, ' transform="1e200 0 0 0 1 0 0 0 1 0 0 0"'),
      ),
    ),
  'components nested 80 deep': () => packageOf(modelOf(object(1, cube) + nested, item(81))),
  'a hundred thousand open elements': () =>
    packageOf(`<model xmlns="${core}"><resources>${'<x:a xmlns:x="y">'.repeat(100_000)}`),
  'an attribute of two megabytes': () => packageOf(one.replace('x="2"', `x="${'1'.repeat(2 << 20)}x"`)),
  'a number of ten thousand digits': () => packageOf(one.replace('x="2"', `x="${'9'.repeat(10_000)}"`)),
  'two thousand materials in one object': () =>
    packageOf(
      modelOf(
        `<basematerials id="9">${Array.from({ length: 2000 }, (_, i) => `<base name="m${i}" displaycolor="#000000"/>`).join('')}</basematerials>${object(1, cube.replace('</triangles>', `${Array.from({ length: 2000 }, (_, i) => `<triangle v1="0" v2="1" v3="2" pid="9" p1="${i}"/>`).join('')}</triangles>`))}`,
        item(1),
      ),
    ),
};

const obj: Readonly<Record<string, () => Uint8Array>> = {
  'no bytes': () => new Uint8Array(0),
  'a picture': () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
  'a poem': () => strToU8('Shall I compare thee\nto a summer’s day?\n'),
  'vertices and no face': () => strToU8('v 0 0 0\nv 1 0 0\nv 0 1 0\n'),
  'a face before its vertices': () => strToU8('f 1 2 3\nv 0 0 0\nv 1 0 0\nv 0 1 0\n'),
  'a corner beyond the vertices': () => strToU8('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4\n'),
  'a corner 0': () => strToU8('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 0 1 2\n'),
  'a negative corner beyond the first': () => strToU8('v 0 0 0\nv 1 0 0\nv 0 1 0\nf -1 -2 -4\n'),
  'a corner of a hundred digits': () => strToU8(`v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 ${'9'.repeat(100)}\n`),
  'a face of two corners': () => strToU8('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2\n'),
  'a vertex of two numbers': () => strToU8('v 0 0\n'),
  'a coordinate that is no number': () => strToU8('v 0 nan 0\n'),
  'a decimal comma': () => strToU8('v 0,5 1 0\n'),
  'an infinite coordinate': () => strToU8('v 1e999 0 0\n'),
  'a coordinate beyond single precision': () => strToU8('v 1e39 0 0\n'),
  'a line that goes on over half a million others': () => strToU8(`v 0 0 0 ${'\\\n'.repeat(500_000)}\nv 1 1 1\n`),
  'twenty thousand objects of one name, all flat': () =>
    strToU8(`v 0 0 0\nv 1 0 0\nv 0 1 0\n${'o a\nf 1 2 3\n'.repeat(20_000)}`),
  'a free-form surface': () => strToU8('v 0 0 0\ncstype bezier\ndeg 3 3\n'),
  'a face of a million corners': () => strToU8(`v 0 0 0\nv 1 0 0\nv 0 1 0\nf ${'1 2 3 '.repeat(333_333)}\n`),
  'a line of 8 MB without an end': () => strToU8(`v 0 0 0\no ${'x'.repeat(8 << 20)}`),
  'a flat sheet': () => strToU8('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n'),
  'a body whose end is cut off': () =>
    strToU8('v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 1 4 ').slice(0, -3),
  'a hundred thousand groups': () =>
    strToU8(
      `v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\n${Array.from({ length: 100_000 }, (_, i) => `g ${i}\nf 1 2 3\n`).join('')}`,
    ),
};

/** File, name and bytes. */
export const hostileModels = [
  ...Object.entries(threeMf).map(([name, make]) => ['model.3mf', name, make] as const),
  ...Object.entries(obj).map(([name, make]) => ['model.obj', name, make] as const),
];
