import type { Finding } from '../finding/finding.ts';
import { noMemory } from '../memory/memory.ts';
import { outlineArea } from '../region/outline-area.ts';
import { layDownFindings, narrowedFinding } from './lay-down-findings.ts';
import type { LayDownInput } from './lay-down-input.ts';
import { contourStrands, inkOfLine, strandsOf, thinStrands } from './make-strands.ts';
import { printOrder } from './order/print-order.ts';
import { type InsetRegion, insetFrom, insetRegion } from './paths/inset-region.ts';
import { joinPaths } from './paths/join-paths.ts';
import { pathLength } from './paths/path-length.ts';
import type { PathSet } from './paths/path-set.ts';
import type { PatternPaths, PatternPlace } from './patterns/pattern.ts';
import { patternOf } from './patterns/pattern-table.ts';
import { doseFill, fillUp, thinContours } from './spacing/dose-fill.ts';
import { latticeOf, sectionOnLayer } from './spacing/lattice.ts';
import { type Achieved, measure } from './spacing/measure.ts';
import { type ResolvedSpacing, resolveSpacing, withSpacingOfCell } from './spacing/resolve-spacing.ts';
import { type StrandSection, strandSection, touchingSpacing } from './spacing/strand-section.ts';
import { type Strand, strandLength } from './strand.ts';

export interface LayDownResult {
  /** In the order of printing; strands of one ink together. */
  readonly strands: readonly Strand[];
  readonly achieved: Achieved;
  readonly room: Room;
  readonly findings: readonly Finding[];
}

/** For what a region has room: settings of what it has none for change nothing. */
export interface Room {
  /** For the pattern: strands beside contours and thin places, which follow the rim whatever the pattern. */
  readonly pattern: boolean;
  /** For strands of the section that a part is given: those of thin places are slots of their own width. */
  readonly section: boolean;
}

/** A connection along the rim is at most this many spacings long. */
const joinReach = 3;

/** Widths tried, as fractions, for a tube whose wall is a little thinner than its strand, or uneven. */
const narrowings = [0.98, 0.95, 0.9, 0.85, 0.8];

/**
 * Fills a region with strands: contours, then the pattern inside them. Never throws; odd places become findings. A
 * spiral in a wall that its strand just misses is laid with a narrower strand, which stays inside all the way round.
 */
export function layDown(input: LayDownInput): LayDownResult {
  const { result, torn } = layDownAsGiven(input);
  if (!torn) return result;
  for (const narrowing of narrowings) {
    const narrowed = layDownAsGiven({ ...input, width: input.width * narrowing });
    if (narrowed.torn || narrowed.result.strands.length === 0) continue;
    const { findings } = narrowed.result;
    return { ...narrowed.result, findings: [...findings, narrowedFinding(input, input.width * narrowing)] };
  }
  return result;
}

function layDownAsGiven(input: LayDownInput): { result: LayDownResult; torn: boolean } {
  const { settings, crossSection, width, height, spread } = input;
  const lattice = latticeOf(settings, crossSection, width, height, input.partBounds, spread);
  const section = sectionOnLayer(lattice, input.layer.index);
  const contourSection = strandSection(crossSection ?? 'slot', width, height, spread);
  const resolved = spacingOf(input);
  const inset = (input.memory ?? noMemory).recall(
    'inset',
    (id) => insetFrom(input, contourSection, resolved.solid, id(input.outline)),
    () => insetRegion(input, contourSection, resolved.solid),
  );
  const place = patternPlace(input, section, resolved, inset);
  const laid = patternOf(settings.pattern).lay(place);
  const pattern = joined(laid, place, input);
  const role = resolved.solid ? 'fill' : 'lattice';
  const ofFamily = (family: PathSet, i: number) =>
    strandsOf(family, { rise: pattern.rise?.[i], slot: pattern.slots?.[i] }, role, input, section);
  const asked = settings.minLength;
  const whole = keepLong(
    [
      ...contourStrands(inset.contours, input, contourSection),
      ...pattern.families.flatMap((family, i) => (pattern.slots?.[i] ? [] : ofFamily(family, i))),
    ],
    asked === undefined ? input.width : 0,
  );
  // A pin is as short as it is: only a length that was asked for leaves it out.
  const ownThin = thinStrands(inset.thin.slice(0, inset.ownThin), input, resolved.solid);
  const laterThin = [
    ...thinStrands([...inset.thin.slice(inset.ownThin), ...(laid.beads ?? [])], input, resolved.solid),
    ...pattern.families.flatMap((family, i) => (pattern.slots?.[i] ? ofFamily(family, i) : [])),
  ];
  const thin = keepLong([...ownThin, ...laterThin], asked ?? 0);
  const area = { ...inset, inner: laid.wound ?? inset.inner };
  const touching = touchingSpacing(contourSection);
  const full = filled(
    dosed(whole.strands, input, area, touching, resolved.solid),
    laterThin,
    input,
    area,
    resolved.solid,
  );
  // What a length that was asked for leaves out is left out with its ink; crumbs of a strand give theirs to the others.
  const kept = keepLong(full, asked ?? 0);
  const strands = printOrder(
    [...thin.strands, ...kept.strands],
    input.alternate?.length ? input.alternate : [input.ink],
    input.startAt ?? [input.partBounds.minX, input.partBounds.minY],
  );
  const achieved = measure({
    strands,
    section,
    lattice,
    solid: resolved.solid,
    spacing: laidSpacing(laid, place),
    dropped: sumOf([whole.dropped, kept.dropped, thin.dropped]),
    outline: input.outline,
  });
  const findings = layDownFindings(input, resolved, achieved);
  return { result: { strands, achieved, room: roomIn(input, inset), findings }, torn: laid.torn ?? false };
}

