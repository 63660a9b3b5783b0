import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelSurface } from '../../src/mesh/labels/label-surface.ts';
import { trianglesByLabel } from '../../src/mesh/labels/label-triangles.ts';
import { columnSurfaces } from '../../src/scaffold/columns/column-surfaces.ts';
import { PlanPen } from '../../src/scaffold/columns/plan.ts';
import { type Field, sampleFields } from '../../src/scaffold/field/field-space.ts';
import { fieldSurfaces } from '../../src/scaffold/field/field-surfaces.ts';
import { blended, capsuleField } from '../../src/scaffold/field/shapes.ts';
import { soundLabels } from '../../src/scaffold/field/sound-labels.ts';
import { volumeOf } from '../mesh/odd-meshes.ts';
import { runs } from '../proving.ts';
import { topologyOf } from './topology.ts';

const made = (fields: readonly Field[], step: number, half = 2.5) => {
  const space = { min: [-half, -half, -half], max: [half, half, half], step, fields } as const;
  return fieldSurfaces(space, sampleFields(space))!;
};

describe('bodies of fields', () => {
  test('a sphere is closed, of genus 0, and nears its volume with the square of the step', () => {
    const exact = (4 / 3) * Math.PI * 8;
    const errors = [0.5, 0.25, 0.125].map((step) => {
      const [outside, sphere] = made([(x, y, z) => Math.hypot(x, y, z) - 2], step);
      expect(topologyOf(sphere)).toEqual({ unpaired: 0, euler: 2 });
      expect(-volumeOf(outside)).toBeCloseTo(volumeOf(sphere), 9);
      return Math.abs(volumeOf(sphere) - exact);
    });
    expect(errors[0] / errors[1]).toBeGreaterThan(3);
    expect(errors[1] / errors[2]).toBeGreaterThan(3);
    expect(errors[2] / exact).toBeLessThan(0.003);
  });

  test('a cube that turns its edges against the voxels is sharp: its volume is exact to .002', () => {
    const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
    const cube: Field = (x, y, z) =>
      Math.max(Math.abs(c * x + s * y), Math.abs(c * y - s * x), Math.abs(0.8 * z + 0.6 * x) / 1) - 1.2;
    // A prism whose ends lean: its volume is base by height, the ends being parallel.
    const exact = (2.4 * 2.4 * 2.4) / 0.8;
    const [, solid] = made([cube], 0.25, 3.2);
    expect(topologyOf(solid)).toEqual({ unpaired: 0, euler: 2 });
    expect(Math.abs(volumeOf(solid) / exact - 1)).toBeLessThan(2e-3);
  });

  test('what fills the box comes out as the box itself', () => {
    const [, box] = made([() => -1], 0.7, 2.1);
    expect(volumeOf(box)).toBeCloseTo(4.2 ** 3, 4);
    expect(topologyOf(box)).toEqual({ unpaired: 0, euler: 2 });
  });

  test('a blend joins rods, and a rod in a block leaves the block without it', () => {
    const rod = blended([capsuleField([-9, 0, 0], [9, 0, 0], 0.8), capsuleField([0, -9, 0], [0, 9, 0], 0.8)], 0.5);
    const [outside, rods, rest] = made([rod, () => -1], 0.2);
    expect(topologyOf(rods)).toEqual({ unpaired: 0, euler: 2 });
    // The block with a crossing of two bores through its sides: a sphere's surface with three handles.
    expect(topologyOf(rest)).toEqual({ unpaired: 0, euler: -4 });
    expect(volumeOf(rods) + volumeOf(rest)).toBeCloseTo(-volumeOf(outside), 6);
  });

  test('however voxels are scattered, every label comes out as a 2-manifold', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { minLength: 125, maxLength: 125 }), (values) => {
        const labels = Uint16Array.from(values);
        const grid = { size: [5, 5, 5] as const, labels };
        const changed = soundLabels(grid);
        if (changed === null) return;
        const surface = labelSurface(grid);
        for (const mesh of trianglesByLabel(surface, Float32Array.from(surface.points), false, 3).slice(1)) {
          expect(topologyOf(mesh).unpaired).toBe(0);
        }
      }),
      runs(17, 12, 300),
    );
  });
});

describe('bodies on a plan', () => {
  /** A square of n by n cells, each a region of its own. */
  function checkered(n: number): PlanPen {
    const pen = new PlanPen();
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const corner = (a: number, b: number) => pen.point(i + a, j + b);
        pen.triangle(corner(0, 0), corner(1, 0), corner(1, 1), `${i} ${j}`);
        pen.triangle(corner(0, 0), corner(1, 1), corner(0, 1), `${i} ${j}`);
      }
    }
    return pen;
  }

  test('parts of any labels add up to their envelope, and every edge has its counterpart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 2 }), { minLength: 27, maxLength: 27 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (values, tilt) => {
          const labelOf = (region: string, storey: number) => {
            const [i, j] = region.split(' ').map(Number);
            return values[9 * storey + 3 * i + j];
          };
          const floors = [0, 1, 2, 3].map((k) => (x: number, y: number) => k + (tilt * k * (x + 2 * y)) / 9);
          const [outside, ...parts] = columnSurfaces({ plan: checkered(3), floors, labelOf }, 2);
          const sum = parts.reduce((all, part) => all + volumeOf(part), 0);
          expect(Math.abs(sum + volumeOf(outside))).toBeLessThan(1e-5);
          // Prisms by hand: base by mean height.
          let exact = 0;
          for (let i = 0; i < 3; i++)
            for (let j = 0; j < 3; j++)
              for (let k = 0; k < 3; k++)
                if (values[9 * k + 3 * i + j] === 1) exact += 1 + (tilt * (i + 0.5 + 2 * (j + 0.5))) / 9;
          expect(volumeOf(parts[0])).toBeCloseTo(exact, 4);
        },
      ),
      runs(5, 20, 300),
    );
  });

  test('a polygon with holes is cut into triangles that all turn the same way', () => {
    const pen = new PlanPen();
    pen.polygon(pen.circle(5, 24), [pen.circle(1, 12, [2, 0]), pen.circle(1, 12, [-2, 0])], 'plate');
    const [, plate] = columnSurfaces({ plan: pen, floors: [() => 0, () => 1], labelOf: () => 1 }, 1);
    expect(topologyOf(plate)).toEqual({ unpaired: 0, euler: -2 });
  });
});
