import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { otherKind } from '../../viewer/data/load/sniff.ts';

const text = (words: string) => new TextEncoder().encode(words);
const utf16 = (words: string, mark: boolean) => {
  const bytes = new Uint8Array(2 * words.length + (mark ? 2 : 0));
  if (mark) bytes.set([0xff, 0xfe]);
  for (let i = 0; i < words.length; i++) bytes[(mark ? 2 : 0) + 2 * i] = words.charCodeAt(i);
  return bytes;
};
const binaryStl = new Uint8Array(84 + 50);
new DataView(binaryStl.buffer).setUint32(80, 1, true);
const gcode = '; made by a slicer\nG28\nG1 X1 Y1 E1 F600\n';

test.each([
  ['binary G-code', text('GCDE\u0001\u0000\u0000'), 'a.bgcode', 'packed', /\.bgcode/],
  ['a sliced project', zipSync({ 'Metadata/plate_1.gcode': text(gcode) }), 'a.gcode.3mf', 'packed', /\.gcode\.3mf/],
  ['a zip', zipSync({ 'notes.txt': text('hello') }), 'a.zip', 'packed', /zip or gzip/],
  ['UTF-16 with a mark', utf16(gcode, true), 'a.gcode', 'not-gcode', /UTF-16/],
  ['UTF-16 without one', utf16(gcode, false), 'a.gcode', 'not-gcode', /UTF-16/],
  ['a binary STL', binaryStl, 'a.stl', 'model', /model/],
  ['a written STL', text('solid cube\nfacet normal 0 0 1\nouter loop\n'), 'a.gcode', 'model', /model/],
  [
    'a job',
    text('name: plug\nprinter: allevi-biobot1\nparts:\n  - mesh: a.stl\n'),
    'job.yaml',
    'job',
    /job of bioweft/,
  ],
  ['a web page', text('<!doctype html><p>G1 X1</p>'), 'a.gcode', 'not-gcode', /web page/],
  ['JSON', text('{"mice": 3}'), 'a.gcode', 'not-gcode', /JSON/],
  ['a damaged file', text(`${gcode}\u0000\u0000`), 'a.gcode', 'not-gcode', /Byte 41 is zero/],
] as const)('%s is named for what it is', (_, bytes, name, code, what) => {
  expect(otherKind(bytes, name)).toMatchObject({ code, what: expect.stringMatching(what) });
});

test.each([
  gcode,
  '%\nO0001 (PART)\nN10 G1 X1 F600\n',
  '; parts: three\nM83\nG1 X1 E1\n',
  'solid infill follows\nG1 X1\n',
  'name of the print\nG1 X2 E1 F600\n',
  '',
])('plain G-code is taken for nothing else (%j)', (words) => {
  expect(otherKind(text(words), 'a.gcode')).toBeNull();
});
