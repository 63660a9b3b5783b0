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
  const pieces = { row: [], to: [], ul: [], width: [] };
  inkInTime(reading, profile, run, (tool) => lagsOf(reading, tool), follow(reading, speeds, pieces));
  const { row, to, ul, width } = pieces;
  return {
    count: row.length,
    row: Uint32Array.from(row),
    to: Float32Array.from(to),
    ul: Float32Array.from(ul),
    width: Float32Array.from(width),
  };
}

interface Pieces {
  readonly row: number[];
  readonly to: number[];
  readonly ul: number[];
  readonly width: number[];
}

function follow(reading: GcodeReading, speeds: RowSpeeds, pieces: Pieces): InkFollower {
  const { motions } = reading;
  const { count, x, y, z, start, strand: strandOf } = motions;
  const add = (row: number, to: number, ul: number, mm: number): void => {
    pieces.row.push(row);
    pieces.to.push(to);
    pieces.ul.push(ul);
    pieces.width.push(mm > 0 ? widthOf(reading, strandOf[row], ul / mm) : Number.NaN);
  };
  const lengthOf = (row: number): number => {
    const [fromX, fromY, fromZ] = row === 0 ? start : [x[row - 1], y[row - 1], z[row - 1]];
    return Math.hypot(x[row] - fromX, y[row] - fromY, z[row] - fromZ) / 1e6;
  };
  return {
    pushed: (row, ul) => add(row, 1, ul, lengthOf(row)),
    poured: (row, flow, late) => {
      let left = late;
      let at = 0;
      const length = lengthOf(row);
      for (const [mm, seconds] of stretches(speeds, row, length)) {
        const lag = Math.min(left, seconds);
        left -= lag;
        at += mm;
        add(row, Math.min(1, at / length), flow * (seconds - lag), mm);
      }
    },
    // At the end of the strand's row before, else at the beginning of its next.
    rested: (row, strand, ul) => {
      if (row > 0 && strandOf[row - 1] === strand) add(row - 1, 1, ul, 0);
      else if (row < count && strandOf[row] === strand) add(row, 0, ul, 0);
    },
  };
}

/** Ways and times of a row, in order: pieces of both ramps, each of equal time, and what runs at the top between them. */
function* stretches(
  { entry, peak, exit, up, down }: RowSpeeds,
  row: number,
  length: number,
): Generator<readonly [mm: number, seconds: number]> {
  const top = peak[row];
  yield* ramp(entry[row], top, up[row]);
  const cruise = length - up[row] - down[row];
  if (cruise > 1e-6 * length) yield [cruise, cruise / top];
  yield* ramp(top, exit[row], down[row]);
}

function* ramp(from: number, to: number, mm: number): Generator<readonly [mm: number, seconds: number]> {
  if (!(mm > 0)) return;
  const seconds = (2 * mm) / (from + to) / rampPieces;
  for (let k = 0; k < rampPieces; k++) yield [(from + ((to - from) * (k + 0.5)) / rampPieces) * seconds, seconds];
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
