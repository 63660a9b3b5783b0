import { changing, type Finding, type JobChange } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import type { Job } from '../../job/job.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';

/** Where the strands of an ink are thinnest against the layer they lie in. */
interface Thinnest {
  readonly layer: number;
  readonly part: string;
  readonly width: number;
  readonly height: number;
  /** Layers that hold such strands. */
  readonly layers: number;
  /** All of them are of the height that the job gives every layer. */
  readonly usual: boolean;
}

/** Rounding of widths and heights, mm. */
const tolerance = 1e-6;

/**
 * Warns where a strand is thinner than its layer is high: the needle's tip runs a layer height above what lies below,
 * so the strand is laid in the air, falls, and the layers part. One finding for each ink. `asked` is how the job asks for layers,
 * `widths` how wide it asks the strands of each ink to be, mm.
 */
export function thinStrands(
  layers: readonly ConstructLayer[],
  asked: Job['layers'],
  widths: Readonly<Record<string, number>>,
): Finding[] {
  const worst = new Map<string, Thinnest>();
  // Inks with strands of thin places, as wide as the section is there: lower layers cut it elsewhere.
  const fitted = new Set<string>();
  for (const { index, strands } of layers) {
    const seen = new Set<string>();
    for (const { ink, part, width, height } of strands) {
      if (Math.abs(width - widths[ink]) > tolerance) fitted.add(ink);
      if (width >= height - tolerance) continue;
      const known = worst.get(ink);
      const count = (known?.layers ?? 0) + (seen.has(ink) ? 0 : 1);
      seen.add(ink);
      const usual = (known?.usual ?? true) && Math.abs(height - asked.height) <= tolerance;
      const thinner = known === undefined || width / height < known.width / known.height;
      const common = { layers: count, usual };
      worst.set(ink, thinner ? { layer: index, part, width, height, ...common } : { ...known, ...common });
    }
  }
  return [...worst].map(([ink, thinnest]) =>
    describe(ink, thinnest, thinnest.usual && asked.zones.length === 0 && !fitted.has(ink)),
  );
}

function lowerLayers(width: number): JobChange {
  const value = Number(short(0.8 * width));
  return { what: `Layers of ${value} mm`, path: ['layers', 'height'], value };
}

/** `certain`: lower layers are known to be what helps. */
function describe(ink: string, { layer, part, width, height, layers }: Thinnest, certain: boolean): Finding {
  const gap = height - width;
  return {
    gate: 'plan',
    code: 'strand-thinner-than-layer',
    severity: 'warn',
    where: { ink, part, layer },
    what: `Strands of ${ink} are ${short(width)} mm thick and the layer is ${short(height)} mm high (${layers} such ${layers === 1 ? 'layer' : 'layers'}): each is laid ${short(gap)} mm above what should carry it.`,
    fix: `Make these layers ${short(0.8 * width)} mm high (at most ${short(width)} mm), or print with a nozzle or width of at least ${short(height)} mm.`,
    ...changing(certain ? [lowerLayers(width)] : []),
    numbers: { widthMm: width, heightMm: height, gapMm: gap, layers },
  };
}
