import type { Finding } from '../../finding/finding.ts';
import { withRemark } from '../../finding/sentence.ts';
import { motionFlag } from '../../gcode/motion.ts';
import { readGcode } from '../../gcode/reading/read-gcode.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import { inspectLines } from '../../machine/lines/inspect-lines.ts';
import { openFindings } from '../../machine/lines/judge-lines.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { StrandStep } from '../../program/step.ts';
import { linesOf, readAgain, type SecondReading } from '../foreign/second-reading.ts';
import { scenesOf } from './expected/scenes.ts';
import { compareBetween } from './readback-between.ts';
import { watchBlocks } from './readback-blocks.ts';
import { refuse } from './readback-finding.ts';
import { watchFrame } from './readback-frame.ts';
import { watchLineGroups } from './readback-line-groups.ts';
import { compareSettings } from './readback-settings.ts';
import { compareStrand, type FoundStrand } from './readback-strand.ts';

const mostFindings = 20;
/** s: dwells by which dialects only wait for motion to end. */
const longestSync = 0.0101;

/**
 * Reads the emitted file back with two independent readers and compares both with the program, strand by strand: same
 * count, order and tool, path, length, speed and volume, temperatures and pressures in force; and between the strands
 * only what the program asks for. Every difference refuses the file. Empty when all agree. `reading` is that of the
 * first reader, where it is there already.
 */
export function readback(
  program: Program,
  profile: Profile,
  bytes: Uint8Array,
  reading: GcodeReading = readGcode(bytes, profile),
): Finding[] {
  const findings: Finding[] = [];
  const strands = program.steps.filter((step): step is StrandStep => step.kind === 'strand');
  compareStrands(findings, strands, firstStrands(reading), reading.strands.count, 'byte reader');
  const scenes = scenesOf(program, profile);
  const frame = watchFrame(program, profile);
  const blocks = watchBlocks(program, profile, scenes);
  const lineGroups = watchLineGroups(program, profile, scenes);
  const second = readAgain(linesOf(bytes), profile, [frame.watch, blocks.watch, lineGroups.watch]);
  compareStrands(findings, strands, (row) => second.strands[row], second.strands.length, 'second reader');
  compareBetween(findings, profile, scenes, reading);
  compareSettings(findings, program, profile, scenes, reading);
  frame.end(findings);
  blocks.end(findings);
  lineGroups.end(findings);
  const still = strands.every(({ openS }) => openS !== undefined);
  compareOddities(findings, reading, second, still);
  const open = openFindings(inspectLines(bytes, profile, reading), true);
  findings.push(...open.map((finding): Finding => ({ ...finding, gate: 'readback' })));
  if (findings.length <= mostFindings) return findings;
  const more = findings.length - mostFindings;
  const last = refuse('readback-more', {}, `${more} more differences between the file and the program`);
  return [...findings.slice(0, mostFindings), last];
}

function compareStrands(
  findings: Finding[],
  steps: readonly StrandStep[],
  foundAt: (row: number) => FoundStrand,
  count: number,
  reader: string,
): void {
  if (count !== steps.length) {
    const what = `the ${reader} finds ${count} strands, the program has ${steps.length}`;
    findings.push(refuse('strand-count', {}, what, { found: count, planned: steps.length }));
  }
  const both = Math.min(count, steps.length);
  for (let row = 0; row < both && findings.length <= mostFindings; row++) {
    const difference = compareStrand(steps[row], foundAt(row));
    if (difference !== null) findings.push({ ...difference, what: withRemark(difference.what, reader) });
  }
}

/** The strands of the byte reader, each gathered from its columns; to be asked for in the order of the file. */
function firstStrands(reading: GcodeReading): (row: number) => FoundStrand {
  const { motions, strands, tools } = reading;
  const { strand, tool, volume } = motions;
  const restOf = dotRests(reading);
  const widthOf = localWidths(reading);
  return (row) => {
    const from = strands.firstMotion[row];
    let to = from;
    while (to < motions.count && strand[to] === row) to++;
    const name = tools[to > from ? tool[from] : strands.tool[row]].id;
    const { flowingMm, volumeUl, valve } = flowAlong(reading, from, to);
    const varies = !Number.isNaN(strands.thinnest[row]);
    const pieces = varies ? piecesAlong(reading, from, to, widthOf) : null;
    return {
      id: strands.id[row],
      tool: name,
      line: strands.line[row],
      points: pointsAlong(motions, from, to),
      volumeUl: valve ? Number.NaN : volumeUl,
      flowingMm,
      speeds: speedsAlong(motions, from, to),
      restS: restOf(row),
      pieces,
      ...(!varies && !valve && { shares: { volumeUl: volume.subarray(from, to), speed: none, width: none } }),
      statedUl: strands.volume[row],
    };
  };
}

type Motions = GcodeReading['motions'];

