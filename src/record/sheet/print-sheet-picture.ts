import { layerNumber } from '../../finding/layer-number.ts';
import type { Construct, ConstructLayer } from '../../laydown/construct.ts';
import type { Strand } from '../../laydown/strand.ts';
import type { InkLook } from './ink-looks.ts';
import { html, type Markup } from './markup.ts';

type Looks = ReadonlyMap<string, InkLook>;

/** mm; what is drawn finer than this does not show on paper. */
const finest = 0.05;
/** A picture of a whole page of strands is still quick to print. */
const mostPoints = 12000;
const mostPictures = 3;

/** A construct on paper: one layer of each ink from above, to scale, and the heights of all from the side. */
export function constructPictures(construct: Construct, looks: Looks): Markup[] {
  const box = boxOf(construct);
  if (box === null) return [];
  const layers = chooseLayers(construct, [...looks.keys()]);
  return [...layers.map((layer) => layerPicture(construct, layer, box, looks)), sidePicture(construct, box, looks)];
}

interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

function boxOf({ layers }: Construct): Box | null {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { strands } of layers) for (const strand of strands) grow(box, strand);
  return box.minX <= box.maxX ? box : null;
}

function grow(box: Box, { points, width }: Strand): void {
  for (let i = 0; i < points.length; i += 2) {
    box.minX = Math.min(box.minX, points[i] / 1e6 - width / 2);
    box.maxX = Math.max(box.maxX, points[i] / 1e6 + width / 2);
    box.minY = Math.min(box.minY, points[i + 1] / 1e6 - width / 2);
    box.maxY = Math.max(box.maxY, points[i + 1] / 1e6 + width / 2);
  }
}

/** For each ink the layer of the middle one of those that hold it, each layer once, from the bottom. */
function chooseLayers({ layers }: Construct, inks: readonly string[]): ConstructLayer[] {
  const chosen = new Set<ConstructLayer>();
  for (const ink of inks) {
    const holding = layers.filter((layer) => layer.strands.some((strand) => strand.ink === ink));
    const shown = holding.find((layer) => chosen.has(layer)) ?? holding[Math.floor(holding.length / 2)];
    if (shown !== undefined) chosen.add(shown);
  }
  return [...chosen].sort((a, b) => a.index - b.index).slice(0, mostPictures);
}

function layerPicture(construct: Construct, layer: ConstructLayer, box: Box, looks: Looks): Markup {
  const below = construct.layers.find(({ index }) => index === layer.index - 1);
  const view = `${two(box.minX)} ${two(-box.maxY)} ${two(box.maxX - box.minX)} ${two(box.maxY - box.minY)}`;
  const inks = Object.keys(layer.inks).filter((ink) => layer.strands.some((strand) => strand.ink === ink));
  const names = inks.map((ink) => `${looks.get(ink)?.glyph ?? ''} ${ink}`).join(', ');
  const size = `${two(box.maxX - box.minX)} × ${two(box.maxY - box.minY)} mm`;
  return html`<figure><svg viewBox="${view}" role="img" aria-label="layer ${layerNumber(layer.index)} from above">
${below === undefined ? null : html`<g opacity="0.22">${strandPaths(below.strands, looks)}</g>`}
<g>${strandPaths(layer.strands, looks)}</g>
${inks.map((ink, i) => glyphOn(layer, ink, looks.get(ink)?.glyph ?? '', (i + 0.5) / inks.length, (box.maxX - box.minX) / 9))}
</svg><figcaption>layer ${layerNumber(layer.index)} at ${two(layer.top)} mm: ${names}; ${size}</figcaption></figure>`;
}

