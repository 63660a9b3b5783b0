import { describe, expect, test } from 'vitest';
import { cellLawOf } from '../../src/ink/cell-lines.ts';
import { flowCurve, flowTable, flowTableLines } from '../../src/ink/flow/flow-table.ts';
import { nozzleFlowOf } from '../../src/ink/flow/flow-through.ts';
import { nozzleOf } from '../../src/ink/flow/nozzle.ts';
import { speedFor } from '../../src/ink/flow/speed-for.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { survive } from '../../src/ink/viability.ts';

const folder = new URL('../../inks', import.meta.url).pathname;
const ink = loadInk('alginate-i1g-4', folder);
const question = { ink, nozzle: nozzleOf({ gauge: 27 }), speed: 10, width: 0.4 };

describe('the flow table', () => {
  const text = flowTableLines(flowTable(question)!).join('\n');

  test('says what the issue asks for', () => {
    expect(text).toContain('346.6 kPa');
    expect(text).toContain('1432.9 Pa');
    expect(text).toContain('0.350 s');
  });

  test('gives the four cell lines with bands', () => {
    for (const value of [
      '94.92 %',
      '96.89 %',
      '97.83 %',
      '99.73 %',
      'range of shear rates not stated',
      'with its band',
    ]) {
      expect(text).toContain(value);
    }
  });

  test('names its sources', () => {
    expect(text).toContain('10.1080/17452759.2024.2400330');
    expect(text).toContain('Needle gauge comparison chart');
  });

  test('says when survival is extrapolated', () => {
    const wide = flowTableLines(flowTable({ ...question, nozzle: nozzleOf({ gauge: 22 }) })!).join('\n');
    expect(wide).toContain('extrapolated');
    expect(text).not.toContain('extrapolated');
  });

  test('a flattened strand has the area of its section', () => {
    expect(flowTable({ ...question, height: 0.2 })!.area).toBeCloseTo(0.04 + (Math.PI * 0.04) / 4, 12);
    expect(flowTable(question)!.area).toBeCloseTo((Math.PI * 0.16) / 4, 12);
  });

  test('an ink that kills cells lists none, an ink without law gives no table', () => {
    expect(flowTable({ ...question, ink: loadInk('pluronic-25', folder) })!.cells).toEqual([]);
    expect(flowTable({ ...question, ink: loadInk('collagen-i', folder) })).toBeNull();
  });

  test('unverified laws are told as such', () => {
    const lines = flowTableLines(flowTable({ ...question, ink: loadInk('ama', folder) })!).join('\n');
    expect(lines).toContain('(unverified)');
  });
});

test('the curve rises with pressure and agrees with the table', () => {
  const curve = flowCurve(question, [50, 100, 200, 346.627, 500]);
  for (let i = 1; i < curve.length; i++) expect(curve[i].flowUl).toBeGreaterThan(curve[i - 1].flowUl);
  expect(curve[3].speed).toBeCloseTo(10, 3);
  expect(curve[3].wallShearPa).toBeCloseTo(1432.909, 1);
});

test('below the start pressure nothing flows', () => {
  const [still] = flowCurve({ ...question, ink: loadInk('pluronic-25', folder) }, [1]);
  expect(still).toMatchObject({ flowUl: 0, speed: 0, cells: [] });
});

describe('speed under limits', () => {
  const flow = nozzleFlowOf(ink, 25, nozzleOf({ gauge: 27 }))!;
  const area = (Math.PI * 0.16) / 4;
  const cells = { law: cellLawOf('HUEhT-1')!, viability: 1 };

  test('without limits the fastest of the range', () => {
    expect(speedFor({ flow, area, range: [1, 20] })).toMatchObject({ speed: 20, bound: 'range' });
  });

  test('a pressure limit is used up to 0.01 mm/s', () => {
    const chosen = speedFor({ flow, area, range: [1, 40], pressureKpa: 346.627 });
    expect(chosen.bound).toBe('pressure');
    expect(chosen.speed).toBeCloseTo(10, 1);
    expect(flow.through(chosen.speed! * area).pressureKpa).toBeLessThanOrEqual(346.627);
    expect(flow.through((chosen.speed! + 0.02) * area).pressureKpa).toBeGreaterThan(346.627);
    expect(chosen.reason).toContain('346.627 kPa');
  });

  test('a viability limit is used up too', () => {
    const chosen = speedFor({ flow, area, range: [1, 100], viability: 0.93, cells });
    expect(chosen.bound).toBe('viability');
    const alive = (speed: number) => survive(cells.law, flow.through(speed * area).exposures).viability;
    expect(alive(chosen.speed!)).toBeGreaterThanOrEqual(0.93);
    expect(alive(chosen.speed! + 0.02)).toBeLessThan(0.93);
  });

  test('viability at loading counts', () => {
    const full = speedFor({ flow, area, range: [1, 100], viability: 0.9, cells });
    const half = speedFor({ flow, area, range: [1, 100], viability: 0.9, cells: { ...cells, viability: 0.95 } });
    expect(half.speed!).toBeLessThan(full.speed!);
  });

  test('limits that no speed keeps are told', () => {
    const never = speedFor({ flow, area, range: [5, 40], pressureKpa: 100 });
    expect(never).toMatchObject({ speed: null, bound: 'pressure' });
    expect(never.reason).toContain('100 kPa');
    expect(speedFor({ flow, area, range: [5, 40], viability: 0.999, cells }).bound).toBe('viability');
  });
});
