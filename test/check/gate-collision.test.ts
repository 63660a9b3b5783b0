import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gateBounds } from '../../src/check/gates/gate-bounds.ts';
import { gateCollision } from '../../src/check/gates/gate-collision.ts';
import { gateVessel } from '../../src/check/gates/gate-vessel.ts';
import { spaceSettings } from '../../src/check/space/space-settings.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import type { Step } from '../../src/program/step.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';
import {
  construct,
  jobOf,
  makeJob,
  makeProfile,
  type PlanParts,
  plan,
  strand,
  tool,
  twoWells,
} from '../program/plan-fixture.ts';
import { runs } from '../proving.ts';

const across = (y: number, ink = 'a') =>
  strand(
    [
      [-3, y],
      [3, y],
    ],
    { ink },
  );
const along = (x: number) =>
  strand([
    [x, -3],
    [x, 3],
  ]);
/** A line whose middle stands 1 mm above its layer. */
const ridge = strand(
  [
    [-3, 0],
    [-1, 0],
    [1, 0],
    [3, 0],
  ],
  { rise: Int32Array.from([0, 1e6, 1e6, 0]) },
);

function judge(
  layers: readonly (readonly Strand[])[],
  parts: PlanParts = {},
  edit: (steps: readonly Step[]) => Step[] = (s) => [...s],
) {
  const program = plan(construct(layers), parts);
  const edited = { ...program, steps: edit(program.steps) };
  const settings = spaceSettings(parts.job ?? jobOf(['a']), program, placeVessel(null, makeProfile()));
  return gateCollision(edited, parts.profile ?? makeProfile(), settings);
}

test('crossing layers, solid layers and several wells pass', () => {
  const lattice = [-2, -1, 0, 1, 2];
  const solid = Array.from({ length: 15 }, (_, i) => across(-2.8 + 0.4 * i));
  expect(judge([lattice.map((y) => across(y)), lattice.map(along), solid])).toEqual([]);
  expect(judge([solid, solid], { vessel: twoWells, wells: ['A1', 'A2'] })).toEqual([]);
  expect(judge([lattice.map((y) => across(y)), lattice.map(along)], { job: jobOf(['a'], { hop: 0 }) })).toEqual([]);
});

test('a needle that runs through what stands higher is refused, with both heights', () => {
  const [first, ...more] = judge([[ridge, along(0)]]);
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    code: 'needle-through-strands',
    severity: 'refuse',
    where: { tool: 'T0', layer: 0, strand: 1 },
  });
  expect(first.numbers).toMatchObject({ atMm: 0.2, printedMm: 1.2, depthMm: 1 });
  expect(judge([[along(0), ridge]])).toEqual([]);
  // Beside the ridge by more than half a strand and half a needle, and a cell.
  expect(judge([[ridge, across(0.8)]])).toEqual([]);
});

test('a needle dragged over its own layer is refused', () => {
  const drag = (steps: readonly Step[]): Step[] =>
    steps.map((step) => {
      if (step.kind !== 'travel' || step.why !== 'hop') return step;
      return { ...step, points: step.points.map((value) => (value === 1.2e6 ? 0.2e6 : value)) };
    });
  // From the end of the second line (3, -2) over the first (y 0) to the third at y 2.
  const layer = [
    across(0),
    across(-2),
    strand([
      [3, 2],
      [-3, 2],
    ]),
  ];
  expect(judge([layer])).toEqual([]);
  const findings = judge([layer], {}, drag);
  expect(findings.map(({ code }) => code)).toContain('needle-drags-over-strands');
  const found = findings.find(({ code }) => code === 'needle-drags-over-strands')!;
  expect(found.numbers).toMatchObject({ atMm: 0.2, printedMm: 0.2 });
  expect(found.fix).toContain('hop');
});

test('a hop lower than what is printed is refused', () => {
  const low = (steps: readonly Step[]): Step[] =>
    steps.map((step) => {
      if (step.kind !== 'travel' || step.why !== 'hop') return step;
      return { ...step, points: step.points.map((value) => (value === 2.2e6 ? 0.7e6 : value)) };
    });
  const layer = [
    ridge,
    strand([
      [-3, -2],
      [3, -2],
    ]),
    strand([
      [-3, 2],
      [3, 2],
    ]),
  ];
  expect(judge([layer])).toEqual([]);
  const [first] = judge([layer], {}, low);
  expect(first).toMatchObject({ code: 'needle-through-strands' });
  expect(first.numbers!['depthMm']).toBeCloseTo(0.5, 6);
});

test('a hub lower than what stands beside the needle is refused', () => {
  const short = makeJob({ inks: { a: { ink: 'a', nozzle: { inner: 0.4, outer: 0.7, length: 0.6 } } } });
  const [first] = judge([[ridge, across(3)]], { job: short });
  expect(first).toMatchObject({ code: 'hub-through-strands', where: { tool: 'T0', layer: 0 } });
  // The hub at 0.2 + 0.6 mm, the ridge at 1.2 mm.
  expect(first.numbers!['depthMm']).toBeCloseTo(0.4, 6);
  expect(first.fix).toContain('0.4 mm longer');
  expect(first.changes).toMatchObject([{ path: ['inks', 'a', 'nozzle', 'length'], value: 1 }]);
  const longer = makeJob({ inks: { a: { ink: 'a', nozzle: { inner: 0.4, outer: 0.7, length: 1 } } } });
  expect(judge([[ridge, across(3)]], { job: longer })).toEqual([]);
  expect(judge([[ridge, across(5)]], { job: short })).toEqual([]);
});

