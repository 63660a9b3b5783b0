import type { Construct } from '../../laydown/construct.ts';

/** The same strands in the same order, mirrored in Y about the middle of the well: for machines that print mirrored. */
export function mirrorConstruct(construct: Construct): Construct {
  const mirrored = (points: Int32Array): Int32Array => points.map((value, i) => (i % 2 === 0 ? value : -value));
  return {
    ...construct,
    layers: construct.layers.map((layer) => ({
      ...layer,
      strands: layer.strands.map((strand) => ({ ...strand, points: mirrored(strand.points) })),
    })),
  };
}
