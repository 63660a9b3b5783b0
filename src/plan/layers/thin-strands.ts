import type { Finding } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';

/** Where the strands of an ink are thinnest against the layer they lie in. */
interface Thinnest {
  readonly layer: number;
  readonly part: string;
  readonly width: number;
  readonly height: number;
  /** Layers that hold such strands. */
  readonly layers: number;
}

/** Rounding of widths and heights, mm. */
const tolerance = 1e-6;

/**
 * Warns where a strand is thinner than its layer is high: the needle's tip runs a layer height above what lies below,
 * so the strand is laid in the air, falls, and the layers part. One finding for each ink.
 */
export function thinStrands(layers: readonly ConstructLayer[]): Finding[] {
  const worst = new Map<string, Thinnest>();
  for (const { index, strands } of layers) {
    const seen = new Set<string>();
    for (const { ink, part, width, height } of strands) {
      if (width >= height - tolerance) continue;
      const known = worst.get(ink);
      const count = (known?.layers ?? 0) + (seen.has(ink) ? 0 : 1);
      seen.add(ink);
      const thinner = known === undefined || width / height < known.width / known.height;
      worst.set(ink, thinner ? { layer: index, part, width, height, layers: count } : { ...known, layers: count });
    }
  }
  return [...worst].map(([ink, thinnest]) => describe(ink, thinnest));
}

function describe(ink: string, { layer, part, width, height, layers }: Thinnest): Finding {
  const gap = height - width;
  return {
    gate: 'plan',
    code: 'strand-thinner-than-layer',
    severity: 'warn',
    where: { ink, part, layer },
    what: `Strands of ${ink} are ${short(width)} mm thick and the layer is ${short(height)} mm high (${layers} such ${layers === 1 ? 'layer' : 'layers'}): each is laid ${short(gap)} mm above what should carry it.`,
    fix: `Make these layers ${short(0.8 * width)} mm high (at most ${short(width)} mm), or print with a nozzle or width of at least ${short(height)} mm.`,
    numbers: { widthMm: width, heightMm: height, gapMm: gap, layers },
  };
}
