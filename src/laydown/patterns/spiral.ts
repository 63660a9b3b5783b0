import { outlineArea } from '../../region/outline-area.ts';
import { joinOutlines } from '../../region/slivers.ts';
import type { Outline } from '../../slice/outline.ts';
import { type Island, islandsOf } from '../paths/islands.ts';
import { finishPaths, startPaths } from '../paths/path-set.ts';
import { indexRegion } from '../paths/region-index.ts';
import { type LevelledBead, layThinLevel, type ThinLevel } from '../thin/thin-level.ts';
import { addRings, denseRings, pointsOfRings } from './concentric.ts';
import type { PatternKind, PatternPaths, PatternPlace } from './pattern.ts';
import { forgiven, helixAlong, noTurns, type SlotFamily, slotTube, tubeTurns, whole } from './surface/tubes.ts';
import { layHelix, riseAlong, type Winding, windTurns } from './winding.ts';

/**
 * One continuous strand from the rim inwards. A piece without holes is wound to its core; a tube (one hole, wall of
 * even thickness) is wound from outside to inside and back on the next layer; a tube whose wall is one strand thick
 * becomes a helix that rises by one layer height a turn, from the layer below (`continueRising` joins the turns). Pieces
 * with more holes get closed rings.
 */
function laySpiral(place: PatternPlace): PatternPaths {
  const wide = place.polygons.inset(place.outline, place.rim - forgiven);
  const winding: Winding = { place, free: indexRegion(wide), flat: startPaths(), rising: startPaths() };
  const slots: SlotFamily[] = [];
  const beads: LevelledBead[] = [];
  const wound: Outline[] = [];
  let torn = 0;
  let thick = 0;
  for (const island of islandsOf(place.outline)) {
    const slot = place.thinWalls && island.holes.length === 1 ? slotTube(place, island) : null;
    if (slot !== null) {
      slots.push(slot);
      continue;
    }
    const rest = place.thinWalls ? takeThin(place, island, slots) : null;
    if (rest !== null) {
      beads.push(...rest.beads);
      for (const part of islandsOf(rest.rest)) {
        if (place.solid && part.holes.length > 0) slots.push(closedSlots(place, part, beads));
        else wound.push(windWhole(winding, part));
      }
      continue;
    }
    const { turns, thin } = island.holes.length === 1 ? tubeTurns(place, island) : noTurns;
    if (!thin) thick++;
    else if (turns.length === 0) torn++;
    if (turns.length === 1) layHelix(winding, turns[0]);
    else if (turns.length > 1) windTurns(winding, turns, place.layer.index % 2 === 1);
    else windWhole(winding, island);
  }
  const rising = finishPaths(winding.rising);
  return {
    families: [finishPaths(winding.flat), rising, ...slots.map(({ paths }) => paths)],
    rise: [
      undefined,
      riseAlong(rising, place),
      ...slots.map(({ paths, rises }) => (rises ? riseAlong(paths, place) : undefined)),
    ],
    slots: [undefined, undefined, ...slots],
    beads,
    ...(place.thinWalls ? { wound: joinOutlines(wound) } : {}),
    spacing: place.spacing,
    torn: torn > 0 && thick === 0,
  };
}

/** Strands of the thin places of a piece, and what is left to wind; a thin ring is a turn of a helix. */
function takeThin(place: PatternPlace, island: Island, slots: SlotFamily[]): ThinLevel | null {
  const piece = whole(place, island);
  const laid = layThinLevel(piece, place.level, place.section.width * 1e6, place.polygons, place.solid);
  if (laid.rest === piece) return place.solid ? laid : null;
  const [only] = laid.beads;
  if (laid.beads.length !== 1 || !only.bead.closed || island.holes.length !== 1) return laid;
  slots.push(helixAlong(place, only.bead));
  return { ...laid, beads: [] };
}

/** Closed rings that fill a piece with holes from face to face. */
function closedSlots(place: PatternPlace, part: Island, into: LevelledBead[]): SlotFamily {
  const { section, polygons } = place;
  const piece = whole(place, part);
  const { paths, beads } = denseRings(place, polygons.inset(piece, (section.width * 1e6) / 2));
  into.push(...beads);
  const areaMm2 = beads.reduce((left, { bead }) => left - bead.areaMm2, outlineArea(piece));
  const widths = new Int32Array(paths.points.length / 2).fill(Math.round(section.width * 1e6));
  return { paths, rises: false, widths, areaMm2 };
}

function windWhole(winding: Winding, island: Island): Outline {
  const { place } = winding;
  const piece = whole(place, island);
  windPiece(winding, place.polygons.inset(piece, place.rim));
  return piece;
}

/** Winds each piece to its core; where it falls apart on the way, each part is wound by itself. */
function windPiece(winding: Winding, piece: Outline): void {
  const { polygons, spacing } = winding.place;
  const open = islandsOf(piece);
  for (let island = open.pop(); island; island = open.pop()) {
    if (island.holes.length > 0) {
      closedRings(winding, island);
      continue;
    }
    const turns = [island.outer];
    for (;;) {
      const next = polygons.inset(turns[turns.length - 1], spacing);
      if (next.ringEnds.length !== 1) {
        open.push(...islandsOf(next));
        break;
      }
      turns.push(next);
    }
    windTurns(winding, turns, false);
  }
}

function closedRings({ place, flat }: Winding, island: Island): void {
  const piece = whole(place, island);
  let level = piece;
  for (let number = 1; level.points.length > 0; number++) {
    addRings(flat, level, number);
    level = place.polygons.inset(piece, number * place.spacing);
  }
}

export const spiral: PatternKind = {
  description: 'one continuous strand from the rim inwards; a wall one strand thick rises as a helix',
  spacing: 'from turn to turn',
  settings: ['solid'],
  directions: { by: 'none' },
  gradients: { z: true },
  followsRim: true,
  findsThin: true,
  leavesWedge: true,
  lay: laySpiral,
  pointsOnLayer: pointsOfRings,
};