function roomIn({ settings, contours }: LayDownInput, { lattice, wide }: InsetRegion): Room {
  const pattern = lattice.ringEnds.length > 0 || (patternOf(settings.pattern).findsThin === true && contours === 0);
  return { pattern, section: pattern || wide.ringEnds.length > 0 };
}

/** All layers of a zone share one spacing: that of its layer height, also where the first layer differs. */
function spacingOf({
  layer,
  height,
  settings,
  crossSection,
  width,
  partBounds,
  spread,
}: LayDownInput): ResolvedSpacing {
  const { constructHeight, top, zoneHeight = height } = layer;
  const way = constructHeight > 0 ? (top - height / 2) / constructHeight : 0;
  const lattice = latticeOf(settings, crossSection, width, zoneHeight, partBounds, spread);
  return resolveSpacing(withSpacingOfCell(settings), lattice, way);
}

function patternPlace(
  input: LayDownInput,
  section: StrandSection,
  resolved: ResolvedSpacing,
  inset: InsetRegion,
): PatternPlace {
  const { partBounds: bounds } = input;
  return {
    outline: inset.inner,
    region: inset.lattice,
    rim: inset.rim,
    inset: inset.depth,
    bounds,
    axisX: input.axis?.[0] ?? (bounds.minX + bounds.maxX) / 2,
    axisY: input.axis?.[1] ?? (bounds.minY + bounds.maxY) / 2,
    spacing: resolved.spacing * 1e6,
    solid: resolved.solid,
    level: input.contours,
    thinWalls: input.thinWalls,
    section,
    settings: input.settings,
    layer: input.layer,
    polygons: input.polygons,
  };
}

/** Distance of neighbouring lines, mm; where it differs from place to place the mean, area over length by direction. */
function laidSpacing({ spacing, families }: PatternPaths, { region }: PatternPlace): number {
  if (spacing !== undefined) return spacing / 1e6;
  const length = families.reduce((sum, family) => sum + pathLength(family), 0) / 1e6;
  return length > 0 ? (families.length * outlineArea(region)) / length : 0;
}

/** Neighbouring strands of one ink become one along the rim, unless the job wants them apart. */
function joined(pattern: PatternPaths, place: PatternPlace, input: LayDownInput): PatternPaths {
  if (input.settings.join === 'none' || pattern.rise) return pattern;
  const reach = joinReach * place.spacing;
  const sameInk = (a: number, b: number) => inkOfLine(input, a) === inkOfLine(input, b);
  return { ...pattern, families: pattern.families.map((family) => joinPaths(family, place.region, reach, sameInk)) };
}

/** Strands with the sections that the region has room for, its margin left free. */
function dosed(
  strands: readonly Strand[],
  { settings, polygons, width, height, thinWalls, outline: whole }: LayDownInput,
  { contours, lattice, inner }: InsetRegion,
  touchingMm: number,
  solid: boolean,
): Strand[] {
  if (thinWalls) {
    // Contours, and rings without a gap, fill their slots: only fill between them has to make up for its ends.
    if (!solid || patternOf(settings.pattern).fillsSlots) return [...strands];
    const isFill = ({ role }: Strand) => role === 'fill';
    const fill = doseFill(strands.filter(isFill), { outline: inner, core: lattice, width, height, polygons });
    return [...strands.filter((strand) => !isFill(strand)), ...fill];
  }
  if (!solid && contours.length === 0) return [...strands];
  const outline = settings.margin > 0 ? polygons.inset(whole, settings.margin * 1e6) : whole;
  if (!solid) return thinContours(strands, outline, touchingMm);
  return doseFill(strands, { outline, core: contours[0] ?? lattice, width, height, polygons });
}

/** Rings of solid fill with what they, and the strands in places between them, leave of the region. */
function filled(
  strands: Strand[],
  between: readonly Strand[],
  { settings, polygons, width, height, thinWalls, contours }: LayDownInput,
  { wide }: InsetRegion,
  solid: boolean,
): Strand[] {
  const rings = contours > 0 || patternOf(settings.pattern).fillsSlots;
  if (!solid || !thinWalls || !rings || settings.overlap > 0) return strands;
  return fillUp(strands, between, { outline: wide, core: polygons.inset(wide, width * 5e5), width, height, polygons });
}

function sumOf(dropped: readonly Achieved['dropped'][]): Achieved['dropped'] {
  return {
    count: dropped.reduce((sum, { count }) => sum + count, 0),
    lengthMm: dropped.reduce((sum, { lengthMm }) => sum + lengthMm, 0),
  };
}

function keepLong(strands: readonly Strand[], minLength: number): { strands: Strand[]; dropped: Achieved['dropped'] } {
  const kept: Strand[] = [];
  let count = 0;
  let lengthMm = 0;
  for (const strand of strands) {
    const length = strandLength(strand);
    // 1 nm is forgiven, so that a strand of just that length stays.
    if (length >= minLength - 1e-6) {
      kept.push(strand);
      continue;
    }
    count++;
    lengthMm += length;
  }
  return { strands: kept, dropped: { count, lengthMm } };
}
