import { expect, test } from 'vitest';
import { gateFlow } from '../../src/check/gates/gate-flow.ts';
import { gateViability } from '../../src/check/gates/gate-viability.ts';
import { type PhysicsContext, physicsContext } from '../../src/check/physics/physics-context.ts';
import type { Ink } from '../../src/ink/ink.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import { carryOut } from '../../src/machine/run-program.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { assignTools } from '../../src/program/tools/assign-tools.ts';
import {
  construct,
  jobOf,
  makeInk,
  makeProfile,
  plan,
  pneumatic,
  stepsOf,
  strand,
  tool,
} from '../program/plan-fixture.ts';

const height = 0.2;

interface Request {
  readonly profile?: Profile;
  readonly speed?: number;
  readonly ink?: Ink;
  readonly own?: Record<string, unknown>;
}

function contextOf(
  strands: readonly Strand[],
  { profile = makeProfile(), speed = 10, ink, own }: Request = {},
): PhysicsContext {
  const job = jobOf(['a'], { speed, limits: { viability: 0.9999 } }, own);
  const inks = { a: ink ?? makeInk('a') };
  const program = plan(construct([strands]), { job, profile, inks });
  const tools = assignTools(job, profile, inks);
  return physicsContext({ job, profile, program, tools, startTimes: carryOut(program, profile).run.strandStart });
}

const valve = (more: object = {}): Profile => makeProfile({ tools: [tool('T0', { ...pneumatic, ...more })] });
const nominal = strand(
  [
    [0, 0],
    [20, 0],
  ],
  { area: 0.4 * height },
);

function wedge(from: number, to: number): Strand {
  const width = Math.max(from, to);
  return strand(
    [
      [0, 5],
      [20, 5],
    ],
    { width, area: width * height, widths: Int32Array.of(from * 1e6, to * 1e6) },
  );
}

test('under constant pressure each strand runs at the flow of the nominal one over its own section', () => {
  const wide = strand(
    [
      [0, 8],
      [20, 8],
    ],
    { width: 0.6, area: 0.6 * height },
  );
  const [first, second, third] = contextOf([nominal, wide, wedge(0.3, 0.6)], { profile: valve() }).strands;
  expect(first).toMatchObject({ speed: 10, flow: 0.4 * height * 10 });
  expect(first.askedSpeed).toBeUndefined();
  expect(second.speed).toBeCloseTo((10 * 0.4) / 0.6, 9);
  expect(second.askedSpeed).toBe(10);
  expect(second.volumeUl).toBeCloseTo(20 * 0.6 * height, 9);
  const { speeds, lengthMm, speed } = third;
  expect(Math.max(...speeds!)).toBeLessThanOrEqual((10 * 0.4) / 0.3);
  expect(Math.max(...speeds!)).toBeGreaterThan((10 * 0.4) / 0.3 / 1.031);
  expect(Math.min(...speeds!)).toBeGreaterThanOrEqual((10 * 0.4) / 0.6);
  // Volume is flow times time.
  expect(third.flow * (lengthMm / speed)).toBeCloseTo(20 * 0.45 * height, 6);
});

