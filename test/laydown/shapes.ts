import type { Outline } from '../../src/slice/outline.ts';

/** Outline of rings given in mm; outer rings counter-clockwise, holes clockwise. */
export function outlineOf(...rings: (readonly (readonly [number, number])[])[]): Outline {
  const ends: number[] = [];
  const points: number[] = [];
  for (const ring of rings) {
    for (const [x, y] of ring) points.push(Math.round(x * 1e6), Math.round(y * 1e6));
    ends.push(points.length / 2);
  }
  return { kind: 'closed', points: Int32Array.from(points), ringEnds: Uint32Array.from(ends) };
}

export function rectangle(x0: number, y0: number, x1: number, y1: number): Outline {
  return outlineOf([
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ]);
}

/** Corners of a circle in mm, counter-clockwise; clockwise when `hole`. */
export function circle(x: number, y: number, radius: number, corners = 128, hole = false): [number, number][] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = ((hole ? -2 : 2) * Math.PI * i) / corners;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}
