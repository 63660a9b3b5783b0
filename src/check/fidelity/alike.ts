import { sameNumbers, sameStrand } from '../../laydown/same-strand.ts';
import type { Outline } from '../../slice/outline.ts';
import type { MeasuredPart, PartOnLayer } from './part-on-layer.ts';

/**
 * What was measured of the last layers, for layers with the very same sections, wishes and strands: prisms repeat theirs
 * with every turn of the lattice. All that a measurement depends on is compared, value by value.
 */
export interface AlikeLayers {
  readonly find: (parts: readonly PartOnLayer[]) => readonly MeasuredPart[] | undefined;
  readonly add: (parts: readonly PartOnLayer[], measured: readonly MeasuredPart[]) => void;
}

/** Patterns turn through no more directions than this, as a rule. */
const kept = 6;

/** A memory for layers on the same grids. */
export function rememberLayers(): AlikeLayers {
  const layers: { readonly parts: readonly PartOnLayer[]; readonly measured: readonly MeasuredPart[] }[] = [];
  return {
    find: (parts) => layers.find((layer) => layer.parts.every((part, i) => sameOnLayer(part, parts[i])))?.measured,
    add: (parts, measured) => {
      layers.push({ parts, measured });
      if (layers.length > kept) layers.shift();
    },
  };
}

function sameOnLayer(a: PartOnLayer, b: PartOnLayer): boolean {
  if (a.strands.length !== b.strands.length || !sameOutline(a.section, b.section)) return false;
  if (JSON.stringify(a.asked) !== JSON.stringify(b.asked)) return false;
  return a.strands.every((strand, i) => sameStrand(strand, b.strands[i]));
}

function sameOutline(a: Outline, b: Outline): boolean {
  return sameNumbers(a.points, b.points) && sameNumbers(a.ringEnds, b.ringEnds);
}
