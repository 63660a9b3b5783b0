import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPieces } from '../../src/finding/load-file.ts';
import { readMeshFile } from '../../src/mesh/read-part.ts';
import { meshShelf } from '../../src/plan/inputs/load-meshes.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';

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

test('a pipe is read to its end', () => {
  const folder = scratchFolder();
  execFileSync('mkfifo', [join(folder, 'part.stl')]);
  execFileSync('sh', ['-c', 'printf "solid a\\nendsolid a\\n" > part.stl &'], { cwd: folder, stdio: 'ignore' });
  expect(meshShelf(folder)('part.stl').model.kind).toBe('ascii');
});

test('a file that is shorter than it was is no file of its pieces', () => {
  const folder = scratchFolder();
  const path = join(folder, 'part.stl');
  writeFileSync(path, binary(50_000));
  const begin = () => ({ take: () => writeFileSync(path, binary(50_000).subarray(0, 1_500_000)), end: () => 'all' });
  expect(loadPieces(path, { what: 'mesh' }, { headerBytes: 84, recordBytes: 50, begin })).toBeNull();
});
