import { expect, test } from 'vitest';
import { contextOf, line } from './physics-fixture.ts';

test('every strand of the golden lattice gets the golden numbers', () => {
  const { physics, strands } = contextOf({ gauge: 27, cells: {}, layers: 10 });
  expect(strands).toHaveLength(110);
  for (const { id } of strands) {
    expect(physics.pressureKpa[id]).toBeCloseTo(346.627, 2);
    expect(physics.wallShearPa[id]).toBeCloseTo(1432.909, 1);
    expect(physics.shearRate[id]).toBeCloseTo(1987.85, 0);
    expect(physics.residenceS[id]).toBeCloseTo(0.350044, 5);
    expect(physics.viability[id]).toBeCloseTo(0.9689, 4);
  }
});

test('what is unknown is NaN: viability without cells, everything without a law', () => {
  const bare = contextOf({ layers: 1 }).physics;
  expect(bare.viability.every(Number.isNaN)).toBe(true);
  expect(bare.pressureKpa.some(Number.isNaN)).toBe(false);
  const lawless = contextOf({ ink: 'collagen-i', celsius: 4, cells: {}, layers: 1 }).physics;
  expect(lawless.pressureKpa.every(Number.isNaN)).toBe(true);
});

test('a strand without flow has no pressure', () => {
  const still = contextOf({ layers: 1, strandsOf: () => [line([0, 0], [1, 0], { area: 0 })] });
  expect(still.physics.pressureKpa[0]).toBeNaN();
});

test('without a temperature the law is used as measured', () => {
  const { tools } = contextOf({ celsius: null });
  expect(tools.get('T0')?.flow?.law.trust).toBe('measured');
});
