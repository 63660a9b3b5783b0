import { parseDocument } from 'yaml';
import type { TextChange } from '../change-text.ts';

export type Path = readonly (string | number)[];
export type Changes = readonly TextChange[];

/** The job as data, as far as its text says any; what the form and the plate show. */
export type JobData = Readonly<Record<string, unknown>>;

/** Null where the text is not YAML, or not a map of settings. */
export function jobData(text: string): JobData | null {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  const data: unknown = document.toJS();
  if (data === null || data === undefined) return {};
  return isMap(data) ? data : null;
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What stands at a path; undefined where nothing does. */
export function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object' && Object.hasOwn(inner, key)
        ? (inner as Record<string | number, unknown>)[key]
        : undefined,
    data,
  );
}

/** Keys of a map in the job, in their order. */
export const keysOf = (data: unknown, path: Path): string[] => {
  const map = at(data, path);
  return isMap(map) ? Object.keys(map) : [];
};