test('a thin place that asks for more speed than the machine has is told with what is laid there', () => {
  const slow = { ...valve(), motion: { ...valve().motion, maxSpeed: { x: 15, y: 30, z: 10 } } };
  // 0.2 mm asks for 20 mm/s of the machine's 15: a third too much ink at the tip.
  const refused = gateFlow(contextOf([nominal, wedge(0.2, 0.4)], { profile: slow })).filter(
    ({ code }) => code === 'speed-beyond-machine',
  );
  expect(refused).toHaveLength(1);
  const [{ severity, numbers, where, changes }] = refused;
  expect(severity).toBe('refuse');
  expect(where).toMatchObject({ tool: 'T0', strand: 1, layer: 0 });
  const share = numbers!['laidMm2'] / numbers!['sectionMm2'];
  expect(share).toBeGreaterThan(1.29);
  expect(share).toBeLessThan(4 / 3 + 1e-9);
  expect(numbers!['reachedMmS']).toBe(15);
  // What is laid is what the plan counts: flow times time.
  const step = contextOf([nominal, wedge(0.2, 0.4)], { profile: slow }).strands[1];
  expect(step.volumeUl).toBeCloseTo((step.flow * step.lengthMm) / step.speed, 9);
  expect(step.volumeUl - 20 * 0.3 * height).toBeCloseTo(numbers!['extraUl'], 5);
  // The speed that is proposed passes.
  expect(changes).toMatchObject([{ path: ['inks', 'a', 'speed'], value: numbers!['fixSpeed'] }]);
  const fixed = contextOf([nominal, wedge(0.2, 0.4)], { profile: slow, speed: numbers!['fixSpeed'] });
  expect(gateFlow(fixed).filter(({ code }) => code === 'speed-beyond-machine')).toEqual([]);
  const warned = gateFlow(contextOf([nominal, wedge(0.25, 0.4)], { profile: slow }));
  expect(warned.find(({ code }) => code === 'speed-beyond-machine')?.severity).toBe('warn');
});

const dot = (width: number): Strand =>
  strand(
    [
      [3, 12],
      [3 + (Math.PI / 4) * width, 12],
    ],
    { width, area: width * height },
  );

test('a dot is open for its volume over the flow, and refused below what the valve can do', () => {
  const [, step] = contextOf([nominal, dot(0.4)], { profile: valve() }).strands;
  expect(step.openS).toBeCloseTo(((Math.PI / 4) * 0.4) / 10, 6);
  const shorts = (request: Request, width = 0.4) =>
    gateFlow(contextOf([nominal, dot(width)], request)).filter(({ code }) => code === 'opening-too-short');
  expect(shorts({ profile: valve() })).toEqual([]);
  // 31 ms at 10 mm/s; below 20 ms from 15.8 mm/s on.
  expect(shorts({ profile: valve(), speed: 15.6 })).toEqual([]);
  const [refused] = shorts({ profile: valve(), speed: 15.8 });
  expect(refused).toMatchObject({ severity: 'refuse', where: { strand: 1, tool: 'T0' } });
  expect(shorts({ profile: valve(), speed: refused.numbers!['fixSpeed'] })).toEqual([]);
  expect(refused.changes).toMatchObject([{ path: ['inks', 'a', 'speed'], value: refused.numbers!['fixSpeed'] }]);
  // The profile's own limit holds for all the time that the valve is open.
  const slow = { shortestOpening: 0.1 };
  const [own] = shorts({ profile: valve(slow) });
  expect(own.numbers).toMatchObject({ limitS: 0.1 });
  expect(shorts({ profile: valve({ ...slow, preflow: 0.05, postflow: 0.02 }) })).toEqual([]);
  expect(shorts({ profile: makeProfile() })).toEqual([]);
  // A flag that no line can raise opens for the time of the stroke.
  const flag = valve({ dispenser: { by: 'flag' } });
  expect(contextOf([nominal, dot(0.4)], { profile: flag }).strands[1].openS).toBeUndefined();
  expect(shorts({ profile: flag, speed: 15.6 })).toEqual([]);
  expect(shorts({ profile: flag, speed: 15.8 })).toHaveLength(1);
});

test('a plunger gives a dot its volume in a stroke of any length, no faster than a strand flows', () => {
  const stroke = strand(
    [
      [3, 12],
      [3.001, 12],
    ],
    { width: 0.4, area: ((Math.PI / 4) * 0.4 ** 2 * height) / 0.001 },
  );
  const [step] = stepsOf(plan(construct([[stroke]]), { job: jobOf(['a'], { speed: 10 }) }), 'strand');
  expect(step.volumeUl).toBeCloseTo((Math.PI / 4) * 0.4 ** 2 * height, 9);
  expect(step.flow).toBeCloseTo(0.4 * height * 10, 9);
  expect(step.lengthMm / step.speed).toBeCloseTo(((Math.PI / 4) * 0.4) / 10, 9);
});

