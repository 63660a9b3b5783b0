import { expect, test } from 'vitest';
import {
  construct,
  jobOf,
  makeProfile,
  type PlanParts,
  plan,
  stepsOf,
  strand,
  tool,
  twoWells,
} from './plan-fixture.ts';

const line = (y: number, ink = 'a') =>
  strand(
    [
      [-3, y],
      [3, y],
    ],
    { ink },
  );
const six = construct(Array.from({ length: 6 }, () => [line(0)]));
const lamp = { id: 'uv', wavelengths: [365, 405], offset: { x: 30, y: 5 }, irradiance: 40, on: [], blocking: false };
const withLamp = (more: Record<string, unknown> = {}) => makeProfile({ lamps: [{ ...lamp, ...more }] });
const photo = { wavelength: 405, irradiance: 20, seconds: 10 };
const schedule = (crosslink: Record<string, unknown>[], more: Record<string, unknown> = {}) =>
  jobOf(['a'], { crosslink, ...more });

function cures(parts: PlanParts, what = six) {
  return stepsOf(plan(what, parts), 'cure');
}

test('every two layers: after layers 1, 3 and 5, at half the lamp for half its irradiance', () => {
  const steps = cures({ job: schedule([{ every: 2, photo }]), profile: withLamp() });
  expect(steps.map(({ layer }) => layer)).toEqual([1, 3, 5]);
  expect(steps[0]).toEqual({
    kind: 'cure',
    layer: 1,
    well: '-',
    wavelength: 405,
    irradiance: 20,
    intensity: 50,
    seconds: 10,
    lamp: 'uv',
  });
});

test('the lamp, not the needle, stands over the well, the tip above the vessel', () => {
  const program = plan(six, { job: schedule([{ every: 6, photo }]), profile: withLamp(), vessel: twoWells });
  const index = program.steps.findIndex((step) => step.kind === 'cure');
  const before = program.steps[index - 1];
  expect(before).toMatchObject({ kind: 'travel', why: 'park' });
  expect(before.kind === 'travel' && [...before.points]).toEqual([20e6, 55e6, 12e6]);
});

test('with the second tool active its offset moves the lamp the other way', () => {
  const profile = makeProfile({
    lamps: [lamp],
    tools: [tool('T0'), tool('T1', { offset: { x: 10, y: 0, z: 0 } })],
  });
  const job = jobOf(['a'], { crosslink: [{ at: 'end', photo }] }, { tool: 'T1' });
  const program = plan(six, { job, profile });
  const index = program.steps.findIndex((step) => step.kind === 'cure');
  const before = program.steps[index - 1];
  expect(before.kind === 'travel' && [...before.points]).toEqual([40e6, 55e6, 10e6]);
});

test('wells one by one cure each its own; a lamp over the whole plate lights all', () => {
  const job = schedule([{ every: 3, photo }], { vessel: { plate: 'x' } });
  const both = { job, vessel: twoWells, wells: ['A1', 'A2'] };
  expect(cures({ ...both, profile: withLamp() }).map(({ well, layer }) => well + layer)).toEqual([
    'A12',
    'A15',
    'A22',
    'A25',
  ]);
  expect(cures({ ...both, profile: withLamp({ offset: null }) }).map(({ well }) => well)).toEqual(['*', '*', '*', '*']);
});

test('layer by layer: all wells after the layer, or one light in the middle', () => {
  const vessel = { plate: 'x', order: 'layers' };
  const both = { vessel: twoWells, wells: ['A1', 'A2'], profile: withLamp() };
  const each = cures({ ...both, job: schedule([{ every: 6, photo }], { vessel }) });
  expect(each.map(({ well }) => well)).toEqual(['A1', 'A2']);
  const once = plan(six, { ...both, job: schedule([{ every: 6, perWell: false, photo }], { vessel }) });
  expect(stepsOf(once, 'cure').map(({ well }) => well)).toEqual(['*']);
  const index = once.steps.findIndex((step) => step.kind === 'cure');
  const before = once.steps[index - 1];
  // The middle of (50, 60) and (70, 60), less the lamp's offset.
  expect(before.kind === 'travel' && [...before.points.slice(-3)]).toEqual([30e6, 55e6, 12e6]);
});

test('only layers that hold the ink count', () => {
  const mixed = construct([[line(0)], [line(0, 'b')], [line(0)], [line(0, 'b')], [line(0)]]);
  const job = jobOf(['a', 'b'], { crosslink: [{ ink: 'b', every: 2, photo }] });
  expect(cures({ job, profile: withLamp() }, mixed).map(({ layer }) => layer)).toEqual([3]);
});

test('layers left without light are told, and "at: end" mends it', () => {
  const every = { every: 4, photo };
  const left = plan(six, { job: schedule([every]), profile: withLamp() });
  expect(left.findings).toMatchObject([{ code: 'layers-not-crosslinked', severity: 'warn', numbers: { layers: 2 } }]);
  const whole = plan(six, { job: schedule([every, { at: 'end', photo }]), profile: withLamp() });
  expect(whole.findings).toEqual([]);
  expect(stepsOf(whole, 'cure').map(({ layer }) => layer)).toEqual([3, 5]);
});

test('a lamp that is too weak runs at 100 % and tells the time for the same dose', () => {
  const program = plan(six, {
    job: schedule([{ at: 'end', photo: { ...photo, irradiance: 80 } }]),
    profile: withLamp(),
  });
  expect(stepsOf(program, 'cure')[0]).toMatchObject({ intensity: 100, irradiance: 40 });
  expect(program.findings![0]).toMatchObject({ code: 'lamp-too-weak', numbers: { seconds: 20 } });
});

test('no lamp of that wavelength: the operator lights by hand, and is told', () => {
  for (const profile of [makeProfile(), withLamp({ wavelengths: [365] })]) {
    const program = plan(six, { job: schedule([{ at: 'end', photo }]), profile, vessel: twoWells });
    expect(stepsOf(program, 'cure')).toEqual([]);
    expect(stepsOf(program, 'pause')[0].message).toBe('Light A1 manually: 405 nm of 20 mW/cm2 for 10 s');
    expect(program.findings![0].code).toBe('no-lamp');
  }
});

test('ionic: the operator adds the agent, then the time runs; thermal: the bed goes there and back', () => {
  const ionic = { at: 'end', ionic: { agent: 'CaCl2', seconds: 60, millimolar: 100 } };
  const program = plan(six, { job: schedule([ionic]), vessel: twoWells });
  const pause = program.steps.findIndex((step) => step.kind === 'pause');
  expect(program.steps[pause]).toMatchObject({ message: 'Add 100 mM CaCl2 to A1, then continue' });
  expect(program.steps[pause + 1]).toMatchObject({ kind: 'dwell', seconds: 60 });
  const thermal = { at: 'end', thermal: { celsius: 37, seconds: 90 } };
  const warm = plan(six, { job: schedule([thermal], { bedTemperature: 10 }) });
  expect(stepsOf(warm, 'temperature').map(({ celsius, wait }) => [celsius, wait])).toEqual([
    [10, false],
    [10, true],
    [37, true],
    [10, true],
    [null, false],
  ]);
  const once = plan(six, { job: schedule([thermal]) });
  expect(stepsOf(once, 'temperature').at(-1)).toMatchObject({ celsius: null });
  expect(
    stepsOf(plan(six, { job: schedule([thermal]), profile: makeProfile({ bedTemperature: null }) }), 'pause'),
  ).toEqual([{ kind: 'pause', message: 'Bring the construct to 37 C, then continue' }]);
});
