import type { Job } from '../../job/job.ts';

/**
 * Keys that shape no strand. The list is of those that do not, rather than of those that do: a key forgotten here is
 * planned once too often, and never wrongly once.
 */
const shapeless = {
  ofJob: ['speed', 'travelSpeed', 'hop', 'order', 'layerDwell', 'pauses', 'crosslink', 'limits', 'wells', 'sweep'],
  ofInk: [
    'pressure',
    'speed',
    'preflow',
    'postflow',
    'coast',
    'startLag',
    'stopLag',
    'leadIn',
    'prime',
    'purge',
    'wipe',
    'strandPrime',
  ],
} as const;

/** All of a job that may shape its strands: equal text, equal construct. */
export function shapeKey(job: Job): string {
  const inks = Object.entries(job.inks).map(([key, ink]) => [key, without(ink, shapeless.ofInk)]);
  return JSON.stringify([without(job, [...shapeless.ofJob, 'inks']), inks], inOrder);
}

/** Keys in one order, whatever the order in which a job was put together. */
function inOrder(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function without(data: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)));
}
