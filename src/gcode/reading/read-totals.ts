import { motionFlag } from '../motion.ts';
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
  book.rows += to - from;
  for (let i = from; i < to; ) i = foldRun(book, c, i, to);
}

/** Rows of one tool from `from` on, with all sums in registers; the row where another tool begins, or `to`. */
function foldRun(book: TotalsBook, c: MotionColumns, from: number, to: number): number {
  const { x: xs, y: ys, z: zs, flags, volume, speed, tool: tools } = c;
  const tool = tools[from];
  while (book.byTool.length <= tool) book.byTool.push(emptySums());
  const sums = book.byTool[tool];
  let { extrudedMm, travelMm, volumeUl, restingUl, starts, movingS } = sums;
  let { x, y, z, wasExtruding } = book;
  let i = from;
  for (; i < to && tools[i] === tool; i++) {
    const flag = flags[i];
    if (flag & motionFlag.plungerOnly) {
      restingUl += volume[i];
      continue;
    }
    const nextX = xs[i];
    const nextY = ys[i];
    const nextZ = zs[i];
    if ((flag & motionFlag.jump) === 0) {
      const dx = nextX - x;
      const dy = nextY - y;
      const dz = nextZ - z;
      const length = Math.sqrt(dx * dx + dy * dy + dz * dz) / 1e6;
      if (flag & motionFlag.extrudes) {
        extrudedMm += length;
        volumeUl += volume[i];
        if (!wasExtruding || flag & motionFlag.drop) {
          starts++;
          widen(book.extruding, x, y, z);
        }
        widen(book.extruding, nextX, nextY, nextZ);
      } else travelMm += length;
      if (speed[i] > 0) movingS += length / speed[i];
      widen(book.all, nextX, nextY, nextZ);
      wasExtruding = (flag & (motionFlag.extrudes | motionFlag.drop)) === motionFlag.extrudes;
    } else wasExtruding = false;
    x = nextX;
    y = nextY;
    z = nextZ;
  }
  sums.extrudedMm = extrudedMm;
  sums.travelMm = travelMm;
  sums.volumeUl = volumeUl;
  sums.restingUl = restingUl;
  sums.starts = starts;
  sums.movingS = movingS;
  book.x = x;
  book.y = y;
  book.z = z;
  book.wasExtruding = wasExtruding;
  return i;
}

/** Born as NaN for the engine's sake, as the machine of the reader. */
function emptySums(): Sums {
  const none = Number.NaN;
  const sums = { extrudedMm: none, travelMm: none, volumeUl: none, restingUl: none, starts: 0, movingS: none };
  sums.extrudedMm = sums.travelMm = sums.volumeUl = sums.restingUl = sums.movingS = 0;
  return sums;
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
  const mm = ([x, y, z]: [number, number, number]): [number, number, number] => [x / 1e6, y / 1e6, z / 1e6];
  return { min: mm(min), max: mm(max) };
}
