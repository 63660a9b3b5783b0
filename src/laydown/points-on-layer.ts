import type { LaydownSettings } from '../job/laydown-settings.ts';
import { nmPerMm } from '../slice/outline.ts';
import { honeycombWalls } from './patterns/honeycomb.ts';
import { isTpms, tpmsDensity, tpmsStep } from './patterns/tpms.ts';
import { pieceOfWave, waveShape } from './patterns/wave.ts';
import type { PlaneBounds } from './plane-bounds.ts';
import { resolveSpacing } from './resolve-spacing.ts';
import { leastInWidths, touchingSpacing } from './strand-section.ts';
import { latticeOf } from './weave.ts';

/** Corners of a ring, roughly: rings are simplified, but rough parts keep a few hundred. */
const pointsARing = 200;

/**
 * About how many points (or samples) the pattern works with on a layer that fills all of the part's bounds, before
 * anything is cut to the region: what its memory and time grow with. Width and height of a strand in mm.
 */
export function pointsOnLayer(settings: LaydownSettings, width: number, height: number, bounds: PlaneBounds): number {
  const lattice = latticeOf(settings, undefined, width, height, bounds);
  const [section] = lattice.sections;
  const wanted = [0, 1].map((way) => resolveSpacing(settings, lattice, way).spacing);
  const spacing = Math.max(leastInWidths * width, Math.min(...wanted));
  const [long, wide] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY].map((nm) => nm / nmPerMm);
  const across = Math.hypot(long, wide);
  const { pattern } = settings;
  if (isTpms(pattern)) {
    const cell = Math.max(width, settings.cell ?? spacing * tpmsDensity[pattern]);
    return (long * wide) / tpmsStep(cell, Math.max(long, wide)) ** 2;
  }
  switch (pattern) {
    case 'wave': {
      const shape = waveShape(settings, width);
      return ((across + 2 * shape.amplitude) / spacing) * (across / pieceOfWave(shape));
    }
    case 'honeycomb': {
      const { side, pitch } = honeycombWalls(spacing, touchingSpacing(section));
      return (across / pitch) * ((4 * across) / (3 * side));
    }
    case 'concentric':
    case 'spiral':
      return (Math.min(long, wide) / spacing) * pointsARing;
    default:
      return (6 * across) / spacing;
  }
}
