import { originOf } from '../provenance/origin.ts';
import type { Profile } from './profile.ts';

const words = new Set(['$schema', 'id', 'name', 'maker', 'notes', 'announces', 'provenance']);

/** Paths of single values of a profile, by whether somebody read them in a source. */
export function sourcedValues(profile: Profile): {
  readonly sourced: readonly string[];
  readonly chosen: readonly string[];
} {
  const paths = leaves(profile).filter((path) => !words.has(path.split('.')[0]));
  const isSourced = (path: string) => originOf(profile.provenance, path)?.verified === true;
  return { sourced: paths.filter(isSourced), chosen: paths.filter((path) => !isSourced(path)) };
}

function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
}

/** What such paths are about, each once: tools and lamps together, no deeper than two steps. */
export function groupedValues(paths: readonly string[]): string[] {
  const short = paths.map((path) =>
    path
      .replace(/^(tools|lamps)\.\d+/, '$1')
      .split('.')
      .slice(0, 2)
      .join('.'),
  );
  return [...new Set(short)];
}
