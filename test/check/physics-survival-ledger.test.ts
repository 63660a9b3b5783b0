import { expect, test } from 'vitest';
import { survivalLedgers } from '../../src/check/physics/survival-ledger.ts';
import { contextOf, line } from './physics-fixture.ts';

const thick = (layer: number) => [
  line([0, 0], [30, 0]),
  line([0, 1], [10, 1], layer === 1 ? { width: 0.8, area: 0.5 } : {}),
];

test('survival is told by construct, well and layer, weighed by volume', () => {
  const context = contextOf({ gauge: 27, cells: { viability: 0.9 }, wells: ['A1', 'A2'], layers: 2, strandsOf: thick });
  const [ledger] = survivalLedgers(context);
  expect(ledger).toMatchObject({ ink: 'gel', line: 'UE7T-13' });
  expect([...ledger.wells.keys()]).toEqual(['A1', 'A2']);
  expect(ledger.wells.get('A1')?.mean).toBeCloseTo(ledger.wells.get('A2')!.mean, 12);
  expect(ledger.construct.mean).toBeCloseTo(ledger.wells.get('A1')!.mean, 12);
  expect(ledger.layers.get(0)?.mean).toBeCloseTo(0.9 * 0.9689, 4);
  expect(ledger.layers.get(1)!.mean).toBeLessThan(ledger.layers.get(0)!.mean);
  expect(ledger.layers.get(1)?.worstStrand).toBe(3);
  const { viability } = context.physics;
  const thin = 30 * Math.PI * 0.04;
  expect(ledger.layers.get(1)?.mean).toBeCloseTo((viability[2] * thin + viability[3] * 5) / (thin + 5), 12);
});

test('inks without cells or without a law have no ledger', () => {
  expect(survivalLedgers(contextOf({}))).toEqual([]);
  expect(survivalLedgers(contextOf({ cells: { line: 'CHO' } }))).toEqual([]);
});
