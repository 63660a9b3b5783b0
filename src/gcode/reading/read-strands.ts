import { nameKeys, type StrandBook, type StrandColumns } from '../read/read-books.ts';
import type { Machine } from '../read/read-state.ts';
import type { ReadStrands } from './reading.ts';
import { resized } from './reading-columns.ts';

export const strandNumbers = [
  'width',
  'thinnest',
  'height',
  'area',
  'speed',
  'flow',
  'volume',
  'open',
  'kpa',
  'shear',
  'rate',
  'residence',
  'viability',
  'laid',
  'age',
] as const;

const noName = { from: 0, to: -1, row: 0 };

export function createStrandBook(): StrandBook {
  return {
    columns: emptyColumns(64),
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

function emptyColumns(capacity: number): StrandColumns {
  const columns: Record<string, unknown> = { count: 0 };
  columns.id = new Int32Array(capacity);
  columns.firstMotion = new Uint32Array(capacity);
  columns.line = new Uint32Array(capacity);
  columns.layer = new Uint16Array(capacity);
  columns.tool = new Uint8Array(capacity);
  for (const name of nameKeys) columns[name] = new Uint16Array(capacity);
  for (const name of strandNumbers) columns[name] = new Float32Array(capacity);
  return columns as unknown as StrandColumns;
}

/** A new row with nothing told yet but place and tool; its number. */
export function addStrand(m: Machine, id: number): number {
  const { columns } = m.strands;
  if (columns.count === columns.id.length) grow(columns);
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
  for (const name of strandNumbers) columns[name][row] = Number.NaN;
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

function grow(columns: StrandColumns): void {
  const capacity = columns.id.length * 2;
  const table = columns as unknown as Record<string, unknown>;
  for (const name of Object.keys(table)) {
    if (name !== 'count') table[name] = resized(table[name] as Int32Array, columns.count, capacity);
  }
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

export function finishStrands(book: StrandBook): ReadStrands {
  const { columns } = book;
  const { count } = columns;
  const finished: Record<string, unknown> = { count, names: book.names };
  for (const [name, column] of Object.entries(columns)) {
    if (name !== 'count') finished[name] = (column as unknown as Int32Array).slice(0, count);
  }
  return finished as unknown as ReadStrands;
}
