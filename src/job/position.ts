/** Keys from the root of a job to one of its values. */
export type Path = readonly (string | number)[];

/** Where a value stands in its file, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a value (or its key) stands. */
export type Locate = (path: Path, which?: 'key' | 'value') => Position | undefined;

/** `job.yaml:7:12`, or the file alone where the position is not known. */
export function placeName(file: string, at: Position | undefined): string {
  return at ? `${file}:${at.line}:${at.column}` : file;
}
