import type { Program } from '../../src/program/program.ts';

/** Times the needle is raised while nothing is laid. */
export function liftsOf({ steps }: Program): number {
  let lifts = 0;
  let z = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    if (step.kind === 'strand') z = step.zNm + (step.strand.rise?.at(-1) ?? 0);
    if (step.kind !== 'travel') continue;
    const highest = step.points.reduce((most, v, i) => (i % 3 === 2 ? Math.max(most, v) : most), z);
    if (highest > z) lifts++;
    z = step.points.at(-1)!;
  }
  return lifts;
}
