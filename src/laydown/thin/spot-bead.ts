import { bytesAt, enterInts, intsAt } from '../../kernel/kernel.ts';
import { plannerKernel } from '../../kernel/planner-kernel.ts';
import type { Polygons } from '../../region/polygons.ts';
import type { Bead } from './bead.ts';
import { isSpot, readRecords, type Spot } from './records.ts';

/** Length of a dot that is as long as it is wide, of its width: a needle needs some way to lay it along. */
const dotLength = 1 / 8;

/**
 * A piece about as long as it is wide: a dot (a strand of two points, shorter than wide) with all the ink of the piece,
 * or where that is wide enough a ring half way to its middle. `x` and `y`: where the region was moved from.
 */
export function spotBead(spot: Spot, x: number, y: number, polygons: Polygons): Bead {
  return ringBead(spot, x, y, polygons) ?? dotBead(spot, x, y);
}

/** As long as the rectangle with the same second moments is longer than wide. */
function dotBead({ areaMm2, width, x, y, xx, yy, xy }: Spot, fromX: number, fromY: number): Bead {
  const middle = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  const long = Math.sqrt(12 * (middle + spread));
  const short = Math.sqrt(12 * Math.max(0, middle - spread));
  const half = Math.max(long - short, width * dotLength) / 2;
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const ux = half * Math.cos(angle);
  const uy = half * Math.sin(angle);
  const points = Int32Array.of(
    Math.round(x - ux) + fromX,
    Math.round(y - uy) + fromY,
    Math.round(x + ux) + fromX,
    Math.round(y + uy) + fromY,
  );
  const nm = Math.round(width);
  return { points, widths: Int32Array.of(nm, nm), closed: false, areaMm2, depth: 0 };
}

function ringBead({ areaMm2, width, outline }: Spot, x: number, y: number, polygons: Polygons): Bead | null {
  if (outline.ringEnds.length === 0) return null;
  const { points, ringEnds } = polygons.inset(outline, Math.round(width / 4));
  if (ringEnds.length !== 1) return null;
  const kernel = plannerKernel();
  const at = kernel.take(points.byteLength);
  enterInts(kernel, at, points);
  const found = kernel.finishRing(at, points.length / 2, width / 2, areaMm2, x, y);
  if (found === 0) return null;
  const [record, end] = intsAt(kernel, found, 2);
  const [bead] = readRecords(bytesAt(kernel, record, end - record).buffer, 0);
  return isSpot(bead) ? null : bead;
}
