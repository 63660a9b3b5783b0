import type { Code } from '../finding/codes/catalogue.ts';
import { InputError } from '../finding/input-error.ts';

/** Where in a file of centre lines something is wrong: people count points from 1. */
export interface BranchPlace {
  readonly file: string;
  readonly branch?: string;
  /** Number of the point within its branch, from 1. */
  readonly point?: number;
  readonly line?: number;
}

/** What is wrong with a file of centre lines: named with branch, point and line, and how to fix it. */
export function branchError(code: Code, place: BranchPlace, what: string, fix: string): InputError {
  const { file, line } = place;
  return new InputError(code, `${placeWords(place)}: ${what}`, {
    where: { file, ...(line === undefined ? {} : { line }) },
    fix,
  });
}

function placeWords({ file, branch, point, line }: BranchPlace): string {
  const words = [
    branch === undefined ? '' : `branch ${branch}`,
    point === undefined ? '' : `point ${point}`,
    line === undefined ? '' : `line ${line}`,
  ].filter((word) => word !== '');
  return words.length === 0 ? file : `${file}, ${words.join(', ')}`;
}
