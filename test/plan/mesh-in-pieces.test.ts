import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPieces } from '../../src/finding/load-file.ts';
import { readMeshFile } from '../../src/mesh/read-part.ts';
import { meshShelf } from '../../src/plan/inputs/load-meshes.ts';
import { cylinder } from '../../src/scaffold/solids.ts';
import { projectFolder, scratchFolder } from '../cli/run-bioweft.ts';
import { writeAscii } from '../mesh/write-ascii.ts';

/** A binary STL of triangles that are all different; every `lost`th has a corner that is not finite. */
function binary(count: number, lost = Number.POSITIVE_INFINITY): Buffer {
  const bytes = Buffer.alloc(84 + 50 * count);
  bytes.write('solid but binary');
  bytes.writeUInt32LE(count, 80);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 9; k++) bytes.writeFloatLE(i + k / 16, 84 + 50 * i + 12 + 4 * k);
    if (i % lost === lost - 1) bytes.writeFloatLE(Number.NaN, 84 + 50 * i + 24);
  }
  return bytes;
}

const files: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['no triangle', binary(0)],
  ['one', binary(1)],
  // A piece takes 20 971.
  ['a whole piece', binary(20_971)],
  ['a piece and one', binary(20_972)],
  ['several pieces, corners that are not finite among them', binary(50_000, 7)],
  ['one more byte than counted', Buffer.concat([binary(300), Buffer.alloc(1)])],
  ['a missing end', binary(300).subarray(0, 84 + 50 * 299)],
  [
    'text',
    Buffer.from(
      'solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid',
    ),
  ],
  ['less than a header', Buffer.from('solid a\nendsolid a\n')],
];

test.each(files)('a file of %s is read from the disk as from its bytes', (_, bytes) => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'part.STL'), bytes);
  const { model, sha256 } = meshShelf(folder)('part.STL');
  const { parts, ...rest } = readMeshFile(bytes, 'part.STL');
  expect(model).toMatchObject(rest);
  const [read, whole] = [model.parts[0], parts[0]].map(({ triangles, ...others }) => ({
    ...others,
    triangles: createHash('sha256').update(triangles).digest('hex'),
  }));
  expect(read).toEqual(whole);
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('a pipe is opened once and read to its end', () => {
  const folder = scratchFolder();
  // More than a pipe holds: who writes it has to wait for who reads it.
  writeFileSync(join(folder, 'text'), writeAscii(cylinder(4, 0, 2, 1000)));
  execFileSync('mkfifo', [join(folder, 'part.stl')]);
  execFileSync('sh', ['-c', 'cat text > part.stl &'], { cwd: folder, stdio: 'ignore' });
  // In a process of its own: waiting for a second writer would never end.
  const bioweft = [join(projectFolder, 'dist/bioweft.js'), 'mesh', 'part.stl', '--json'];
  const said = execFileSync(process.execPath, bioweft, { cwd: folder, encoding: 'utf8', timeout: 20_000 });
  expect(said).toMatch(/"triangles": ?4000/);
});

test('a file that is shorter than it was is what is left of it', () => {
  const folder = scratchFolder();
  const path = join(folder, 'part.stl');
  const whole = binary(50_000);
  writeFileSync(path, whole);
  const begin = () => ({ take: () => writeFileSync(path, whole.subarray(0, 1_500_000)), end: () => Buffer.alloc(0) });
  const pieces = { headerBytes: 84, recordBytes: 50, begin };
  const read = loadPieces<Uint8Array>(path, { what: 'mesh' }, pieces, (bytes) => bytes);
  expect(Buffer.from(read).equals(whole.subarray(0, 1_500_000))).toBe(true);
});
