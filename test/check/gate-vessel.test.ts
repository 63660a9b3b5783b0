import { expect, test } from 'vitest';
import { gateVessel } from '../../src/check/gates/gate-vessel.ts';
import { spaceSettings } from '../../src/check/space/space-settings.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';
import type { Vessel } from '../../src/vessel/vessel.ts';
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

const line = (x: number, y = 0) =>
  strand([
    [-3, y],
    [x, y],
  ]);

function judge(
  strands: readonly Strand[],
  parts: PlanParts = {},
  edit: (steps: readonly Step[]) => Step[] = (s) => [...s],
) {
  const profile = parts.profile ?? makeProfile();
  const vessel = parts.vessel === undefined ? twoWells : parts.vessel;
  const program = plan(construct([strands]), { ...parts, vessel });
  const edited: Program = { ...program, steps: edit(program.steps) };
  return gateVessel(edited, profile, placeVessel(vessel, profile));
}

/** Needle of 0.7 mm and the given length. */
const needle = (length: number) => makeJob({ inks: { a: { ink: 'a', nozzle: { inner: 0.4, outer: 0.7, length } } } });

test('a plan that stays inside its wells passes, in one well and in two', () => {
  expect(judge([line(3)])).toEqual([]);
  expect(judge([line(3)], { wells: ['A1', 'A2'] })).toEqual([]);
});

test('a needle that would cut into the wall: how deep, where, on which side', () => {
  const [first, ...more] = judge([line(3), line(7.9)]);
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    code: 'needle-meets-wall',
    severity: 'refuse',
    where: { tool: 'T0', well: 'A1', layer: 0, strand: 1 },
  });
  expect(first.numbers!['beyondMm']).toBeCloseTo(0.25, 6);
  expect(first.numbers!['belowRimMm']).toBeCloseTo(9.8, 6);
  expect(first.what).toContain('0.25 mm into the right wall of well A1');
  expect(first.fix).toContain('0.25 mm away from the right');
});

test('nearer than 0.25 mm to the wall is a warning', () => {
  const [first, ...more] = judge([line(7.5)]);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ code: 'needle-close-to-wall', severity: 'warn' });
  expect(first.numbers!['freeMm']).toBeCloseTo(0.15, 6);
});

test('a needle too short for a deep well puts its hub into the wall: how long it has to be', () => {
  expect(judge([line(3.5)], { job: needle(5) })).toEqual([]);
  const [first] = judge([line(6)], { job: needle(5) });
  // Hub of 8 mm at 5.2 mm above the floor, 6 mm off the centre of a 16 mm well: 2 mm too far, 4.8 mm below the rim.
  expect(first).toMatchObject({ code: 'hub-meets-wall', severity: 'refuse' });
  expect(first.numbers!['beyondMm']).toBeCloseTo(2, 6);
  expect(first.numbers!['belowRimMm']).toBeCloseTo(4.8, 6);
  expect(first.fix).toContain('at least 9.8 mm');
  expect(judge([line(6)], { job: needle(9.9) })).toEqual([]);
});

/** The same with what may be proposed. */
function proposals(layers: readonly (readonly Strand[])[], job: ReturnType<typeof needle>) {
  const profile = makeProfile();
  const program = plan(construct(layers), { job, vessel: twoWells });
  const vessel = placeVessel(twoWells, profile);
  return gateVessel(program, profile, vessel, spaceSettings(job, program, vessel));
}

test('the needle that is proposed passes at every place, not only at the worst one', () => {
  // The hub cuts deepest where it hangs highest: it clears the rim there long before it does on the first layer.
  const found = proposals([[line(5)], ...Array(8).fill([line(5)]), [line(6)]], needle(5));
  const hub = found.find(({ code }) => code === 'hub-meets-wall')!;
  expect(hub.fix).toContain('at least 9.8 mm');
  const [change] = hub.changes!.filter(({ path }) => path.includes('length'));
  expect(change).toMatchObject({ path: ['inks', 'a', 'nozzle', 'length'], value: 9.8 });
  expect(proposals([[line(5)], [line(6)]], needle(9.8))).toEqual([]);
});

