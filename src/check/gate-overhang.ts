import type { Finding } from '../finding/finding.ts';
import type { Ink } from '../ink/ink.ts';
import { longestSpan } from '../ink/strand-shape.ts';
import type { Strand } from '../laydown/strand.ts';
import type { StrandStep } from '../program/step.ts';
import { originOf } from '../provenance/provenance.ts';
import type { PhysicsContext } from './physics-context.ts';
import { placeOf } from './strand-place.ts';
import { fillStrand, type Hang, hangOf, supportGridFor } from './support-grid.ts';

/** A strand rests on another when at least a quarter of its width lies over it. */
const reachShare = 0.75;

/** A hanging strand and the length that its ink may hang, mm; null: nobody knows. */
interface Overhang {
  readonly step: StrandStep;
  readonly hang: Hang;
  readonly limit: number | null;
  readonly source: string;
}

/**
 * Refuses strands and layers that hang in the air: without any ink below, or over a longer way than their ink spans
 * (half of it for a loose end). Where the span of an ink is not known, only a layer without support is refused.
 */
export function gateOverhang(context: PhysicsContext): Finding[] {
  const findings: Finding[] = [];
  for (const layers of constructs(context.strands)) {
    const grid = supportGridFor(layers.flatMap((layer) => layer.steps.map((step) => step.strand)));
    let below: Layer | null = null;
    for (const layer of layers) {
      if (below !== null || !layer.steps.every(liesOnFloor)) {
        grid.filled.fill(0);
        const reachOf = (strand: Strand) => reachShare * strand.width;
        if (below?.layer === layer.layer - 1)
          for (const { strand } of below.steps) fillStrand(grid, strand, reachOf(strand));
        const hanging = layer.steps
          .filter((step) => !liesOnFloor(step))
          .map((step) => overhangOf(context, step, hangOf(grid, step.strand)))
          .filter((overhang) => overhang !== null);
        findings.push(...judgeLayer(layer, hanging));
      }
      below = layer;
    }
  }
  return perInk(findings);
}

interface Layer {
  readonly layer: number;
  readonly steps: readonly StrandStep[];
}

/** The strands by construct and layer; wells that print the very same strands count once. */
function constructs(strands: readonly StrandStep[]): Layer[][] {
  const seen = new Set<Strand>();
  const byWell = new Map<string, Map<number, StrandStep[]>>();
  for (const step of strands) {
    if (seen.has(step.strand) || step.strand.rise !== undefined) continue;
    if (step.strand.role === 'prime' || step.strand.role === 'purge') continue;
    seen.add(step.strand);
    const layers = byWell.get(step.well) ?? new Map<number, StrandStep[]>();
    byWell.set(step.well, layers);
    const steps = layers.get(step.layer);
    if (steps === undefined) layers.set(step.layer, [step]);
    else steps.push(step);
  }
  return [...byWell.values()].map((layers) =>
    [...layers].sort((a, b) => a[0] - b[0]).map(([layer, steps]) => ({ layer, steps })),
  );
}

function liesOnFloor({ zNm, strand }: StrandStep): boolean {
  return zNm / 1e6 <= 1.5 * strand.height;
}

function overhangOf({ tools }: PhysicsContext, step: StrandStep, hang: Hang): Overhang | null {
  const ink = tools.get(step.tool)?.ink;
  if (ink === undefined) return null;
  const { limit, source } = spanOf(ink, step.strand);
  const over = limit === null ? hang.floating : overLimit(hang, limit);
  return over ? { step, hang, limit, source } : null;
}

function overLimit({ bridge, cantilever, floating, length }: Hang, limit: number): boolean {
  return bridge > limit || cantilever > limit / 2 || (floating && length > limit / 2);
}

/** What the ink spans: measured, or from its modulus. */
function spanOf(ink: Ink, strand: Strand): { readonly limit: number | null; readonly source: string } {
  if (ink.span !== undefined) {
    return { limit: ink.span, source: originOf(ink.provenance, 'span')?.source ?? `ink ${ink.id}, span` };
  }
  if (ink.elasticModulus === undefined) return { limit: null, source: `ink ${ink.id}: span not known` };
  const limit = longestSpan(ink.elasticModulus, strand.height, strand.width, ink.density);
  return { limit, source: `ink ${ink.id}, from its modulus (CentroEPiaggio/Rheology-GUI)` };
}

function judgeLayer(layer: Layer, hanging: readonly Overhang[]): Finding[] {
  if (hanging.length === 0) return [];
  const worst = hanging.reduce((a, b) => (reach(b.hang) > reach(a.hang) ? b : a));
  const { step, hang, limit, source } = worst;
  const floating = hanging.filter((overhang) => overhang.hang.floating).length;
  const wholeLayer = 2 * floating > layer.steps.length;
  const how = hang.floating
    ? 'without any support'
    : hang.bridge > (limit ?? 0)
      ? 'between supports'
      : 'to a loose end';
  const told = `${reach(hang).toFixed(2)} mm ${how}`;
  const spans = limit === null ? 'how far its ink spans is not known' : `its ink spans ${limit.toFixed(2)} mm`;
  return [
    {
      gate: 'overhang',
      code: wholeLayer ? 'layer-without-support' : 'strand-without-support',
      severity: wholeLayer || limit !== null ? 'refuse' : 'warn',
      where: placeOf(step),
      what:
        (wholeLayer ? `Layer ${layer.layer} has no ink below ${floating} of its ${layer.steps.length} strands; ` : '') +
        `strand ${step.id} hangs ${told}; ${spans}${hanging.length > 1 ? ` (${hanging.length} such strands)` : ''}.`,
      fix: fixFor(worst, wholeLayer),
      numbers: {
        hangMm: reach(hang),
        strands: hanging.length,
        floating,
        ...(limit === null ? {} : { limitMm: limit }),
      },
      source,
    },
  ];
}

function reach({ bridge, cantilever, floating, length }: Hang): number {
  return floating ? length : Math.max(bridge, cantilever);
}

function fixFor({ hang, limit, step }: Overhang, wholeLayer: boolean): string {
  if (wholeLayer) return 'Print a sacrificial part below it, turn the part over, or lower it onto the vessel floor.';
  if (limit !== null && !hang.floating && hang.bridge > limit) {
    const spacing = Math.floor((limit + step.strand.width) * 100) / 100;
    return `A spacing of at most ${spacing} mm in the layer below, or a sacrificial part under it.`;
  }
  return 'Print a sacrificial part below it, or measure what the ink spans and enter it as span.';
}

/** The first finding of each ink and code, with the number of layers that say the same. */
function perInk(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.severity} ${finding.where.ink}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (group.length === 1) return first;
    const what = `${first.what} The same on ${group.length - 1} more layers.`;
    return { ...first, what, numbers: { ...first.numbers, layers: group.length } };
  });
}