/** One path for all strands of an ink and width, so that thousands of them stay a small file. */
function strandPaths(strands: readonly Strand[], looks: Looks): Markup[] {
  const points = strands.reduce((sum, strand) => sum + strand.points.length / 2, 0);
  const step = Math.max(finest, (finest * points) / mostPoints);
  const alike = new Map<string, { ink: string; width: number; pieces: string[] }>();
  const add = (ink: string, width: number, piece: string) => {
    const key = `${ink} ${two(width)}`;
    const group = alike.get(key) ?? { ink, width, pieces: [] };
    group.pieces.push(piece);
    alike.set(key, group);
  };
  for (const strand of strands) {
    if (strand.widths === undefined) add(strand.ink, strand.width, pathOf(strand, step));
    else for (const { width, path } of segmentsOf(strand)) add(strand.ink, width, pathOf(path, step));
  }
  return [...alike.values()].map(({ ink, width, pieces }) => {
    const colour = looks.get(ink)?.colour ?? '#999';
    return html`<path d="${pieces.join('')}" fill="none" stroke="${colour}" stroke-width="${two(width)}" stroke-linejoin="round" stroke-linecap="round"/>`;
  });
}

/** Pieces of a strand whose width varies, each as wide as its middle. */
function segmentsOf({ points, closed, widths }: Strand): { width: number; path: Pick<Strand, 'points' | 'closed'> }[] {
  const count = points.length / 2;
  return Array.from({ length: closed ? count : count - 1 }, (_, i) => {
    const next = (i + 1) % count;
    const ends = [2 * i, 2 * i + 1, 2 * next, 2 * next + 1].map((at) => points[at]);
    // Drawn piece by piece only where the width varies.
    const width = (widths![i] + widths![next]) / 2e6;
    return { width, path: { points: Int32Array.from(ends), closed: false } };
  });
}

/** SVG path in mm, y up; points nearer than `step` to the last drawn one are left out, the end never. */
function pathOf({ points, closed }: Pick<Strand, 'points' | 'closed'>, step: number): string {
  let d = '';
  let [lastX, lastY] = [Infinity, Infinity];
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] / 1e6;
    const y = -points[i + 1] / 1e6;
    if (i > 0 && i < points.length - 2 && Math.hypot(x - lastX, y - lastY) < step) continue;
    d += `${i === 0 ? 'M' : 'L'}${two(x)} ${two(y)}`;
    [lastX, lastY] = [x, y];
  }
  return closed ? `${d}Z` : d;
}

/** The ink's sign on its longest strand, `share` of the way along it, for eyes and printers without colour. */
function glyphOn(layer: ConstructLayer, ink: string, glyph: string, share: number, size: number): Markup {
  const own = layer.strands.filter((strand) => strand.ink === ink);
  const { points } = own.reduce((a, b) => (b.points.length > a.points.length ? b : a));
  const at = 2 * Math.floor((points.length / 2) * share);
  const [x, y] = [points[at] / 1e6, -points[at + 1] / 1e6 + size / 3];
  return html`<text x="${two(x)}" y="${two(y)}" font-size="${two(size)}" text-anchor="middle" fill="#111" stroke="#fff" stroke-width="${two(size / 6)}" paint-order="stroke">${glyph}</text>`;
}

function sidePicture({ layers }: Construct, box: Box, looks: Looks): Markup {
  const height = Math.max(...layers.map(({ top }) => top));
  const width = box.maxX - box.minX;
  const bars = layers.flatMap((layer) => layerBars(layer, looks));
  const view = `${two(box.minX)} ${two(-height)} ${two(width)} ${two(height)}`;
  return html`<figure><svg viewBox="${view}" role="img" aria-label="the construct from the side">${bars}</svg>
<figcaption>from the side: ${layers.length} layers, ${two(height)} mm high</figcaption></figure>`;
}

/** What each ink covers of a layer, the wide below the narrow. */
function layerBars({ strands, top, height }: ConstructLayer, looks: Looks): Markup[] {
  const spans = new Map<string, Box>();
  for (const strand of strands) {
    const span = spans.get(strand.ink) ?? { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
    grow(span, strand);
    spans.set(strand.ink, span);
  }
  const wideFirst = [...spans].sort(([, a], [, b]) => b.maxX - b.minX - (a.maxX - a.minX));
  return wideFirst.map(([ink, { minX, maxX }]) => {
    const colour = looks.get(ink)?.colour ?? '#999';
    return html`<rect x="${two(minX)}" y="${two(-top)}" width="${two(maxX - minX)}" height="${two(height)}" fill="${colour}" stroke="#fff" stroke-width="${two(height / 12)}"/>`;
  });
}

const two = (value: number): number => Number(value.toFixed(2));
