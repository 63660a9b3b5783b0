import type { FidelityKernel } from '../../kernel/fidelity-kernel.ts';
import { type Strand, strandVolume } from '../../laydown/strand.ts';
import type { AlikeLayers } from './alike.ts';
import type { Asked } from './asked.ts';
import { type CellMap, isSet, type MapAddress, mapAt } from './cells/cell-map.ts';
import { crumbInWidths, type Doubts, doubtfulWindows } from './cells/doubtful-windows.ts';
import { type Ground, groundOf } from './cells/ground.ts';
import { type Islands, islandOf, islandsOf, islandsOnEachOther } from './cells/islands.ts';
import { lostCells } from './cells/lost-cells.ts';
import { type Piece, piecesOf } from './cells/pieces.ts';
import { lookAt } from './cells/window.ts';
import { type Cut, enterSection, enterStrands, kernelOn, runsAt } from './enter-layer.ts';
import { islandColumn, islandColumns, type LayerFigures, lossKind, samplesPerLoss } from './figures.ts';
import { backX, backY, cellMm2, columnAt, type Extent, type Frame, frameOf, rowAt, turnU, turnV } from './frame.ts';
import { outsideCells } from './outside.ts';
import type { MeasuredPart, PartOnLayer } from './part-on-layer.ts';
import { runAt } from './runs.ts';
import { straightRings } from './straight-rings.ts';

/** What stays the same of a part on all its layers. */
export interface PartGrid {
  readonly frame: Frame;
  readonly bounds: Extent;
  /** The higher one wins where parts overlap; among equals the later one. */
  readonly precedence: number;
}

/** `widthMm` is that of the narrowest strand that the part may get. */
export function partGrid(bounds: Extent, widthMm: number, precedence: number): PartGrid {
  return { frame: frameOf(bounds, widthMm * 1e6), bounds, precedence };
}

/** What the layer above needs to see which of its islands lie on which below. */
export type LayerIslands = readonly Islands[];

export interface MeasuredLayer {
  readonly figures: LayerFigures;
  readonly islands: LayerIslands;
}

/** Points of a rim nearer than this are passed over, in widths. */
const skipInWidths = 1 / 8;

/**
 * Compares the strands of a layer with the sections of its parts; `below` is the layer before, when it is known. Layers
 * that are alike in all of it are measured once: `alike` remembers those on the same grids.
 */
export function measureLayer(
  grids: readonly PartGrid[],
  cut: readonly PartOnLayer[],
  below: LayerIslands | null,
  alike?: AlikeLayers,
): MeasuredLayer {
  const parts = cut.map((part) => ({ ...part, section: straightRings(part.section) }));
  let measured = alike?.find(parts);
  if (measured === undefined) {
    measured = measureParts(grids, parts);
    alike?.add(parts, measured);
  }
  const islands = measured.map((part) => part.islands);
  const linked = measured.map(({ figures }, i) => ({
    ...figures,
    links: below ? islandsOnEachOther(below[i], islands[i]) : new Int32Array(0),
  }));
  return { figures: { parts: linked }, islands };
}

function measureParts(grids: readonly PartGrid[], parts: readonly PartOnLayer[]): MeasuredPart[] {
  const cuts = parts.map(({ section, asked }): Cut => ({ section, skipNm: 0.5e6 * skipInWidths * asked.width }));
  return grids.map((grid, i) => {
    const above = cuts.filter((_, k) => k !== i && goesBefore(grids, k, i) && meet(grid, grids[k]));
    return measurePart(grid, parts[i], cuts[i], above);
  });
}

function goesBefore(grids: readonly PartGrid[], a: number, b: number): boolean {
  return grids[a].precedence > grids[b].precedence || (grids[a].precedence === grids[b].precedence && a > b);
}

function meet({ bounds: a }: PartGrid, { bounds: b }: PartGrid): boolean {
  return a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;
}

function measurePart(
  { frame, bounds }: PartGrid,
  { strands, asked }: PartOnLayer,
  own: Cut,
  above: readonly Cut[],
): MeasuredPart {
  const widthNm = asked.width * 1e6;
  const kernel = kernelOn(frame);
  enterStrands(kernel, strands);
  const { found, rings } = enterSection(kernel, own, above, skipInWidths * widthNm);
  const runs = runsAt(kernel, found, frame.rows);
  const islands = islandsOf(kernel, runs, rings);
  const columns = islandFigures(islands, frame, strands, asked);
  const losses: number[] = [];
  const samples: number[] = [];
  let outsideMm2 = 0;
  const isBlank = runs.from.length === 0 && strands.length === 0;
  const { windows, crumbsMm2 } = isBlank ? noDoubts : doubtfulWindows(kernel, frame, asked);
  shareCrumbs(crumbsMm2, islands, columns);
  for (const { window, far } of windows) {
    lookAt(kernel, window, widthNm + asked.margin * 1e6, far ? Infinity : 2 * widthNm);
    const ground = groundOf(kernel, window, widthNm);
    const lost = lostCells(ground, asked, gradientAxis(bounds, asked), far);
    const outside = window.borderRows > 0 ? 0 : outsideCells(ground, widthNm, asked.height);
    if (lost !== 0) {
      const inside = kernel.insideBorder(lost, window.borderRows, window.borderColumns);
      addLosses({ losses, samples }, ground, inside, window.frame, islands, asked, columns, frame);
    }
    for (const piece of outside === 0 ? [] : piecesOf(kernel, window.frame, outside)) {
      outsideMm2 += addOutside(piece, window.frame, islands, columns);
    }
    kernel.restore();
  }
  return {
    figures: {
      sectionMm2: islands.area.reduce((sum, area) => sum + area, 0),
      lostMm2: sumOf(columns, islandColumn.lost),
      outsideMm2,
      inkUl: strands.reduce((sum, strand) => sum + strandVolume(strand), 0),
      islands: columns,
      losses: Float64Array.from(losses),
      samples: Float32Array.from(samples),
    },
    islands,
  };
}

