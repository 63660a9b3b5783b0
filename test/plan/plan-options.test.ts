import { describe, expect, test } from 'vitest';
import type { GateId } from '../../src/plan/gates.ts';
import { checkPlanOptions, overridableGate, overridableOf } from '../../src/plan/inputs/plan-options.ts';

describe('options of a plan', () => {
  test.each([{}, { allow: ['mesh', 'time'] as const, workers: 2 }, { workers: 64 }])('%j are taken', (options) => {
    expect(() => checkPlanOptions(options)).not.toThrow();
  });

  test.each([-3, 0, 1.5, 65, Number.NaN, Number.POSITIVE_INFINITY])('%d threads are refused', (workers) => {
    expect(() => checkPlanOptions({ workers })).toThrow(/workers is .*from 1 to 64/);
  });

  test('gates that do not exist are refused, with the nearest that does', () => {
    const allow = ['mehs' as GateId];
    expect(() => checkPlanOptions({ allow })).toThrow(
      expect.objectContaining({ code: 'gate-unknown', fix: expect.stringContaining('"mesh"') }),
    );
    for (const name of ['constructor', '__proto__', 'toString', 'plan', '']) {
      expect(() => overridableGate(name)).toThrow(/no gate/);
    }
  });

  test('the gate readback cannot be allowed, nor is that offered', () => {
    expect(() => overridableGate('readback')).toThrow(/cannot be allowed/);
    expect(overridableOf(['mesh', 'readback', 'dose'])).toEqual(['mesh', 'dose']);
  });
});
