import { clipPaths } from '../clip-paths.ts';
import { rowsBetween, spanAcross, spanAlong } from '../line-frame.ts';
import { addPoint, endPath, finishPaths, startPaths } from '../path-set.ts';
import { touchingSpacing } from '../strand-section.ts';
import { placeFrame } from './line-family.ts';
import type { PatternPaths, PatternPlace } from './pattern.ts';

/**
 * Hexagons `spacing` across the flats, one in the centre of the part. Three walls meet in every corner, so a strand
 * cannot run through all of them without a stop: each row of cells is one strand that goes up and down, and the level
 * walls are laid twice, side by side.
 */
export function layHoneycomb(place: PatternPlace): PatternPaths {
  const frame = placeFrame(place, place.settings.angles[0]);
  const half = place.spacing / 2;
  const side = place.spacing / Math.sqrt(3);
  const aside = (touchingSpacing(place.section) / 2) * 1e6;
  const across = spanAcross(place.region, frame);
  const along = spanAlong(place.region, frame);
  const rows = rowsBetween(across.low - half, across.high + half, 0, half);
  const walls = startPaths();
  const add = (u: number, v: number) =>
    addPoint(walls, frame.x + u * frame.cos - v * frame.sin, frame.y + u * frame.sin + v * frame.cos);
  for (let row = 0; row < rows.at.length; row++) {
    const low = rows.at[row] + aside;
    const high = rows.at[row] + half - aside;
    // A cell stands in the centre: its floor, at -half, is the low wall of odd rows; rows in between are moved along.
    const start = rows.lines[row] % 2 === 0 ? 1.5 * side : 0;
    const first = Math.floor((along.low - start) / (3 * side)) - 1;
    const last = Math.ceil((along.high - start) / (3 * side));
    for (let i = first; i <= last; i++) {
      const u = start + i * 3 * side;
      add(u - side / 2, low);
      add(u + side / 2, low);
      add(u + side, high);
      add(u + 2 * side, high);
    }
    endPath(walls, false, rows.lines[row]);
  }
  return { families: [clipPaths(finishPaths(walls), place.region)], spacing: place.spacing };
}
