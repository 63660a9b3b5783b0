import type { Outline } from '../slice/outline.ts';
import { outlineArea } from './outline-area.ts';
import { overlap, overlapping } from './overlapping.ts';
import type { Polygons } from './polygons.ts';
import { dropSlivers } from './slivers.ts';
import { solidOf } from './solid-of.ts';

/** What one ink covers on one layer, for one part; disjoint from every other region of that layer. */
interface Region {
  /** Key of the ink in the job's `inks`. */
  readonly ink: string;
  readonly part: string;
  readonly layer: number;
  readonly outline: Outline;
  readonly areaMm2: number;
}

/** What one part covers on one layer before the parts are told apart. */
export interface PartOnLayer {
  readonly part: string;
  readonly ink: string;
  readonly outline: Outline;
  /** The higher one wins where parts overlap; among equals the later one. */
  readonly precedence: number;
  /** Another ink from the rim of the part inwards, in the plane of the layer. */
  readonly shell?: { readonly ink: string; readonly thicknessMm: number } | undefined;
  /** Pieces left by carving are dropped when narrower than this. */
  readonly narrowestMm: number;
}

/** A piece of a layer, and which of the parts given it belongs to. */
export interface PartRegion extends Region {
  readonly partIndex: number;
  readonly role: 'whole' | 'core' | 'shell';
}

/** A part that others of higher precedence cover. */
export interface CoveredPart {
  readonly part: string;
  /** In the order of the parts. */
  readonly by: readonly string[];
}

export interface Partition {
  /** In the order of the parts; disjoint. */
  readonly regions: readonly PartRegion[];
  /** Of each part, the area of holes that lie in nothing, with all that lies in them. */
  readonly lostMm2: readonly number[];
  /** Area left out because no strand fits into its pieces. */
  readonly sliverMm2: number;
  /** Area of all parts together. */
  readonly unionMm2: number;
  /** Parts with a precedence of their own that overlap another one. */
  readonly overlapping: readonly string[];
  /** Parts of which others leave nothing, or pieces that no strand fits into, and which ones those are. */
  readonly covered: readonly CoveredPart[];
  /** Sum of regions and slivers less the union; beyond rounding it means that a boolean went wrong. */
  readonly areaErrorMm2: number;
}

/** Rounding to whole nanometres moves areas less than this. */
const relativeTolerance = 1e-6;

/**
 * Tells the parts of one layer apart: each keeps what no part of higher precedence covers, so that two inks meet in one
 * boundary. Clipper2 has a rare defect with sliver triangles (its issues 544 and 1067): the areas are summed up
 * against the union, and on a mismatch the layer is done again with the parts moved by one nanometre.
 */
export function partition(parts: readonly PartOnLayer[], layer: number, polygons: Polygons): Partition {
  const first = { ...partitionOnce(parts, layer, polygons), overlapping: overlapping(parts, polygons) };
  if (isExact(first)) return first;
  const moved = parts.map((part, i) => ({ ...part, outline: movedBy(part.outline, i + 1) }));
  const second = { ...first, ...partitionOnce(moved, layer, polygons) };
  return Math.abs(second.areaErrorMm2) < Math.abs(first.areaErrorMm2) ? second : first;
}

/** Whether the regions of a layer add up to the union of its parts. */
export function isExact({ areaErrorMm2, unionMm2 }: Pick<Partition, 'areaErrorMm2' | 'unionMm2'>): boolean {
  return Math.abs(areaErrorMm2) <= relativeTolerance * unionMm2;
}

function partitionOnce(
  parts: readonly PartOnLayer[],
  layer: number,
  polygons: Polygons,
): Omit<Partition, 'overlapping'> {
  const order = parts.map((_, i) => i).sort((a, b) => parts[b].precedence - parts[a].precedence || b - a);
  const byPart: PartRegion[][] = parts.map(() => []);
  let taken: Outline | null = null;
  let takenMm2 = 0;
  const lostMm2 = parts.map(() => 0);
  let sliverMm2 = 0;
  let areaErrorMm2 = 0;
  const covered: CoveredPart[] = [];
  for (const [rank, i] of order.entries()) {
    const solid = solidOf(parts[i].outline, polygons);
    const whole = solid.outline;
    lostMm2[i] = solid.lostMm2;
    if (whole.ringEnds.length === 0) continue;
    if (taken === null) {
      byPart[i] = splitShell(parts[i], i, layer, whole, polygons);
      taken = whole;
      takenMm2 = outlineArea(whole);
      continue;
    }
    const rest = polygons.difference(whole, taken);
    const union: Outline = polygons.union([taken, whole]);
    const unionMm2 = outlineArea(union);
    areaErrorMm2 += takenMm2 + outlineArea(rest) - unionMm2;
    const { outline, droppedMm2 } = dropSlivers(rest, parts[i].narrowestMm, polygons);
    sliverMm2 += droppedMm2;
    byPart[i] = splitShell(parts[i], i, layer, outline, polygons);
    if (outlineArea(outline) <= relativeTolerance * outlineArea(whole)) {
      const above = order.slice(0, rank).sort((a, b) => a - b);
      const by = above.filter((other) => overlap(parts[other], parts[i], polygons));
      covered.push({ part: parts[i].part, by: by.map((other) => parts[other].part) });
    }
    taken = union;
    takenMm2 = unionMm2;
  }
  return { regions: byPart.flat(), lostMm2, sliverMm2, unionMm2: takenMm2, areaErrorMm2, covered };
}

function splitShell(
  { part, ink, shell, narrowestMm }: PartOnLayer,
  partIndex: number,
  layer: number,
  outline: Outline,
  polygons: Polygons,
): PartRegion[] {
  const region = (of: Outline, role: PartRegion['role'], its: string): PartRegion => {
    return { ink: its, part, layer, outline: of, areaMm2: outlineArea(of), partIndex, role };
  };
  if (outline.ringEnds.length === 0) return [];
  if (shell === undefined) return [region(outline, 'whole', ink)];
  const inside = polygons.inset(outline, Math.round(shell.thicknessMm * 1e6), 'round');
  // Where two shells meet, rounding leaves crumbs of a core that no strand fits into: they belong to the shell.
  const core = dropSlivers(inside, narrowestMm, polygons).outline;
  const rim = polygons.difference(outline, core);
  return [region(rim, 'shell', shell.ink), region(core, 'core', ink)].filter((r) => r.outline.ringEnds.length > 0);
}

function movedBy(outline: Outline, nm: number): Outline {
  return { ...outline, points: outline.points.map((v) => v + nm) };
}
