import { changing, type JobChange, type Judgement } from '../../finding/finding.ts';
import { layerNumber } from '../../finding/layer-number.ts';
import { longestSpan } from '../../ink/flow/strand-shape.ts';
import type { Ink } from '../../ink/ink.ts';
import { isBeside, type Strand } from '../../laydown/strand.ts';
import type { PathStrand } from '../../program/program-path.ts';
import { originOf } from '../../provenance/origin.ts';
import { hangsInSpace } from '../space/hang-in-space.ts';
import { placeOf } from '../space/strand-place.ts';
import { emptyGrid, fillStrand, type Hang, hangOf, supportGridFor } from '../space/support-grid.ts';

/** A strand rests on another when at least a quarter of its width lies over it. */
const reachShare = 0.75;

/** What the gate looks at: where the strands lie, and which ink is in each tool. */
export interface Hanging {
  readonly strands: readonly PathStrand[];
  readonly tools: ReadonlyMap<string, { readonly material: Ink }>;
  /** How far the job's own place lifts the construct, mm; 0 when absent. */
  readonly placeZ?: number;
}

/** A hanging strand and the length that its ink may hang, mm; null: nobody knows. */
interface Overhang {
  readonly step: PathStrand;
  readonly hang: Hang;
  readonly limit: number | null;
  readonly source: string;
}

/**
 * Refuses strands and layers that hang in the air: without any ink below, or over a longer way than their ink spans
 * (half of it for a loose end). Where the span of an ink is not known, only a layer without support is refused.
 */
export function gateOverhang(context: Hanging): Judgement[] {
  const layered = context.strands.filter(({ strand }) => strand.role !== 'branch');
  const findings = constructs(layered).flatMap((layers) => judgeConstruct(context, layers));
  return [...perInk(findings), ...perInk(judgeSpace(context))];
}

interface Layer {
  readonly layer: number;
  readonly steps: readonly PathStrand[];
}

/** The strands by construct and layer; wells that print the very same strands count once. */
function constructs(strands: readonly PathStrand[]): Layer[][] {
  const byWell = new Map<string, PathStrand[]>();
  for (const step of strands) {
    if (isBeside(step.strand)) continue;
    const steps = byWell.get(step.well);
    if (steps === undefined) byWell.set(step.well, [step]);
    else steps.push(step);
  }
  const different: PathStrand[][] = [];
  for (const steps of byWell.values()) if (!different.some((known) => samePrint(known, steps))) different.push(steps);
  return different.map(inLayers);
}

function samePrint(a: readonly PathStrand[], b: readonly PathStrand[]): boolean {
  return a.length === b.length && a.every((step, i) => step.strand === b[i].strand && step.layer === b[i].layer);
}

function inLayers(steps: readonly PathStrand[]): Layer[] {
  const layers = new Map<number, PathStrand[]>();
  for (const step of steps) {
    const known = layers.get(step.layer);
    if (known === undefined) layers.set(step.layer, [step]);
    else known.push(step);
  }
  return [...layers].sort((a, b) => a[0] - b[0]).map(([layer, own]) => ({ layer, steps: own }));
}

function judgeConstruct(context: Hanging, layers: readonly Layer[]): Judgement[] {
  const findings: Judgement[] = [];
  const grid = supportGridFor(layers.flatMap((layer) => layer.steps.map((step) => step.strand)));
  const fill = (strand: Strand) => fillStrand(grid, strand, reachShare * strand.width);
  // A strand that rises (a spiral) may carry any layer above it, and rests on its own turn before.
  const rising: Strand[] = [];
  const unknown = new Map<string, Overhang>();
  layers.forEach(({ layer, steps }, i) => {
    const flat = steps.filter(({ strand }) => strand.rise === undefined);
    const judged = flat.filter((step) => !liesOnFloor(step));
    if (judged.length > 0) {
      emptyGrid(grid);
      for (const strand of rising) fill(strand);
      if (i > 0 && layers[i - 1].layer === layer - 1) for (const { strand } of layers[i - 1].steps) fill(strand);
      const overhangs = judged.map((step) => overhangOf(context, step, hangOf(grid, step.strand)));
      findings.push(
        ...judgeLayer({ layer, steps: flat }, overhangs.filter(hangsTooFar), i === 0 ? (context.placeZ ?? 0) : null),
      );
      for (const overhang of overhangs) keepLongest(unknown, overhang);
    }
    for (const { strand } of steps) if (strand.rise !== undefined) rising.push(strand);
  });
  return [...findings, ...[...unknown.values()].map(spanUnknown)];
}

/** Strands in space, one after the other: only what is printed already carries. */
function judgeSpace(context: Hanging): Judgement[] {
  const inSpace = context.strands.filter(({ strand }) => strand.role === 'branch');
  const byWell = new Map<string, PathStrand[]>();
  for (const step of inSpace) byWell.set(step.well, [...(byWell.get(step.well) ?? []), step]);
  return [...byWell.values()].flatMap((steps) => {
    const overhangs = hangsInSpace(steps, 0).map(({ step, hang }) => overhangOf(context, step, hang));
    const unknown = new Map<string, Overhang>();
    for (const overhang of overhangs) keepLongest(unknown, overhang);
    const far = overhangs.filter(hangsTooFar);
    const inks = [...new Set(far.map(({ step }) => step.strand.ink))];
    const refused = inks.map((ink) => hangingInSpace(far.filter(({ step }) => step.strand.ink === ink)));
    return [...refused, ...[...unknown.values()].map(spanUnknown)];
  });
}

