import type { Finding } from '../finding/finding.ts';
import type { Job } from './job.ts';

/**
 * Where the construct stands, mm: measured from the middle and the floor of its well, or on the bare bed in the
 * machine's own x and y. Left out in x or y: the middle of the well, or the printer's seat for vessels.
 */
export interface Place {
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  readonly z: number;
}

/** The place that a job asks for, under `place` or by its old name `at`. */
export function placeOf({ at, place }: Job): Place {
  if (at !== undefined) return { x: at[0], y: at[1], z: 0 };
  return { x: place?.x, y: place?.y, z: place?.z ?? 0 };
}

/** The old name is still read, and said. */
export function noteOldPlace({ at }: Job): Finding[] {
  if (at === undefined) return [];
  const [x, y] = at;
  const what = `at: [${x}, ${y}] is the old way to say where the construct stands on the bare bed.`;
  const fix = `Write place: { x: ${x}, y: ${y} }.`;
  return [{ gate: 'plan', code: 'at-renamed', severity: 'note', where: {}, what, fix }];
}
