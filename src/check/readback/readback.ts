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
  compareStrands(findings, strands, second.strands, second.strands.length, 'second reader');
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
  found: Iterable<FoundStrand>,
  count: number,
  reader: string,
): void {
  if (count !== steps.length) {
    const what = `the ${reader} finds ${count} strands, the program has ${steps.length}`;
    findings.push(refuse('strand-count', {}, what, { found: count, planned: steps.length }));
  }
  let next = 0;
  for (const strand of found) {
    if (next >= steps.length || findings.length > mostFindings) return;
    const difference = compareStrand(steps[next++], strand);
    if (difference !== null) findings.push({ ...difference, what: withRemark(difference.what, reader) });
  }
}

/** The strands of the byte reader, gathered one at a time from its columns. */
function* firstStrands(reading: GcodeReading): Generator<FoundStrand> {
  const { motions, strands, tools } = reading;
  const { x, y, z, strand, flags, volume, tool, speed } = motions;
  const restOf = dotRests(reading);
  const widthOf = localWidths(reading);
  const [startX, startY, startZ] = motions.start;
  for (let row = 0; row < strands.count; row++) {
    const from = strands.firstMotion[row];
    const points: number[] = [];
    let volumeUl = 0;
    let flowingMm = 0;
    let valve = false;
    const pieces = Number.isNaN(strands.thinnest[row]) ? null : emptyPieces();
    const pushes: number[] = [];
    if (from <= motions.count && from > 0 && strand[from] !== row) points.push(x[from - 1], y[from - 1], z[from - 1]);
    let [low, high] = [Infinity, 0];
    for (let i = from; i < motions.count && strand[i] === row; i++) {
      const beforeX = i === 0 ? startX : x[i - 1];
      const beforeY = i === 0 ? startY : y[i - 1];
      const beforeZ = i === 0 ? startZ : z[i - 1];
      if (i === from) points.push(beforeX, beforeY, beforeZ);
      if ((flags[i] & motionFlag.drop) === 0) points.push(x[i], y[i], z[i]);
      low = Math.min(low, speed[i]);
      high = Math.max(high, speed[i]);
      if (pieces !== null) {
        pieces.volumeUl.push(flowOf(reading, i));
        pieces.speed.push(speed[i]);
        pieces.width.push(widthOf(i));
      }
      pushes.push(volume[i]);
      if ((flags[i] & motionFlag.extrudes) === 0) continue;
      flowingMm += Math.hypot(x[i] - beforeX, y[i] - beforeY, z[i] - beforeZ) / 1e6;
      volumeUl += volume[i];
      // What the file tells only by its comment is no proof of itself.
      valve ||= Number.isNaN(tools[tool[i]].volumePerUnit);
    }
    const name = tools[strand[from] === row ? tool[from] : strands.tool[row]].id;
    const stated = valve ? Number.NaN : volumeUl;
    yield {
      id: strands.id[row],
      tool: name,
      line: strands.line[row],
      points,
      volumeUl: stated,
      flowingMm,
      speeds: [low, high],
      restS: restOf(row),
      pieces,
      ...(pieces === null && !valve && { shares: { volumeUl: pushes, speed: none, width: none } }),
      statedUl: strands.volume[row],
    };
  }
}

interface Pieces {
  readonly volumeUl: number[];
  readonly speed: number[];
  readonly width: number[];
}

const none: readonly number[] = [];
const emptyPieces = (): Pieces => ({ volumeUl: [], speed: [], width: [] });

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