test('no needle is proposed where the needle itself stays in the wall: what would do is said', () => {
  // Both ways are barred: no way of the construct helps either.
  const across = strand([
    [-7.9, 0],
    [7.9, 0],
  ]);
  const found = proposals([[across]], needle(5));
  expect(found.map(({ code }) => code).sort()).toEqual(['hub-meets-wall', 'needle-meets-wall']);
  expect(found.flatMap(({ changes = [] }) => changes)).toEqual([]);
  const hub = found.find(({ code }) => code === 'hub-meets-wall')!;
  expect(hub.fix).not.toMatch(/needle of at least|move the construct/i);
  expect(hub.fix).toMatch(/smaller.*wider well.*lower walls: a longer needle alone does not pass/);
});

test('a tapered tip widens below the rim', () => {
  const tapered = makeJob({
    inks: { a: { ink: 'a', nozzle: { inner: 0.4, outer: 0.7, length: 12.7, shape: 'tapered', inlet: 4.3 } } },
  });
  // At the rim, 9.8 mm above the tip, the cone from 0.7 to 4.6 mm has a radius of 0.35 + 1.95 x 9.8 / 12.7 mm.
  const radius = 0.35 + (1.95 * 9.8) / 12.7;
  expect(judge([line(6)])).toEqual([]);
  const [near] = judge([line(6)], { job: tapered });
  expect(near).toMatchObject({ code: 'needle-close-to-wall' });
  expect(near.numbers!['freeMm']).toBeCloseTo(8 - 6 - radius, 5);
  const [first, ...more] = judge([line(6.2)], { job: tapered });
  expect(more).toEqual([]);
  expect(first).toMatchObject({ code: 'needle-meets-wall', severity: 'refuse' });
  expect(first.numbers!['beyondMm']).toBeCloseTo(6.2 + radius - 8, 5);
  expect(first.numbers!['belowRimMm']).toBeCloseTo(0, 5);
  expect(first.what).toContain(`${(2 * radius).toFixed(2)} mm wide`);
  // A land keeps the tip slim, a short tip brings its hub down.
  const landed = makeJob({
    inks: { a: { ink: 'a', nozzle: { inner: 0.4, outer: 0.7, length: 12.7, shape: 'tapered', inlet: 4.3, land: 9 } } },
  });
  expect(judge([line(6.2)], { job: landed })).toEqual([]);
});

test('a strand wider than its needle reaches into the wall before the needle does: a warning', () => {
  // Half a strand of 1 mm at 7.6 mm: 0.1 mm into the wall; the needle is 0.05 mm away from it.
  const wide = { ...line(7.6), width: 1 };
  const codes = judge([wide]).map(({ code, severity, numbers }) => [code, severity, numbers?.['beyondMm']]);
  expect(codes).toEqual([
    ['strand-meets-wall', 'warn', 0.1],
    ['needle-close-to-wall', 'warn', undefined],
  ]);
  expect(judge([{ ...line(7), width: 1 }])).toEqual([]);
});

const idle = (x: number, more: Record<string, unknown> = {}) =>
  makeProfile({
    tools: [tool('T0', { idle: 'stays' }), tool('T1', { idle: 'stays', offset: { x, y: 0, z: 0 }, ...more })],
  });
const withIdle = (x: number, more: Record<string, unknown> = {}): PlanParts => ({
  job: jobOf(['a', 'b']),
  profile: idle(x, more),
});

test('an idle head beside the active one: free over the next well, refused in the wall, free when it lifts', () => {
  expect(judge([line(3)], withIdle(20))).toEqual([]);
  const findings = judge([line(3)], withIdle(30));
  const [first] = findings;
  expect(first).toMatchObject({
    code: 'idle-needle-meets-vessel',
    severity: 'refuse',
    where: { tool: 'T1', strand: 0 },
  });
  // Its tip at 0.2 mm, the rim at 10 mm.
  expect(first.numbers!['belowRimMm']).toBeCloseTo(9.8, 6);
  expect(findings).toHaveLength(1);
  expect(first.fix).toContain('lift by 9.8 mm');
  expect(judge([line(3)], withIdle(30, { idle: 'lifts', idleLift: 9.8 }))).toEqual([]);
  expect(judge([line(3)], withIdle(30, { idle: 'parked' }))).toEqual([]);
  // Beside the vessel there is room down to the bed, 2 mm below the floor.
  expect(judge([line(3)], withIdle(50))).toEqual([]);
  const deep = judge([line(3)], withIdle(50, { offset: { x: 50, y: 0, z: -3 } }));
  expect(deep[0]).toMatchObject({ code: 'idle-needle-below-floor' });
  expect(deep[0].numbers!['belowMm']).toBeCloseTo(0.8, 6);
});

