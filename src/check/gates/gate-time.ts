import { changing, type JobChange, type Judgement } from '../../finding/finding.ts';
import { decimals } from '../../finding/number-words.ts';
import { clearZone } from '../../ink/settling.ts';
import { carryOut } from '../../machine/run-program.ts';
import { type Step, type StrandStep, secondsOf } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { originOf } from '../../provenance/origin.ts';
import { hasCells, type PhysicsContext, type WithCells } from '../physics/physics-context.ts';
import { passesFaster } from '../physics/propose-fix.ts';
import { placeOf } from '../space/strand-place.ts';

const warnMinutes = 60;
const alarmMinutes = 120;

/**
 * Refuses when cells wait outside the incubator, or an ink stands, longer than it may. Cells leave the incubator when
 * the print starts and return when it ends, those of the first well as late as those of the last.
 */
export function gateTime(context: PhysicsContext): Judgement[] {
  const findings: Judgement[] = [];
  for (const loaded of context.tools.values()) {
    const strands = context.strands.filter((step) => step.tool === loaded.tool.id);
    if (strands.length === 0) continue;
    if (hasCells(loaded)) findings.push(...timeOnCells(context, loaded, strands), ...settling(context, loaded));
    if (loaded.material.potLife !== undefined)
      findings.push(...potLife(context, loaded, strands, loaded.material.potLife));
  }
  return findings;
}

/** End of the print, s; never before the end of its last strand. */
function endOf({ program, strands, startTimes }: PhysicsContext): number {
  return Math.max(program.header.totals.timeS, ...strands.slice(-1).map((step) => strandEnd(step, startTimes)));
}

function strandEnd(step: StrandStep, startTimes: ArrayLike<number>): number {
  return startTimes[step.id] + secondsOf(step);
}

function timeOnCells(context: PhysicsContext, loaded: WithCells, strands: readonly StrandStep[]): Judgement[] {
  const own = context.job.limits.timeOnCells;
  const limit = own ?? alarmMinutes;
  const minutes = endOf(context) / 60;
  const refused = minutes > limit;
  if (!refused && minutes <= (own === undefined ? warnMinutes : 0.9 * own)) return [];
  const stated = refused ? limit : own === undefined ? warnMinutes : limit;
  const late = strands.find((step) => context.startTimes[step.id] > stated * 60) ?? strands[strands.length - 1];
  const wells = wellsWithin(context, limit * 60);
  const speed = refused ? fasterSpeed(context, loaded, strands, limit * 60) : null;
  const what =
    `${loaded.cells.line} cells are ${minutes.toFixed(1)} min outside the incubator; ` +
    (refused ? `the limit is ${limit} min.` : `the ${own === undefined ? 'usual warning' : 'limit'} is ${stated} min.`);
  return [
    {
      code: refused ? 'cells-outside-too-long' : 'cells-outside-long',
      severity: refused ? 'refuse' : 'warn',
      where: placeOf(late),
      what,
      fix: timeFix(wells, speed, loaded.speed),
      ...changing(speed === null ? [] : [speedChange(loaded, speed)]),
      numbers: {
        minutes,
        limitMinutes: stated,
        completeWells: wells.complete,
        ...(speed === null ? {} : { fixSpeed: speed.speed, fixMinutes: speed.minutes }),
      },
      source: own === undefined ? 'default of this project, unverified' : 'job, limits.timeOnCells',
    },
  ];
}

interface Wells {
  readonly complete: number;
  readonly all: number;
  readonly minutes: number;
}

/** Wells that would be done within `seconds` if the print ended with them, what comes after the last strand included. */
function wellsWithin(context: PhysicsContext, seconds: number): Wells {
  const { strands, startTimes } = context;
  const ends = new Map<string, number>();
  for (const step of strands) {
    ends.set(step.well, Math.max(ends.get(step.well) ?? 0, strandEnd(step, startTimes)));
  }
  const after = Math.max(0, endOf(context) - Math.max(...ends.values()));
  const within = [...ends.values()].filter((end) => end + after <= seconds);
  return { complete: within.length, all: ends.size, minutes: (Math.max(0, ...within) + after) / 60 };
}

/**
 * The least higher speed of this ink, as the job sets it, that saves enough time, within its window, and passes pressure
 * and viability; or null. All its strands then run so many times as fast, each at its own speed. Coming up to speed takes
 * as many times longer: how long is seen from a run at the highest speed, and the speed found is run as well.
 */
