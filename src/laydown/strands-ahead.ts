import type { LaydownSettings } from '../job/laydown-settings.ts';
import { isTpms, type TpmsId, tpmsDensity } from './patterns/tpms.ts';
import { pieceOfWave, waveShape } from './patterns/wave.ts';
import type { PlaneBounds } from './plane-bounds.ts';
import { resolveSpacing } from './resolve-spacing.ts';
import { leastInWidths } from './strand-section.ts';
import { latticeOf } from './weave.ts';

/** What a pattern lays at least on each mm² of a layer, before anything is laid. */
export interface StrandsAhead {
  readonly lengthMm: number;
  readonly points: number;
}

/**
 * Points on each mm of a wall of a period of 1 mm, at least: straight pieces stay within 2 µm of the curve, so that their
 * number grows with the root of the curvature. Counted on planes of 20 to 80 mm at periods of 0.4 to 2 mm, the joins along
 * the rim included; the least of them.
 */
const leastPoints: Readonly<Record<TpmsId, number>> = { gyroid: 15, 'schwarz-p': 12, diamond: 7 };

/** Width and height of a strand in mm. */
export function strandsAhead(
  settings: LaydownSettings,
  width: number,
  height: number,
  bounds: PlaneBounds,
): StrandsAhead {
  const lattice = latticeOf(settings, undefined, width, height, bounds);
  const wanted = [0, 1].map((way) => resolveSpacing(settings, lattice, way).spacing);
  const spacing = Math.max(leastInWidths * width, ...wanted);
  const { pattern } = settings;
  if (isTpms(pattern)) {
    const cell = Math.max(width, settings.cell ?? spacing * tpmsDensity[pattern]);
    const lengthMm = tpmsDensity[pattern] / cell;
    return { lengthMm, points: (lengthMm * leastPoints[pattern]) / Math.sqrt(cell) };
  }
  const lengthMm = 1 / spacing;
  return { lengthMm, points: pattern === 'wave' ? lengthMm / pieceOfWave(waveShape(settings, width)) : 0 };
}
