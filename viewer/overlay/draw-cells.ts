import { type CellGrid, lineHeight } from './cells.ts';
import type { Stroke } from './layer-strokes.ts';

/** Frames, strokes and names of the cells, in CSS pixels. */
export function drawCells(
  context: CanvasRenderingContext2D,
  { cells, scale, lines }: CellGrid,
  strokes: ReadonlyMap<number, readonly Stroke[]>,
  colours: { readonly ink: string; readonly quiet: string; readonly line: string },
): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { well, x, y, size, detail } of cells) {
    context.lineWidth = 1;
    context.strokeStyle = colours.line;
    context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
    const place = (mmX: number, mmY: number): [number, number] => [
      x + size / 2 + (mmX - well.x) * scale,
      y + size / 2 - (mmY - well.y) * scale,
    ];
    for (const { css, width, lines: polylines } of strokes.get(well.row) ?? []) {
      context.lineWidth = Math.max(0.6, width * scale);
      context.strokeStyle = css;
      context.beginPath();
      for (const line of polylines) {
        context.moveTo(...place(line[0], line[1]));
        for (let i = 2; i < line.length; i += 2) context.lineTo(...place(line[i], line[i + 1]));
      }
      context.stroke();
    }
    if (lines === 0) continue;
    context.font = '600 11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
    context.fillStyle = colours.ink;
    context.fillText(well.well, x + size / 2, y + size + 1, size);
    if (lines === 1) continue;
    context.font = '11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
    context.fillStyle = colours.quiet;
    context.fillText(detail, x + size / 2, y + size + lineHeight, size);
  }
}