const noDoubts: Doubts = { windows: [], crumbsMm2: 0 };

/** The middle of the part in turned coordinates, and the way of its gradient, nm. */
function gradientAxis({ minX, minY, maxX, maxY }: Extent, { gradient }: Asked): readonly [number, number, number] {
  const x = (minX + maxX) / 2;
  const y = (minY + maxY) / 2;
  const sides = [maxX - minX, maxY - minY];
  const way =
    gradient?.along === 'radius'
      ? Math.max(...sides) / 2
      : gradient?.over
        ? gradient.over * 1e6
        : Math.min(...sides) / 2;
  return [turnU(x, y), turnV(x, y), way];
}

function islandFigures(islands: Islands, frame: Frame, strands: readonly Strand[], asked: Asked): Float64Array {
  const { area, rim, box, place } = islands;
  const columns = new Float64Array(islandColumns * area.length);
  for (let i = 0; i < area.length; i++) {
    const at = islandColumns * i;
    const length = Math.hypot(box[4 * i + 2] - box[4 * i], box[4 * i + 3] - box[4 * i + 1]) / 1e6;
    columns[at + islandColumn.area] = area[i];
    columns[at + islandColumn.meant] = meantInk(area[i], rim[i], length, asked);
    columns[at + islandColumn.x] = backX(place[2 * i], place[2 * i + 1]) / 1e6;
    columns[at + islandColumn.y] = backY(place[2 * i], place[2 * i + 1]) / 1e6;
    columns[at + islandColumn.length] = length;
  }
  for (const strand of strands) {
    const island = islandOf(islands, frame, strand);
    if (island < 0) continue;
    columns[islandColumns * island + islandColumn.ink] += strandVolume(strand);
    columns[islandColumns * island + islandColumn.strands]++;
  }
  return columns;
}

/**
 * Ink that the settings mean at most in an island, µL: its contours fill their band, its lattice the share that its
 * spacing or porosity means, with one more strand across and along than an endless lattice would have there.
 */
function meantInk(areaMm2: number, rimMm: number, lengthMm: number, asked: Asked): number {
  const { solid, width, height, contours, rims, share } = asked;
  if (solid) return areaMm2 * height * share;
  const band = Math.min(areaMm2, rimMm * rims * contours * width);
  const more = (rims > 1 ? 4 : 2) * lengthMm * width;
  return (band + share * (areaMm2 - band) + more) * height;
}

function sumOf(columns: Float64Array, column: number): number {
  let sum = 0;
  for (let i = column; i < columns.length; i += islandColumns) sum += columns[i];
  return sum;
}

/** Crumbs in corners are shared out by the rims of the islands. */
function shareCrumbs(crumbsMm2: number, { rim }: Islands, columns: Float64Array): void {
  const all = rim.reduce((sum, length) => sum + length, 0);
  rim.forEach((length, i) => {
    if (all > 0) columns[islandColumns * i + islandColumn.lost] += (crumbsMm2 * length) / all;
  });
}

interface Losses {
  readonly losses: number[];
  readonly samples: number[];
}

/** A piece that runs out to a point has half the area of its box; what is laid with parallel sides has all of it. */
const mostOfTip = 0.68;

