import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { plan } from '../../src/plan/plan.ts';
import type { Shape } from '../../src/shape/shape.ts';
import { readShape, shapeStl } from '../../src/shape/shape-mesh.ts';
import { arcDeviationMm } from '../../src/shape/shape-triangles.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';
import { planJob } from '../plan/plan-job.ts';
import { runs } from '../proving.ts';

const mm = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const arbitraryShape: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ kind: fc.constant('disc' as const), diameter: mm(0.2, 120), height: mm(0.1, 50) }),
  fc.record({ kind: fc.constant('box' as const), size: fc.tuple(mm(0.1, 120), mm(0.1, 120), mm(0.1, 50)) }),
  fc
    .tuple(mm(0.5, 100), mm(0.05, 0.95), mm(0.1, 50))
    .map(([outer, share, height]) => ({ kind: 'tube' as const, outer, inner: outer * share, height })),
  fc.record({
    kind: fc.constant('cone' as const),
    bottom: mm(0.2, 100),
    top: fc.oneof(fc.constant(0), mm(0.2, 100)),
    height: mm(0.1, 50),
  }),
  fc.record({ kind: fc.constant('sphere' as const), diameter: mm(0.2, 60) }),
  fc
    .tuple(mm(0.2, 30), fc.oneof(fc.constant(0), mm(0, 20)))
    .map(([diameter, more]) => ({ kind: 'capsule' as const, diameter, height: diameter + more })),
);

/** Formulas of a textbook, written without the module's own. */
function volumeOf(shape: Shape): number {
  switch (shape.kind) {
    case 'box':
      return shape.size.reduce((product, side) => product * side, 1);
    case 'disc':
      return Math.PI * (shape.diameter / 2) ** 2 * shape.height;
    case 'tube':
      return Math.PI * shape.height * ((shape.outer / 2) ** 2 - (shape.inner / 2) ** 2);
    case 'cone': {
      const [a, b] = [shape.bottom / 2, shape.top / 2];
      return (Math.PI * shape.height * (a * a + a * b + b * b)) / 3;
    }
    case 'sphere':
      return (4 / 3) * Math.PI * (shape.diameter / 2) ** 3;
    case 'capsule': {
      const r = shape.diameter / 2;
      return (4 / 3) * Math.PI * r ** 3 + Math.PI * r * r * (shape.height - 2 * r);
    }
  }
}

/** How far a point lies from the round surface of a shape, mm; of flat faces and boxes 0 (their corners are exact). */
function strayOf(shape: Shape, x: number, y: number, z: number): number {
  const r = Math.hypot(x, y);
  if (shape.kind === 'disc') return Math.max(0, r - shape.diameter / 2);
  if (shape.kind === 'tube') return Math.max(0, r - shape.outer / 2, shape.inner / 2 - r);
  if (shape.kind === 'cone') {
    const wall = (shape.bottom + ((shape.top - shape.bottom) * z) / shape.height) / 2;
    return Math.max(0, r - wall);
  }
  if (shape.kind === 'sphere' || shape.kind === 'capsule') {
    const R = shape.diameter / 2;
    const top = (shape.kind === 'capsule' ? shape.height : shape.diameter) - R;
    return Math.abs(Math.hypot(r, z < R ? z - R : z > top ? z - top : 0) - R);
  }
  return 0;
}

const heightOf = (shape: Shape) =>
  shape.kind === 'box' ? shape.size[2] : shape.kind === 'sphere' ? shape.diameter : shape.height;

const keysOf = ({ kind, ...measures }: Shape) => ({ shape: kind, ...measures });

test('shapes are closed, have the volume of their formula and their height, and stray no more than is stated', () => {
  fc.assert(
    fc.property(arbitraryShape, (shape) => {
      const { mesh, report, findings } = readShape(keysOf(shape));
      expect(findings).toEqual([]);
      expect(report.watertight).toBe(true);
      if (report.shells !== null) expect(report.shells).toBe(1);
      expect(Math.abs(report.volumeMm3 / volumeOf(shape) - 1)).toBeLessThan(2e-6);
      const { min, max } = mesh.bounds;
      expect(min[2]).toBe(0);
      expect(max[2]).toBe(Math.fround(heightOf(shape)));
      expect([min[0], min[1]]).toEqual([-max[0], -max[1]]);
      const t = mesh.triangles;
      let worst = 0;
      for (let i = 0; i < t.length; i += 9) {
        for (const [a, b, c] of [
          [1, 0, 0],
          [1 / 3, 1 / 3, 1 / 3],
          [0.5, 0.5, 0],
          [0, 0.5, 0.5],
        ]) {
          const at = (k: number) => a * t[i + k] + b * t[i + 3 + k] + c * t[i + 6 + k];
          worst = Math.max(worst, strayOf(shape, at(0), at(1), at(2)));
        }
      }
      expect(worst).toBeLessThanOrEqual(arcDeviationMm + 1e-5);
    }),
    runs(17, 25, 400),
  );
});

