import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { mergeFindings } from '../../src/plan/merge-findings.ts';

const finding = (layer: number, more: Partial<Finding> = {}): Finding => ({
  gate: 'plan',
  code: 'spacing-below-width',
  severity: 'warn',
  where: { part: 'p', ink: 'a', layer },
  what: 'strands stand 0.2 mm apart',
  numbers: { spacingMm: 0.2 },
  ...more,
});

test('what was found on many layers is said once, with their number', () => {
  const merged = mergeFindings([finding(0), finding(1), finding(2), finding(2, { where: { part: 'q', layer: 2 } })]);
  expect(merged.length).toBe(2);
  expect(merged[0].what).toBe('strands stand 0.2 mm apart (on 3 layers).');
  expect(merged[0].where.layer).toBe(0);
  expect(merged[0].numbers).toEqual({ spacingMm: 0.2, layers: 3 });
});

test('areas of slivers are summed up', () => {
  const slivers = [0.25, 0.5].map((sliverMm2, layer) =>
    finding(layer, { code: 'slivers', where: { layer }, what: `left out ${sliverMm2}`, numbers: { sliverMm2 } }),
  );
  const [only, ...others] = mergeFindings(slivers);
  expect(others).toEqual([]);
  expect(only.numbers).toEqual({ sliverMm2: 0.75, layers: 2 });
  expect(only.what).toContain('0.750000 mm² on 2 layers');
});

test('a finding that stands alone stays as it is', () => {
  expect(mergeFindings([finding(7)])).toEqual([finding(7)]);
});
