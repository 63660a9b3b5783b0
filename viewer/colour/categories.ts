import { contrast, fromRgb, hexToRgb, type Rgb, toRgb } from './oklab.ts';
import type { Theme } from './ramps.ts';

/**
 * Okabe and Ito's colours (Color Universal Design, 2008), which stay apart for every common kind of colour vision, in
 * an order that keeps the first few far apart. Their black, which vanishes on a dark ground, is white there; a grey
 * would be their pink to an eye without green cones.
 */
const okabeIto = ['#56B4E9', '#E69F00', '#009E73', '#CC79A7', '#F0E442', '#0072B2', '#D55E00'];
const eighth: Readonly<Record<Theme, string>> = { dark: '#FFFFFF', light: '#000000' };

/** A second sign beside the colour, so that nothing is told by colour alone. */
export const glyphs = [
  ...['●', '▲', '■', '◆', '★', '▼', '✚', '⬟'],
  ...['◎', '△', '□', '◇', '☆', '▽', '✛', '⬠'],
  ...['◐', '◭', '◧', '⬖', '✪', '◮', '✜', '⬢'],
];

export function categoryColour(theme: Theme, index: number): Rgb {
  const colours = [...okabeIto, eighth[theme]];
  const base = fromRgb(hexToRgb(colours[index % colours.length]));
  const round = Math.floor(index / colours.length) % 3;
  const lift = theme === 'light' ? -0.06 : 0.02;
  return toRgb({ ...base, L: Math.min(Math.max(base.L + lift - round * 0.12, 0.2), 0.95) });
}

/** Of the first two dozen a sign of its own; beyond, signs are numbered. */
export function categoryGlyph(index: number): string {
  const round = Math.floor(index / glyphs.length);
  return `${glyphs[index % glyphs.length]}${round === 0 ? '' : round + 1}`;
}

const wordColours = ['#101418', '#FFFFFF'];

/** Colour of words upon this ground: the one of near-black and white that is read better there (WCAG 2.2, contrast). */
export function wordsOn(ground: Rgb): string {
  const [best] = wordColours.toSorted((a, b) => contrast(hexToRgb(b), ground) - contrast(hexToRgb(a), ground));
  return best;
}
