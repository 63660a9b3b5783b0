import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { assignTools, driveTool, inksOfParts } from '../../src/program/tools/assign-tools.ts';
import { jobOf, makeInk, type makeJob, makeProfile, pneumatic, tool } from './plan-fixture.ts';

const library = { a: makeInk('a'), b: makeInk('b'), melt: makeInk('melt', { kind: 'thermoplastic' }) };

function errorOf(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
  }
  throw new Error('no InputError');
}

test('named tools first, then the next free one', () => {
  const job = jobOf(['a', 'b']);
  const request = { ...job, inks: { ...job.inks, b: { ...job.inks['b'], tool: 'T0' } } };
  expect(assignTools(request, makeProfile(), library).map(({ ink, tool: { id } }) => ink + id)).toEqual(['aT1', 'bT0']);
});

test('two tools needed and one present: says so, with both numbers', () => {
  const profile = makeProfile({ tools: [tool('T0')] });
  const error = errorOf(() => assignTools(jobOf(['a', 'b']), profile, library));
  expect(error.code).toBe('tools-missing');
  expect(error.message).toBe(
    'The job needs 2 tools (a, b) and Bench printer has 1 (T0 piston): no tool is left for "b"',
  );
});

test('an unknown tool and one asked for twice are refused by name', () => {
  const job = jobOf(['a', 'b'], {}, { tool: 'T1' });
  expect(errorOf(() => assignTools(job, makeProfile(), library)).code).toBe('tool-taken');
  const other = jobOf(['a'], {}, { tool: 'T9' });
  expect(errorOf(() => assignTools(other, makeProfile(), library)).message).toContain('T0, T1');
});

test('a hydrogel never goes to a thermoplastic head, a melt prefers it', () => {
  const profile = makeProfile({ tools: [tool('T0', { kind: 'thermoplastic' }), tool('T1')] });
  const both = assignTools(jobOf(['a', 'melt']), profile, library);
  expect(both.map(({ ink, tool: { id } }) => ink + id)).toEqual(['aT1', 'meltT0']);
  const hot = makeProfile({ tools: [tool('T0', { kind: 'thermoplastic' })] });
  expect(errorOf(() => assignTools(jobOf(['a']), hot, library)).code).toBe('tools-missing');
});

test('only inks that a part uses take a tool', () => {
  const job = jobOf(['a', 'b']);
  expect(
    inksOfParts({ ...job, parts: [{ ...job.parts[0], ink: undefined, shell: { ink: 'b', thickness: 1 } }] }),
  ).toEqual(['a', 'b']);
  expect(inksOfParts({ ...job, parts: [{ ...job.parts[0], ink: undefined, sequence: ['b', 'b'] }] })).toEqual(['b']);
  expect(assignTools({ ...job, parts: [job.parts[1]] }, makeProfile(), library).map(({ ink }) => ink)).toEqual(['b']);
});

test('speed: the ink of the job, the job, the physics, the window of the ink', () => {
  const speedOf = (job: ReturnType<typeof makeJob>, drive = {}, ink = makeInk('a')) =>
    driveTool(assignTools(job, makeProfile(), { a: ink })[0], drive).speed;
  expect(speedOf(jobOf(['a'], { speed: 8 }, { speed: 3 }))).toBe(3);
  expect(speedOf(jobOf(['a'], { speed: 8 }))).toBe(8);
  expect(speedOf(jobOf(['a'], { speed: 'auto' }), { speed: 6 })).toBe(6);
  expect(speedOf(jobOf(['a'], { speed: 'auto' }), {}, makeInk('a', { speed: [4, 10] }))).toBe(7);
  expect(speedOf(jobOf(['a'], { speed: 'auto' }))).toBe(10);
});

test('pressure belongs to pressure tools, valve timings to valves, plunger priming to plungers', () => {
  const settings = { pressure: 50, preflow: 0.1, coast: 0.4, strandPrime: 0.2 };
  const piston = assignTools(jobOf(['a'], {}, settings), makeProfile(), library)[0];
  expect(piston).toMatchObject({ pressure: null, coast: 0, strandPrime: 0.2 });
  const profile = makeProfile({ tools: [tool('T0', { ...pneumatic, postflow: 0.3 })] });
  const valve = assignTools(jobOf(['a'], {}, settings), profile, library)[0];
  const flag = (open: string[]) =>
    assignTools(
      jobOf(['a'], {}, { ...settings, postflow: 0.2 }),
      makeProfile({ tools: [tool('T0', { ...pneumatic, dispenser: { by: 'flag', open } })] }),
      library,
    )[0];
  // Without lines that open it the valve follows the moves alone: a wait before them would only let the ink dry.
  expect(flag([])).toMatchObject({ preflow: 0, postflow: 0, coast: 0.4 });
  expect(flag(['M750 T0'])).toMatchObject({ preflow: 0.1, postflow: 0 });
  expect(piston).toMatchObject({ preflow: 0, postflow: 0 });
  expect(valve).toMatchObject({ pressure: 50, preflow: 0.1, postflow: 0.3, coast: 0.4, strandPrime: 0 });
});
