import type { Polygons } from '../../../region/polygons.ts';
import type { Outline } from '../../../slice/outline.ts';
import { triangleArea } from '../split-thin.ts';
import { type Bead, finishBead, sweptArea } from './bead.ts';
import { after, type RimTriangles } from './rim-triangles.ts';

/** Spots at least this wide hold a ring, narrower ones a dot, strand widths. */
const ringFrom = 1.5;
/** Length of a dot that is as long as it is wide, of its width: a needle needs some way to lay it along. */
const dotLength = 1 / 8;

/**
 * A piece about as long as it is wide: a dot (a strand of two points, shorter than wide) with all the ink of the piece,
 * or from one and a half strands on a ring half way to its middle. Null where it is narrower than half a strand.
 */
export function spotBead(
  net: RimTriangles,
  triangles: readonly number[],
  radius: number,
  strand: number,
  polygons: Polygons,
): Bead | null {
  const width = 2 * radius;
  if (width < 0.49 * strand) return null;
  const { area, x, y, long, short, ux, uy } = momentsOf(net, triangles);
  if (width >= ringFrom * strand) {
    const ring = ringBead(net, triangles, width, area, polygons);
    if (ring !== null) return ring;
  }
  const half = Math.max(long - short, width * dotLength) / 2;
  const points = Int32Array.of(
    Math.round(x - half * ux),
    Math.round(y - half * uy),
    Math.round(x + half * ux),
    Math.round(y + half * uy),
  );
  const nm = Math.round(width);
  return { points, widths: Int32Array.of(nm, nm), closed: false, areaMm2: area / 1e12, depth: 0 };
}

function ringBead(
  net: RimTriangles,
  triangles: readonly number[],
  width: number,
  area: number,
  polygons: Polygons,
): Bead | null {
  const { points, ringEnds } = polygons.inset(outlineOf(net, triangles), Math.round(width / 4));
  if (ringEnds.length !== 1) return null;
  const way: number[] = [];
  for (let i = 0; i < points.length; i += 2) way.push(points[i], points[i + 1], width / 2);
  const raw = { way, closed: true, depth: 0 };
  return sweptArea(raw) > 0 ? finishBead(raw, area / 1e12) : null;
}

function outlineOf({ samples: { x, y }, corners, rim }: RimTriangles, triangles: readonly number[]): Outline {
  const next = new Map<number, number>();
  for (const t of triangles) {
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) if (rim[edge] === 1) next.set(corners[edge], corners[after(edge)]);
  }
  const points: number[] = [];
  const ends: number[] = [];
  // A rim that is cut open at a mouth begins there.
  const reached = new Set(next.values());
  const starts = [...next.keys()].sort((a, b) => Number(reached.has(a)) - Number(reached.has(b)));
  for (const start of starts) {
    for (let at: number | undefined = start; at !== undefined; ) {
      const to = next.get(at);
      next.delete(at);
      if (to !== undefined) points.push(x[to], y[to]);
      at = to;
    }
    if (points.length / 2 > (ends.at(-1) ?? 0)) ends.push(points.length / 2);
  }
  return { kind: 'closed', points: Int32Array.from(points), ringEnds: Uint32Array.from(ends) };
}

/** Area, middle, and the sides of the rectangle with the same second moments, the longer one along u. nm. */
function momentsOf(net: RimTriangles, triangles: readonly number[]) {
  const {
    samples: { x, y },
    corners,
  } = net;
  const ox = x[corners[3 * triangles[0]]];
  const oy = y[corners[3 * triangles[0]]];
  let [area, sx, sy, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (const t of triangles) {
    const own = triangleArea(net, t);
    const px = [0, 1, 2].map((k) => x[corners[3 * t + k]] - ox);
    const py = [0, 1, 2].map((k) => y[corners[3 * t + k]] - oy);
    const tx = px[0] + px[1] + px[2];
    const ty = py[0] + py[1] + py[2];
    area += own;
    sx += (own * tx) / 3;
    sy += (own * ty) / 3;
    xx += (own * (px[0] ** 2 + px[1] ** 2 + px[2] ** 2 + tx * tx)) / 12;
    yy += (own * (py[0] ** 2 + py[1] ** 2 + py[2] ** 2 + ty * ty)) / 12;
    xy += (own * (px[0] * py[0] + px[1] * py[1] + px[2] * py[2] + tx * ty)) / 12;
  }
  const mx = sx / area;
  const my = sy / area;
  const ixx = xx / area - mx * mx;
  const iyy = yy / area - my * my;
  const ixy = xy / area - mx * my;
  const middle = (ixx + iyy) / 2;
  const spread = Math.hypot((ixx - iyy) / 2, ixy);
  const angle = Math.atan2(2 * ixy, ixx - iyy) / 2;
  return {
    area,
    x: ox + mx,
    y: oy + my,
    long: Math.sqrt(12 * (middle + spread)),
    short: Math.sqrt(12 * Math.max(0, middle - spread)),
    ux: Math.cos(angle),
    uy: Math.sin(angle),
  };
}
