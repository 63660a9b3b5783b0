import { expect, test } from 'vitest';
import { gateFlow } from '../../src/check/gates/gate-flow.ts';
import { contextOf, line, type Request } from './physics-fixture.ts';

/** Few inks of the library state the shear rates of their law: the note is tested by itself. */
const codes = (request: Request) =>
  gateFlow(contextOf(request))
    .map(({ code }) => code)
    .filter((code) => code !== 'flow-range-not-stated');
const only = (request: Request, code: string) => {
  const finding = gateFlow(contextOf(request)).find((candidate) => candidate.code === code);
  if (finding === undefined) throw new Error(`no ${code} in ${codes(request).join(', ')}`);
  return finding;
};

test('a print within the range of its tool passes', () => {
  expect(codes({ gauge: 22 })).toEqual([]);
});

test('27G needs 346.6 kPa: refused at 200 kPa, with a needle, a speed and a temperature that pass', () => {
  const finding = only({ gauge: 27 }, 'pressure-too-high');
  expect(finding).toMatchObject({ severity: 'refuse', where: { well: 'A1', ink: 'gel', tool: 'T0' } });
  expect(finding.where.strand).toBeTypeOf('number');
  expect(finding.numbers?.['pressureKpa']).toBeCloseTo(346.627, 2);
  expect(finding.numbers?.['limitKpa']).toBe(200);
  expect(finding.source).toContain('printer profile');
  expect(finding.fix).toMatch(/24G instead of 27G: \d+ kPa/);
});

test('the needle, the speed and the temperature proposed do pass when applied', () => {
  const { numbers } = only({ gauge: 25 }, 'pressure-too-high');
  expect(codes({ gauge: numbers?.['fixGauge'] })).not.toContain('pressure-too-high');
  expect(codes({ gauge: 25, speed: numbers?.['fixSpeed'] })).not.toContain('pressure-too-high');
  expect(codes({ gauge: 25, celsius: numbers?.['fixCelsius'] })).not.toContain('pressure-too-high');
  expect(numbers?.['fixCelsius']).toBeGreaterThan(25);
});

test('a needle proposed for cells keeps their viability too', () => {
  const request = {
    gauge: 30,
    cells: {},
    limits: { viability: 0.98 },
    tool: { pressure: { range: [5, 500], set: 'manual' } },
  };
  const { numbers, fix } = only(request, 'pressure-too-high');
  expect(numbers?.['fixViability']).toBeGreaterThanOrEqual(0.98);
  expect(fix).toMatch(/kPa, 9\d/);
});

test('where the width follows the needle, a wider needle is tried with its wider strand', () => {
  const strandsOf = () => [line([0, 0], [10, 0], { width: 0.21, height: 0.16 })];
  const settings = { width: undefined };
  const request = { gauge: 27, settings, strandsOf, speed: 20, limits: { pressure: 100 } };
  const { numbers } = only(request, 'pressure-too-high');
  expect(numbers?.['fixPressureKpa']).toBeLessThanOrEqual(100);
  if (numbers?.['fixGauge'] !== undefined) expect(numbers['fixGauge']).toBeLessThan(27);
});

test('the lowest limit of machine, job and ink counts, and says whose it is', () => {
  const finding = only({ gauge: 22, limits: { pressure: 50 } }, 'pressure-too-high');
  expect(finding.source).toBe('job, limits.pressure');
  expect(finding.numbers?.['limitKpa']).toBe(50);
});

test('when nothing passes it says so', () => {
  const request: Request = { gauge: 22, limits: { pressure: 1 }, tool: { temperature: null } };
  const finding = only(request, 'pressure-too-high');
  expect(finding.fix).toContain('No needle, speed or temperature passes');
  expect(finding.numbers).not.toHaveProperty('fixGauge');
});

test('a pressure whose band reaches over the limit warns', () => {
  const finding = only({ gauge: 22, limits: { pressure: 90 } }, 'pressure-near-limit');
  expect(finding.severity).toBe('warn');
  expect(finding.numbers?.['bandHighKpa']).toBeGreaterThan(90);
});

test('a pressure below what the regulator holds is refused', () => {
  const tool = { pressure: { range: [100, 700], set: 'manual' } };
  const finding = only({ gauge: 22, tool }, 'pressure-too-low');
  expect(finding).toMatchObject({ severity: 'refuse' });
  expect(codes({ gauge: finding.numbers?.['fixGauge'], tool })).not.toContain('pressure-too-low');
});

test('a yield-stress ink below its start pressure never flows', () => {
  const finding = only({ ink: 'pluronic-25', pressure: 20, celsius: 25 }, 'below-start-pressure');
  expect(finding.severity).toBe('refuse');
  expect(finding.numbers?.['startKpa']).toBeGreaterThan(20);
  const fixed = { ink: 'pluronic-25', pressure: finding.numbers?.['fixPressureKpa'], celsius: 25 };
  expect(codes(fixed)).not.toContain('below-start-pressure');
});

