import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { sumMesh } from '../../src/mesh/study/edge-sum.ts';
import { oddMeshes, volumeOf } from './odd-meshes.ts';

const odd = oddMeshes();
const printed = odd.filter(({ prints }) => prints);
const refused = odd.filter(({ prints }) => !prints);

test('the list is long enough and each name stands for one case', () => {
  expect(printed.length).toBeGreaterThanOrEqual(40);
  expect(refused.length).toBeGreaterThanOrEqual(20);
  expect(new Set(odd.map(({ name }) => name)).size).toBe(odd.length);
});

test.each(printed)('reads $name', ({ bytes, name, closed, volume }) => {
  const { mesh, report } = readStl(bytes, `${name}.stl`);
  expect(mesh.triangles.every(Number.isFinite)).toBe(true);
  if (closed) expect(report).toMatchObject({ watertight: true, openEdges: 0 });
  else expect(report.watertight).toBe(false);
  expect(sumMesh(mesh.triangles).closed).toBe(report.watertight);
  if (volume !== undefined) expect(volumeOf(mesh.triangles) / volume).toBeCloseTo(1, 5);
});

test.each(refused)('refuses $name', ({ bytes, name, refusal }) => {
  let caught: unknown;
  try {
    readStl(bytes, `${name}.stl`);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(InputError);
  const error = caught as InputError;
  expect(error.code).toBe(refusal);
  expect(error.message).toContain(`${name}.stl`);
  expect(error.where.file).toBe(`${name}.stl`);
  expect(error.fix).toMatch(/\w/);
});

test.each(odd)('says the same of $name when it does not begin at an even address', ({ bytes, name }) => {
  const shifted = new Uint8Array(bytes.length + 1).subarray(1);
  shifted.set(bytes);
  const outcome = (content: Uint8Array) => {
    try {
      const { mesh, report } = readStl(content, name);
      return { triangles: [...mesh.triangles.subarray(0, 90)], report };
    } catch (error) {
      return String(error);
    }
  };
  expect(outcome(shifted)).toEqual(outcome(bytes));
});
