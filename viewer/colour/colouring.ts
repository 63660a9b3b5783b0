import type { Print } from '../data/print.ts';
import { categoryColour, categoryGlyph } from './categories.ts';
import type { CategoryMode, Mode, ValueMode } from './modes.ts';
import { type Rgb, rgbToCss } from './oklab.ts';
import { type Limit, rampColour, type Theme } from './ramps.ts';

/** A line of the legend: a category, or a stretch of the ramp. */
export interface LegendEntry {
  readonly label: string;
  readonly detail: string;
  readonly glyph: string;
  readonly css: string;
  /** Part of the extruded length, 0-1. */
  readonly share: number;
  readonly lengthMm: number;
  readonly volumeUl: number;
  readonly timeS: number;
  /** Numbers of the colour table that belong to it, both included. */
  readonly from: number;
  readonly to: number;
}

export interface Colouring {
  readonly mode: Mode;
  /** Number of the colour of each row, for the GPU; as long as the path's texture. */
  readonly scalar: Uint8Array;
  /** 256 colours as RGB, 0-1. */
  readonly colours: readonly Rgb[];
  readonly entries: readonly LegendEntry[];
  /** Ends of the ramp; NaN for categories. */
  readonly low: number;
  readonly high: number;
  readonly limit: Limit | null;
}

/** Colour number of rows for which the file tells nothing. */
export const unknownColour = 255;
const steps = 254;
const mostBins = 6;

export function colourPrint(print: Print, mode: Mode, theme: Theme, limit: Limit | null): Colouring {
  return mode.kind === 'category' ? byCategory(print, mode, theme) : byValue(print, mode, theme, limit);
}

function byCategory(print: Print, mode: CategoryMode, theme: Theme): Colouring {
  const scalar = mode.id === 'ink' ? print.inkOfRow : categoryOfRow(print, mode);
  const categories = mode.entries(print);
  const total = categories.reduce((sum, { lengthMm }) => sum + lengthMm, 0);
  const entries = categories
    .map((category, i) => ({
      label: category.name,
      detail: category.detail,
      glyph: categoryGlyph(i),
      css: rgbToCss(categoryColour(theme, i)),
      share: total > 0 ? category.lengthMm / total : 0,
      lengthMm: category.lengthMm,
      volumeUl: category.volumeUl,
      timeS: category.timeS,
      from: i,
      to: i,
    }))
    .filter(({ lengthMm }) => lengthMm > 0);
  const colours = Array.from({ length: 256 }, (_, i) => (i === unknownColour ? grey(theme) : categoryColour(theme, i)));
  return { mode, scalar, colours, entries, low: Number.NaN, high: Number.NaN, limit: null };
}

function categoryOfRow(print: Print, mode: CategoryMode): Uint8Array {
  const scalar = new Uint8Array(print.pathWidth * print.pathHeight);
  const ofStrand = Uint8Array.from({ length: print.strands.count }, (_, s) => mode.ofStrand(print, s) % unknownColour);
  eachInkedRow(print, (row, strand) => {
    scalar[row] = ofStrand[strand];
  });
  return scalar;
}

function byValue(print: Print, mode: ValueMode, theme: Theme, limit: Limit | null): Colouring {
  const [low, high] = rangeOf(print, mode);
  const bins = mode.whole ? Math.min(high - low + 1, mostBins) : mostBins;
  const scalar = new Uint8Array(print.pathWidth * print.pathHeight);
  const scale = high > low ? (steps - 1) / (high - low) : 0;
  const sums = Array.from({ length: bins + 1 }, () => ({ lengthMm: 0, volumeUl: 0, timeS: 0 }));
  const number = (value: number) => (Number.isFinite(value) ? Math.round((value - low) * scale) : unknownColour);
  const binOf = (colour: number) =>
    colour === unknownColour ? bins : Math.min(Math.floor((colour * bins) / steps), bins - 1);
  const { path, time, strands } = print;
  let before = -1;
  let perMm = 0;
  let colour = unknownColour;
  eachInkedRow(print, (row, strand) => {
    if (mode.byRow || strand !== before) colour = number(mode.of(print, strand, row));
    // By length: moves of valves tell no volume of their own.
    if (strand !== before) perMm = strands.lengthMm[strand] > 0 ? strands.volume[strand] / strands.lengthMm[strand] : 0;
    before = strand;
    scalar[row] = colour;
    const sum = sums[binOf(colour)];
    const at = 4 * row;
    const dx = path[at + 4] - path[at];
    const dy = path[at + 5] - path[at + 1];
    const dz = path[at + 6] - path[at + 2];
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    sum.lengthMm += length;
    sum.volumeUl += perMm * length;
    sum.timeS += time[row] - (row > 0 ? time[row - 1] : 0);
  });
  const colours = Array.from({ length: 256 }, (_, i) =>
    i === unknownColour ? grey(theme) : rampColour(theme, scale > 0 ? low + i / scale : low, low, high, limit),
  );
  return {
    mode,
    scalar,
    colours,
    entries: binEntries(colours, sums, low, high, mode.whole ?? false),
    low,
    high,
    limit,
  };
}

