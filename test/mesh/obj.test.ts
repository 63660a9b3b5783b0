import fc from 'fast-check';
import { expect, test } from 'vitest';
import { triangulate } from '../../src/mesh/formats/triangulate.ts';
import { readMeshFile, readPart } from '../../src/mesh/read-part.ts';
import { runs } from '../proving.ts';

const read = (text: string, units: 'mm' | 'inch' = 'mm') => {
  const model = readMeshFile(new TextEncoder().encode(text), 'model.obj');
  const parts = model.parts.map(({ name, material = '' }) => {
    const { report } = readPart(model, name, units);
    return {
      name,
      material,
      volume: Number(report.volumeMm3.toFixed(6)),
      closed: report.watertight,
      repairs: report.repairs,
    };
  });
  return { parts, notes: model.notes };
};

const corners = 'v 0 0 0\nv 2 0 0\nv 2 3 0\nv 0 3 0\nv 0 0 4\nv 2 0 4\nv 2 3 4\nv 0 3 4\n';
const quads = ['4 3 2 1', '5 6 7 8', '1 2 6 5', '2 3 7 6', '3 4 8 7', '4 1 5 8'];
const box = (shift = 0) =>
  quads
    .map(
      (quad) =>
        `f ${quad
          .split(' ')
          .map((v) => Number(v) + shift)
          .join(' ')}\n`,
    )
    .join('');
const sound = { closed: true, repairs: [] };

test.each([
  ['quads without a name', corners + box(), 'part'],
  [
    'texture and normal numbers',
    corners +
      box()
        .replace(/(\d) /g, '$1/1/2 ')
        .replace(/(\d)\n/g, '$1//3\n'),
    'part',
  ],
  ['negative numbers', corners + box(-9), 'part'],
  [
    'CR LF, tabs, comments, a line that goes on',
    `# a\r\n${corners.replace(/ /g, '\t').replace(/\n/g, '\r\n')}s off\nvn 0 0 1\n${box().replace('4 3 2 1', '4 3 \\\n2 1 # foot')}`,
    'part',
  ],
  [
    'a comment that ends in a backslash, as a folder does',
    `# C:\\models\\\n${corners}# D:\\ \\\n${box().replace('f 5', '# end \\\nf 5')}`,
    'part',
  ],
  ['blanks behind the backslash', corners + box().replace('4 3 ', '4 3 \\ \t\n'), 'part'],
  ['a last line that says that it goes on', `${corners}${box().trimEnd()} \\`, 'part'],
  [
    'CR LF, and a last line that goes on',
    `${corners}${box().trimEnd()} \\\n`.replace(/\n/g, '\r\n').slice(0, -1),
    'part',
  ],
  ['old Mac line ends', (corners + box()).replace(/\n/g, '\r'), 'part'],
  ['an object', `mtllib a.mtl\no box one\n${corners}usemtl gel\n${box()}`, 'box one'],
  ['a group', `g lid side\n${corners}${box()}`, 'lid side'],
  [
    'groups of faces, which are one body',
    corners +
      box()
        .split('\n')
        .map((line, i) => `g face${i}\n${line}`)
        .join('\n'),
    'face0',
  ],
  ['weights and colours behind the coordinates', corners.replace(/\n/g, ' 1 0.5 0.5\n') + box(), 'part'],
])('reads %s', (_, text, name) => {
  const { parts, notes } = read(text);
  expect(parts).toMatchObject([{ name, volume: 24, ...sound }]);
  expect(notes).toEqual([]);
});

test('objects, groups and materials that close a body each are parts; a touching neighbour is no reason to join them', () => {
  const beside = corners.replace(/v (\d)/g, (_, x) => `v ${Number(x) + 2}`);
  const text = `o plug\n${corners}usemtl bone\n${box()}${beside}usemtl cartilage\n${box(8)}o cap\ng x\n${corners}${box(16)}`;
  expect(read(text).parts).toMatchObject([
    { name: 'plug-bone', material: 'bone', volume: 24, ...sound },
    { name: 'plug-cartilage', material: 'cartilage', volume: 24, ...sound },
    { name: 'cap', volume: 24, ...sound },
  ]);
});

