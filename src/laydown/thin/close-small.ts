import { outlineArea } from '../../region/outline-area.ts';
import type { Polygons } from '../../region/polygons.ts';
import { dropSlivers, joinOutlines, splitPieces } from '../../region/slivers.ts';
import type { Outline } from '../../slice/outline.ts';
import type { Bead } from './bead.ts';
import { narrowBelow } from './lay-thin.ts';
import { type LevelledBead, layThinLevel } from './thin-level.ts';

/** What is left of a region when its small pieces are closed by rings. */
export interface Closed {
  readonly beads: readonly LevelledBead[];
  /** The pieces that are not small; the same object where none is. */
  readonly rest: Outline;
  /** The small ones, null without any. */
  readonly small: Outline | null;
}

/**
 * Pieces of solid fill that are nowhere as wide as five strands: its lines would be hardly longer than wide there, their
 * ends a large part of them. Rings side by side fill them from the rim to the core, and share what they hold.
 */
export function closeSmall(region: Outline, level: number, width: number, step: number, polygons: Polygons): Closed {
  const pieces = splitPieces(region);
  const small = pieces.filter((piece) => isNarrow(piece, width, polygons));
  if (small.length === 0) return { beads: [], rest: region, small: null };
  return {
    beads: small.flatMap((piece) => closePiece(piece, level, width, step, polygons)),
    rest: joinOutlines(pieces.filter((piece) => !small.includes(piece))),
    small: joinOutlines(small),
  };
}

function isNarrow(piece: Outline, width: number, polygons: Polygons): boolean {
  return (
    piece.ringEnds.length > 0 && dropSlivers(piece, (narrowBelow * width) / 1e6, polygons).outline.ringEnds.length === 0
  );
}

function closePiece(piece: Outline, first: number, width: number, step: number, polygons: Polygons): LevelledBead[] {
  const laid: LevelledBead[] = [];
  let region = piece;
  for (let level = first; region.ringEnds.length > 0; level++) {
    const { beads, rest } = layThinLevel(region, level, width, polygons, true);
    laid.push(...beads);
    const centre = polygons.inset(rest, width / 2);
    laid.push(...ringBeads(centre, width, step).map((bead) => ({ bead, level })));
    region = polygons.inset(centre, step - width / 2);
  }
  // What is lost in corners that no ring reaches, all of them share.
  const held = laid.reduce((sum, { bead }) => sum + bead.areaMm2, 0);
  const share = held > 0 ? outlineArea(piece) / held : 1;
  return laid.map(({ bead, level }) => ({ bead: { ...bead, areaMm2: bead.areaMm2 * share }, level }));
}

function ringBeads({ points, ringEnds }: Outline, width: number, step: number): Bead[] {
  return Array.from(ringEnds, (end, r): Bead => {
    const ring = points.slice(r === 0 ? 0 : 2 * ringEnds[r - 1], 2 * end);
    let length = 0;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      length += Math.hypot(ring[i] - ring[j], ring[i + 1] - ring[j + 1]);
    }
    const widths = new Int32Array(ring.length / 2).fill(Math.round(width));
    return { points: ring, widths, closed: true, areaMm2: (length * step) / 1e12, depth: 0 };
  });
}
