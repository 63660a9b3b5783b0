import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rememberLayers } from '../../../src/check/fidelity/alike.ts';
import { type LayerIslands, measureLayer, partGrid } from '../../../src/check/fidelity/measure-layer.ts';
import type { PartOnLayer } from '../../../src/check/fidelity/part-on-layer.ts';
import type { Strand } from '../../../src/laydown/strand.ts';
import { rectangle } from '../../laydown/shapes.ts';
import { asks, hatch } from './grounds.ts';

const solid = asks({ solid: true });
const block = rectangle(-4, -4, 4, 4);

const grids = [partGrid({ minX: -15e6, minY: -15e6, maxX: 15e6, maxY: 15e6 }, solid.width, 0)];
const [first, ...others] = hatch(-4, -4, 4, 4);
const strands = [first, ...others];
const changed = (change: Partial<Strand>): PartOnLayer => ({
  section: block,
  strands: [{ ...first, ...change }, ...others],
  asked: solid,
});
const moved = first.points.slice();
moved[3] += 1;
const count = first.points.length / 2;

const layers: readonly PartOnLayer[] = [
  { section: block, strands, asked: solid },
  { section: block, strands: others, asked: solid },
  { section: block, strands: others.slice(4), asked: solid },
  { section: rectangle(-4, -4, 4, 3), strands, asked: solid },
  { section: block, strands, asked: { ...solid, height: solid.height / 2 } },
  changed({ points: moved }),
  changed({ widths: new Int32Array(count).fill(Math.round(1e6 * first.width)) }),
  changed({ rise: new Int32Array(count).fill(10) }),
  changed({ area: first.area * 1.01 }),
  changed({ width: first.width * 1.01 }),
  changed({ height: first.height * 1.01 }),
  changed({ closed: !first.closed }),
  changed({ role: 'contour' }),
  changed({ ink: 'other' }),
  changed({ part: 'other' }),
];

/** Equal values in arrays of their own. */
const copied = ({ section, strands: given, asked }: PartOnLayer): PartOnLayer => ({
  section: { ...section, points: section.points.slice(), ringEnds: section.ringEnds.slice() },
  strands: given.map((strand) => ({ ...strand, points: strand.points.slice() })),
  asked: { ...asked },
});

function figuresOf(order: readonly number[], alike?: ReturnType<typeof rememberLayers>) {
  let below: LayerIslands | null = null;
  return order.map((k) => {
    const { figures, islands } = measureLayer(grids, [copied(layers[k])], below, alike);
    below = islands;
    return figures;
  });
}

test('remembered layers give the figures of measured ones, in any order', () => {
  const orders = fc.array(fc.nat(layers.length - 1), { minLength: 8, maxLength: 16 });
  fc.assert(
    fc.property(orders, (order) => {
      expect(figuresOf(order, rememberLayers())).toEqual(figuresOf(order));
    }),
    { seed: 5, numRuns: 12 },
  );
});

test('only equal layers are alike: one number less, and they are measured anew', () => {
  for (const [k, layer] of layers.entries()) {
    const alike = rememberLayers();
    alike.add([layer], []);
    layers.forEach((other, i) => {
      expect(alike.find([copied(other)]) !== undefined, `${i} after ${k}`).toBe(i === k);
    });
  }
});

test('a wall whose triangles meet elsewhere on each layer is the same wall', () => {
  const cutAt = (x: number): PartOnLayer => ({
    section: {
      kind: 'closed',
      points: Int32Array.from([-4, -4, x, -4, 4, -4, 4, 4, -4, 4].map((mm) => mm * 1e6)),
      ringEnds: Uint32Array.of(5),
    },
    strands,
    asked: solid,
  });
  let added = 0;
  const remembered = rememberLayers();
  const alike = {
    ...remembered,
    add: (...layer: Parameters<typeof remembered.add>) => ++added && remembered.add(...layer),
  };
  const figures = [-3.5, 0, 2.25].map((x) => measureLayer(grids, [cutAt(x)], null, alike).figures);
  expect(added).toBe(1);
  expect(figures[1]).toEqual(figures[0]);
  expect(figures[2]).toEqual(figures[0]);
});
