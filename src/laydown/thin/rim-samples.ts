import type { Outline } from '../../slice/outline.ts';
import { span } from './span.ts';
import { cellAt, type ThinCells } from './thin-cells.ts';

/** The rims of a region as points, with more of them where they lie in marked cells. nm. */
export interface RimSamples {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The point after each along its ring; the region lies to the left of that way. */
  readonly next: Int32Array;
  /** 1 for corners of the region itself, 0 for points put between them. */
  readonly corner: Uint8Array;
  /** 1 for points in marked cells: only these are triangulated. */
  readonly marked: Uint8Array;
}

/** The corners of a region, and on its edges in marked cells points at most `step` apart. */
export function sampleRims({ points, ringEnds }: Outline, cells: ThinCells, step: number): RimSamples {
  const samples = startSamples();
  const taken = new Set<number>();
  let begin = 0;
  for (const end of ringEnds) {
    const first = samples.x.length;
    for (let i = begin; i < end; i++) {
      const j = i + 1 < end ? i + 1 : begin;
      addEdge(samples, cells, taken, step, points[2 * i], points[2 * i + 1], points[2 * j], points[2 * j + 1]);
    }
    closeRing(samples, first);
    begin = end;
  }
  return finishSamples(samples);
}

/** The same rims with a point more in the middle of each edge that `split` names by its first point. */
export function splitEdges(samples: RimSamples, split: Uint8Array): RimSamples {
  const { x, y, next, corner, marked } = samples;
  const finer = {
    x: Array.from(x),
    y: Array.from(y),
    next: Array.from(next),
    corner: Array.from(corner),
    marked: Array.from(marked),
  };
  for (let i = 0; i < next.length; i++) {
    if (split[i] === 0) continue;
    const j = next[i];
    finer.next[i] = finer.x.length;
    finer.next.push(j);
    finer.x.push(Math.round((x[i] + x[j]) / 2));
    finer.y.push(Math.round((y[i] + y[j]) / 2));
    finer.corner.push(0);
    finer.marked.push(1);
  }
  return finishSamples(finer);
}

interface Growing {
  readonly x: number[];
  readonly y: number[];
  readonly next: number[];
  readonly corner: number[];
  readonly marked: number[];
}

function startSamples(): Growing {
  return { x: [], y: [], next: [], corner: [], marked: [] };
}

function finishSamples({ x, y, next, corner, marked }: Growing): RimSamples {
  return {
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    next: Int32Array.from(next),
    corner: Uint8Array.from(corner),
    marked: Uint8Array.from(marked),
  };
}

function addEdge(
  samples: Growing,
  cells: ThinCells,
  taken: Set<number>,
  step: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  const length = span(bx - ax, by - ay);
  if (length === 0) return;
  addPoint(samples, cells, taken, ax, ay, 1);
  const parts = Math.ceil(length / step);
  for (let part = 1; part < parts; part++) {
    const x = Math.round(ax + ((bx - ax) * part) / parts);
    const y = Math.round(ay + ((by - ay) * part) / parts);
    if (cells.marked[cellAt(cells, x, y)] === 1) addPoint(samples, cells, taken, x, y, 0);
  }
}

/** Where rims touch in a point, one of the two moves by a nanometre: each needs its own place in the triangulation. */
function addPoint(samples: Growing, cells: ThinCells, taken: Set<number>, x: number, y: number, corner: number): void {
  const marked = cells.marked[cellAt(cells, x, y)];
  let px = x;
  if (marked === 1) {
    const place = () => (px - cells.minX) * cells.cell * cells.rows + y - cells.minY;
    while (taken.has(place())) px++;
    taken.add(place());
  }
  samples.x.push(px);
  samples.y.push(y);
  samples.next.push(samples.x.length);
  samples.corner.push(corner);
  samples.marked.push(marked);
}

function closeRing(samples: Growing, first: number): void {
  if (samples.x.length > first) samples.next[samples.x.length - 1] = first;
}
