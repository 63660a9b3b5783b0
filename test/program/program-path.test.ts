import { expect, test } from 'vitest';
import type { Program } from '../../src/program/program.ts';
import { pathColumns, samePath } from '../../src/program/program-path.ts';
import type { Step } from '../../src/program/step.ts';
import { construct, plan, strand } from './plan-fixture.ts';

const line = strand([
  [-3, 0],
  [3, 0],
]);
const program: Program = {
  ...plan(construct([[line]])),
  steps: [
    { kind: 'toolChange', from: null, to: 'T0' },
    { kind: 'well', well: 'A1', xNm: 0, yNm: 0 },
    { kind: 'layer', layer: 0, z: 0.2, height: 0.2 },
    { kind: 'travel', points: Int32Array.of(0, 0, 5), speed: 50, why: 'hop' },
    {
      kind: 'strand',
      id: 0,
      strand: line,
      xNm: 1,
      yNm: 2,
      zNm: 3,
      tool: 'T0',
      layer: 0,
      well: 'A1',
      speed: 10,
      flow: 1,
      volumeUl: 1,
      lengthMm: 6,
      start: { preflow: 0, prime: 0 },
      end: { postflow: 0, coast: 0, relax: 0 },
    },
    { kind: 'wipe', tool: 'T0', points: Int32Array.of(1, 1, 5), speed: 50 },
  ],
};

/** Whether the path is still the same when one step has other values. */
function staysWith(at: number, change: object): boolean {
  const steps = program.steps.map((step, i) => (i === at ? ({ ...step, ...change } as Step) : step));
  return samePath(pathColumns(program), pathColumns({ ...program, steps }));
}

test('every value of a path makes another path', () => {
  const changes: readonly (readonly [at: number, change: object])[] = [
    [0, { to: 'T1' }],
    [1, { well: 'B1' }],
    [2, { layer: 1 }],
    [3, { points: Int32Array.of(0, 0, 6) }],
    [3, { points: Int32Array.of(0, 0, 5, 0, 0, 6) }],
    [3, { kind: 'wipe' }],
    [4, { id: 1 }],
    [4, { xNm: 9 }],
    [4, { yNm: 9 }],
    [4, { zNm: 9 }],
    [4, { tool: 'T1' }],
    [4, { layer: 1 }],
    [4, { well: 'B1' }],
    ...Object.entries({
      points: Int32Array.of(-3e6, 0, 2e6, 0),
      rise: Int32Array.of(0, 1),
      closed: true,
      role: 'contour',
      ink: 'other',
      part: 'other',
      width: 0.5,
      widths: Int32Array.of(1, 2),
      height: 0.3,
      area: 0.9,
    }).map(([key, value]) => [4, { strand: { ...line, [key]: value } }] as const),
    [5, { points: Int32Array.of(1, 1, 6) }],
  ];
  for (const [at, change] of changes) expect(staysWith(at, change), JSON.stringify(change)).toBe(false);
  const fewer = { ...program, steps: program.steps.slice(0, -1) };
  expect(samePath(pathColumns(program), pathColumns(fewer))).toBe(false);
  const [tool] = program.header.tools;
  const wider = { ...program.header, tools: [{ ...tool, nozzle: { ...tool.nozzle, outer: 9 } }] };
  expect(samePath(pathColumns(program), pathColumns({ ...program, header: wider }))).toBe(false);
});

test('speeds, flows and amounts are no part of a path, nor is a strand of equal content another', () => {
  expect(staysWith(3, { speed: 20, why: 'slide' })).toBe(true);
  expect(staysWith(4, { speed: 20, flow: 2, volumeUl: 3 })).toBe(true);
  expect(staysWith(4, { strand: { ...line, points: line.points.slice() } })).toBe(true);
  const steps = [...program.steps, { kind: 'dwell', seconds: 3, why: 'layer' } as const];
  expect(samePath(pathColumns(program), pathColumns({ ...program, steps }))).toBe(true);
});
