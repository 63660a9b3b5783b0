import { expect, test } from 'vitest';
import { gateViability } from '../../src/check/gates/gate-viability.ts';
import { contextOf, line, type Request } from './physics-fixture.ts';

const strong = { pressure: { range: [5, 700], set: 'manual' } };
const findings = (request: Request) => gateViability(contextOf({ tool: strong, ...request }));
const find = (request: Request, code: string) => findings(request).find((finding) => finding.code === code);

test('cells that live pass in silence, inks without cells are not judged', () => {
  expect(findings({ gauge: 25, cells: {}, limits: { viability: 0.85 } })).toEqual([]);
  expect(findings({ gauge: 30, limits: { viability: 0.99 } })).toEqual([]);
});

test('too few survivors are refused with numbers, limit, source and a needle that passes', () => {
  const request = { gauge: 27, cells: { line: 'HUEhT-1' }, limits: { viability: 0.96 } };
  const finding = find(request, 'viability-low')!;
  expect(finding).toMatchObject({ severity: 'refuse', where: { well: 'A1', layer: 0, tool: 'T0' } });
  expect(finding.numbers?.['viability']).toBeCloseTo(0.9492, 4);
  expect(finding.numbers?.['meanViability']).toBeCloseTo(0.9492, 4);
  expect(finding.source).toContain('job, limits.viability');
  expect(finding.source).toContain('10.1080/17452759.2024.2400330');
  expect(finding.fix).toMatch(/2[1-6]G instead of 27G: \d+ kPa, 9\d/);
  expect(find({ ...request, gauge: finding.numbers?.['fixGauge'] }, 'viability-low')).toBeUndefined();
  if (finding.numbers?.['fixSpeed']) {
    expect(find({ ...request, speed: finding.numbers['fixSpeed'] }, 'viability-low')).toBeUndefined();
  }
});

test('viability at loading counts, and no needle mends it', () => {
  const request = { gauge: 22, cells: { viability: 0.8 }, limits: { viability: 0.85 } };
  const finding = find(request, 'viability-low')!;
  expect(finding.numbers?.['viability']).toBeCloseTo(0.8 * 0.9912, 3);
  expect(finding.fix).toContain('at loading');
});

test('without a limit of the job, less than 80 % only warns', () => {
  const finding = find({ gauge: 30, speed: 60, cells: { line: 'HUEhT-1', viability: 0.85 } }, 'viability-low');
  expect(finding).toMatchObject({ severity: 'warn' });
  expect(finding?.source).toContain('unverified');
});

test('a band that reaches below the limit warns', () => {
  const finding = find({ gauge: 27, cells: {}, limits: { viability: 0.95 } }, 'viability-near-limit')!;
  expect(finding.severity).toBe('warn');
  expect(finding.numbers?.['bandLow']).toBeLessThan(0.95);
});

test('extrapolation is noted', () => {
  expect(find({ gauge: 22, cells: {} }, 'viability-extrapolated')?.severity).toBe('note');
  expect(find({ gauge: 27, cells: {} }, 'viability-extrapolated')).toBeUndefined();
});

test('an unknown line asks for constants, and takes them', () => {
  const finding = find({ cells: { line: 'CHO' } }, 'cell-law-missing')!;
  expect(finding.what).toContain('HUEhT-1');
  expect(finding.fix).toContain('inks.gel.cells.law');
  const own = { line: 'CHO', law: { a: 0.01, b: 2, c: 1 } };
  expect(find({ cells: own }, 'cell-law-missing')).toBeUndefined();
});

test('an ink without a flow law cannot be judged and says so', () => {
  expect(find({ ink: 'collagen-i', celsius: 4, cells: {} }, 'viability-without-flow-law')?.severity).toBe('warn');
});

test('cells in a wash-out gel are refused', () => {
  expect(find({ ink: 'pluronic-25', cells: {} }, 'ink-kills-cells')?.severity).toBe('refuse');
});

test('a hypotonic solvent warns', () => {
  expect(find({ cells: { hypotonic: true } }, 'hypotonic-solvent')?.severity).toBe('warn');
});

test('the mean is weighed by volume and the worst strand is named', () => {
  const strandsOf = () => [line([0, 0], [30, 0]), line([0, 1], [10, 1], { width: 0.8, area: Math.PI * 0.16 })];
  const request = { gauge: 27, cells: {}, limits: { viability: 0.97 }, strandsOf, layers: 1 };
  const finding = find(request, 'viability-low')!;
  expect(finding.where.strand).toBe(1);
  const context = contextOf({ tool: strong, ...request });
  const [a, b] = context.physics.viability;
  expect(finding.numbers?.['meanViability']).toBeCloseTo((a * 30 + b * 40) / 70, 9);
});
