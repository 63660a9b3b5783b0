import type { Finding, Place } from '../finding/finding.ts';
import { motionFlag } from '../gcode/motion.ts';
import { readGcode } from '../gcode/read-gcode.ts';
import type { GcodeReading } from '../gcode/reading.ts';
import type { Profile } from '../printer/profile.ts';
import type { Program } from '../program/program.ts';
import type { StrandStep } from '../program/step.ts';
import { compareBetween } from './readback-between.ts';
import { watchBlocks } from './readback-blocks.ts';
import { refuse } from './readback-finding.ts';
import { watched, watchFrame } from './readback-frame.ts';
import { comparePath, positionTolerance, programPath } from './readback-path.ts';
import { watchScenes } from './readback-scenes.ts';
import { compareSettings } from './readback-settings.ts';
import { linesOf, readAgain, type SecondReading } from './second-reading.ts';

/** One strand as a reader found it: the common ground of both readings. */
export interface FoundStrand {
  readonly id: number;
  readonly tool: string;
  readonly line: number;
  /** x y z, nm; the start included. */
  readonly points: ArrayLike<number>;
  /** µL, NaN where the file tells none. */
  readonly volumeUl: number;
  readonly flowingMm: number;
  /** µL that the strand's own comment tells; only where the reader knows it. */
  readonly toldUl?: number;
  /** mm/s, lowest and highest on the way; only where the reader follows speeds. */
  readonly speeds?: readonly [low: number, high: number];
}

/** Relative error allowed to volumes, beside the rounding of the printed digits. */
const relativeTolerance = 1e-4;
/** µL by which the last printed digit of a plunger's word may be off. */
const volumeQuantum = 2e-6;
/**
 * mm by which rounding can lengthen or shorten one piece of a path: half a digit of 0.1 µm on three axes, at both of its
 * ends. Many short pieces of one direction all round the same way, so the errors add up.
 */
const lengthQuantum = (2 * Math.sqrt(3) * positionTolerance) / 1e6;
const speedTolerance = 1e-3;
const mostFindings = 20;

/**
 * Reads the emitted file back with two independent readers and compares both with the program, strand by strand: same
 * count, order and tool, path, length, speed and volume, temperatures and pressures in force; and between the strands
 * only what the program asks for. Every difference refuses the file. Empty when all agree.
 */
export function readback(program: Program, profile: Profile, bytes: Uint8Array): Finding[] {
  const findings: Finding[] = [];
  const strands = program.steps.filter((step): step is StrandStep => step.kind === 'strand');
  const reading = readGcode(bytes, profile);
  compareStrands(findings, strands, firstStrands(reading), reading.strands.count, 'byte reader');
  const frame = watchFrame(profile);
  const blocks = watchBlocks(program, profile);
  const scenes = watchScenes(program, profile);
  const second = readAgain(watched(linesOf(bytes), [frame.watch, blocks.watch, scenes.watch]), profile);
  compareStrands(findings, strands, second.strands, second.strands.length, 'second reader');
  compareBetween(findings, program, profile, reading);
  compareSettings(findings, program, profile, reading);
  frame.end(findings);
  blocks.end(findings);
  scenes.end(findings);
  compareOddities(findings, reading, second, strands.length === 0);
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
    if (difference !== null) findings.push({ ...difference, what: `${difference.what} (${reader})` });
  }
}

