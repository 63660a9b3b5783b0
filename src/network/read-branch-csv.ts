import { suggest } from '../finding/nearest.ts';
import type { BranchFile, BranchKind } from './branch.ts';
import { branchError } from './branch-error.ts';
import { collectBranches } from './collect-branches.ts';
import { cellsOf, numberOf, rowsOf, separatorOf } from './number-rows.ts';
import { short } from './read-x-cavate.ts';

interface Row {
  readonly line: number;
  /** Cells; none of a blank line. */
  readonly words: readonly string[];
}

/** What a column may be called, and what it means. */
const columns = {
  branch: ['branch', 'strand', 'vessel', 'path', 'line', 'id'],
  x: ['x'],
  y: ['y'],
  z: ['z'],
  radius: ['radius', 'r'],
  width: ['width', 'diameter', 'd'],
  kind: ['kind', 'type'],
} as const;
type Column = keyof typeof columns;

const kinds: Readonly<Record<string, BranchKind>> = {
  artery: 'artery',
  arterial: 'artery',
  a: 'artery',
  '1': 'artery',
  vein: 'vein',
  venous: 'vein',
  v: 'vein',
  '0': 'vein',
};

/**
 * A table of points: a first line with the names of the columns (branch, x, y, z, and radius or width, and kind), or
 * plain numbers x y z [radius]. A new branch begins where the column `branch` changes, or behind a blank line.
 */
export function readBranchCsv(text: string, file: string): BranchFile {
  const lines = rowsOf(text);
  const separator = separatorOf(lines.find(({ words }) => words.length > 0)?.text ?? '');
  const rows = lines.map(
    ({ line, text: own, words }): Row => ({ line, words: words.length === 0 ? [] : cellsOf(own, separator) }),
  );
  const first = rows.find(({ words }) => words.length > 0);
  if (first === undefined)
    throw branchError('branch-empty', { file }, 'it holds no point', 'Write one point a line: branch, x, y, z.');
  const named = first.words.some((word) => Number.isNaN(numberOf(word)));
  const layout = named ? layoutOf(first, file) : plainLayout(first, file);
  const collector = collectBranches(file);
  let current: string | null = null;
  let count = 0;
  let inBranch = 0;
  for (const row of rows) {
    if (named && row === first) continue;
    if (row.words.length === 0) {
      if (!layout.has('branch')) current = null;
      continue;
    }
    const name: string = layout.has('branch')
      ? // Just asked whether the table has it.
        (row.words[layout.get('branch')!] ?? '')
      : (current ?? String(count + 1));
    if (name !== current) {
      collector.begin(name);
      current = name;
      count++;
      inBranch = 0;
    }
    inBranch++;
    collector.add({ line: row.line, ...pointOf(row, layout, { file, branch: name, point: inBranch, line: row.line }) });
  }
  return { format: 'csv', ...collector.finish() };
}

type Layout = ReadonlyMap<Column, number>;

function layoutOf({ words, line }: Row, file: string): Layout {
  const layout = new Map<Column, number>();
  words.forEach((word, i) => {
    const bare = word.toLowerCase().replace(/[_[(].*$/, '');
    const column = (Object.keys(columns) as Column[]).find((key) => (columns[key] as readonly string[]).includes(bare));
    if (column === undefined) {
      const known = Object.values(columns).flat();
      throw branchError(
        'branch-column',
        { file, line },
        `the column "${short(word)}" is unknown`,
        suggest(bare, known),
      );
    }
    if (layout.has(column))
      throw branchError('branch-column', { file, line }, `two columns mean ${column}`, 'Keep one of them.');
    layout.set(column, i);
  });
  for (const needed of ['x', 'y', 'z'] as const) {
    if (!layout.has(needed))
      throw branchError(
        'branch-column',
        { file, line },
        `the column ${needed} is missing`,
        'Name the columns in the first line: branch, x, y, z, radius.',
      );
  }
  if (layout.has('radius') && layout.has('width'))
    throw branchError(
      'branch-column',
      { file, line },
      'it has radii and widths',
      'Keep one of them: a width is twice the radius.',
    );
  return layout;
}

function plainLayout({ words, line }: Row, file: string): Layout {
  if (words.length < 3 || words.length > 4) {
    const fix = 'Write x, y, z, or name the columns in the first line: branch, x, y, z, radius, kind.';
    throw branchError(
      'branch-column',
      { file, line },
      `${words.length} numbers in a line without names of columns could mean several things`,
      fix,
    );
  }
  return new Map((['x', 'y', 'z', 'radius'] as const).slice(0, words.length).map((column, i) => [column, i]));
}

function pointOf({ words }: Row, layout: Layout, place: { file: string; branch: string; point: number; line: number }) {
  const read = (column: Column): number => {
    // Asked only for columns that the table has.
    const word = words[layout.get(column)!];
    const value = numberOf(word);
    if (!Number.isNaN(value)) return value;
    const said =
      word === undefined || word === ''
        ? `there is no ${column}`
        : `${column} is "${short(word)}", which is not a number`;
    throw branchError('branch-number', place, said, 'Write a plain number, or take the point out.');
  };
  const radius = layout.has('radius') ? read('radius') : layout.has('width') ? read('width') / 2 : Number.NaN;
  // Just asked whether the table has it.
  const kindWord = layout.has('kind') ? (words[layout.get('kind')!] ?? '').toLowerCase() : '';
  const kind = Object.hasOwn(kinds, kindWord) ? kinds[kindWord] : null;
  if (kind === null && kindWord !== '')
    throw branchError('branch-kind', place, `the kind "${short(kindWord)}" is unknown`, 'Write artery or vein.');
  return { xyz: [read('x'), read('y'), read('z')] as const, radius, kind };
}
