import { outlineArea } from '../../region/outline-area.ts';
import type { Polygons } from '../../region/polygons.ts';
import { insideOutline, splitPieces } from '../../region/slivers.ts';
import type { Outline } from '../../slice/outline.ts';
import { type Strand, strandLength, strandVolume } from '../strand.ts';

/**
 * Strands are dosed by volume: what an area holds goes into the strands of that area only. An area is one connected
 * body that strands can reach; a fin that none reaches gives its ink to no other place.
 */

/**
 * How far the section of a strand may leave its own. Fill ends half a width before the rim, and the ink of both ends
 * comes on top of `most`; contours change only where fill cannot make up for it. What small bodies then still miss, in
 * corners that no strand reaches, all their strands share.
 */
const fillLimits = { least: 0.5, most: 1.25 };
const contourLimits = { least: 0.5, most: 1.25 };
const mostOfAll = 1.6;

/** Where the ink of some strands belongs. */
interface Body {
  readonly areaMm2: number;
  readonly strands: Strand[];
}

/** What is to be filled. */
export interface DosedArea {
  /** The region without its margin. */
  readonly outline: Outline;
  /** Where centre lines may lie that are half a strand inside of it. */
  readonly core: Outline;
  /** Of a strand, mm. */
  readonly width: number;
  /** Of the layer, mm. */
  readonly height: number;
  readonly polygons: Polygons;
}

/** Strands of a solid region with the sections that bring each body to its volume. */
export function doseFill(strands: readonly Strand[], area: DosedArea): Strand[] {
  const factors = new Map<Strand, number>();
  for (const body of bodiesOf(strands, area)) {
    const fill = body.strands.filter(({ role }) => role === 'fill');
    const contours = body.strands.filter(({ role }) => role !== 'fill');
    const filling = volumeOf(fill);
    const around = volumeOf(contours);
    const volume = body.areaMm2 * area.height;
    const ends = fill.reduce((sum, strand) => sum + (strand.closed ? 0 : strand.width * strand.area), 0);
    const most = filling > 0 ? (fillLimits.most * (filling + ends)) / filling : 1;
    const ofFill = filling > 0 ? within(fillLimits.least, most, (volume - around) / filling) : 1;
    const left = volume - filling * ofFill;
    const ofContours = around > 0 ? within(contourLimits.least, contourLimits.most, left / around) : 1;
    const total = filling * ofFill + around * ofContours;
    const ofAll = total > 0 ? within(1, mostOfAll, volume / total) : 1;
    for (const strand of fill) factors.set(strand, ofFill * ofAll);
    for (const strand of contours) factors.set(strand, ofContours * ofAll);
  }
  return scaled(strands, factors);
}

/** Rings fill their slots; only where they miss the volume of their body by more than this do they take what is missing. */
const slotTolerance = 0.005;

/**
 * Rings of a solid region leave slits and corners that no strand fits into: they share the ink of what can be reached of
 * their body, less that of the strands `between` them, and spread into it. Where they lie on each other they get less.
 */
export function fillUp(strands: readonly Strand[], between: readonly Strand[], area: DosedArea): Strand[] {
  const reached = reachedPieces(area);
  const { bodies } = sharedOut(strands, reached);
  const inBetween = sharedOut(between, reached).bodies;
  const factors = new Map<Strand, number>();
  bodies.forEach((body, i) => {
    const volume = volumeOf(body.strands);
    if (volume === 0) return;
    const wanted = (body.areaMm2 * area.height - volumeOf(inBetween[i].strands)) / volume;
    if (Math.abs(wanted - 1) <= slotTolerance) return;
    const factor = within(contourLimits.least, contourLimits.most, wanted);
    for (const strand of body.strands) factors.set(strand, factor);
  });
  return scaled(strands, factors);
}

/**
 * Contours of a lattice in a wall that both of them hardly fit lie on top of each other: they share the ink of as many
 * touching strands as their piece of the region holds.
 */
export function thinContours(strands: readonly Strand[], outline: Outline, touchingMm: number): Strand[] {
  const pieces = splitPieces(outline);
  const crowded = new Map<Strand, number>();
  const contours = strands.filter(({ role }) => role === 'contour');
  const bodies = pieces.length === 1 ? [bodyOf(pieces[0], contours)] : sharedOut(contours, pieces).bodies;
  for (const { areaMm2, strands: own } of bodies) {
    const length = own.reduce((sum, strand) => sum + strandLength(strand), 0);
    if (length * touchingMm <= areaMm2) continue;
    const factor = within(contourLimits.least, 1, areaMm2 / (length * touchingMm));
    for (const strand of own) crowded.set(strand, factor);
  }
  return scaled(strands, crowded);
}

/**
 * The bodies that strands can reach, each with its strands: the region opened by a strand's width. Strands in a wall
 * so thin that the opening leaves nothing of it share the rest of their piece of the region.
 */
function bodiesOf(strands: readonly Strand[], area: DosedArea): Body[] {
  const pieces = splitPieces(area.outline);
  const reached = reachedPieces(area);
  if (pieces.length === 1 && reached.length === 1) return [bodyOf(reached[0], strands)];
  const { bodies, others } = sharedOut(strands, reached);
  if (others.length === 0) return bodies;
  const rest = sharedOut(others, pieces).bodies.map((body, i) => {
    const taken = reached.filter(({ points }) => insideOutline(pieces[i], points[0], points[1]));
    const left = taken.reduce((area, piece) => area - outlineArea(piece), body.areaMm2);
    return { ...body, areaMm2: Math.max(0, left) };
  });
  return [...bodies, ...rest];
}

/** What strands can reach of an area, piece by piece. */
function reachedPieces({ outline, core, width, polygons }: DosedArea): Outline[] {
  // Mitred corners may reach past a bevelled rim.
  return splitPieces(polygons.intersection(polygons.inset(core, -width * 5e5), outline));
}

function bodyOf(piece: Outline, strands: readonly Strand[]): Body {
  return { areaMm2: outlineArea(piece), strands: [...strands] };
}

/** Every strand to the piece that the first of its points lies in that lies in any: its end may lie in a gap. */
function sharedOut(
  strands: readonly Strand[],
  pieces: readonly Outline[],
): { bodies: Body[]; others: readonly Strand[] } {
  const bodies = pieces.map((piece) => bodyOf(piece, []));
  const others = strands.filter((strand) => {
    const own = bodies[pieceOf(strand, pieces)];
    own?.strands.push(strand);
    return own === undefined;
  });
  return { bodies, others };
}

function pieceOf({ points }: Strand, pieces: readonly Outline[]): number {
  for (let i = 0; i < points.length; i += 2) {
    const found = pieces.findIndex((piece) => insideOutline(piece, points[i], points[i + 1]));
    if (found >= 0) return found;
  }
  return -1;
}

/** The strands, with the sections of some so many times as large. */
function scaled(strands: readonly Strand[], factors: ReadonlyMap<Strand, number>): Strand[] {
  return strands.map((strand) => {
    const factor = factors.get(strand);
    return factor === undefined ? strand : { ...strand, area: strand.area * factor };
  });
}

function volumeOf(strands: readonly Strand[]): number {
  return strands.reduce((sum, strand) => sum + strandVolume(strand), 0);
}

function within(least: number, most: number, factor: number): number {
  return Math.min(most, Math.max(least, factor));
}