function compareStrand(step: StrandStep, found: FoundStrand): Finding | null {
  const where: Place = { strand: step.id, layer: step.layer, well: step.well, tool: step.tool, line: found.line };
  if (found.id !== step.id) {
    return refuse('strand-order', where, `strand ${found.id} stands where the program has strand ${step.id}`);
  }
  if (found.tool !== step.tool) {
    return refuse('strand-tool', where, `strand ${step.id} is printed by ${found.tool}, planned for ${step.tool}`);
  }
  const planned = programPath(step);
  const path = comparePath(planned, found.points);
  if (path !== null) return refuse('strand-path', where, `strand ${step.id}: ${path.what}`, path.numbers);
  const flowing = Math.max(0, step.lengthMm - step.end.coast);
  const pieces = planned.length / 3;
  const lengthSlack = pieces * lengthQuantum;
  if (!(Math.abs(found.flowingMm - flowing) <= lengthSlack)) {
    const what = `strand ${step.id} flows for ${found.flowingMm.toFixed(4)} mm, planned ${flowing.toFixed(4)} mm`;
    return refuse('strand-length', where, what, { foundMm: found.flowingMm, plannedMm: flowing });
  }
  const [low, high] = found.speeds ?? [step.speed, step.speed];
  if (!(low >= step.speed * (1 - speedTolerance) && high <= step.speed * (1 + speedTolerance))) {
    const what = `strand ${step.id} runs at ${low.toFixed(3)} to ${high.toFixed(3)} mm/s, planned ${step.speed.toFixed(3)}`;
    return refuse('strand-speed', where, what, { lowMmS: low, highMmS: high, plannedMmS: step.speed });
  }
  const toldUl = found.toldUl ?? step.volumeUl;
  if (!(Math.abs(toldUl - step.volumeUl) <= step.volumeUl * 1e-6)) {
    const what = `the comment of strand ${step.id} tells ${toldUl} uL, planned ${step.volumeUl} uL`;
    return refuse('strand-comment', where, what, { toldUl, plannedUl: step.volumeUl });
  }
  if (Number.isNaN(found.volumeUl)) return null;
  const plannedUl = step.strand.area * flowing;
  const slack = plannedUl * relativeTolerance + volumeQuantum + step.strand.area * lengthQuantum;
  if (!(Math.abs(found.volumeUl - plannedUl) <= Math.min(slack, plannedUl * 0.5 + volumeQuantum * pieces))) {
    const what = `strand ${step.id} pushes ${found.volumeUl.toFixed(6)} uL, planned ${plannedUl.toFixed(6)} uL`;
    return refuse('strand-volume', where, what, { foundUl: found.volumeUl, plannedUl });
  }
  return null;
}

/** The strands of the byte reader, gathered one at a time from its columns. */
function* firstStrands({ motions, strands, tools }: GcodeReading): Generator<FoundStrand> {
  const { x, y, z, strand, flags, volume, tool, speed } = motions;
  for (let row = 0; row < strands.count; row++) {
    const from = strands.firstMotion[row];
    const points: number[] = [];
    let volumeUl = 0;
    let flowingMm = 0;
    let valve = false;
    let [low, high] = [Infinity, 0];
    for (let i = from; i < motions.count && strand[i] === row; i++) {
      const before = i === 0 ? motions.start : [x[i - 1], y[i - 1], z[i - 1]];
      if (i === from) points.push(...before);
      points.push(x[i], y[i], z[i]);
      low = Math.min(low, speed[i]);
      high = Math.max(high, speed[i]);
      if ((flags[i] & motionFlag.extrudes) === 0) continue;
      flowingMm += Math.hypot(x[i] - before[0], y[i] - before[1], z[i] - before[2]) / 1e6;
      volumeUl += volume[i];
      // What the file tells only by its comment is no proof of itself.
      valve ||= Number.isNaN(tools[tool[i]].volumePerUnit);
    }
    const name = tools[from < motions.count ? tool[from] : strands.tool[row]].id;
    const told = valve ? Number.NaN : volumeUl;
    yield {
      id: strands.id[row],
      tool: name,
      line: strands.line[row],
      points,
      volumeUl: told,
      flowingMm,
      speeds: [low, high],
      toldUl: strands.volume[row],
    };
  }
}

/** What no comparison of strands sees: complaints of the readers, and what was left on. */
function compareOddities(findings: Finding[], reading: GcodeReading, second: SecondReading, still: boolean): void {
  for (const { line, what } of second.complaints) findings.push(refuse('second-reader', { line }, what));
  for (const finding of reading.findings) {
    // A print of weighed extrusions moves no ink about: nothing extruding is what was planned.
    if (finding.severity === 'note' || (still && finding.code === 'nothing-extrudes')) continue;
    findings.push({ ...finding, gate: 'readback', severity: 'refuse' });
  }
  for (const { text, line } of reading.unknown) {
    findings.push(refuse('unknown-command', { line }, `the printer does not know ${text}`));
  }
  const { openValves, lampsOn } = reading.atEnd;
  const open = new Set([...openValves, ...second.openValves]);
  for (const tool of open) findings.push(refuse('valve-open', { tool }, `the valve of ${tool} is open at the end`));
  for (const lamp of lampsOn) findings.push(refuse('lamp-on', {}, `the lamp ${lamp} is on at the end`));
}