function addLosses(
  { losses, samples }: Losses,
  { kernel, thin }: Ground,
  lost: MapAddress,
  frame: Frame,
  islands: Islands,
  asked: Asked,
  columns: Float64Array,
  grid: Frame,
): void {
  const widthNm = asked.width * 1e6;
  const lostMap = mapAt(kernel, frame, lost);
  const thinMap = mapAt(kernel, frame, thin);
  for (const piece of piecesOf(kernel, frame, lost)) {
    const area = piece.cells * cellMm2(frame);
    const island = islandAtPiece(islands, grid, piece);
    if (island < 0) continue;
    const isWhole = columns[islandColumns * island + islandColumn.strands] === 0;
    const isCrumb = !isWhole && piece.length <= crumbInWidths * widthNm;
    if (isCrumb) {
      columns[islandColumns * island + islandColumn.lost] += area;
      continue;
    }
    const depth = depthOf(kernel, piece, lostMap, widthNm + (asked.gap + asked.minLength) * 1e6);
    if (depth <= shortUpTo(asked)) continue;
    const length = piece.length + frame.columnNm;
    const isTip =
      !isWhole &&
      depth <= 0.55 * widthNm &&
      area * 1e12 <= mostOfTip * 2 * depth * length &&
      liesIn(thinMap, piece) > 0.5;
    if (!isTip) columns[islandColumns * island + islandColumn.lost] += area;
    const middle = 2 * (piece.samples.length >> 2);
    const u = piece.samples[middle];
    const v = piece.samples[middle + 1];
    losses.push(island, area, length / 1e6, depth / 1e6, isTip ? lossKind.tip : lossKind.piece);
    losses.push(
      backX(u, v) / 1e6,
      backY(u, v) / 1e6,
      ...piece.box.map((nm) => nm / 1e6),
      isWhole ? 1 : 0,
      (2 * area) / (piece.rim / 1e6),
    );
    pushSamples(samples, piece);
  }
}

function pushSamples(samples: number[], piece: Piece): void {
  const count = piece.samples.length / 2;
  for (let s = 0; s < samplesPerLoss; s++) {
    const at = 2 * Math.min(count - 1, Math.floor(((s + 0.5) * count) / samplesPerLoss));
    const u = piece.samples[at];
    const v = piece.samples[at + 1];
    samples.push(backX(u, v) / 1e6, backY(u, v) / 1e6);
  }
}

/** Depth below the rim, nm, up to which strands are so short that `minLength` leaves them out; 0 where it is not given. */
function shortUpTo({ width, minLength }: Asked): number {
  return minLength > width ? (width / 2 + 0.625 * minLength) * 1e6 : 0;
}

/** Greatest distance of a piece from the rim, at most `mostNm`: uphill from its deepest sample, as far as it goes on. */
function depthOf(kernel: FidelityKernel, { samples, box }: Piece, lost: CellMap, mostNm: number): number {
  kernel.hold();
  kernel.lookAtEdges(box[0], box[1], box[2], box[3], mostNm);
  let deepest = 0;
  let u = 0;
  let v = 0;
  for (let i = 0; i < samples.length; i += 2) {
    const distance = kernel.distanceToRim(samples[i], samples[i + 1]);
    if (distance <= deepest) continue;
    deepest = distance;
    u = samples[i];
    v = samples[i + 1];
  }
  const step = 2 * lost.frame.columnNm;
  for (let climbing = true, steps = 0; climbing && deepest < mostNm && steps < mostSteps; steps++) {
    climbing = false;
    for (let k = 0; k < 8; k++) {
      const nextU = u + step * Math.cos((k * Math.PI) / 4);
      const nextV = v + step * Math.sin((k * Math.PI) / 4);
      const distance = isSetAt(lost, nextU, nextV) ? kernel.distanceToRim(nextU, nextV) : 0;
      if (distance <= deepest) continue;
      deepest = distance;
      u = nextU;
      v = nextV;
      climbing = true;
      break;
    }
  }
  kernel.restore();
  return Math.min(deepest, mostNm);
}

const mostSteps = 60;

function isSetAt(map: CellMap, u: number, v: number): boolean {
  const { frame } = map;
  return isSet(map, rowAt(frame, v - frame.rowNm / 2), columnAt(frame, u - frame.columnNm / 2));
}

/** The part of a piece's places that lie in set cells. */
function liesIn(map: CellMap, { samples }: Piece): number {
  let inside = 0;
  for (let i = 0; i < samples.length; i += 2) if (isSetAt(map, samples[i], samples[i + 1])) inside++;
  return (2 * inside) / samples.length;
}

function islandAtPiece({ runs, labels }: Islands, frame: Frame, { samples }: Piece): number {
  for (let i = 0; i < samples.length; i += 2) {
    const run = runAt(runs, rowAt(frame, samples[i + 1] - frame.rowNm / 2), samples[i]);
    if (run >= 0) return labels.label[run];
  }
  return -1;
}

/** What lies outside is counted to the island nearest to it. */
function addOutside(piece: Piece, frame: Frame, { box }: Islands, columns: Float64Array): number {
  const area = piece.cells * cellMm2(frame);
  const u = (piece.box[0] + piece.box[2]) / 2;
  const v = (piece.box[1] + piece.box[3]) / 2;
  let nearest = -1;
  let best = Infinity;
  for (let i = 0; 4 * i < box.length; i++) {
    const du = Math.max(0, box[4 * i] - u, u - box[4 * i + 2]);
    const dv = Math.max(0, box[4 * i + 1] - v, v - box[4 * i + 3]);
    if (du * du + dv * dv >= best) continue;
    best = du * du + dv * dv;
    nearest = i;
  }
  if (nearest >= 0) columns[islandColumns * nearest + islandColumn.outside] += area;
  return area;
}