test('shear outside what a law was measured at warns; a law without a range says so', () => {
  expect(only({ gauge: 22 }, 'flow-range-not-stated').severity).toBe('note');
  const fast = { ink: 'alginate-1-5', gauge: 32, width: 0.3, height: 0.2, speed: 80, celsius: 22 };
  const finding = only(fast, 'flow-shear-outside');
  expect(finding.severity).toBe('warn');
  expect(finding.numbers!['shearRate']).toBeGreaterThan(finding.numbers!['highRate']);
  expect(gateFlow(contextOf(fast)).map(({ code }) => code)).not.toContain('flow-range-not-stated');
});

test('an unverified law says so, whatever its model', () => {
  expect(only({ ink: 'ama', celsius: 25 }, 'flow-law-unverified').what).toMatch(/tau0/);
});

test('a set pressure that gives another flow is said with both: a warning, far off a refusal', () => {
  expect(only({ gauge: 22, pressure: 60 }, 'pressure-off').severity).toBe('warn');
  const finding = only({ gauge: 22, pressure: 30 }, 'pressure-off');
  expect(finding.severity).toBe('refuse');
  expect(finding.numbers?.['flowUl']).toBeLessThan(1);
  expect(finding.numbers?.['plannedFlowUl']).toBeCloseTo(1.256637, 5);
  expect(codes({ gauge: 22, pressure: finding.numbers?.['fixPressureKpa'] })).not.toContain('pressure-off');
});

test('a pressure set beyond what the tool holds is refused, law or no law', () => {
  const finding = only({ gauge: 22, pressure: 900 }, 'set-pressure-outside');
  expect(finding).toMatchObject({ severity: 'refuse', numbers: { highKpa: 200, fixPressureKpa: 81 } });
  expect(codes({ gauge: 22, pressure: finding.numbers?.['fixPressureKpa'] })).toEqual([]);
  const lawless = { ink: 'collagen-i', celsius: 4 };
  expect(only({ ...lawless, pressure: 900 }, 'set-pressure-outside').severity).toBe('refuse');
  expect(only({ ...lawless, pressure: 2 }, 'set-pressure-outside').numbers?.['fixPressureKpa']).toBe(5);
  expect(codes({ ...lawless, pressure: 100 })).toEqual(['flow-law-missing']);
  // A flow that needs too much is told once, as what it is.
  expect(codes({ gauge: 27, pressure: 347 })).toEqual(['pressure-too-high']);
});

test('a flow beyond the drive is refused, with the speed that passes', () => {
  const tool = { kind: 'piston', pressure: null, flow: [0.01, 1] };
  const finding = only({ gauge: 22, tool }, 'flow-too-high');
  expect(finding).toMatchObject({ severity: 'refuse', numbers: { highUl: 1, strands: 44 } });
  expect(finding.numbers?.['fixSpeed']).toBeCloseTo(7.95, 2);
  expect(codes({ gauge: 22, tool, speed: finding.numbers?.['fixSpeed'] })).not.toContain('flow-too-high');
  const slow = only({ gauge: 22, tool: { ...tool, flow: [5, 10] } }, 'flow-too-low');
  expect(codes({ gauge: 22, tool: { ...tool, flow: [5, 10] }, speed: slow.numbers?.['fixSpeed'] })).toEqual([]);
});

test('an ink without a law warns and says how to measure it', () => {
  const finding = only({ ink: 'collagen-i', celsius: 4 }, 'flow-law-missing');
  expect(finding.severity).toBe('warn');
  expect(finding.fix).toMatch(/weigh/i);
});

test('a temperature outside the law is refused, one beyond the data is noted', () => {
  expect(only({ celsius: 50 }, 'flow-law-outside')).toMatchObject({ severity: 'refuse', numbers: { celsius: 50 } });
  expect(only({ celsius: 41 }, 'flow-law-extrapolated').severity).toBe('note');
  expect(only({ ink: 'ama', celsius: 30, tool: { pressure: null } }, 'flow-law-one-temperature').severity).toBe('warn');
});

test('the worst strand is the one that is named', () => {
  const strandsOf = () => [
    line([0, 0], [10, 0]),
    line([0, 1], [10, 1], { width: 0.6, area: 0.2827 }),
    line([0, 2], [9, 2]),
  ];
  const finding = only({ gauge: 27, strandsOf, layers: 1 }, 'pressure-too-high');
  expect(finding.where.strand).toBe(1);
});

test('an unverified law and an unverified needle are noted with their sources', () => {
  const law = only({ ink: 'ama', celsius: 22 }, 'flow-law-unverified');
  expect(law).toMatchObject({ severity: 'note', source: expect.stringContaining('not verified') });
  const needle = only({ gauge: 32, width: 0.11 }, 'needle-unverified');
  expect(needle).toMatchObject({ severity: 'note', source: expect.stringContaining('not readable') });
  expect(codes({ gauge: 31, width: 0.13 })).not.toContain('needle-unverified');
});

test('a nozzle given by its diameter is told the diameter of the needle that passes', () => {
  const settings = { nozzle: { inner: 0.2 } };
  const { numbers, fix } = only({ settings }, 'pressure-too-high');
  expect(fix).toMatch(/24G \(0\.311 mm\) instead of 0\.2 mm/);
  expect(codes({ settings: { nozzle: { inner: numbers?.['fixInner'] } } })).not.toContain('pressure-too-high');
});