/** x y z, nm: where the needle stands before the rows, and where they take it. */
function pointsAlong({ x, y, z, flags, start, count }: Motions, from: number, to: number): Float64Array {
  const points = new Float64Array(3 * (to - from + 1));
  // A strand without motion stands where the last one ended; in front of all motion there is no place yet.
  if (to === from && (from === 0 || from > count)) return points.subarray(0, 0);
  points.set(from === 0 ? start : [x[from - 1], y[from - 1], z[from - 1]]);
  let n = 3;
  for (let i = from; i < to; i++) {
    if ((flags[i] & motionFlag.drop) !== 0) continue;
    points[n] = x[i];
    points[n + 1] = y[i];
    points[n + 2] = z[i];
    n += 3;
  }
  return points.subarray(0, n);
}

/** What flows on rows: µL, mm on the way, and whether a valve lets it. */
function flowAlong({ motions, tools }: GcodeReading, from: number, to: number) {
  const { x, y, z, flags, volume, tool, start } = motions;
  let volumeUl = 0;
  let flowingMm = 0;
  let valve = false;
  for (let i = from; i < to; i++) {
    if ((flags[i] & motionFlag.extrudes) === 0) continue;
    const dx = x[i] - (i === 0 ? start[0] : x[i - 1]);
    const dy = y[i] - (i === 0 ? start[1] : y[i - 1]);
    const dz = z[i] - (i === 0 ? start[2] : z[i - 1]);
    flowingMm += Math.sqrt(dx * dx + dy * dy + dz * dz) / 1e6;
    volumeUl += volume[i];
    // What the file tells only by its comment is no proof of itself.
    valve ||= Number.isNaN(tools[tool[i]].volumePerUnit);
  }
  return { volumeUl, flowingMm, valve };
}

/** mm/s, slowest and fastest. */
function speedsAlong({ speed }: Motions, from: number, to: number): [low: number, high: number] {
  let [low, high] = [Infinity, 0];
  for (let i = from; i < to; i++) {
    low = Math.min(low, speed[i]);
    high = Math.max(high, speed[i]);
  }
  return [low, high];
}

function piecesAlong(reading: GcodeReading, from: number, to: number, widthOf: (motion: number) => number) {
  const volumeUl = new Float64Array(to - from);
  const width = new Float64Array(to - from);
  for (let i = from; i < to; i++) {
    volumeUl[i - from] = flowOf(reading, i);
    width[i - from] = widthOf(i);
  }
  return { volumeUl, speed: reading.motions.speed.subarray(from, to), width };
}

const none: readonly number[] = [];

/** µL of a motion as its own words tell: NaN where a valve decides, 0 where nothing flows. */
function flowOf({ motions, tools }: GcodeReading, i: number): number {
  if ((motions.flags[i] & motionFlag.extrudes) === 0) return 0;
  return Number.isNaN(tools[motions.tool[i]].volumePerUnit) ? Number.NaN : motions.volume[i];
}

/** mm told last before a motion; to be asked in the order of the file. */
function localWidths({ localWidths: { rows, width } }: GcodeReading): (motion: number) => number {
  let next = 0;
  return (motion) => {
    while (next < rows.length && rows[next] <= motion) next++;
    return next === 0 ? Number.NaN : width[next - 1];
  };
}

/** s waited on dots, by their rows; NaN for all other strands, whose waits are compared between strands. */
function dotRests({ motions, strands, events }: GcodeReading): (row: number) => number {
  let next = 0;
  return (row) => {
    const from = strands.firstMotion[row];
    if (Number.isNaN(strands.open[row]) && from < motions.count && motions.strand[from] === row) return Number.NaN;
    while (next < events.length && events[next].line < strands.line[row]) next++;
    let seconds = 0;
    for (let i = next; i < events.length && events[i].motion === from; i++) {
      const event = events[i];
      if (row + 1 < strands.count && event.line > strands.line[row + 1]) break;
      if (event.kind === 'dwell' && event.seconds > longestSync) seconds += event.seconds;
    }
    return seconds;
  };
}

/** What no comparison of strands sees: complaints of the readers, and what was left on. */
function compareOddities(findings: Finding[], reading: GcodeReading, second: SecondReading, still: boolean): void {
  for (const { line, what } of second.complaints) findings.push(refuse('second-reader', { line }, what));
  for (const finding of reading.findings) {
    // A print of weighed extrusions, or of dots under an open valve, moves no ink about: that is what was planned.
    if (finding.severity === 'note' || (still && finding.code === 'nothing-extrudes')) continue;
    findings.push({ ...finding, gate: 'readback', severity: 'refuse' });
  }
  const { openValves, lampsOn } = reading.atEnd;
  const open = new Set([...openValves, ...second.openValves]);
  for (const tool of open) findings.push(refuse('valve-open', { tool }, `the valve of ${tool} is open at the end`));
  for (const lamp of lampsOn) findings.push(refuse('lamp-on', {}, `the lamp ${lamp} is on at the end`));
}
