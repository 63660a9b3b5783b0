import { builtOf } from '../part.ts';
import type { PartRole } from '../scaffold.ts';
import { type Columns, columnSurfaces } from './column-surfaces.ts';
import { PlanPen } from './plan.ts';

/** Corners of full circles. */
export const segments = 96;

/** A round plan: region `0` within the first radius, `1` between the first and the second, and so on. */
export function roundPlan(radii: readonly number[]): PlanPen {
  const pen = new PlanPen();
  const rings = radii.map((radius) => pen.circle(radius, segments));
  pen.fan(rings[0], [0, 0], '0');
  for (let r = 1; r < rings.length; r++) pen.band(rings[r - 1], rings[r], String(r), true);
  return pen;
}

/** A floor at one height. */
export const level = (z: number) => () => z;

/** Parts that stand on a plan, by number from 1. */
export function columnParts(columns: Columns, parts: readonly (readonly [name: string, role: PartRole])[]) {
  return builtOf(columnSurfaces(columns, parts.length), parts);
}

/** How far a polygon of that many corners lies within its circle, in words. */
export function circleAccuracy(radius: number): string {
  const strays = radius * (1 - Math.cos(Math.PI / segments));
  return `Circles are polygons of ${segments} corners, which lie at most ${(1000 * strays).toFixed(1)} µm within them.`;
}
