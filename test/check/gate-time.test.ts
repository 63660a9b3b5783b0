import { expect, test } from 'vitest';
import { gateTime } from '../../src/check/gates/gate-time.ts';
import { contextOf, type Request } from './physics-fixture.ts';

// A well takes 440 mm at 10 mm/s: 44 s.
const find = (request: Request) => gateTime(contextOf(request));
const wells = ['A1', 'A2', 'A3', 'A4'];

test('a short print passes, and without cells nobody waits', () => {
  expect(find({ cells: {} })).toEqual([]);
  expect(find({ idle: 5 * 3600 })).toEqual([]);
});

test('cells that wait longer than the limit are refused, with wells and speed that pass', () => {
  const request = { cells: {}, wells, limits: { timeOnCells: 2 } };
  const [finding] = find(request);
  expect(finding).toMatchObject({ code: 'cells-outside-too-long', severity: 'refuse' });
  expect(finding.numbers?.['minutes']).toBeCloseTo(176 / 60, 9);
  expect(finding.numbers?.['limitMinutes']).toBe(2);
  // 120 s: two wells are complete after 88 s; the strand that begins after 120 s stands in the third.
  expect(finding.numbers?.['completeWells']).toBe(2);
  expect(finding.where).toMatchObject({ well: 'A3', strand: 121 });
  expect(find({ ...request, wells: wells.slice(0, finding.numbers?.['completeWells']) })).toEqual([]);
  const faster = find({ ...request, speed: finding.numbers?.['fixSpeed'] });
  expect(faster.map(({ severity }) => severity)).not.toContain('refuse');
});

test('what follows the last strand counts for every number of wells', () => {
  const request = { cells: {}, wells, limits: { timeOnCells: 2 } };
  expect(find({ ...request, idle: 30 })[0].numbers?.['completeWells']).toBe(2);
  expect(find({ ...request, idle: 40 })[0].numbers?.['completeWells']).toBe(1);
});

test('no speed is proposed that the tool cannot push', () => {
  const request = {
    gauge: 25,
    cells: {},
    wells,
    limits: { timeOnCells: 1 },
    tool: { pressure: { range: [5, 230], set: 'manual' } },
  };
  const [finding] = find(request);
  expect(finding.numbers).not.toHaveProperty('fixSpeed');
});

test('no speed is proposed at which too few cells would live', () => {
  const request = { gauge: 25, cells: {}, wells, tool: { pressure: { range: [5, 700], set: 'manual' } } };
  const free = find({ ...request, limits: { timeOnCells: 1.5 } })[0];
  const bound = find({ ...request, limits: { timeOnCells: 1.5, viability: 0.978 } })[0];
  expect(free.numbers?.['fixSpeed']).toBeGreaterThan(10);
  expect(bound.numbers).not.toHaveProperty('fixSpeed');
});

test('the wait counts to the end of the print, not of the strands', () => {
  const [finding] = find({ cells: {}, idle: 200, limits: { timeOnCells: 3 } });
  expect(finding.severity).toBe('refuse');
  expect(finding.numbers?.['minutes']).toBeCloseTo(244 / 60, 9);
});

test('without a limit an hour warns and two are refused, as an unverified default', () => {
  const [hour] = find({ cells: {}, idle: 61 * 60 });
  expect(hour).toMatchObject({ code: 'cells-outside-long', severity: 'warn' });
  const [two] = find({ cells: {}, idle: 121 * 60 });
  expect(two).toMatchObject({ severity: 'refuse', source: expect.stringContaining('unverified') });
  expect(find({ cells: {}, idle: 30 * 60 })).toEqual([]);
});

test('the last tenth of a limit warns', () => {
  expect(find({ cells: {}, limits: { timeOnCells: 44 / 60 / 0.95 } })[0]).toMatchObject({ severity: 'warn' });
});

test('a pot life that was not read in a source warns only', () => {
  const [finding] = find({ ink: 'gelma', speed: 0.1, celsius: 26, gauge: 27 });
  expect(finding).toMatchObject({ code: 'pot-life-over', severity: 'warn', numbers: { limitMinutes: 60 } });
  expect(finding.where.strand).toBeGreaterThan(0);
});

test('cells that sink in a thin ink are told', () => {
  const [finding] = find({ ink: 'gelma', celsius: 26, cells: { diameter: 60 }, idle: 50 * 60 });
  expect(finding).toMatchObject({ code: 'cells-settle', severity: 'warn' });
  expect(finding.numbers?.['clearMm']).toBeGreaterThan(1);
});
