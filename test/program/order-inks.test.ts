import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serpentine } from '../../src/program/order-wells.ts';
import { orderInks, type Precedes, precedenceOf } from '../../src/program/tools/order-inks.ts';
import { runs } from '../proving.ts';

const free: Precedes = () => false;

function changes(orders: readonly (readonly string[])[]): number {
  const flat = orders.flat();
  return flat.filter((ink, i) => i > 0 && ink !== flat[i - 1]).length;
}

function permutations(inks: readonly string[]): string[][] {
  if (inks.length < 2) return [[...inks]];
  return inks.flatMap((ink, i) => permutations(inks.toSpliced(i, 1)).map((rest) => [ink, ...rest]));
}

/** The fewest changes there can be, by trying every order of every layer. */
function fewest(units: readonly (readonly string[])[], precedes: Precedes): number {
  const allowed = (order: string[]) =>
    order.every((ink, i) => !order.slice(i + 1).some((later) => precedes(later, ink)));
  let states = new Map<string, number>([['', 0]]);
  for (const unit of units) {
    if (unit.length === 0) continue;
    const next = new Map<string, number>();
    for (const order of permutations(unit).filter(allowed)) {
      for (const [last, cost] of states) {
        const total = cost + order.length - 1 + (last === '' || last === order[0] ? 0 : 1);
        const end = order.at(-1)!;
        next.set(end, Math.min(next.get(end) ?? Infinity, total));
      }
    }
    states = next;
  }
  return Math.min(...states.values());
}

test('two inks alternate, three inks hand over at each layer', () => {
  expect(
    orderInks(
      [
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
      ],
      free,
    ),
  ).toEqual([
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'b'],
  ]);
  expect(changes(orderInks(new Array(4).fill(['a', 'b', 'c']), free))).toBe(8);
});

test('an ink that only some layers hold is placed where it costs least', () => {
  expect(orderInks([['a', 'b'], ['b'], ['a', 'b']], free)).toEqual([['a', 'b'], ['b'], ['b', 'a']]);
  expect(orderInks([['a', 'b'], [], ['a']], free)).toEqual([['b', 'a'], [], ['a']]);
});

test('rules: named inks in order, sacrificial ones first unless both are named', () => {
  const precedes = precedenceOf(['b', 's'], true, (ink) => ink === 's');
  expect(precedes('b', 's')).toBe(true);
  expect(precedes('s', 'b')).toBe(false);
  expect(precedes('s', 'a')).toBe(true);
  expect(orderInks([['a', 'b', 's']], precedes)).toEqual([['b', 's', 'a']]);
});

test('never more changes than the best of all orders, and the rules always hold', () => {
  const unit = fc.subarray(['a', 'b', 'c', 'd']);
  const rules = fc.tuple(fc.shuffledSubarray(['a', 'b', 'c', 'd']), fc.boolean());
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 5 }), rules, (units, [order, sacrificialFirst]) => {
      const precedes = precedenceOf(order, sacrificialFirst, (ink) => ink === 'c');
      const result = orderInks(units, precedes);
      expect(result.map((inks) => inks.toSorted())).toEqual(units.map((inks) => inks.toSorted()));
      for (const inks of result) {
        inks.forEach((ink, i) => expect(inks.slice(i + 1).some((later) => precedes(later, ink))).toBe(false));
      }
      expect(changes(result)).toBe(fewest(units, precedes));
    }),
    runs(3, 150),
  );
});

test('wells are visited row by row, there and back', () => {
  const well = (name: string, x: number, y: number) => ({
    place: { name, x, y, wall: null, inside: [], floor: 0 },
  });
  const wells = [well('B1', 0, 0), well('A1', 0, 9), well('B2', 9, 0.4), well('A2', 9, 9), well('C1', 0, -9)];
  expect(serpentine(wells).map(({ place }) => place.name)).toEqual(['A1', 'A2', 'B2', 'B1', 'C1']);
});
