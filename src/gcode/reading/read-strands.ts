import { firstRows, growColumns, makeColumns } from '../columns.ts';
import type { StrandBook } from '../read/read-books.ts';
import type { Machine } from '../read/read-state.ts';
import { type ReadStrands, type StrandNumber, strandKinds, strandNumbers } from './reading.ts';

const noName = { from: 0, to: -1, row: 0 };

export function createStrandBook(): StrandBook {
  return {
    columns: { count: 0, ...makeColumns(strandKinds, 64) },
    named: false,
    current: -1,
    fresh: false,
    role: 0,
    width: Number.NaN,
    height: Number.NaN,
    localRows: [],
    localWidths: [],
    names: [''],
    rows: new Map([['', 0]]),
    lastNames: { ink: noName, part: noName, role: noName, well: noName },
  };
}

const numbers = Object.keys(strandNumbers) as StrandNumber[];

/** A new row with nothing told yet but place and tool; its number. */
export function addStrand(m: Machine, id: number): number {
  const { columns } = m.strands;
  if (columns.count === columns.id.length) growColumns(strandKinds, columns, columns.count, 2 * columns.count);
  const row = columns.count++;
  columns.id[row] = id;
  columns.firstMotion[row] = m.columns.count;
  columns.line[row] = m.line;
  columns.layer[row] = m.layers.current;
  columns.tool[row] = m.tool;
  columns.ink[row] = 0;
  columns.part[row] = 0;
  columns.role[row] = 0;
  columns.well[row] = 0;
  for (const name of numbers) columns[name][row] = Number.NaN;
  m.strands.current = row;
  m.strands.fresh = true;
  return row;
}

export function startForeignStrand(m: Machine): number {
  const row = addStrand(m, -1);
  const { columns, role, width, height } = m.strands;
  columns.role[row] = role;
  columns.width[row] = width;
  columns.height[row] = height;
  columns.speed[row] = m.speed;
  return row;
}

/** `;WIDTH:` within a strand: so wide from the next motion on. */
export function noteLocalWidth({ strands, columns }: Machine): void {
  if (!strands.named || strands.current < 0) return;
  strands.localRows.push(columns.count);
  strands.localWidths.push(strands.width);
}

/** Row of a name, a new one when it was not met before. */
export function nameRow(book: StrandBook, name: string): number {
  const known = book.rows.get(name);
  if (known !== undefined) return known;
  if (book.names.length >= 65535) return 0;
  const row = book.names.push(name) - 1;
  book.rows.set(name, row);
  return row;
}

export function finishStrands({ columns, names }: StrandBook): ReadStrands {
  const { count } = columns;
  return { count, names, ...firstRows(strandKinds, columns, count) };
}
