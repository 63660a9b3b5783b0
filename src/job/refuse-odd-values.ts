import { InputError } from '../finding/input-error.ts';
import { type Locate, type Path, placeName } from './position.ts';

/** Throws InputError for numbers that are none: YAML writes infinity as .inf and "not a number" as .nan. */
export function refuseNonFinite(data: unknown, file: string, locate?: Locate, path: Path = []): void {
  if (typeof data === 'number' && !Number.isFinite(data)) {
    const at = locate?.(path);
    const written = Number.isNaN(data) ? '.nan' : data > 0 ? '.inf' : '-.inf';
    throw new InputError(
      'job-value',
      `${placeName(file, at)}: ${path.join('.')}: ${written} is no number to print with.`,
      {
        where: { file, ...at },
        fix: `Write a number for ${path.join('.')}, or leave it out.`,
      },
    );
  }
  if (data === null || typeof data !== 'object') return;
  const entries = Array.isArray(data) ? data.entries() : Object.entries(data);
  for (const [key, value] of entries) refuseNonFinite(value, file, locate, [...path, key]);
}
