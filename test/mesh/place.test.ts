import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { assemble } from '../../src/mesh/assemble.ts';
import { sumMesh } from '../../src/mesh/study/edge-sum.ts';
import { inspectMesh } from '../../src/mesh/study/inspect.ts';
import { questionSize } from '../../src/mesh/study/question-size.ts';
import { type Placement, transformMesh, transformReport } from '../../src/mesh/transform.ts';
import { box } from '../../src/scaffold/solids.ts';
import { runs } from '../proving.ts';
import { meshOf } from './mesh-of.ts';
import { gyroid, volumeOf } from './odd-meshes.ts';

const still: Placement = { units: 'mm', scale: 1, rotate: [0, 0, 0] };
const part = meshOf(box(2, 4, 0, 6));

describe('a part is placed', () => {
  test('nowhere else: the same mesh', () => {
    expect(transformMesh(part, still)).toBe(part);
    expect(transformMesh(part, { ...still, rotate: [360, -720, 0], scale: [1, 1, 1] })).toBe(part);
  });

  test('by its unit', () => {
    expect(transformMesh(part, { ...still, units: 'inch' }).bounds.max[1]).toBeCloseTo(50.8, 5);
    expect(transformMesh(part, { ...still, units: 'm' }).bounds.max[2]).toBe(6000);
    expect(transformMesh(part, { ...still, units: 'um' }).bounds.max[2]).toBeCloseTo(0.006, 9);
  });

  test('turned about x first, then y, then z, about the origin of the file; a box stays a box', () => {
    const { bounds } = transformMesh(part, { ...still, rotate: [90, 0, 90] });
    // About x: y becomes z, z becomes -y: 2 x 6 x 4. Then about z: x becomes y, y becomes -x.
    expect(bounds).toEqual({ min: [0, -1, -2], max: [6, 1, 2] });
  });

  test('scaled before it is turned', () => {
    const placed = transformMesh(part, { ...still, scale: [1, 1, 2], rotate: [0, 90, 0] });
    expect(placed.bounds).toEqual({ min: [0, -2, -1], max: [12, 2, 1] });
  });

  test('mirrored: outside stays outside', () => {
    const placed = transformMesh(part, { ...still, scale: [-1, 1, 1] });
    expect(volumeOf(placed.triangles)).toBeCloseTo(48, 4);
    expect(sumMesh(placed.triangles).closed).toBe(true);
  });

  test('in any way: closed stays closed and the volume follows the scale', () => {
    const mesh = meshOf(gyroid());
    const { report } = inspectMesh(mesh.triangles, 'g');
    const angle = fc.double({ min: -360, max: 360, noNaN: true });
    const factor = fc.double({ min: 0.2, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(angle, angle, angle), fc.tuple(factor, factor, factor), (rotate, scale) => {
        const placement = { ...still, rotate, scale };
        const placed = transformMesh(mesh, placement);
        const sums = sumMesh(placed.triangles);
        expect(sums.closed).toBe(true);
        const said = transformReport(
          { ...report, format: 'binary', solids: 1, nonFinite: 0, repairs: [] },
          placed,
          placement,
        );
        expect(said.volumeMm3 / (report.volumeMm3 * scale[0] * scale[1] * scale[2])).toBeCloseTo(1, 9);
        expect(sums.volume / said.volumeMm3).toBeCloseTo(1, 4);
        expect(said.bounds).toBe(placed.bounds);
      }),
      runs(3, 25),
    );
  });
});

describe('parts are assembled', () => {
  test('in one frame: centred together, standing on 0, whole nanometres', () => {
    const left = part;
    const right = meshOf(Float32Array.from(part.triangles, (value, i) => value + [10, 1, 1.0000004][i % 3]));
    const { shiftMm, liftMm, bounds, findings } = assemble([left, right]);
    expect(shiftMm).toEqual([-5, -0.5, 0]);
    expect(liftMm).toBe(0);
    expect(bounds.min).toEqual([-6, -2.5, 0]);
    expect(bounds.max[0]).toBe(6);
    expect(findings).toEqual([]);
    for (const value of shiftMm) expect(Math.abs(value * 1e6 - Math.round(value * 1e6))).toBeLessThan(1e-6);
  });

  test('a move always moves: centre and floor are those of the parts before it', () => {
    const one = assemble([part], [[3, -2, 4]]);
    expect(one).toMatchObject({ shiftMm: [0, 0, -4], liftMm: 4 });
    expect(one.bounds).toEqual({ min: [2, -4, 0], max: [4, 0, 6] });
    // One of two parts is raised: the other still stands on the floor.
    expect(
      assemble(
        [part, part],
        [
          [0, 0, 4],
          [0, 0, 0],
        ],
      ).liftMm,
    ).toBe(0);
    expect(
      assemble(
        [part, part],
        [
          [0, 0, 4],
          [0, 0, 2.5],
        ],
      ).liftMm,
    ).toBe(2.5);
    expect(
      assemble(
        [part, part],
        [
          [0, 0, 0],
          [0, 0, -0.3],
        ],
      ).liftMm,
    ).toBe(-0.3);
  });

  test('unless there is none, or one is beyond what nanometres in 32 bits can say', () => {
    expect(() => assemble([])).toThrow(InputError);
    const huge = transformMesh(part, { ...still, units: 'm' });
    expect(() => assemble([huge])).toThrow(/6000 mm/);
    expect(() => assemble([part], [[0, 5000, 0]])).toThrow(/5002 mm from the middle/);
    expect(() => assemble([part], [[0, 1990, 0]])).not.toThrow();
  });
});

describe('the unit is questioned', () => {
  const sized = (mm: number) => questionSize(meshOf(box(mm, mm / 2, 0, mm / 4)).bounds, 'part.stl');

  test.each([
    [0.02, 'units: m ', 20],
    [20_000, 'units: um', 20],
    [0.8, 'units: inch', 20.3],
  ])('for a part of %s', (mm, fix, then) => {
    const finding = sized(mm);
    expect(finding).toMatchObject({ severity: 'warn', code: 'unit-doubtful', where: { part: 'part.stl' } });
    expect(`${finding?.fix} `).toContain(fix);
    expect(finding?.what).toContain(`${then} mm`);
  });

  test.each([2, 8, 40, 128])('not for one of %s mm', (mm) => {
    expect(sized(mm)).toBeUndefined();
  });
});
