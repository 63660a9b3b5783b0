import { motionFlag } from './motion.ts';
import type { Extent, ToolTotals } from './reading.ts';
import type { MotionColumns } from './reading-columns.ts';

/** Sums by tool and extents, gathered over rows of motion, so that files too large to draw are counted too. */
export interface TotalsBook {
  readonly byTool: Sums[];
  readonly all: Bounds;
  readonly extruding: Bounds;
  x: number;
  y: number;
  z: number;
  wasExtruding: boolean;
  /** Motions seen. */
  rows: number;
}

interface Sums {
  extrudedMm: number;
  travelMm: number;
  volumeUl: number;
  restingUl: number;
  starts: number;
  movingS: number;
}

interface Bounds {
  readonly min: [number, number, number];
  readonly max: [number, number, number];
}

export function createTotalsBook(): TotalsBook {
  return { byTool: [], all: emptyBounds(), extruding: emptyBounds(), x: 0, y: 0, z: 0, wasExtruding: false, rows: 0 };
}

function emptyBounds(): Bounds {
  return { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
}

export function foldTotals(book: TotalsBook, c: MotionColumns, from: number, to: number): void {
  let { x, y, z, wasExtruding } = book;
  book.rows += to - from;
  for (let i = from; i < to; i++) {
    const flags = c.flags[i];
    while (book.byTool.length <= c.tool[i]) book.byTool.push(emptySums());
    const sums = book.byTool[c.tool[i]];
    if (flags & motionFlag.jump) {
      x = c.x[i];
      y = c.y[i];
      z = c.z[i];
      wasExtruding = false;
      continue;
    }
    if (flags & motionFlag.plungerOnly) {
      sums.restingUl += c.volume[i];
      continue;
    }
    const [dx, dy, dz] = [c.x[i] - x, c.y[i] - y, c.z[i] - z];
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz) / 1e6;
    const extrudes = (flags & motionFlag.extrudes) !== 0;
    if (extrudes) {
      sums.extrudedMm += length;
      sums.volumeUl += c.volume[i];
      if (!wasExtruding) {
        sums.starts++;
        widen(book.extruding, x, y, z);
      }
      widen(book.extruding, c.x[i], c.y[i], c.z[i]);
    } else sums.travelMm += length;
    if (c.speed[i] > 0) sums.movingS += length / c.speed[i];
    widen(book.all, c.x[i], c.y[i], c.z[i]);
    wasExtruding = extrudes;
    x = c.x[i];
    y = c.y[i];
    z = c.z[i];
  }
  Object.assign(book, { x, y, z, wasExtruding });
}

function emptySums(): Sums {
  return { extrudedMm: 0, travelMm: 0, volumeUl: 0, restingUl: 0, starts: 0, movingS: 0 };
}

function widen({ min, max }: Bounds, x: number, y: number, z: number): void {
  if (x < min[0]) min[0] = x;
  if (x > max[0]) max[0] = x;
  if (y < min[1]) min[1] = y;
  if (y > max[1]) max[1] = y;
  if (z < min[2]) min[2] = z;
  if (z > max[2]) max[2] = z;
}

export function finishTotals(book: TotalsBook, tools: number, pushed: Float64Array): ToolTotals[] {
  return Array.from({ length: tools }, (_, tool) => ({
    ...(book.byTool[tool] ?? emptySums()),
    plunger: pushed[tool],
  }));
}

export function extentOf({ min, max }: Bounds): Extent {
  const mm = (point: [number, number, number]) => point.map((nm) => nm / 1e6) as unknown as [number, number, number];
  return { min: mm(min), max: mm(max) };
}