function hangingInSpace(hanging: readonly Overhang[]): Judgement {
  const worst = hanging.reduce((a, b) => (reach(b.hang) > reach(a.hang) ? b : a));
  const { step, hang, limit, source } = worst;
  const how = hang.floating
    ? 'without any support'
    : hang.bridge > (limit ?? 0)
      ? 'between supports'
      : 'to a loose end';
  const spans = limit === null ? 'how far its ink spans is unknown' : `its ink spans ${limit.toFixed(2)} mm`;
  const others = hanging.length > 1 ? ` (${hanging.length} such strands)` : '';
  return {
    code: 'strand-without-support',
    severity: 'refuse',
    where: placeOf(step),
    what: `Strand ${step.id} hangs in the air over ${reach(hang).toFixed(2)} mm ${how}; ${spans}${others}.`,
    fix: 'Print it into a bath that carries it, or lay a strand below it first.',
    numbers: { hangMm: reach(hang), strands: hanging.length, ...(limit === null ? {} : { limitMm: limit }) },
    source,
  };
}

/** Of an ink whose span nobody knows, the piece that hangs farthest, when it is longer than five widths. */
function keepLongest(unknown: Map<string, Overhang>, overhang: Overhang): void {
  const { step, hang, limit } = overhang;
  if (limit !== null || hang.floating || reach(hang) <= 5 * step.strand.width) return;
  const known = unknown.get(step.strand.ink);
  if (known === undefined || reach(hang) > reach(known.hang)) unknown.set(step.strand.ink, overhang);
}

function spanUnknown({ step, hang, source }: Overhang): Judgement {
  return {
    code: 'span-not-known',
    severity: 'note',
    where: placeOf(step),
    what: `Strand ${step.id} hangs over ${reach(hang).toFixed(2)} mm; how far its ink spans is unknown.`,
    fix: 'Print a gap test and enter the span (mm) in the ink.',
    numbers: { hangMm: reach(hang) },
    source,
  };
}

function liesOnFloor({ zNm, strand }: PathStrand): boolean {
  return zNm / 1e6 <= 1.5 * strand.height;
}

function overhangOf({ tools }: Hanging, step: PathStrand, hang: Hang): Overhang {
  const ink = tools.get(step.tool)?.material;
  const span = ink === undefined ? { limit: null, source: '' } : spanOf(ink, step.strand);
  return { step, hang, ...span };
}

function hangsTooFar({ hang, limit }: Overhang): boolean {
  const { bridge, cantilever, floating, length } = hang;
  if (limit === null) return floating;
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

/** `placeZ` is that of the job for the lowest layer, null for any other. */
function judgeLayer(layer: Layer, hanging: readonly Overhang[], placeZ: number | null): Judgement[] {
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
  const stated = `${reach(hang).toFixed(2)} mm ${how}`;
  const spans = limit === null ? 'how far its ink spans is unknown' : `its ink spans ${limit.toFixed(2)} mm`;
  return [
    {
      code: wholeLayer ? 'layer-without-support' : 'strand-without-support',
      severity: wholeLayer || limit !== null ? 'refuse' : 'warn',
      where: placeOf(step),
      what:
        (wholeLayer
          ? `Layer ${layerNumber(layer.layer)} has no ink below ${floating} of its ${layer.steps.length} strands; `
          : '') +
        `strand ${step.id} hangs ${stated}; ${spans}${hanging.length > 1 ? ` (${hanging.length} such strands)` : ''}.`,
      fix: fixFor(worst, wholeLayer, placeZ !== null),
      ...changing(placeZ === null ? [] : lowered(worst, placeZ)),
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

/** How far a strand of the lowest layer lies above what it should lie on, mm. */
const liftOf = ({ zNm, strand }: PathStrand): number => Number((zNm / 1e6 - strand.height).toFixed(3));

/** The whole construct lower, where it is the job's own place that lifts it. */
function lowered({ step }: Overhang, placeZ: number): JobChange[] {
  const lift = liftOf(step);
  if (lift <= 0 || placeZ < lift) return [];
  const value = Number((placeZ - lift).toFixed(3));
  return [{ what: `The construct ${lift} mm lower`, path: ['place', 'z'], value }];
}

function fixFor({ hang, limit, step }: Overhang, wholeLayer: boolean, lowest: boolean): string {
  if (lowest) {
    const lift = liftOf(step);
    return `Lower the construct by ${lift} mm (z of move and place), or print a sacrificial part below it; into a bath that carries it: --allow overhang.`;
  }
  if (wholeLayer) return 'Print a sacrificial part below it.';
  if (limit !== null && !hang.floating && hang.bridge > limit) {
    const spacing = Math.floor((limit + step.strand.width) * 100) / 100;
    return `A spacing of at most ${spacing} mm in the layer below, or a sacrificial part under it.`;
  }
  return 'Print a sacrificial part below it, or measure what the ink spans and enter it as span.';
}

/** The first finding of each ink and code, with the number of layers that say the same. */
function perInk(findings: readonly Judgement[]): Judgement[] {
  const groups = new Map<string, Judgement[]>();
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