function binEntries(
  colours: readonly Rgb[],
  sums: readonly { lengthMm: number; volumeUl: number; timeS: number }[],
  low: number,
  high: number,
  whole: boolean,
): LegendEntry[] {
  const bins = sums.length - 1;
  const total = sums.reduce((all, { lengthMm }) => all + lengthMm, 0);
  const entries: LegendEntry[] = [];
  for (let i = 0; i <= bins; i++) {
    const sum = sums[i];
    if (sum.lengthMm <= 0) continue;
    const from = Math.ceil((i * steps) / bins);
    const to = Math.ceil(((i + 1) * steps) / bins) - 1;
    const reported = i < bins;
    entries.push({
      label: reported ? binLabel(low, high, i, bins, whole) : 'no data',
      detail: '',
      glyph: reported ? '▮' : '○',
      css: rgbToCss(colours[reported ? Math.round((from + to) / 2) : unknownColour]),
      share: total > 0 ? sum.lengthMm / total : 0,
      ...sum,
      from: reported ? from : unknownColour,
      to: reported ? to : unknownColour,
    });
  }
  return entries;
}

function binLabel(low: number, high: number, bin: number, bins: number, whole: boolean): string {
  const step = (high - low) / bins;
  const from = low + bin * step;
  const to = from + step;
  if (!whole) return high > low ? `${brief(from)} to ${brief(to)}` : brief(low);
  // The counts whose colours fall into this stretch.
  const first = bin === 0 ? low : Math.floor(from) + 1;
  const last = bin === bins - 1 ? high : Math.floor(to);
  return first >= last ? String(last) : `${first} to ${last}`;
}

function rangeOf(print: Print, mode: ValueMode): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const see = (value: number) => {
    if (value < low) low = value;
    if (value > high) high = value;
  };
  if (mode.byRow) eachInkedRow(print, (row, strand) => see(mode.of(print, strand, row)));
  else for (let s = 0; s < print.strands.count; s++) see(mode.of(print, s, print.strands.firstRow[s]));
  if (low > high) return [0, 0];
  // Rounding of a constant must not be blown up into a ramp.
  return high - low < 1e-4 * Math.max(Math.abs(low), Math.abs(high))
    ? [(low + high) / 2, (low + high) / 2]
    : [low, high];
}

function eachInkedRow(print: Print, visit: (row: number, strand: number) => void): void {
  const { path, rows } = print;
  for (let row = 0, at = 7; row < rows; row++, at += 4) if (path[at] >= 0) visit(row, path[at]);
}

/** Bytes of the colour table: hidden colours get alpha 0; while one entry is hovered the others fade. */
export function lutBytes(colouring: Colouring, hidden: ReadonlySet<number>, hover: LegendEntry | null): Uint8Array {
  const bytes = new Uint8Array(1024);
  for (let i = 0; i < 256; i++) {
    const [red, green, blue] = colouring.colours[i];
    bytes[4 * i] = Math.round(red * 255);
    bytes[4 * i + 1] = Math.round(green * 255);
    bytes[4 * i + 2] = Math.round(blue * 255);
    bytes[4 * i + 3] = hover && (i < hover.from || i > hover.to) ? 128 : 255;
  }
  for (const entry of colouring.entries) {
    if (!hidden.has(entry.from)) continue;
    for (let i = entry.from; i <= Math.min(entry.to, 255); i++) bytes[4 * i + 3] = 0;
  }
  return bytes;
}

/** Of rows for which the file tells nothing. */
export function grey(theme: Theme): Rgb {
  return theme === 'dark' ? [0.45, 0.47, 0.5] : [0.7, 0.72, 0.75];
}

const wholeNumbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Three significant digits, without an exponent in the range a lab meets. */
export function brief(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 100) return wholeNumbers.format(value);
  return String(Number(value.toPrecision(3)));
}