test('a tapered tip is a cone: it passes beside what its side clears and not beside what it does not', () => {
  const nozzle = { inner: 0.4, outer: 0.7, length: 6, shape: 'tapered', inlet: 4.3 };
  const cone = (land?: number) => makeJob({ inks: { a: { ink: 'a', nozzle: { ...nozzle, land } } } });
  // The ridge stands 1 mm above the tip, its side 0.2 mm from its middle; there the cone's radius is 0.675 mm.
  expect(judge([[ridge, across(1.05)]], { job: cone() })).toEqual([]);
  const [first, ...more] = judge([[ridge, across(0.7)]], { job: cone() });
  expect(more).toEqual([]);
  expect(first).toMatchObject({ code: 'needle-through-strands', where: { tool: 'T0', layer: 0 } });
  // 0.5 mm away the cone's side is 0.46 mm above the tip; heights are known to a cell of 0.1 mm.
  expect(Math.abs(first.numbers!['depthMm'] - 0.54)).toBeLessThan(0.16);
  expect(first.what).toContain('0.7 to 4.6 mm wide');
  // A land as high as the ridge: only the slim end is beside it.
  expect(judge([[ridge, across(0.7)]], { job: cone(1.2) })).toEqual([]);
});

test('an idle needle over a finished well is refused, unless it lifts', () => {
  const layers = Array.from({ length: 5 }, () => [across(0), across(1, 'b')]);
  const profile = (more: Record<string, unknown>) =>
    makeProfile({ tools: [tool('T0'), tool('T1', { idle: 'stays', offset: { x: -20, y: 0, z: 0 }, ...more })] });
  const parts = (more: Record<string, unknown>): PlanParts => ({
    job: jobOf(['a', 'b']),
    profile: profile(more),
    vessel: twoWells,
    wells: ['A1', 'A2'],
  });
  const [first] = judge(layers, parts({}));
  expect(first).toMatchObject({ code: 'idle-needle-through-strands', where: { tool: 'T1', well: 'A2', layer: 0 } });
  expect(first.numbers!['depthMm']).toBeCloseTo(0.8, 6);
  expect(judge(layers, parts({ idle: 'lifts', idleLift: 2 }))).toEqual([]);
  expect(judge(layers, parts({ idle: 'parked' }))).toEqual([]);
});

test('a lead-in on a slope passes over its neighbours', () => {
  const job = jobOf(['a'], {}, { leadIn: 2 });
  const strands = Array.from({ length: 6 }, (_, i) => across(0.4 * i));
  expect(judge([strands, strands], { job })).toEqual([]);
});

test('spirals that rise pass turn over turn', () => {
  const turns = (z: number): Strand => {
    const points = Array.from({ length: 37 }, (_, i): [number, number] => {
      const angle = (i * Math.PI) / 18;
      return [3 * Math.cos(angle), 3 * Math.sin(angle)];
    });
    const rise = Int32Array.from(points, (_, i) => Math.round(z * (i / 36 - 1) * 1e6));
    return strand(points, { rise });
  };
  expect(judge([[turns(0.2)], [turns(0.2)], [turns(0.2)]])).toEqual([]);
});

test('whatever the planner plans inside a well passes bounds, vessel and collision', () => {
  const coordinate = fc.integer({ min: -25, max: 25 }).map((tenths) => tenths / 10);
  const point = fc.tuple(coordinate, coordinate);
  const anyStrand = fc
    .tuple(fc.array(point, { minLength: 2, maxLength: 4 }), fc.constantFrom('a', 'b'))
    .map(([points, ink]) => strand(points, { ink }));
  const layers = fc.array(fc.array(anyStrand, { maxLength: 6 }), { minLength: 1, maxLength: 4 });
  const order = fc.constantFrom('wells', 'layers');
  fc.assert(
    fc.property(layers, order, fc.constantFrom(0, 1), fc.constantFrom(0, 1), (what, wells, hop, leadIn) => {
      const job = jobOf(['a', 'b'], { hop, vessel: { plate: 'x', order: wells } }, { leadIn, prime: 0.5, purge: 0.2 });
      const profile = makeProfile({ tools: [tool('T0'), tool('T1', { idle: 'lifts', idleLift: 20 })] });
      const program = plan(construct(what), { job, profile, vessel: twoWells, wells: ['A1', 'A2'] });
      const vessel = placeVessel(twoWells, profile);
      const findings = [
        ...gateBounds(program, profile, vessel),
        ...gateVessel(program, profile, vessel),
        ...gateCollision(program, profile),
      ];
      expect(findings).toEqual([]);
    }),
    runs(11, 120),
  );
});
