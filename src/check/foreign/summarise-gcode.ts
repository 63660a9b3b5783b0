import { motionFlag } from '../../gcode/motion.ts';
import type { Extent, GcodeReading } from '../../gcode/reading/reading.ts';
import type { OpenLine } from '../../machine/lines/inspect-lines.ts';
import { runMotion } from '../../machine/run-motion.ts';
import type { Profile } from '../../printer/profile.ts';

/** What a file would do, in numbers: stable keys for scripts. null where the file does not tell. */
export interface GcodeSummary {
  readonly lines: number;
  readonly bytes: number;
  readonly commands: number;
  readonly motions: number;
  /** The printer the file names itself, and the one it was read as. */
  readonly writtenFor: string | null;
  readonly readAs: string | null;
  readonly layers: { readonly count: number; readonly lowestZ: number | null; readonly highestZ: number | null };
  readonly strands: number;
  readonly wells: readonly string[];
  readonly tools: readonly ToolSummary[];
  readonly extents: { readonly all: Extent | null; readonly extruding: Extent | null };
  readonly timeS: { readonly total: number; readonly moving: number; readonly dwelling: number };
  /** Lines that are not understood, by kind, with the first of each. */
  readonly unknownCommands: readonly { readonly text: string; readonly count: number; readonly line: number }[];
}

export interface ToolSummary {
  readonly id: string;
  readonly ink: string | null;
  readonly extrudedMm: number;
  readonly travelMm: number;
  /** µL while moving; null where E tells no volume. */
  readonly volumeUl: number | null;
  /** µL with the needle at rest (priming less drawing back). */
  readonly restingUl: number | null;
  /** Way of the plunger's word, in its units; 0 for valves. */
  readonly plunger: number;
  readonly starts: number;
}

export function summariseGcode(
  reading: GcodeReading,
  profile: Profile | null,
  open: readonly OpenLine[],
): GcodeSummary {
  const { counts, layers, strands, header, extents } = reading;
  const heights = layers.map(({ z }) => z).filter(Number.isFinite);
  let dwelling = 0;
  for (const event of reading.events) if (event.kind === 'dwell') dwelling += event.seconds;
  return {
    lines: counts.lines,
    bytes: counts.bytes,
    commands: counts.commands,
    motions: counts.motions,
    writtenFor: header['printer'] ?? null,
    readAs: profile?.id ?? null,
    layers: {
      count: layers.length,
      lowestZ: heights.length > 0 ? heights.reduce((a, b) => Math.min(a, b)) : null,
      highestZ: heights.length > 0 ? heights.reduce((a, b) => Math.max(a, b)) : null,
    },
    strands: strands.count,
    wells: reading.wells.map(({ well }) => well),
    tools: summariseTools(reading),
    extents: { all: stated(extents.all), extruding: stated(extents.extruding) },
    timeS: timeOf(reading, profile, dwelling),
    unknownCommands: open.map(({ command, count, line }) => ({ text: command, count, line })),
  };
}

/** Tools that do something, with the volumes their strands tell where E tells none. */
function summariseTools({ totals, tools, motions, tooLarge }: GcodeReading): ToolSummary[] {
  const shared = new Float64Array(tools.length);
  for (let i = 0; i < motions.count; i++) {
    if (motions.flags[i] & motionFlag.extrudes) shared[motions.tool[i]] += motions.volume[i];
  }
  return totals.flatMap((sums, row) => {
    if (sums.extrudedMm === 0 && sums.travelMm === 0 && sums.plunger === 0) return [];
    const { id, bio } = tools[row];
    const { extrudedMm, travelMm, plunger, starts } = sums;
    const volume = tooLarge ? sums.volumeUl : shared[row];
    const volumeUl = Number.isNaN(volume) ? null : volume;
    const restingUl = Number.isNaN(sums.restingUl) ? null : sums.restingUl;
    return [{ id, ink: bio['ink'] ?? null, extrudedMm, travelMm, volumeUl, restingUl, plunger, starts }];
  });
}

function stated(extent: Extent): Extent | null {
  return extent.min[0] <= extent.max[0] ? extent : null;
}

/** As the machine model runs the file; of a file too large for it, length over speed. */
function timeOf(reading: GcodeReading, profile: Profile | null, dwelling: number): GcodeSummary['timeS'] {
  if (reading.tooLarge) {
    const moving = reading.totals.reduce((sum, { movingS }) => sum + movingS, 0);
    return { total: moving + dwelling, moving, dwelling };
  }
  const { totalS } = runMotion(reading, profile);
  return { total: totalS, moving: totalS - dwelling, dwelling };
}
