import type { Finding } from '../../src/finding/finding.ts';
import { motionFlag } from '../../src/gcode/motion.ts';
import type { GcodeReading, ReadEvent } from '../../src/gcode/reading/reading.ts';
import { type MotionInTime, runMotion } from '../../src/machine/run-motion.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { describeReading } from './find/describe-reading.ts';
import { summarizeCategories } from './find/summarize.ts';
import { laidOfRow } from './laid.ts';
import { climbsOf, layerRuns, summarizeLayers } from './layers.ts';
import type { Bounds, Print } from './print.ts';
import { jumpMark, textureSize } from './print.ts';
import { buildStrands, cureOf } from './strands.ts';
import { summarizeWells } from './wells.ts';

/** The viewer's columns from what the reader found. Takes over (and may cut short) the reading's arrays. */
export function buildPrint(
  reading: GcodeReading,
  name: string,
  lineIndex: Float64Array,
  found: readonly Finding[] = reading.findings,
  profile: Profile | null = null,
): Print {
  const { motions } = reading;
  const rows = motions.count;
  const run = runMotion(reading, profile);
  const waits = waitsBefore(reading, run);
  const laid = laidOfRow(reading, profile);
  const time = new Float32Array(run.rowEnd);
  const cures = reading.events.flatMap((event) => (event.kind === 'cure' ? [cureOf(event)] : []));
  const { strands, inkNames, roleNames, partNames, wellNames } = buildStrands(reading, cures);
  const climbs = climbsOf(motions, strands.layer);
  const path = packPath(reading);
  const { width, height } = textureSize(rows + 1);
  const runs = layerRuns(motions.layer, rows);
  const print = {
    name,
    bytes: reading.counts.bytes,
    lines: reading.counts.lines,
    motions: reading.counts.motions,
    tooLarge: reading.tooLarge,
    rows,
    path,
    pathWidth: width,
    pathHeight: height,
    time,
    waits: { rows: Uint32Array.from(waits.keys()), seconds: Float32Array.from(waits.values()) },
    speed: exact(motions.speed, rows),
    volume: exact(motions.volume, rows),
    line: exact(motions.line, rows),
    layer: exact(motions.layer, rows),
    tool: exact(motions.tool, rows),
    inkOfRow: inkOfRow(path, strands.ink),
    widthOfRow: widthOfRow(reading, path, strands.width),
    laid,
    strands,
    runs,
    wells: summarizeWells({ strands, path, time }, reading.wells, wellNames),
    wellNames,
    parts: partNames,
    cures,
    events: reading.events,
    lineIndex,
    header: reading.header,
    bounds: boundsOf(reading),
    evidence: [],
    own: Object.keys(reading.header).length > 0,
  };
  const categories = summarizeCategories(print, reading, inkNames, roleNames);
  return {
    ...print,
    ...categories,
    layers: summarizeLayers(print, reading.layers, climbs),
    totals: {
      lengthMm: sum(reading.totals.map((t) => t.extrudedMm)),
      // Valves tell no volume on the way; the strands' own comments may.
      volumeUl: known(sum(reading.totals.map((t) => t.volumeUl)), sum(Array.from(strands.volume))),
      travelMm: sum(reading.totals.map((t) => t.travelMm)),
      timeS: rows > 0 ? run.totalS : sum(reading.totals.map((t) => t.movingS)) + sum(reading.events.map(waited)),
      starts: sum(reading.totals.map((t) => t.starts)),
    },
    remarks: describeReading(reading, found),
  };
}

// The reader's columns grow by doubling; a view of a large buffer would carry all of it to the page.
function exact<T extends Float32Array | Uint32Array | Uint16Array | Uint8Array | Int32Array>(
  column: T,
  count: number,
): T {
  const fits = column.length === count && column.byteLength === column.buffer.byteLength;
  return fits ? column : (column.slice(0, count) as T);
}

function packPath({ motions }: GcodeReading): Float32Array {
  const { count, x, y, z, start, strand, flags } = motions;
  const { width, height } = textureSize(count + 1);
  const path = new Float32Array(4 * width * height);
  path[0] = start[0] / 1e6;
  path[1] = start[1] / 1e6;
  path[2] = start[2] / 1e6;
  path[3] = -1;
  for (let row = 0, at = 4; row < count; row++, at += 4) {
    path[at] = x[row] / 1e6;
    path[at + 1] = y[row] / 1e6;
    path[at + 2] = z[row] / 1e6;
    path[at + 3] = (flags[row] & motionFlag.jump) !== 0 ? jumpMark : strand[row];
  }
  // Texels past the last row must not look like a continuation of strand 0.
  for (let at = 4 * (count + 1) + 3; at < path.length; at += 4) path[at] = -1;
  return path;
}

function inkOfRow(path: Float32Array, ink: Uint8Array): Uint8Array {
  const inks = new Uint8Array(path.length / 4);
  for (let row = 0, at = 7; at < path.length; row++, at += 4) if (path[at] >= 0) inks[row] = ink[path[at]];
  return inks;
}

/** Rows of strands whose width varies, by what the file tells before them; full width for all others. */
function widthOfRow({ localWidths, strands }: GcodeReading, path: Float32Array, greatest: Float32Array): Uint8Array {
  const { rows, width } = localWidths;
  if (rows.length === 0) return new Uint8Array(0);
  const shares = new Uint8Array(path.length / 4).fill(255);
  for (let i = 0; i < rows.length; i++) {
    const strand = path[4 * rows[i] + 7];
    if (!(strand >= 0) || Number.isNaN(strands.thinnest[strand])) continue;
    const share = Math.min(255, Math.max(1, Math.round((255 * width[i]) / greatest[strand])));
    const end = i + 1 < rows.length ? rows[i + 1] : shares.length;
    for (let row = rows[i]; row < end && path[4 * row + 7] === strand; row++) shares[row] = share;
  }
  return shares;
}

/** Seconds before each row in which the needle stands: waits, tool changes, axes beside it that move. */
function waitsBefore({ marks }: GcodeReading, { markEnd, rowEnd }: MotionInTime): Map<number, number> {
  const waits = new Map<number, number>();
  for (let k = 0; k < marks.count; k++) {
    const row = marks.motion[k];
    const seconds = markEnd[k] - (row > 0 ? rowEnd[row - 1] : 0);
    if (seconds > 0) waits.set(row, seconds);
  }
  return waits;
}

function boundsOf({ extents }: GcodeReading): Bounds {
  const best = extents.extruding.min[0] <= extents.extruding.max[0] ? extents.extruding : extents.all;
  return best.min[0] <= best.max[0] ? { min: best.min, max: best.max } : { min: [0, 0, 0], max: [10, 10, 1] };
}

const waited = (event: ReadEvent): number => (event.kind === 'dwell' ? event.seconds : 0);

function known(first: number, second: number): number {
  return first > 0 ? first : second;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