function fasterSpeed(
  context: PhysicsContext,
  loaded: LoadedTool,
  strands: readonly StrandStep[],
  seconds: number,
): Faster | null {
  const now = endOf(context);
  const moving = strands.reduce((sum, step) => sum + secondsOf(step), 0);
  const most = (loaded.material.speed?.[1] ?? 40) / loaded.speed;
  const saved = (times: number) => moving * (1 - 1 / times);
  // Not even without coming up to speed: then nothing is run.
  if (most <= 1 || now - saved(most) > sparing * seconds) return null;
  const fastest = secondsFaster(context, loaded, most);
  const ramps = fastest === null ? 0 : Math.max(0, fastest - now + saved(most)) / (most - 1);
  const totalAt = (times: number) => now - saved(times) + ramps * (times - 1);
  let tries = 0;
  for (let tenths = Math.floor(loaded.speed * 10) + 1; tenths <= most * loaded.speed * 10 && tries < 3; tenths++) {
    const times = tenths / 10 / loaded.speed;
    if (totalAt(times) > sparing * seconds) continue;
    if (!passesFaster(times, loaded, strands, context.job)) return null;
    tries++;
    const total = secondsFaster(context, loaded, times) ?? totalAt(times);
    if (total <= seconds) return { speed: tenths / 10, minutes: total / 60 };
  }
  return null;
}

/** Of the time allowed, what a proposed speed may take: rounding and corners stay below. */
const sparing = 0.995;

/** How long the print takes when strands of a tool run so many times as fast, s; null for a program that has not run. */
function secondsFaster({ program, profile, laidUl }: PhysicsContext, loaded: LoadedTool, times: number): number | null {
  if (laidUl === null) return null;
  const steps = program.steps.map((step): Step => {
    if (step.kind !== 'strand' || step.tool !== loaded.tool.id) return step;
    const { speed, speeds, flow, openS } = step;
    const faster = { speed: times * speed, speeds: speeds?.map((each) => times * each), flow: times * flow };
    return { ...step, ...faster, openS: openS === undefined ? undefined : openS / times };
  });
  return carryOut({ ...program, steps }, profile).run.totalS;
}

interface Faster {
  readonly speed: number;
  readonly minutes: number;
}

function speedChange(loaded: LoadedTool, faster: Faster): JobChange {
  return { what: fasterWords(faster, loaded.speed), path: ['inks', loaded.ink, 'speed'], value: faster.speed };
}

const fasterWords = ({ speed, minutes }: Faster, asked: number): string =>
  `${speed} mm/s instead of ${decimals(asked, 2)} mm/s: about ${minutes.toFixed(1)} min`;

function timeFix(wells: Wells, speed: Faster | null, asked: number): string {
  const ways: string[] = [];
  if (wells.complete > 0 && wells.complete < wells.all) {
    ways.push(`Print ${wells.complete} of the ${wells.all} wells at a time: ${wells.minutes.toFixed(1)} min`);
  }
  if (speed !== null) {
    ways.push(fasterWords(speed, asked));
  }
  if (ways.length === 0) ways.push('Split the print into sessions, widen the spacing, or print taller layers');
  return `${ways.join('; or ')}.`;
}

function potLife(
  context: PhysicsContext,
  { ink, material }: LoadedTool,
  strands: readonly StrandStep[],
  minutes: number,
): Judgement[] {
  const late = strands.find((step) => strandEnd(step, context.startTimes) > minutes * 60);
  if (late === undefined) return [];
  const origin = originOf(material.provenance, 'potLife');
  const last = strandEnd(strands[strands.length - 1], context.startTimes) / 60;
  const wells = wellsWithin(context, minutes * 60);
  return [
    {
      code: 'pot-life-over',
      // A pot life that nobody read in a source is no ground to refuse.
      severity: origin?.verified ? 'refuse' : 'warn',
      where: placeOf(late),
      what: `${material.id} is used for ${last.toFixed(1)} min; it stays usable for ${minutes} min after mixing.`,
      fix:
        wells.complete > 0 && wells.complete < wells.all
          ? `Mix fresh ${ink} after ${wells.complete} of the ${wells.all} wells.`
          : `Mix ${ink} in two batches, or print faster.`,
      numbers: { minutes: last, limitMinutes: minutes, completeWells: wells.complete },
      source: origin?.source,
    },
  ];
}

/** Cells that sink leave the top of the cartridge empty and crowd its outlet. */
function settling(context: PhysicsContext, { ink, material, tool, cells, flow }: WithCells): Judgement[] {
  if (flow === null) return [];
  const seconds = endOf(context);
  const clear = clearZone(flow.law.law, material.density, cells.diameter, seconds);
  if (clear < 1) return [];
  return [
    {
      code: 'cells-settle',
      severity: 'warn',
      where: { ink: ink, tool: tool.id },
      what: `Cells of ${cells.diameter} µm sink ${clear.toFixed(1)} mm in ${material.id} during ${(seconds / 60).toFixed(0)} min.`,
      fix: 'Mix the cartridge during the print, or take a thicker ink.',
      numbers: { clearMm: clear, seconds },
      source: 'Stokes, cells of 1050 kg/m³',
    },
  ];
}
