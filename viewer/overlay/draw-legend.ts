/** A legend as it stands in a saved picture. */
export interface DrawnLegend {
  readonly title: string;
  readonly entries: readonly { readonly glyph: string; readonly css: string; readonly label: string }[];
  /** Of a ramp: colours from low to high, and its ticks with their share. */
  readonly ramp: {
    readonly css: readonly string[];
    readonly ticks: readonly { readonly at: number; readonly label: string }[];
  } | null;
}

export interface PictureColours {
  readonly ink: string;
  readonly quiet: string;
  readonly card: string;
  readonly line: string;
}

const font = (weight: number): string => `${weight} 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif`;
const width = 250;
const rowHeight = 20;
const pad = 12;
/** Longer lists are cut, and say so. */
const mostEntries = 24;

/** Into the upper right corner of a picture of this width, CSS pixels. */
export function drawLegend(
  context: CanvasRenderingContext2D,
  legend: DrawnLegend,
  pictureWidth: number,
  colours: PictureColours,
): void {
  const shown = legend.entries.slice(0, mostEntries);
  const left = legend.entries.length - shown.length;
  const rows = shown.length + (left > 0 ? 1 : 0);
  const height = 2 * pad + 22 + (legend.ramp ? 38 : 0) + rows * rowHeight;
  const x = pictureWidth - width - 12;
  const y = 12;
  context.fillStyle = colours.card;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y, width, height, 10);
  context.fill();
  context.stroke();
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = colours.ink;
  context.font = font(600);
  context.fillText(legend.title, x + pad, y + pad + 8, width - 2 * pad);
  let top = y + pad + 24;
  if (legend.ramp) {
    drawRamp(context, legend.ramp, x + pad, top, colours);
    top += 38;
  }
  context.font = font(400);
  context.textAlign = 'left';
  for (const { glyph, css, label } of shown) {
    context.fillStyle = css;
    context.fillText(glyph, x + pad, top + rowHeight / 2);
    context.fillStyle = colours.ink;
    context.fillText(label, x + pad + 24, top + rowHeight / 2, width - 2 * pad - 24);
    top += rowHeight;
  }
  if (left > 0) {
    context.fillStyle = colours.quiet;
    context.fillText(`and ${left} more`, x + pad + 24, top + rowHeight / 2);
  }
}

function drawRamp(
  context: CanvasRenderingContext2D,
  { css, ticks }: NonNullable<DrawnLegend['ramp']>,
  x: number,
  y: number,
  colours: PictureColours,
): void {
  const across = width - 2 * pad;
  const gradient = context.createLinearGradient(x, 0, x + across, 0);
  css.forEach((colour, i) => gradient.addColorStop(i / (css.length - 1), colour));
  context.fillStyle = gradient;
  context.fillRect(x, y, across, 12);
  context.font = font(400);
  context.textAlign = 'center';
  context.fillStyle = colours.quiet;
  for (const { at, label } of ticks) context.fillText(label, x + at * across, y + 22);
}

/** Into the lower left corner. */
export function drawScaleBar(
  context: CanvasRenderingContext2D,
  bar: { readonly pixels: number; readonly label: string },
  pictureHeight: number,
  colours: PictureColours,
): void {
  const x = 24;
  const y = pictureHeight - 26;
  context.fillStyle = colours.card;
  context.beginPath();
  context.roundRect(x - 10, y - 26, bar.pixels + 20, 42, 8);
  context.fill();
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y + 5);
  context.moveTo(x, y);
  context.lineTo(x + bar.pixels, y);
  context.moveTo(x + bar.pixels, y - 5);
  context.lineTo(x + bar.pixels, y + 5);
  context.stroke();
  context.font = font(600);
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillStyle = colours.ink;
  context.fillText(bar.label, x + bar.pixels / 2, y - 6);
}
