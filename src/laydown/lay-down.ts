import type { Finding } from '../finding/finding.ts';
import type { LaydownSettings } from '../job/laydown-settings.ts';
import { outlineArea } from '../region/outline-area.ts';
import type { Polygons } from '../region/polygons.ts';
import type { Outline } from '../slice/outline.ts';
import { joinPaths } from './join-paths.ts';
import { patternOf, weaveOf } from './lay-pattern.ts';
import type { PlaneBounds } from './line-frame.ts';
import { type Achieved, measure } from './measure.ts';
import { orderStrands } from './order-strands.ts';
import type { PathSet } from './path-set.ts';
import type { LayerPlace, PatternPlace } from './patterns/pattern.ts';
import { type ResolvedSpacing, resolveSpacing } from './resolve-spacing.ts';
import { type Strand, strandLength } from './strand.ts';
import { type SectionShape, type StrandSection, strandSection, touchingSpacing } from './strand-section.ts';

export interface LayDownInput {
  /** What one ink covers of one part on one layer, nm. */
  readonly outline: Outline;
  readonly settings: LaydownSettings;
  readonly contours: number;
  /** Width of a strand, mm. */
  readonly width: number;
  /** Height of the layer, mm. */
  readonly height: number;
  /** Flattened where solid, else round, when absent. */
  readonly crossSection?: SectionShape;
  /** Key of the ink in the job. */
  readonly ink: string;
  /** Inks by strand in place of `ink`, repeated. */
  readonly alternate?: readonly string[];
  readonly part: string;
  readonly layer: LayerPlace;
  /** The part in the plane, all its layers together, nm: the phase of the pattern comes from it. */
  readonly partBounds: PlaneBounds;
  /** Where the pattern is centred, nm; the middle of `partBounds` when absent. */
  readonly axis?: readonly [number, number];
  readonly polygons: Polygons;
  /** Where the needle is before, nm; the corner of the part when absent. */
  readonly startAt?: readonly [number, number];
}

export interface LayDownResult {
  /** In the order of printing; strands of one ink together. */
  readonly strands: readonly Strand[];
  readonly achieved: Achieved;
  readonly findings: readonly Finding[];
}

/** A connection along the rim is at most this many spacings long. */
const joinReach = 3;

/** Fills a region with strands: contours, then the pattern inside them. Never throws; odd places become findings. */
export function layDown(input: LayDownInput): LayDownResult {
  const { settings, layer } = input;
  const section = strandSection(
    input.crossSection ?? (settings.solid ? 'flattened' : 'round'),
    input.width,
    input.height,
  );
  const weave = weaveOf(settings);
  const way = layer.constructHeight > 0 ? (layer.top - input.height / 2) / layer.constructHeight : 0;
  const resolved = resolveSpacing(settings, section, weave, way);
  const contours = contourStrands(input, section);
  const place = patternPlace(input, section, resolved);
  const pattern = patternOf(settings.pattern)(place);
  const reach = joinReach * place.spacing;
  const families =
    settings.join === 'boundary'
      ? pattern.families.map((family) => joinPaths(family, place.region, reach))
      : pattern.families;
  const lattice = families.flatMap((family) => strandsOf(family, input, section, resolved.solid ? 'fill' : 'lattice'));
  const kept = keepLong([...contours, ...lattice], settings.minLength ?? input.width);
  const strands = inPrintingOrder(dosed(kept.strands, input), input);
  const achieved = measure({
    strands,
    resolved,
    section,
    weave,
    dropped: kept.dropped,
    laidSpacing: pattern.spacing === undefined ? undefined : pattern.spacing / 1e6,
    outline: input.outline,
  });
  return { strands, achieved, findings: resolved.findings.map((finding) => located(finding, input)) };
}

function located(finding: Finding, input: LayDownInput): Finding {
  return { ...finding, where: { ...finding.where, part: input.part, ink: input.ink, layer: input.layer.index } };
}

/** Contour k lies half a strand plus k touching spacings inside the surface. */
function contourStrands(input: LayDownInput, section: StrandSection): Strand[] {
  const strands: Strand[] = [];
  const step = touchingSpacing(section);
  for (let k = 0; k < input.contours; k++) {
    const depth = (input.settings.margin + section.width / 2 + k * step) * 1e6;
    const ring = input.polygons.inset(input.outline, depth);
    if (ring.points.length === 0) break;
    let begin = 0;
    for (const end of ring.ringEnds) {
      strands.push(strandOf(ring.points.slice(2 * begin, 2 * end), true, input, section, 'contour', k));
      begin = end;
    }
  }
  return strands;
}

