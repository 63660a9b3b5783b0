import earcut from 'earcut';
import type { GcodeReading } from '../../src/gcode/reading/reading.ts';
import type { LayerFill } from './load/wire.ts';
import { nestRings, type Ring } from './nest-rings.ts';
import { inkNameOf } from './strands.ts';

/**
 * The inked area of a layer as triangles, from the outermost closed contours of each ink and well. Keeps only the
 * contours' points (a small part of a print), because the columns themselves belong to the page.
 */
export function fillLayer(reading: GcodeReading): (layer: number) => LayerFill {
  const rings = closedContours(reading);
  const cache = new Map<number, LayerFill>();
  return (layer) => {
    let fill = cache.get(layer);
    if (!fill) {
      fill = triangulate(layer, rings.get(layer) ?? []);
      cache.set(layer, fill);
      // The cache is not empty.
      if (cache.size > 32) cache.delete(cache.keys().next().value!);
    }
    // The answer hands its arrays over: give copies, so that the cache stays whole.
    return {
      ...fill,
      inks: fill.inks.map(({ ink, points, triangles }) => ({
        ink,
        points: points.slice(),
        triangles: triangles.slice(),
      })),
    };
  };
}

interface Contour extends Ring {
  readonly ink: number;
  readonly well: number;
  readonly z: number;
}

/** Closed contour strands by layer. The ink's number is that of `Print.inks`: in order of first appearance. */
function closedContours(reading: GcodeReading): Map<number, Contour[]> {
  const { motions, strands } = reading;
  const byLayer = new Map<number, Contour[]>();
  const inkRows = new Map<string, number>();
  const { x, y, z, strand, start } = motions;
  for (let s = 0; s < strands.count; s++) {
    const name = inkNameOf(reading, s);
    if (!inkRows.has(name)) inkRows.set(name, inkRows.size);
    const role = strands.names[strands.role[s]]?.toLowerCase() ?? '';
    if (!/contour|perimeter|wall|skin/.test(role)) continue;
    const first = strands.firstMotion[s];
    const points: number[] = first > 0 ? [x[first - 1] / 1e6, y[first - 1] / 1e6] : [start[0] / 1e6, start[1] / 1e6];
    for (let row = first; row < motions.count && strand[row] === s; row++) points.push(x[row] / 1e6, y[row] / 1e6);
    const closes = Math.hypot(points[0] - points[points.length - 2], points[1] - points[points.length - 1]) < 0.05;
    if (!closes || points.length < 8) continue;
    points.length -= 2;
    const layer = strands.layer[s];
    const list = byLayer.get(layer) ?? [];
    // Every ink was given a row above.
    list.push({ points, ink: inkRows.get(name)!, well: strands.well[s], z: z[first] / 1e6 });
    byLayer.set(layer, list);
  }
  return byLayer;
}

function triangulate(layer: number, contours: readonly Contour[]): LayerFill {
  const inks: { ink: number; points: Float32Array; triangles: Uint32Array }[] = [];
  for (const ink of new Set(contours.map((contour) => contour.ink))) {
    const points: number[] = [];
    const triangles: number[] = [];
    for (const well of new Set(contours.filter((c) => c.ink === ink).map((c) => c.well))) {
      const own = contours.filter((c) => c.ink === ink && c.well === well);
      for (const { outer, holes } of nestRings(own)) {
        const flat = [...outer.points];
        const holeStarts = holes.map((hole) => {
          const at = flat.length / 2;
          flat.push(...hole.points);
          return at;
        });
        const base = points.length / 2;
        for (const index of earcut(flat, holeStarts)) triangles.push(base + index);
        points.push(...flat);
      }
    }
    inks.push({ ink, points: Float32Array.from(points), triangles: Uint32Array.from(triangles) });
  }
  return { layer, z: contours[0]?.z ?? 0, inks };
}
