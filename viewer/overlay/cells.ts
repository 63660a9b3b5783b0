import type { PrintWell } from '../data/print.ts';

/** One layer of every well side by side, all to one scale. Pure: where each well goes, and what is drawn of it. */
export interface Cell {
  readonly well: PrintWell;
  /** CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Second line below the name. */
  readonly detail: string;
}

export interface CellGrid {
  readonly cells: readonly Cell[];
  /** Pixels for a mm, the same in every cell. */
  readonly scale: number;
  readonly lines: 0 | 1 | 2;
}

export type CellOrder = 'place' | 'condition';

const gap = 6;
export const lineHeight = 13;
const margin = 10;

/** Wells as they stand on the plate where their names are those of a plate, else one after the other. */
export function layOutCells(
  wells: readonly PrintWell[],
  order: CellOrder,
  conditionOf: (well: PrintWell) => number,
  room: { readonly width: number; readonly height: number },
): CellGrid {
  const places = order === 'place' ? platePlaces(wells) : null;
  const sorted = order === 'place' ? wells : [...wells].sort((a, b) => conditionOf(a) - conditionOf(b));
  const columns = places ? places.columns : bestColumns(sorted.length, room);
  const rows = places ? places.rows : Math.ceil(sorted.length / columns);
  const across = (room.width - 2 * margin) / columns - gap;
  const down = (room.height - 2 * margin) / rows - gap;
  const lines = down > 90 && across > 60 ? 2 : down > 34 ? 1 : 0;
  const size = Math.max(8, Math.min(across, down - lines * lineHeight));
  const left = (room.width - columns * (size + gap) + gap) / 2;
  const top = (room.height - rows * (size + gap + lines * lineHeight) + gap) / 2;
  const cells = sorted.map((well, i): Cell => {
    const [column, row] = places?.at(well) ?? [i % columns, Math.floor(i / columns)];
    const x = left + column * (size + gap);
    const y = top + row * (size + gap + lines * lineHeight);
    return { well, x, y, size, detail: well.detail };
  });
  return { cells, scale: (0.94 * size) / widestOf(wells), lines };
}

/** mm: twice the farthest that any construct reaches from the centre of its well. */
function widestOf(wells: readonly PrintWell[]): number {
  const reach = ({ x, y, box }: PrintWell) =>
    Math.max(x - box.min[0], box.max[0] - x, y - box.min[1], box.max[1] - y, 0.5);
  return 2 * Math.max(...wells.map(reach)) + 1;
}

function bestColumns(count: number, { width, height }: { readonly width: number; readonly height: number }): number {
  let best = 1;
  let largest = 0;
  for (let columns = 1; columns <= count; columns++) {
    const side = Math.min(width / columns, height / Math.ceil(count / columns) - lineHeight);
    if (side > largest) {
      largest = side;
      best = columns;
    }
  }
  return best;
}

/** Rows and columns that hold a well, by names such as B7 and AA24; null where a name is of another kind. */
function platePlaces(wells: readonly PrintWell[]) {
  const named = new Map<PrintWell, readonly [row: number, column: number]>();
  for (const well of wells) {
    const match = /^([A-Z]{1,2})([0-9]{1,2})$/.exec(well.well);
    if (match === null) return null;
    const row = [...match[1]].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
    named.set(well, [row, Number(match[2])]);
  }
  const numbers = (k: 0 | 1) => [...new Set([...named.values()].map((place) => place[k]))].sort((a, b) => a - b);
  const rows = numbers(0);
  const columns = numbers(1);
  return {
    rows: rows.length,
    columns: columns.length,
    at: (well: PrintWell): [column: number, row: number] => {
      // Every well was named above.
      const [row, column] = named.get(well)!;
      return [columns.indexOf(column), rows.indexOf(row)];
    },
  };
}

export function cellAt({ cells }: CellGrid, x: number, y: number): Cell | undefined {
  return cells.find((cell) => x >= cell.x && x < cell.x + cell.size && y >= cell.y && y < cell.y + cell.size + 26);
}
