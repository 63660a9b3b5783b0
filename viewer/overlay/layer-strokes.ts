import type { Print } from '../data/print.ts';

/** How rows are to be drawn: their colours by number, and which are shown at all. */
export interface CellLook {
  readonly scalar: Uint8Array;
  readonly css: readonly string[];
  readonly shown: (strand: number, row: number) => boolean;
  readonly endRow: number;
}

/** Strokes of one colour within a cell, as polylines in pixels. */
export interface Stroke {
  readonly css: string;
  readonly width: number;
  readonly lines: readonly (readonly number[])[];
}

/** What one layer has in each well, by row of `wellNames`. */
export function strokesOfLayer(print: Print, layer: number, look: CellLook): ReadonlyMap<number, Stroke[]> {
  const byWell = new Map<number, Map<number, { width: number; lines: number[][] }>>();
  const { runs, path, strands } = print;
  for (let r = 0; r < runs.length; r += 3) {
    if (runs[r] !== layer) continue;
    for (let row = runs[r + 1]; row < Math.min(runs[r + 2], look.endRow); row++) {
      const at = 4 * row;
      const strand = path[at + 7];
      if (strand < 0 || !look.shown(strand, row)) continue;
      const well = strands.well[strand];
      const colours = byWell.get(well) ?? new Map();
      byWell.set(well, colours);
      const stroke = colours.get(look.scalar[row]) ?? { width: strands.width[strand], lines: [] };
      colours.set(look.scalar[row], stroke);
      const line = stroke.lines[stroke.lines.length - 1];
      const goesOn = line !== undefined && line[line.length - 2] === path[at] && line[line.length - 1] === path[at + 1];
      if (goesOn) line.push(path[at + 4], path[at + 5]);
      else stroke.lines.push([path[at], path[at + 1], path[at + 4], path[at + 5]]);
    }
  }
  return new Map(
    [...byWell].map(([well, colours]) => [
      well,
      [...colours].map(([colour, stroke]) => ({ ...stroke, css: look.css[colour] })),
    ]),
  );
}