/** A job of one part; a mesh part whose file holds the shape, or the shape itself. */
const jobOf = (source: object, more: object) => ({
  printer: 'marlin-syringe',
  inks: {
    core: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } },
    wall: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, tool: 'T1' },
  },
  parts: [{ ...source, name: 'part', ink: 'core', laydown: { spacing: 1.2 }, contours: 1, ...more }],
  layers: { height: 0.4 },
});

test.each<[name: string, shape: Shape, more: object]>([
  ['a disc, scaled unlike along its axes', { kind: 'disc', diameter: 6, height: 1.2 }, { scale: [1.5, 1, 1] }],
  ['a tube lying on its side', { kind: 'tube', outer: 5, inner: 2, height: 6 }, { rotate: [90, 0, 30] }],
  ['a box with a shell', { kind: 'box', size: [6, 6, 1.6] }, { shell: { ink: 'wall', thickness: 1 } }],
  [
    'a mirrored cone that is moved',
    { kind: 'cone', bottom: 6, top: 3, height: 2 },
    { scale: [-1, 1, 1], move: [3, 2, 0] },
  ],
])('%s is printed as the STL file of that shape is', async (_, shape, more) => {
  const gates = { allow: ['overhang', 'supply'] as const };
  const stl = shapeStl(keysOf(shape));
  const [own, mesh] = await Promise.all([
    planJob(jobOf(keysOf(shape), more), {}, gates),
    planJob(jobOf({ mesh: 'part.stl' }, more), { 'part.stl': stl }, gates),
  ]);
  expect(own.refusedBy).toEqual([]);
  expect(Buffer.from(own.gcode!).equals(Buffer.from(mesh.gcode!))).toBe(true);
});

test('a sweep over a diameter and a well with a mesh of its own: each well has its shape, hashed and reported', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'ring.stl'), shapeStl({ shape: 'tube', outer: 6, inner: 3, height: 0.8 }));
  writeFileSync(
    join(folder, 'job.yaml'),
    `printer: marlin-syringe
vessel: { plate: corning-6, wells: [A1, A2, A3, B1] }
inks: { gel: { ink: alginate-i1g-4, nozzle: { gauge: 22 } } }
parts: [{ shape: disc, diameter: 4, height: 0.8, ink: gel, laydown: { spacing: 1 } }]
layers: { height: 0.4 }
sweep: { parts.0.diameter: [4, 5] }
wells: { A3: { parts.0.mesh: ring.stl } }
seed: 2
`,
  );
  const input = await loadInputs({ file: join(folder, 'job.yaml') });
  expect(input.files?.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length + 1))).toEqual(
    expect.arrayContaining(['job.yaml', 'ring.stl']),
  );
  expect(input.files?.some((file) => file.includes('disc'))).toBe(false);
  const { report } = await plan(input, { allow: ['vessel'] });
  const volumes = report.meshes.map(({ file, volumeMm3 }) => [file.split(',')[0], Math.round(volumeMm3 * 100) / 100]);
  expect(volumes).toEqual(
    expect.arrayContaining([
      ['disc of diameter 4', 10.05],
      ['disc of diameter 5', 15.71],
      ['ring.stl', 16.96],
    ]),
  );
  expect(new Set(report.meshes.map(({ sha256 }) => sha256)).size).toBe(3);
});

test.each<[part: object, key: string, why: RegExp]>([
  [{ shape: 'tube', outer: 6, height: 2 }, 'inner', /A tube needs outer, inner, height/],
  [{ shape: 'disc', diameter: 6, height: 2, inner: 3 }, 'inner', /A disc has no inner/],
  [{ shape: 'tube', outer: 4, inner: 4, height: 2 }, 'inner', /leaves no wall/],
  [{ shape: 'capsule', diameter: 4, height: 3 }, 'height', /at least as high/],
  [{ shape: 'cone', bottom: 0, height: 3 }, 'bottom', /are 0/],
  [{ shape: 'sphere', diameter: 4, units: 'inch' }, 'units', /measured in mm/],
  [{ mesh: 'a.stl', diameter: 4 }, 'diameter', /A part from a file has no diameter/],
  [{ mesh: 'a.stl', shape: 'sphere', diameter: 4 }, '', /one of them/],
  [{}, '', /give a mesh \(a file\), a shape/],
  [{ shape: 'sphere', diameter: 501 }, 'diameter', /at most 500 mm/],
])('the part %j is refused', async (part, key, why) => {
  const error = await planJob(jobOf(part, {}), {}).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ name: 'InputError', message: expect.stringMatching(why) });
  expect((error as Error).message).toContain(`parts.0${key === '' ? '' : `.${key}`}:`);
});