test('a body whose faces name several materials is one part, and that is said', () => {
  const { parts, notes } = read(`o a\n${corners}usemtl red\n${box().replace('f 5', 'usemtl blue\nf 5')}`);
  expect(parts).toMatchObject([{ name: 'a', material: '', volume: 24 }]);
  expect(notes.join()).toContain('names several (red, blue)');
});

test('a thousand objects of one name are told apart', () => {
  const text = corners + `o a\n${box()}`.repeat(1000);
  const names = readMeshFile(new TextEncoder().encode(text), 'model.obj').parts.map(({ name }) => name);
  expect(names).toHaveLength(1000);
  expect(new Set(names).size).toBe(1000);
  expect(names.slice(0, 3)).toEqual(['a', 'a-2', 'a-3']);
});

test('thousands of groups are told apart in a time that grows with them', () => {
  const tetra = (x: number) =>
    `v ${x} 0 0\nv ${x + 1} 0 0\nv ${x} 1 0\nv ${x} 0 1\nf -4 -2 -3\nf -4 -3 -1\nf -3 -2 -1\nf -4 -1 -2\n`;
  const text = Array.from({ length: 20_000 }, (_, i) => `g ${i}\n${tetra(2 * i)}`).join('');
  const before = process.cpuUsage();
  const { parts } = readMeshFile(new TextEncoder().encode(text), 'model.obj');
  const { user, system } = process.cpuUsage(before);
  expect(parts).toHaveLength(20_000);
  expect(parts.every(({ triangles }, i) => triangles.length === 36 && triangles[0] === 2 * i)).toBe(true);
  expect((user + system) / 1e6).toBeLessThan(4);
});

test('the unit is asked of the job, as for STL; what is skipped is said', () => {
  const { parts, notes } = read(`${corners}l 1 2\np 1\n${box()}`, 'inch');
  expect(parts).toMatchObject([{ volume: 24 }]);
  expect(notes).toEqual(['skipped 1 line with "l"', 'skipped 1 line with "p"']);
});

/** A star around the origin: simple, with as many inner corners as outer ones. */
const star = fc
  .tuple(
    fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 3, maxLength: 14 }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -3, max: 3, noNaN: true }),
  )
  .map(([radii, tilt, turn]) => {
    const points = radii.flatMap((r, i) => {
      const angle = (2 * Math.PI * i) / radii.length;
      const [x, y, z] = [
        r * Math.cos(angle),
        r * Math.sin(angle) * Math.cos(tilt),
        r * Math.sin(angle) * Math.sin(tilt),
      ];
      return [x * Math.cos(turn) - z * Math.sin(turn), y, x * Math.sin(turn) + z * Math.cos(turn)];
    });
    return Float64Array.from(points);
  });

test('a polygon of any plane is cut into triangles of its own direction that add up to its area', () => {
  fc.assert(
    fc.property(star, (points) => {
      const n = points.length / 3;
      const ears = triangulate(points) ?? [];
      expect(ears).toHaveLength(3 * (n - 2));
      const vector = (list: readonly number[]) => {
        const sum = [0, 0, 0];
        for (let i = 0; i < list.length; i += 3) {
          const [a, b, c] = [0, 1, 2].map((k) => points.subarray(3 * list[i + k], 3 * list[i + k] + 3));
          const [u, v] = [[0, 1, 2].map((k) => b[k] - a[k]), [0, 1, 2].map((k) => c[k] - a[k])];
          for (let k = 0; k < 3; k++) sum[k] += u[(k + 1) % 3] * v[(k + 2) % 3] - u[(k + 2) % 3] * v[(k + 1) % 3];
        }
        return sum;
      };
      const size = (list: readonly number[]) => Math.hypot(...vector(list));
      const fan = Array.from({ length: 3 * (n - 2) }, (_, i) => (i % 3 === 0 ? 0 : Math.floor(i / 3) + (i % 3)));
      const each = Array.from({ length: n - 2 }, (_, i) => size(ears.slice(3 * i, 3 * i + 3))).reduce(
        (a, b) => a + b,
        0,
      );
      for (const [k, value] of vector(fan).entries()) expect(vector(ears)[k]).toBeCloseTo(value, 9);
      expect(each).toBeCloseTo(size(fan), 9);
    }),
    runs(7, 200),
  );
});
