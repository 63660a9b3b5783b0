import { describe, expect, test } from 'vitest';
import { type Body, mirrorAsymmetry } from '../../src/mesh/study/mirror-asymmetry.ts';
import { box, cylinder, tube } from '../../src/scaffold/solids.ts';

/** A box between two corners, turned about z. */
function block(x0: number, y0: number, x1: number, y1: number, height = 1, degrees = 0): Float32Array {
  const triangles = box(x1 - x0, y1 - y0, 0, height);
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return triangles.map((value, i) => {
    const at = i - (i % 3);
    const x = triangles[at] + (x0 + x1) / 2;
    const y = triangles[at + 1] + (y0 + y1) / 2;
    return i % 3 === 0 ? c * x - s * y : i % 3 === 1 ? s * x + c * y : value;
  });
}

const joined = (...pieces: Float32Array[]) => Float32Array.from(pieces.flatMap((piece) => [...piece]));
const body = (triangles: Float32Array, shift = [0, 0, 0]): Body => ({ triangles, shift });
const letterF = (degrees = 0) =>
  joined(block(0, 0, 2, 10, 1, degrees), block(2, 8, 7, 10, 1, degrees), block(2, 4.5, 5.5, 6.5, 1, degrees));
const mirrored = (triangles: Float32Array) => triangles.map((value, i) => (i % 3 === 0 ? -value : value));

/** A surface cut finer and unevenly, which is the same surface. */
function recut(triangles: Float32Array): Float32Array {
  const pieces: number[] = [];
  for (let i = 0; i < triangles.length; i += 9) {
    const at = (k: number) => [...triangles.slice(i + 3 * k, i + 3 * k + 3)];
    const [a, b, c] = [at(0), at(1), at(2)];
    const inner = a.map((value, axis) => 0.6 * value + 0.3 * b[axis] + 0.1 * c[axis]);
    pieces.push(...a, ...b, ...inner, ...b, ...c, ...inner, ...c, ...a, ...inner);
  }
  return Float32Array.from(pieces);
}

describe('bodies with a mirror plane', () => {
  test.each<[string, Body[]]>([
    ['a disc', [body(cylinder(5, 0, 2, 17))]],
    ['a tube', [body(tube(2, 3, 0, 9, 24))]],
    ['a bar at 33 degrees', [body(block(-5, -1, 5, 1, 1, 33))]],
    ['an L of equal arms', [body(joined(block(0, 0, 2, 2), block(0, 2.5, 2, 10), block(2.5, 0, 10, 2)))]],
    ['a T, turned', [body(joined(block(-1, 0, 1, 8, 1, 71), block(-4, 8, 4, 10, 1, 71)))]],
    ['two inks on one axis', [body(cylinder(2, 0, 1, 12)), body(cylinder(1, 0, 1, 12), [4, 0, 0])]],
    ['steps that climb along the bar', [body(joined(block(0, -1, 3, 1, 1), block(3, -1, 6, 1, 3)))]],
  ])('%s', (_, bodies) => {
    expect(mirrorAsymmetry(bodies)).toBeLessThan(0.001);
    expect(mirrorAsymmetry(bodies.map(({ triangles, shift }) => body(recut(triangles), [...shift])))).toBeLessThan(
      0.001,
    );
  });
});

describe('bodies that are another thing in the mirror', () => {
  test.each<[string, Body[]]>([
    ['a letter F', [body(letterF())]],
    ['a letter F, turned and moved', [body(letterF(123), [40, -7, 3])]],
    ['a letter S of blocks', [body(joined(block(-1, -4, 1, 4), block(1, 2, 5, 4), block(-5, -4, -1, -2)))]],
    ['an L of unequal arms', [body(joined(block(0, 0, 2, 12), block(2, 0, 7, 2)))]],
    ['steps that climb around', [body(joined(block(0, 0, 3, 3, 1), block(3, 0, 6, 3, 2), block(3, 3, 6, 6, 3)))]],
    [
      'three symmetric inks at corners of no isosceles triangle',
      [body(cylinder(1, 0, 1, 12)), body(cylinder(1, 0, 1, 12), [6, 0, 0]), body(cylinder(1, 0, 1, 12), [1, 3, 0])],
    ],
  ])('%s', (_, bodies) => {
    const found = mirrorAsymmetry(bodies);
    expect(found).toBeGreaterThan(0.01);
    // What a mirror makes of it is as far from symmetric; how it is cut into triangles changes nothing.
    const other = bodies.map(({ triangles, shift }) => body(mirrored(triangles), [-shift[0], shift[1], shift[2]]));
    expect(mirrorAsymmetry(other)).toBeCloseTo(found, 5);
    const cut = bodies.map(({ triangles, shift }) => body(recut(triangles), [...shift]));
    expect(mirrorAsymmetry(cut)).toBeCloseTo(found, 4);
  });
});

test('nothing and a single triangle are no trouble', () => {
  expect(mirrorAsymmetry([])).toBe(0);
  expect(mirrorAsymmetry([body(new Float32Array(9))])).toBe(0);
});
