/** Extent in the plane, nm. */
export interface PlaneBounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  /** Whether the part fills them, corners included; a disc does not. */
  readonly corners?: boolean;
}

/** Extent of points x0 y0 x1 y1 …; a point at the origin when there are none. */
export function planeBounds(points: ArrayLike<number>): PlaneBounds {
  if (points.length === 0) return { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  let minX = points[0];
  let minY = points[1];
  let maxX = minX;
  let maxY = minY;
  for (let i = 2; i < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    if (x < minX) minX = x;
    else if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    else if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY };
}
