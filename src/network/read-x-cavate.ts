import type { BranchEnds, BranchFile } from './branch.ts';
import { branchError } from './branch-error.ts';
import { collectBranches } from './collect-branches.ts';
import { numberOf, type Row, rowsOf } from './number-rows.ts';

/**
 * X-CAVATE's text format (sohams-MASS/X-CAVATE, README): `Vessel: 0, Number of Points: 100`, then a line a point: x y z
 * [radius] [flag], cm, by commas, spaces or both; a flag of 0 is a vein, any other number an artery. Published files
 * have blank lines behind the heading and line ends of either kind.
 */
export function readXCavate(text: string, file: string): BranchFile {
  const collector = collectBranches(file);
  let open: { readonly name: string; readonly asked: number; readonly row: Row; found: number } | null = null;
  const close = () => {
    if (open === null || Number.isNaN(open.asked) || open.found === open.asked) return;
    const what = `its heading says ${open.asked} points, and ${open.found} follow`;
    throw branchError(
      'branch-count',
      { file, branch: open.name, line: open.row.line },
      what,
      'Export the file again, or correct the heading.',
    );
  };
  for (const row of rowsOf(text)) {
    if (row.words.length === 0) continue;
    const heading = /^vessel\s*:?\s*([^\s,;]+)(?:.*?points\s*:?\s*(\d+))?/i.exec(row.text);
    if (heading !== null) {
      close();
      open = { name: heading[1], asked: numberOf(heading[2]), row, found: 0 };
      collector.begin(open.name);
      continue;
    }
    if (open === null) {
      throw branchError(
        'branch-line',
        { file, line: row.line },
        `"${short(row.text)}" stands before the first "Vessel:" line`,
        'Begin each branch with "Vessel: 0, Number of Points: 100".',
      );
    }
    open.found++;
    collector.add({ line: row.line, ...pointOf(row, file, open.name, open.found) });
  }
  close();
  return { format: 'x-cavate', ...collector.finish() };
}

function pointOf({ words, line, text }: Row, file: string, branch: string, point: number) {
  const numbers = words.map(numberOf);
  const bad = numbers.findIndex(Number.isNaN);
  const place = { file, branch, point, line };
  if (bad >= 0)
    throw branchError(
      'branch-number',
      place,
      `"${short(words[bad])}" is not a number`,
      'Write a plain number, or take the point out.',
    );
  if (numbers.length < 3 || numbers.length > 5) {
    throw branchError(
      'branch-line',
      place,
      `"${short(text)}" holds ${numbers.length} numbers`,
      'A point is x y z, with the radius and the flag of artery (1) or vein (0) behind them if there are any.',
    );
  }
  const [x, y, z, radius = Number.NaN, flag] = numbers;
  return {
    xyz: [x, y, z] as const,
    radius,
    kind: flag === undefined ? null : flag === 0 ? ('vein' as const) : ('artery' as const),
  };
}

/** The file of inlets and outlets: a line `inlet` or `outlet`, then a point a line. */
export function readBranchEnds(text: string, file: string): BranchEnds {
  const ends = { inlet: [] as number[], outlet: [] as number[] };
  let current: 'inlet' | 'outlet' | null = null;
  for (const { words, line, text: whole } of rowsOf(text)) {
    if (words.length === 0) continue;
    const keyword = /^(inlet|outlet)s?:?$/i.exec(whole)?.[1].toLowerCase();
    if (keyword === 'inlet' || keyword === 'outlet') {
      current = keyword;
      continue;
    }
    const numbers = words.map(numberOf);
    if (current === null || numbers.length !== 3 || numbers.some(Number.isNaN)) {
      const fix = 'A file of ends holds the lines "inlet" and "outlet", each followed by points x y z.';
      throw branchError('branch-ends', { file, line }, `"${short(whole)}" is no point of an inlet or outlet`, fix);
    }
    ends[current].push(...numbers);
  }
  if (ends.inlet.length + ends.outlet.length === 0) {
    throw branchError(
      'branch-ends',
      { file },
      'it names no inlet and no outlet',
      'Write "inlet", then its point x y z on the next line.',
    );
  }
  return { inlets: Float64Array.from(ends.inlet), outlets: Float64Array.from(ends.outlet) };
}

/** Of a line of a hostile file no more than its beginning. */
export const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
