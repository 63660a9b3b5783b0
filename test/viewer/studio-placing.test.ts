import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assemble } from '../../src/mesh/assemble.ts';
import type { Bounds } from '../../src/mesh/mesh.ts';
import { plan } from '../../src/plan/plan.ts';
import { planFacts } from '../../src/plan/plan-facts.ts';
import { readShape } from '../../src/shape/shape-mesh.ts';
import { outlineOf, steppedOutline } from '../../viewer/studio/place/part-outline.ts';
import { addedPart, stepped } from '../../viewer/studio/place/placing.ts';
import { jobInput } from '../plan/plan-job.ts';
import { runs } from '../proving.ts';
import { printOf } from './print-of.ts';

// Where the planner puts the parts is worked out by its own assembly of them.

type Vector = [number, number, number];

function meshAt([x, y, z]: Vector, size: Vector) {
  const { mesh } = readShape({ shape: 'box', size });
  const moved = ({ min, max }: Bounds): Bounds => ({
    min: [min[0] + x, min[1] + y, min[2] + z],
    max: [max[0] + x, max[1] + y, max[2] + z],
  });
  return { ...mesh, bounds: moved(mesh.bounds), unitStated: true as const };
}

/** Middle in x and y and bottom of each part, from the middle of the well. */
function standing(meshes: ReturnType<typeof meshAt>[], moves: Vector[], [px, py, pz]: Vector): Vector[] {
  const { shiftMm, liftMm } = assemble(meshes, moves);
  return meshes.map(({ bounds: { min, max } }, i) => [
    (min[0] + max[0]) / 2 + moves[i][0] + shiftMm[0] + px,
    (min[1] + max[1]) / 2 + moves[i][1] + shiftMm[1] + py,
    min[2] + moves[i][2] + shiftMm[2] + liftMm + pz,
  ]);
}

const vector = (least: number, most: number) => {
  const number = fc.double({ min: least, max: most, noNaN: true });
  return fc.tuple(number, number, number);
};
const part = fc.record({ at: vector(-20, 20), size: vector(1, 9), move: vector(-5, 5) });

test('a part that is added lies where it was dropped, and no other part moves', () => {
  const drawn = {
    parts: fc.array(part, { minLength: 1, maxLength: 3 }),
    added: part,
    place: vector(-4, 4),
    drop: vector(-15, 15),
  };
  const property = fc.property(fc.record(drawn), ({ parts, added, place, drop }) => {
    const meshes = parts.map(({ at, size }) => meshAt(at, size));
    const moves = parts.map(({ move }) => move);
    const mesh = meshAt(added.at, added.size);
    const [x, y] = drop;
    const data = { inks: { gel: {} }, parts: parts.map(({ move }, i) => ({ mesh: `${i}.stl`, move })) };
    const [{ path, value }, ...placed] = addedPart(data, 'new.stl', mesh.bounds, [x, y], {
      offset: [place[0], place[1]],
      bed: null,
      place,
      parts: meshes.map(({ bounds }, i) => ({ name: String(i), bounds })),
    });
    expect(path).toEqual(['parts', meshes.length]);
    const after: Vector = [...place];
    for (const change of placed) after['xyz'.indexOf(String(change.path[1]))] = Number(change.value);
    const wanted = [...standing(meshes, moves, place), [x, y, 0]];
    // The planner's own assembly says where they lie.
    const now = standing([...meshes, mesh], [...moves, (value as { move: Vector }).move], after);
    for (const [i, point] of now.entries()) {
      for (let axis = 0; axis < 3; axis++) expect(Math.abs(point[axis] - wanted[i][axis])).toBeLessThan(0.0021);
    }
  });
  fc.assert(property, runs(3, 100));
});

test('steps add up, a turn is one within the circle, and back at the start the setting goes', () => {
  const data = { parts: [{ shape: 'disc', move: [1, 0, 0], rotate: [0, 0, 345] }] };
  const step = (key: 'move' | 'rotate', axis: 0 | 1 | 2, by: number) => stepped(data, 0, [{ key, axis, by }])[0];
  expect(step('move', 1, 0.1).value).toEqual([1, 0.1, 0]);
  expect(step('move', 0, -1)).toEqual({ path: ['parts', 0, 'move'], value: undefined });
  expect(step('rotate', 2, 30).value).toEqual([0, 0, 15]);
  expect(step('rotate', 2, 15).value).toBeUndefined();
});

test('the outline of a part is the strands of its ends, about the origin of its file, and goes as the part will', async () => {
  const disc = { shape: 'disc', diameter: 6, height: 0.9, ink: 'gel', laydown: { spacing: 1.5 } };
  const bar = { shape: 'box', size: [4, 2, 0.9], ink: 'gel', laydown: { spacing: 1 }, name: 'bar' };
  const job = (move: readonly number[]) => ({
    printer: 'marlin-syringe',
    inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } } },
    parts: [disc, { ...bar, move }],
    layers: { height: 0.3 },
  });
  const laid = async (move: readonly number[]) => {
    const input = jobInput(job(move), {});
    const planned = await plan(input);
    const print = printOf(new TextDecoder().decode(planned.gcode!), input.profile);
    return { print, standing: planFacts(input, planned).standing };
  };
  const [before, after] = [await laid([9, 0, 0]), await laid([10.5, -2, 0])];
  const outline = outlineOf(before.print, before.standing, 1, [9, 0, 0])!;
  const moved = steppedOutline(steppedOutline(outline, { key: 'move', axis: 0, by: 1.5 }), {
    key: 'move',
    axis: 1,
    by: -2,
  });
  expect(moved.way).toEqual([1.5, -2, 0]);
  const own = outlineOf(after.print, after.standing, 1, [10.5, -2, 0])!;
  expect(own.pieces).toHaveLength(1);
  const ends = ({ pieces: [{ pivot, lines }], way }: typeof outline) =>
    lines.map((value, i) => value + pivot[i % 3] + way[i % 3]);
  expect(ends(moved)).toEqual(ends(own).map((value) => expect.closeTo(value, 2)));
  // Of three layers the first and the last.
  const heights = new Set(ends(own).filter((_, i) => i % 3 === 2));
  expect(heights.size).toBe(2);
  expect(steppedOutline(outline, { key: 'rotate', axis: 2, by: 15 }).turn).toBe(15);
  expect(outlineOf(before.print, before.standing, 7, [0, 0, 0])).toBe(null);
});
