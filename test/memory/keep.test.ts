import { expect, test } from 'vitest';
import { keepMemory } from '../../src/memory/keep.ts';
import { weigh } from '../../src/memory/weigh.ts';

/** Something of about so many bytes. */
const heavy = (bytes: number) => new Uint8Array(bytes);

function counting(mostBytes: number) {
  const memory = keepMemory(mostBytes);
  let made = 0;
  const recall = (stage: string, from: unknown, bytes = 10) =>
    memory.recall(
      stage,
      () => from,
      () => {
        made++;
        return heavy(bytes);
      },
    );
  return { memory, recall, made: () => made };
}

test('what was made of the same is found again, and of anything else made anew', () => {
  const { recall, made } = counting(1e6);
  const first = recall('stage', [1, { a: 'x' }]);
  expect(recall('stage', [1, { a: 'x' }])).toBe(first);
  expect(recall('other stage', [1, { a: 'x' }])).not.toBe(first);
  expect(recall('stage', [1, { a: 'y' }])).not.toBe(first);
  expect(made()).toBe(3);
});

test('values that JSON takes for one another are told apart', () => {
  const { recall, made } = counting(1e6);
  const values = [0, -0, null, Number.NaN, Number.POSITIVE_INFINITY, undefined, '\u0000undefined', '\u0000-0'];
  for (const value of values) recall('stage', [value]);
  for (const value of values) recall('stage', { value });
  expect(made()).toBe(2 * values.length);
  for (const value of values) recall('stage', [value]);
  expect(made()).toBe(2 * values.length);
});

test('objects count by their identity, and by their content once the first of it is known', () => {
  const memory = keepMemory(1e6);
  const [a, b] = [{ n: 1 }, { n: 1 }];
  const make = () => ({});
  const of = (object: object) => memory.recall('stage', (id) => id(object), make);
  expect(of(a)).toBe(of(a));
  expect(of(b)).not.toBe(of(a));
  const known = (object: { n: number }) => memory.first('n', object, (x, y) => x.n === y.n);
  expect(known(a)).toBe(a);
  expect(known(b)).toBe(a);
  expect(known({ n: 2 })).not.toBe(a);
});

test('the memory stays within its bytes: what earlier plans used goes first, longest unused before the rest', () => {
  const { memory, recall, made } = counting(3500);
  recall('stage', 'a', 1000);
  recall('stage', 'b', 1000);
  recall('stage', 'c', 1000);
  memory.nextTurn();
  recall('stage', 'a', 1000);
  recall('stage', 'd', 1000);
  expect(made()).toBe(4);
  expect(memory.heldBytes()).toBeLessThanOrEqual(3500);
  // Of the plan before, b was used longest ago.
  recall('stage', 'c', 1000);
  expect(made()).toBe(4);
  recall('stage', 'b', 1000);
  expect(made()).toBe(5);
});

test('a plan that does not fit keeps what came first', () => {
  const { memory, recall, made } = counting(3500);
  for (let turn = 0; turn < 3; turn++) {
    memory.nextTurn();
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) recall('stage', key, 1000);
  }
  // Three of six are found again, whatever the order in which they are asked for.
  expect(made()).toBe(6 + 3 + 3);
});

test('what is forgotten is let go', () => {
  const { memory, recall, made } = counting(1e6);
  recall('stage', 'a', 1000);
  memory.clear();
  expect(memory.heldBytes()).toBe(0);
  recall('stage', 'a', 1000);
  expect(made()).toBe(2);
});

test('a value weighs its arrays of numbers, each once', () => {
  const points = new Float64Array(1000);
  const { bytes, large } = weigh({ points, again: [points], map: new Map([['x', new Int32Array(500)]]) });
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(10_400);
  expect(large).toEqual([]);
});

test('a large array that several values hold counts once, until the last of them is gone', () => {
  const memory = keepMemory(2_500_000);
  const triangles = new Float32Array(250_000);
  const keep = (key: string, value: object) =>
    memory.recall(
      'stage',
      () => key,
      () => value,
    );
  keep('read', { triangles });
  keep('placed', { triangles, name: 'part' });
  expect(memory.heldBytes()).toBeGreaterThan(1_000_000);
  expect(memory.heldBytes()).toBeLessThan(1_001_000);
  memory.nextTurn();
  keep('placed', { triangles });
  // Room for this is made by the value that the plan at work does not hold.
  keep('other', { points: new Float32Array(250_000), more: new Float32Array(120_000) });
  expect(memory.heldBytes()).toBeGreaterThan(2_480_000);
  expect(memory.heldBytes()).toBeLessThanOrEqual(2_500_000);
  memory.nextTurn();
  keep('last', { all: new Float32Array(620_000) });
  expect(memory.heldBytes()).toBeLessThan(2_490_000);
});
