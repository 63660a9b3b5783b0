import { nmPerMm } from '../../slice/outline.ts';
import type { LaydownValues } from '../laydown-values.ts';
import { clipPaths } from '../paths/clip-paths.ts';
import { addPoint, endPath, finishPaths, startPaths } from '../paths/path-set.ts';
import type { PlaneBounds } from '../paths/plane-bounds.ts';
import { firstSpokes } from '../spacing/spoke-room.ts';
import type { Weave } from '../spacing/weave.ts';
import { placeFrame } from './line-family.ts';
import { layerAngle, type PatternKind, type PatternPaths, type PatternPlace } from './pattern.ts';

/**
 * Spokes from the axis of the part. Where the gap between neighbours has grown to two spacings a new spoke begins
 * between them, so spokes are never nearer than one spacing. The angle of the layer turns the whole star.
 */
function layRadial(place: PatternPlace): PatternPaths {
  const frame = placeFrame(place, layerAngle(place));
  const { bounds, axisX, axisY, spacing } = place;
  const reach = Math.hypot(
    Math.max(bounds.maxX - axisX, axisX - bounds.minX),
    Math.max(bounds.maxY - axisY, axisY - bounds.minY),
  );
  const spokes = startPaths();
  let line = 0;
  for (let count = firstSpokes; ; count *= 2) {
    const begin = (count * spacing) / (2 * Math.PI);
    if (begin >= reach) break;
    const each = count === firstSpokes ? 1 : 2;
    for (let i = each - 1; i < count; i += each) {
      const angle = (2 * Math.PI * i) / count;
      const x = Math.cos(angle) * frame.cos - Math.sin(angle) * frame.sin;
      const y = Math.sin(angle) * frame.cos + Math.cos(angle) * frame.sin;
      addPoint(spokes, axisX + begin * x, axisY + begin * y);
      addPoint(spokes, axisX + reach * x, axisY + reach * y);
      endPath(spokes, false, line++);
    }
  }
  return { families: [clipPaths(finishPaths(spokes), place.region)] };
}

/** Spokes turned by this many degrees lie on spokes again, but for those of the innermost star. */
const spokesRepeat = 30;

function weaveOfSpokes({ angles }: LaydownValues, _width: number, bounds: PlaneBounds): Partial<Weave> {
  // Turned spokes stand between those below, somewhere.
  const turned = angles.some((angle) => (angle - angles[0]) % spokesRepeat !== 0);
  const half = (from: number, to: number) => (to - from) / 2 / nmPerMm;
  const [halfX, halfY] = [half(bounds.minX, bounds.maxX), half(bounds.minY, bounds.maxY)];
  return { shift: turned ? 0.5 : 0, spokes: { halfX, halfY, corners: bounds.corners ?? false } };
}

export const radial: PatternKind = {
  description: 'spokes from the axis; new ones begin further out where there is room',
  spacing: 'smallest distance between spokes; it grows to twice that before new ones begin',
  settings: ['angles (turn of the spokes)', 'join'],
  directions: { by: 'layer' },
  gradients: { z: true },
  reachesCorners: true,
  lay: layRadial,
  weave: weaveOfSpokes,
};
