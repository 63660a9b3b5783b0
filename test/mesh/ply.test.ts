import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { readMeshFile, readPart } from '../../src/mesh/read-part.ts';

const corners = [0, 0, 0, 2, 0, 0, 2, 3, 0, 0, 3, 0, 0, 0, 4, 2, 0, 4, 2, 3, 4, 0, 3, 4];
const quads = [
  [3, 2, 1, 0],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
];

const header = (format: string, more = '') =>
  `ply\nformat ${format} 1.0\ncomment a box\nelement vertex 8\nproperty float x\nproperty uchar red\nproperty float y\nproperty float z\nelement face 6\nproperty list uchar int vertex_indices\n${more}end_header\n`;

function ascii(): string {
  const points = Array.from(
    { length: 8 },
    (_, i) => `${corners[3 * i]} 255 ${corners[3 * i + 1]} ${corners[3 * i + 2]}\n`,
  );
  return header('ascii') + points.join('') + quads.map((quad) => `4 ${quad.join(' ')}\n`).join('');
}

function binary(little: boolean): Uint8Array {
  const head = new TextEncoder().encode(header(little ? 'binary_little_endian' : 'binary_big_endian'));
  const bytes = new Uint8Array(head.length + 8 * 13 + 6 * 17);
  bytes.set(head);
  const view = new DataView(bytes.buffer);
  let at = head.length;
  for (let i = 0; i < 8; i++) {
    view.setFloat32(at, corners[3 * i], little);
    view.setFloat32(at + 5, corners[3 * i + 1], little);
    view.setFloat32(at + 9, corners[3 * i + 2], little);
    at += 13;
  }
  for (const quad of quads) {
    view.setUint8(at, 4);
    for (const [k, id] of quad.entries()) view.setInt32(at + 1 + 4 * k, id, little);
    at += 17;
  }
  return bytes;
}

/** Little-endian with CR in the header; the first coordinate is 0 to within 1e-44. */
function startingWithLf(): Uint8Array {
  const bytes = binary(true);
  const dataAt = new TextDecoder('latin1').decode(bytes).indexOf('end_header') + 11;
  for (let i = 0; i < dataAt; i++) if (bytes[i] === 10) bytes[i] = 13;
  bytes[dataAt] = 10;
  return bytes;
}

const text = (content: string) => new TextEncoder().encode(content);

test.each([
  ['text', text(ascii())],
  ['text with CR LF', text(ascii().replace(/\n/g, '\r\n'))],
  ['little-endian', binary(true)],
  ['big-endian', binary(false)],
  [
    'another element behind',
    text(
      ascii()
        .replace('end_header', 'element edge 2\nproperty int a\nproperty list uchar int b\nend_header')
        .concat('1 0\n2 3 1 2 3\n'),
    ),
  ],
  ['blanks behind its lines', text(ascii().replace(/\n/g, ' \n'))],
  ['lines that end in CR, and data that begin with LF', startingWithLf()],
  ['a number of 100 digits', text(ascii().replace(/^2 /gm, `2000.${'0'.repeat(95)}e-3 `))],
  ['zeros that fill up a binary', Uint8Array.from([...binary(false), 0, 0, 0, 10])],
])('reads %s', (_, bytes) => {
  const model = readMeshFile(bytes, 'box.ply');
  const { report, mesh } = readPart(model, null, 'inch');
  expect(report).toMatchObject({ volumeMm3: 24, watertight: true, format: 'ply', repairs: [] });
  expect(mesh.bounds.max).toEqual([2, 3, 4]);
});

test.each<[name: string, bytes: Uint8Array, why: RegExp]>([
  ['no bytes', new Uint8Array(0), /does not begin/],
  ['a header without an end', text('ply\nformat ascii 1.0\n'), /no end_header/],
  ['an unknown format', text(ascii().replace('ascii', 'zipped')), /line 2: the format "zipped 1.0"/],
  ['an unknown type', text(ascii().replace('float x', 'complex x')), /line 5/],
  ['vertices without z', text(ascii().replace('float z', 'float w')), /no x, y and z/],
  ['faces without corners', text(ascii().replace('vertex_indices', 'colours')), /no list of vertices/],
  [
    'a corner that does not exist',
    text(ascii().replace('4 3 2 1 0', '4 3 2 1 8')),
    /face 0 names vertex 8, and there are 8/,
  ],
  ['a word for a number', text(ascii().replace('2 255', 'two 255')), /line 13: "two"/],
  ['a text cut short', text(ascii().slice(0, -4)), /cut short/],
  ['a binary cut short', binary(true).slice(0, -1), /cut short/],
  [
    'more vertices than bytes',
    text(ascii().replace('vertex 8', 'vertex 4000000000')),
    /4000000000 of vertex, more than/,
  ],
  ['strips of triangles', text(ascii().replace('element face', 'element tristrips')), /tristrips/],
  [
    'a list of four thousand million',
    binary(true).map((byte, i, all) => (i >= all.length - 17 ? 255 : byte)),
    /255 corners|cut short|names vertex/,
  ],
  [
    'more faces than its header counts',
    text(`${ascii()}4 0 1 2 3\n`),
    /line 26: "4" stands behind .*8 of vertex, 6 of face/,
  ],
  ['a binary with more than its header counts', Uint8Array.from([...binary(true), 4]), /1 byte behind .*6 of face/],
  ['two files in one', text(ascii() + ascii()), /line 26: "ply" stands behind/],
  ['a number of 500 digits', text(ascii().replace('2 255', `2.${'0'.repeat(500)} 255`)), /line 13: .* longer than 400/],
  [
    'a coordinate beyond single precision',
    text(ascii().replace('float x', 'double x').replace(/^2 /gm, '1e300 ')),
    /vertex 1 has a coordinate that is no number that a mesh can hold/,
  ],
  [
    'faces before vertices',
    text(
      ascii()
        .replace(/element vertex 8\n(property .*\n){4}/, '')
        .replace('end_header', 'element vertex 8\nproperty float x\nproperty float y\nproperty float z\nend_header'),
    ),
    /faces stand before its vertices/,
  ],
])('refuses %s', (_, bytes, why) => {
  const work = () => readPart(readMeshFile(bytes, 'box.ply'), null, 'mm');
  expect(work).toThrow(InputError);
  expect(work).toThrow(why);
});