test('strands drawn thinner than the bore are noted with their ratio, those of the width asked for are not', () => {
  const drawn = (strands: readonly Strand[], own?: Record<string, unknown>) =>
    gateFlow(contextOf(strands, own === undefined ? {} : { own })).filter(({ code }) => code === 'strand-drawn');
  expect(drawn([nominal, wedge(0.41, 0.8)])).toEqual([]);
  const [note] = drawn([nominal, wedge(0.2, 0.8)]);
  expect(note).toMatchObject({ severity: 'note', where: { strand: 1 } });
  // A third of the way is thinner than the bore of 0.4 mm.
  expect(note.numbers!['drawnMm']).toBeCloseTo(20 / 3, 0);
  expect(note.numbers!['drawRatio']).toBeCloseTo(((Math.PI / 4) * 0.4 ** 2) / (0.2 * height), 6);
  expect(
    drawn(
      [
        strand(
          [
            [0, 0],
            [9, 0],
          ],
          { width: 0.3, area: 0.06 },
        ),
      ],
      { width: 0.3 },
    ),
  ).toEqual([]);
});

test('a plunger is judged by its greatest flow, and its cells by the worse end', () => {
  const cells = { line: 'UE7T-13', density: 1e6, viability: 1 };
  const wide = strand(
    [
      [0, 5],
      [20, 5],
    ],
    { width: 0.8, area: 0.8 * height },
  );
  const narrow = { ...wide, width: 0.2, area: 0.2 * height };
  const request = { own: { cells }, speed: 20 };
  const at = (each: Strand) => {
    const context = contextOf([each], request);
    return { context, kPa: context.physics.pressureKpa[0], alive: context.physics.viability[0] };
  };
  const varying = at(wedge(0.2, 0.8));
  expect(varying.kPa).toBeCloseTo(at(wide).kPa, 9);
  expect(varying.alive).toBeCloseTo(Math.min(at(wide).alive, at(narrow).alive), 12);
  expect(varying.alive).toBeLessThan(1);
  const low = gateViability(varying.context).find(({ code }) => code === 'viability-low');
  expect(low!.numbers!['viability']).toBeCloseTo(varying.alive, 12);
  const limited = makeProfile({ tools: [tool('T0', { flow: [1, 3] })] });
  const codes = (speed: number) =>
    gateFlow(contextOf([wedge(0.2, 0.8)], { profile: limited, speed })).map(({ code }) => code);
  // 0.04 to 0.16 mm²: 10 mm/s gives 0.4 to 1.6 µL/s, 25 mm/s gives 1 to 4.
  expect(codes(10)).toContain('flow-too-low');
  expect(codes(25.1)).toContain('flow-too-high');
});

test('a tip no longer than it is wide may swell, and one odd strand does not set the flow', () => {
  const slow = { ...valve(), motion: { ...valve().motion, maxSpeed: { x: 15, y: 30, z: 10 } } };
  const tip = strand(
    [
      [0, 5],
      [19.7, 5],
      [20, 5],
    ],
    { width: 0.4, area: 0.4 * height, widths: Int32Array.of(400_000, 400_000, 200_000) },
  );
  const swells = gateFlow(contextOf([nominal, tip], { profile: slow }));
  expect(swells.find(({ code }) => code === 'speed-beyond-machine')?.severity).toBe('note');
  const odd = strand(
    [
      [0, 9],
      [2, 9],
    ],
    { area: 2.5 * 0.4 * height },
  );
  const [first, second] = contextOf([nominal, odd], { profile: valve() }).strands;
  expect(first.speed).toBe(10);
  expect(second.speed).toBeCloseTo(4, 9);
  expect(second.flow).toBe(first.flow);
});

test('a print of dots alone has the flow of a slot of the nominal width', () => {
  const [step] = contextOf([dot(0.3)], { profile: valve() }).strands;
  expect(step.flow).toBeCloseTo(0.4 * height * 10, 9);
});
