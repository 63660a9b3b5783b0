import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import type { GcodeReading } from '../../src/gcode/reading/reading.ts';
import type { Profile } from '../../src/printer/profile.ts';

/** What a file does in one well, as read back from the file alone; numbers of strands and times left out. */
export interface WellSection {
  /** One text a strand: ink, tool, section, speed, pressure, and every point with its volume. */
  readonly strands: readonly string[];
  /** Points of the ways without ink in the well. */
  readonly ways: readonly string[];
  /** Lines that are neither motions nor comments, in order: waits, pauses, outputs. */
  readonly lines: readonly string[];
}

export function wellSection(gcode: Uint8Array, profile: Profile, well: string): WellSection {
  const reading = readGcode(gcode, profile);
  const rows = [...reading.strands.well.keys()].filter(
    (row) => reading.strands.names[reading.strands.well[row]] === well,
  );
  return {
    strands: rows.map((row) => strandText(reading, row)),
    ways: waysIn(reading, well),
    lines: linesOf(new TextDecoder().decode(gcode), well, profile),
  };
}

function strandText({ strands, motions, events, tools }: GcodeReading, row: number): string {
  const { names } = strands;
  let kPa = Number.NaN;
  for (const event of events) {
    if (event.kind !== 'pressure' || event.tool !== strands.tool[row]) continue;
    if (event.line < strands.line[row]) kPa = event.kPa;
  }
  const head = [
    names[strands.ink[row]],
    names[strands.part[row]],
    names[strands.role[row]],
    tools[strands.tool[row]].id,
    ...[strands.width[row], strands.height[row], strands.area[row], strands.speed[row], kPa].map(short),
  ];
  const points: string[] = [];
  for (let i = strands.firstMotion[row]; i < motions.count && motions.strand[i] === row; i++) {
    const at = [motions.x[i], motions.y[i], motions.z[i]].map((nm) => Math.round(nm / 100)).join(' ');
    points.push(`${at} ${short(motions.volume[i])} ${short(motions.speed[i])} ${motions.flags[i]}`);
  }
  return [...head, ...points].join('|');
}

/** Where the needle goes without ink in and above the well, mm of 0.1 µm. */
function waysIn({ wells, motions }: GcodeReading, well: string): string[] {
  const { x, y } = wells.find((each) => each.well === well)!;
  const ways: string[] = [];
  for (let i = 0; i < motions.count; i++) {
    if (motions.strand[i] >= 0 || Math.hypot(motions.x[i] / 1e6 - x, motions.y[i] / 1e6 - y) > nearMm) continue;
    ways.push([motions.x[i], motions.y[i], motions.z[i]].map((nm) => Math.round(nm / 100)).join(' '));
  }
  return ways;
}

/** Inside a well of a 24-well plate, mm. */
const nearMm = 9;

function linesOf(text: string, well: string, profile: Profile): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`;BIO:well=${well} `));
  const rest = lines.slice(start + 1);
  const next = rest.findIndex((line) => line.startsWith(';BIO:well='));
  const own = next < 0 ? rest : rest.slice(0, next);
  // Which tools are at hand and open depends on the wells before; strands tell the tool and the pressure they take.
  const tools = profile.tools.flatMap(({ select, deselect, dispenser, index }) =>
    [...select, ...deselect, ...('open' in dispenser ? [...dispenser.open, ...dispenser.close] : [])].map((line) =>
      line.replaceAll('{tool}', String(index)),
    ),
  );
  return own
    .filter((line) => line !== '' && line !== 'M400' && !tools.includes(line))
    .filter(
      (line) =>
        !/^(;BIO:(?!cure)|;(LAYER|Z:|HEIGHT|TYPE|WIDTH)|G0\b|G1\b|G92\b|M773|; T\d: temperature control off)/.test(
          line,
        ),
    )
    .map((line) => line.replace(/cure=\d+/, 'cure'));
}

const short = (value: number): string => (Number.isNaN(value) ? '-' : String(Number(value.toPrecision(5))));
