import { type Columns, firstRows, growColumns, makeColumns } from '../gcode/columns.ts';
import type { GcodeReading } from '../gcode/reading/reading.ts';
import type { Profile } from '../printer/profile.ts';
import { type InkFollower, inkInTime } from './ink-in-time.ts';
import type { RowSpeeds } from './look-ahead.ts';
import { lagsOf } from './run-file.ts';
import { runMotion } from './run-motion.ts';

/**
 * What really lies along the strands of a file, in pieces, in order of the file: one piece a row of motion where the ink
 * is even, several where the needle speeds up or slows down under an open valve. A piece that ends where it begins is
 * ink that came while the needle stood. The sum of `ul` over a strand is what `runFile` finds for it.
 */
export interface LaidAlong {
  readonly count: number;
  /** Row of motion. */
  readonly row: Uint32Array;
  /** Where the piece ends, as a share of the way of the row, 0 to 1; it begins where the one before it in the row ends. */
  readonly to: Float32Array;
  /** µL; NaN where neither plunger nor flow says. */
  readonly ul: Float32Array;
  /** mm; NaN at a standstill, and where the file does not tell how high the strand is. */
  readonly width: Float32Array;
}

/** Pieces of a ramp: each takes the same time, and so the same ink. */
const rampPieces = 4;

/** Runs a file on the machine of a profile and follows its ink along the way. */
export function laidAlong(reading: GcodeReading, profile: Profile | null): LaidAlong {
  const { motions } = reading;
  const column = () => new Float32Array(motions.count);
  const speeds = { entry: column(), peak: column(), exit: column(), up: column(), down: column() };
  const run = runMotion(reading, profile, speeds);
  const pieces = makePieces(2 * motions.count + 16);
  inkInTime(reading, profile, run, (tool) => lagsOf(reading, tool), follow(reading, speeds, pieces));
  return { count: pieces.count, ...firstRows(kinds, pieces.columns, pieces.count) };
}

const kinds = { row: 'u32', to: 'f32', ul: 'f32', width: 'f32' } as const;

interface Pieces {
  count: number;
  room: number;
  readonly columns: Columns<typeof kinds>;
}

const makePieces = (room: number): Pieces => ({ count: 0, room, columns: makeColumns(kinds, room) });

function addPiece(pieces: Pieces, row: number, to: number, ul: number, width: number): void {
  const { columns, count } = pieces;
  if (count === pieces.room) {
    pieces.room *= 2;
    growColumns(kinds, columns, count, pieces.room);
  }
  columns.row[count] = row;
  columns.to[count] = to;
  columns.ul[count] = ul;
  columns.width[count] = width;
  pieces.count++;
}

function follow(reading: GcodeReading, speeds: RowSpeeds, pieces: Pieces): InkFollower {
  const { motions } = reading;
  const { count, x, y, z, start, strand: strandOf } = motions;
  const add = (row: number, to: number, ul: number, mm: number): void =>
    addPiece(pieces, row, to, ul, mm > 0 ? widthOf(reading, strandOf[row], ul / mm) : Number.NaN);
  const lengthOf = (row: number): number => {
    const [dx, dy, dz] =
      row === 0
        ? [x[0] - start[0], y[0] - start[1], z[0] - start[2]]
        : [x[row] - x[row - 1], y[row] - y[row - 1], z[row] - z[row - 1]];
    return Math.hypot(dx, dy, dz) / 1e6;
  };
  return {
    pushed: (row, ul) => add(row, 1, ul, lengthOf(row)),
    poured: (row, flow, late) => pourAlong(add, speeds, { row, length: lengthOf(row), flow, left: late, at: 0 }),
    // At the end of the strand's row before, else at the beginning of its next.
    rested: (row, strand, ul) => {
      if (row > 0 && strandOf[row - 1] === strand) add(row - 1, 1, ul, 0);
      else if (row < count && strandOf[row] === strand) add(row, 0, ul, 0);
    },
  };
}

/** A row on which a valve is open. */
interface Pour {
  readonly row: number;
  /** mm */
  readonly length: number;
  /** µL/s */
  readonly flow: number;
  /** s in which no ink comes yet. */
  left: number;
  /** mm of the row that are behind. */
  at: number;
}

type Add = (row: number, to: number, ul: number, mm: number) => void;

/** Pieces of both ramps of a row, each of equal time, and what runs at the top between them. */
function pourAlong(add: Add, { entry, peak, exit, up, down }: RowSpeeds, pour: Pour): void {
  const { row, length } = pour;
  const top = peak[row];
  pourRamp(add, pour, entry[row], top, up[row]);
  const cruise = length - up[row] - down[row];
  if (cruise > 1e-6 * length) pourPiece(add, pour, cruise, cruise / top);
  pourRamp(add, pour, top, exit[row], down[row]);
}

function pourRamp(add: Add, pour: Pour, from: number, to: number, mm: number): void {
  if (!(mm > 0)) return;
  const seconds = (2 * mm) / (from + to) / rampPieces;
  for (let k = 0; k < rampPieces; k++) {
    pourPiece(add, pour, (from + ((to - from) * (k + 0.5)) / rampPieces) * seconds, seconds);
  }
}

function pourPiece(add: Add, pour: Pour, mm: number, seconds: number): void {
  const lag = Math.min(pour.left, seconds);
  pour.left -= lag;
  pour.at += mm;
  add(pour.row, Math.min(1, pour.at / pour.length), pour.flow * (seconds - lag), mm);
}

/** mm, of a strand that has `area` mm² here: a round one keeps its shape, a slot its height. */
function widthOf({ strands }: GcodeReading, strand: number, area: number): number {
  const [width, height, planned] = [strands.width[strand], strands.height[strand], strands.area[strand]];
  const stated = planned > 0 && Number.isNaN(strands.thinnest[strand]);
  if (stated && Math.abs(planned - (Math.PI / 4) * width * width) < 0.02 * planned)
    return Math.sqrt((4 / Math.PI) * area);
  if (!(height > 0)) return Number.NaN;
  // Strands of other programs are taken for slots with round ends (reference/science.md 4.1).
  return planned > 0 ? area / height : area / height + height * (1 - Math.PI / 4);
}
