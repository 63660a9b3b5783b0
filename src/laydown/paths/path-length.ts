import type { PathSet } from './path-set.ts';

/** Length of all paths of a set, closing segments included, nm. */
export function pathLength({ points, ends, closed }: Pick<PathSet, 'points' | 'ends' | 'closed'>): number {
  let length = 0;
  let begin = 0;
  for (let path = 0; path < ends.length; path++) {
    const end = ends[path];
    for (let i = closed[path] === 1 ? begin : begin + 1; i < end; i++) {
      const before = i === begin ? end - 1 : i - 1;
      length += Math.hypot(points[2 * i] - points[2 * before], points[2 * i + 1] - points[2 * before + 1]);
    }
    begin = end;
  }
  return length;
}
