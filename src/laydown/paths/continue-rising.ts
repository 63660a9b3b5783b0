import type { ConstructLayer, InkOnLayer } from '../construct.ts';
import { type Strand, strandLength, strandVolume } from '../strand.ts';
import { gapNm } from '../strand-geometry.ts';

/**
 * Makes one strand of the rising turns of a thin tube, over all its layers: each begins exactly where the turn below
 * ended, however the section has moved meanwhile. A turn with none below it (the first of a tube) is laid flat, at the
 * height of its layer: it would begin at the very surface it lies on.
 */
export function continueRising(layers: readonly ConstructLayer[]): readonly ConstructLayer[] {
  if (!layers.some(({ strands }) => strands.some(({ rise }) => rise !== undefined))) return layers;
  const continued: ConstructLayer[] = [];
  for (const layer of layers) continued.push(continueLayer(layer, continued.at(-1)));
  return continued;
}

function continueLayer(layer: ConstructLayer, below: ConstructLayer | undefined): ConstructLayer {
  const ends = (below?.strands ?? []).filter(({ rise }) => rise !== undefined);
  const strands = layer.strands.map((strand) => {
    if (strand.rise === undefined) return strand;
    const last = takeNearest(ends, strand);
    return last === undefined ? { ...strand, rise: new Int32Array(strand.rise.length) } : beginAt(strand, last);
  });
  const inks = { ...layer.inks };
  strands.forEach((strand, i) => {
    const before = layer.strands[i];
    const lengthMm = strandLength(strand) - strandLength(before);
    if (lengthMm === 0) return;
    inks[strand.ink] = lengthened(inks[strand.ink], lengthMm, strandVolume(strand) - strandVolume(before));
  });
  const [first] = strands;
  const before = below?.strands.at(-1);
  if (first?.rise && before?.rise && first.ink === before.ink && gapNm(before, first) === 0) {
    inks[first.ink] = { ...inks[first.ink], starts: inks[first.ink].starts - 1 };
  }
  return { ...layer, strands, inks };
}

/** Takes the strand whose end is nearest to where the other begins, if that is within the width of the strand. */
function takeNearest(strands: Strand[], next: Strand): Strand | undefined {
  let best = -1;
  let bestGap = next.width * 1e6;
  strands.forEach((strand, i) => {
    const distance = gapNm(strand, next);
    if (distance > bestGap || strand.part !== next.part) return;
    best = i;
    bestGap = distance;
  });
  return best < 0 ? undefined : strands.splice(best, 1)[0];
}

function beginAt(strand: Strand, below: Strand): Strand {
  const points = strand.points.slice();
  points.set(below.points.subarray(-2));
  return { ...strand, points };
}

function lengthened(ink: InkOnLayer, lengthMm: number, volumeMm3: number): InkOnLayer {
  return {
    ...ink,
    strandLengthMm: ink.strandLengthMm + lengthMm,
    volumeMm3: ink.volumeMm3 + volumeMm3,
  };
}