function patternPlace(input: LayDownInput, section: StrandSection, resolved: ResolvedSpacing): PatternPlace {
  const { settings, contours, partBounds: bounds, polygons } = input;
  const band = contours * touchingSpacing(section) - (contours > 0 ? settings.overlap * section.width : 0);
  const inset = (settings.margin + section.width / 2 + Math.max(0, band)) * 1e6;
  return {
    region: polygons.inset(input.outline, inset),
    inset,
    bounds,
    axisX: input.axis?.[0] ?? (bounds.minX + bounds.maxX) / 2,
    axisY: input.axis?.[1] ?? (bounds.minY + bounds.maxY) / 2,
    spacing: resolved.spacing * 1e6,
    solid: resolved.solid,
    section,
    settings,
    layer: input.layer,
    polygons,
  };
}

function strandsOf(paths: PathSet, input: LayDownInput, section: StrandSection, role: Strand['role']): Strand[] {
  const strands: Strand[] = [];
  let begin = 0;
  for (let path = 0; path < paths.ends.length; path++) {
    const end = paths.ends[path];
    const points = paths.points.slice(2 * begin, 2 * end);
    strands.push(strandOf(points, paths.closed[path] === 1, input, section, role, paths.lines[path]));
    begin = end;
  }
  return strands;
}

function strandOf(
  points: Int32Array,
  closed: boolean,
  input: LayDownInput,
  section: StrandSection,
  role: Strand['role'],
  line: number,
): Strand {
  const { alternate, part } = input;
  const ink = alternate ? alternate[((line % alternate.length) + alternate.length) % alternate.length] : input.ink;
  return { points, closed, role, ink, part, width: section.width, height: section.height, area: section.area };
}

function keepLong(strands: readonly Strand[], minLength: number): { strands: Strand[]; dropped: Achieved['dropped'] } {
  const kept: Strand[] = [];
  let count = 0;
  let lengthMm = 0;
  for (const strand of strands) {
    const length = strandLength(strand);
    if (length >= minLength - 1e-6) {
      kept.push(strand);
      continue;
    }
    count++;
    lengthMm += length;
  }
  return { strands: kept, dropped: { count, lengthMm } };
}

/** Fill strands take up what the contours leave of the region's volume, within these factors of their own section. */
const doseLimits = { least: 0.8, most: 1.25 };

/**
 * Solid fill is dosed by volume: strands end half a width before the rim and have round sides, so their section is
 * raised by the few percent that fill region area x height exactly.
 */
function dosed(strands: readonly Strand[], input: LayDownInput): Strand[] {
  if (!input.settings.solid) return [...strands];
  const outline =
    input.settings.margin > 0 ? input.polygons.inset(input.outline, input.settings.margin * 1e6) : input.outline;
  let left = outlineArea(outline) * input.height;
  let fill = 0;
  for (const strand of strands) {
    const volume = strandLength(strand) * strand.area;
    if (strand.role === 'fill') fill += volume;
    else left -= volume;
  }
  const factor = fill > 0 ? Math.min(doseLimits.most, Math.max(doseLimits.least, left / fill)) : 1;
  return strands.map((strand) => (strand.role === 'fill' ? { ...strand, area: strand.area * factor } : strand));
}

/** By ink, contours before what they enclose; each group goes on where the one before ended. */
function inPrintingOrder(strands: readonly Strand[], input: LayDownInput): Strand[] {
  const inks = input.alternate ? [...new Set(input.alternate)] : [input.ink];
  let at = input.startAt ?? [input.partBounds.minX, input.partBounds.minY];
  const ordered: Strand[] = [];
  for (const ink of inks) {
    for (const contour of [true, false]) {
      const group = strands.filter((strand) => strand.ink === ink && (strand.role === 'contour') === contour);
      const run = orderStrands(group, at);
      for (const strand of run) ordered.push(strand);
      at = lastPoint(run) ?? at;
    }
  }
  return ordered;
}

function lastPoint(strands: readonly Strand[]): readonly [number, number] | undefined {
  const last = strands.at(-1);
  if (!last) return undefined;
  const at = last.closed ? 0 : last.points.length - 2;
  return [last.points[at], last.points[at + 1]];
}
