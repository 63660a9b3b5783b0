import { clipPaths } from '../paths/clip-paths.ts';
import { rowsBetween, spanAcross, spanAlong } from '../paths/line-frame.ts';
import { addPoint, endPath, finishPaths, startPaths } from '../paths/path-set.ts';
import { touchingSpacing } from '../spacing/strand-section.ts';
import { placeFrame } from './line-family.ts';
import type { PatternKind, PatternPaths, PatternPlace } from './pattern.ts';

/**
 * Hexagons `spacing` from level wall to level wall, one in the centre of the part. Three walls meet in every corner,
 * so a strand cannot run through all of them without a stop: each row of cells is one strand that goes up and down,
 * and the level walls are laid twice, side by side. The slanted walls stand at 60°.
 */
function layHoneycomb(place: PatternPlace): PatternPaths {
  const frame = placeFrame(place, place.settings.angles[0]);
  const { swing, side, pitch } = honeycombWalls(place.spacing, touchingSpacing(place.section) * 1e6);
  const across = spanAcross(place.region, frame);
  const along = spanAlong(place.region, frame);
  const rows = rowsBetween(across.low - swing, across.high, -place.spacing / 2, pitch);
  const walls = startPaths();
  const add = (u: number, v: number) =>
    addPoint(walls, frame.x + u * frame.cos - v * frame.sin, frame.y + u * frame.sin + v * frame.cos);
  for (let row = 0; row < rows.at.length; row++) {
    const low = rows.at[row];
    const high = low + swing;
    // The cell in the centre stands on row 0; every second row is moved along by half a period.
    const start = rows.lines[row] % 2 === 0 ? 0 : 1.5 * side;
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

/** How far a row of cells goes up and down, the side of a hexagon and the distance of rows, in the unit given. */
function honeycombWalls(spacing: number, beside: number): { swing: number; side: number; pitch: number } {
  // Cells without a pore would have no sides at all.
  const swing = Math.max(spacing - beside, beside / 4) / 2;
  return { swing, side: (2 * swing) / Math.sqrt(3), pitch: swing + beside };
}

export const honeycomb: PatternKind = {
  description: 'hexagonal pores that run straight up; every row of cells is one strand',
  spacing: 'from level wall to level wall of a cell',
  settings: ['angles (the first)', 'join'],
  directions: { by: 'turn', degrees: 360 },
  gradients: {},
  lay: layHoneycomb,
  weave: () => ({ within: 'honeycomb' }),
  pointsOnLayer: ({ spacing, touching, across }) => {
    const { side, pitch } = honeycombWalls(spacing, touching);
    return (across / pitch) * ((4 * across) / (3 * side));
  },
};