test('a travel between wells below the rim is refused, by how much it is too low', () => {
  const low = (steps: readonly Step[]): Step[] =>
    steps.map((step) => {
      if (step.kind !== 'travel' || step.why !== 'well') return step;
      return { ...step, points: step.points.map((value) => (value === 12e6 ? 5e6 : value)) };
    });
  const [first] = judge([line(3)], { wells: ['A1', 'A2'] }, low);
  expect(first).toMatchObject({ code: 'needle-crosses-rim', severity: 'refuse' });
  expect(first.numbers!['belowRimMm']).toBeCloseTo(5, 6);
  expect(first.fix).toContain('5 mm higher');
});

test('a strand below the floor is refused, in a well and on the bare bed', () => {
  const sink = (steps: readonly Step[]): Step[] =>
    steps.map((step) => (step.kind === 'strand' ? { ...step, zNm: -300_000 } : step));
  for (const vessel of [twoWells, null]) {
    const [first] = judge([line(3)], { vessel }, sink);
    expect(first).toMatchObject({ code: 'needle-below-floor', where: { strand: 0 } });
    expect(first.numbers!['belowMm']).toBeCloseTo(0.3, 9);
  }
});

test('a strand beyond the edge of a slide is refused', () => {
  const slide: Vessel = {
    id: 'slide',
    name: 'Slide',
    kind: 'slide',
    footprint: { x: 75, y: 25 },
    height: 1,
    wells: { '-': { x: 37.5, y: 12.5, shape: { kind: 'rectangle', x: 75, y: 25 }, depth: 0, floor: 1 } },
    provenance: [],
  };
  expect(judge([line(3, 12.2)], { vessel: slide })).toEqual([]);
  const [first] = judge([line(3, 13)], { vessel: slide });
  expect(first).toMatchObject({ code: 'strand-off-vessel', where: { strand: 0 } });
  expect(first.numbers!['beyondMm']).toBeCloseTo(0.7, 6);
  expect(first.what).toContain('back edge of Slide');
});

test('a hundred bad strands in two wells are told once, with the worst depth and the first place', () => {
  const strands = Array.from({ length: 50 }, (_, i) => line(7.9 + i * 0.01));
  const findings = judge(strands, { wells: ['A1', 'A2'] });
  expect(findings).toHaveLength(1);
  expect(findings[0].where).toMatchObject({ well: 'A1', layer: 0, strand: 0 });
  expect(findings[0].numbers!['beyondMm']).toBeCloseTo(0.74, 6);
  expect(findings[0].numbers!['count']).toBeGreaterThanOrEqual(100);
  expect(findings[0].what).toContain('the first in well A1, layer 1, strand 0');
});

test('where the start block names the place of the needle there must be a floor to touch', () => {
  const zeroed = (centre: [number, number], start = ['G92 X0 Y0 Z0 E0']) =>
    makeProfile({ bed: { x: [-60, 60], y: [-60, 60], z: [0, 100], origin: 'centre' }, vessel: { centre }, start });
  // Between the wells at -10 and 10: the walls are 2 mm away.
  const [first, ...more] = judge([line(0)], { profile: zeroed([0, 0]) });
  expect(more).toEqual([]);
  expect(first).toMatchObject({ code: 'origin-outside-wells', severity: 'refuse', numbers: { awayMm: 2 } });
  expect(first.fix).toContain('set vessel.centre to [10, 0]');
  expect(judge([line(0)], { profile: zeroed([10, 0]) })).toEqual([]);
  expect(judge([line(0)], { profile: zeroed([0, 0], ['G92 E0']) })).toEqual([]);
});
