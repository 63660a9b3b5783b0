import { changing, type Finding, type JobChange } from '../../finding/finding.ts';
import { decimals, percent } from '../../finding/number-words.ts';
import {
  isDot,
  segmentCount,
  segmentLength,
  segmentSection,
  strandVolume,
  thinnestWidth,
} from '../../laydown/strand.ts';
import { type StrandStep, secondsOf } from '../../program/step.ts';
import { laidWidth } from '../../program/tools/assign-tools.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { placeOf } from '../space/strand-place.ts';
import { worstStrand } from './worst-strand.ts';

/** Share of ink beside the plan that a strand must not hold over any length. */
const mostAstray = 0.1;
/** s: lines time a valve to a millisecond or two, so a shorter dose is none. A choice of this project. */
const shortestDose = 0.02;

/** What the drive of a tool cannot follow: speeds beyond the machine, openings too short; and how thin strands are drawn. */
export function driveLimits(loaded: LoadedTool, strands: readonly StrandStep[]): Finding[] {
  return [...speedLimited(loaded, strands), ...openingTooShort(loaded, strands), ...drawnStrands(loaded, strands)];
}

/** How much too much is laid on a strand whose thin places ask for more speed than the machine has. */
interface Excess {
  readonly step: StrandStep;
  /** Where it is worst: section wanted, mm², speed reached, mm/s, and the share that is laid beside it. */
  readonly section: number;
  readonly speed: number;
  readonly share: number;
  readonly severity: 'note' | 'warn' | 'refuse';
}

/** Under constant pressure a thin strand asks for a higher speed; where the machine has none, more ink is laid. */
function speedLimited(loaded: LoadedTool, strands: readonly StrandStep[]): Finding[] {
  const { tool } = loaded;
  if (tool.dispenser.by === 'plunger') return [];
  const astray = strands
    .filter((step) => step.openS === undefined && step.volumeUl > strandVolume(step.strand) * (1 + 1e-7))
    .map(excessOf);
  if (astray.length === 0) return [];
  const rank = ({ severity, share }: Excess) => ['note', 'warn', 'refuse'].indexOf(severity) * 1e6 + share;
  const worst = astray.reduce((a, b) => (rank(b) > rank(a) * (1 + 1e-9) ? b : a));
  const { step, section, speed, share, severity } = worst;
  const needed = step.flow / section;
  const laid = step.flow / speed;
  const asked = step.askedSpeed ?? step.speed;
  const fixSpeed = Math.floor((asked * speed * 100) / needed) / 100;
  const extraUl = astray.reduce((sum, { step: each }) => sum + each.volumeUl - strandVolume(each.strand), 0);
  return [
    {
      gate: 'flow',
      code: 'speed-beyond-machine',
      severity,
      where: placeOf(step),
      what:
        `At ${step.flow.toFixed(3)} µL/s strand ${step.id} needs ${needed.toFixed(1)} mm/s where its section is ` +
        `${section.toFixed(4)} mm²; the machine runs at ${speed.toFixed(1)} mm/s and lays ${laid.toFixed(4)} mm², ` +
        `${percent(share)} more (${astray.length} such strands of ${tool.id}, ${extraUl.toFixed(3)} µL too much).`,
      fix: `Set a speed of ${fixSpeed} mm/s instead of ${asked} mm/s, with the pressure that belongs to it.`,
      ...changing(slower(loaded, asked, fixSpeed)),
      numbers: {
        neededMmS: needed,
        reachedMmS: speed,
        sectionMm2: section,
        laidMm2: laid,
        strands: astray.length,
        extraUl,
        fixSpeed,
      },
      source: 'printer profile, motion.maxSpeed',
    },
  ];
}

/** A lower speed of the ink: it alone does where the plan finds the pressure that belongs to it. */
function slower({ ink, settings, speed }: LoadedTool, asked: number, value: number): JobChange[] {
  if (settings.pressure !== undefined || asked !== speed || value <= 0) return [];
  return [{ what: `${value} mm/s instead of ${decimals(asked, 2)} mm/s`, path: ['inks', ink, 'speed'], value }];
}

/** A tip no longer than it is wide may swell; far too much ink over more than two widths may not. */
function excessOf(step: StrandStep): Excess {
  const { strand, speeds, flow } = step;
  let worst = { section: strand.area, speed: step.speed, share: 0 };
  let astrayMm = 0;
  let farMm = 0;
  for (let n = 0; n < segmentCount(strand); n++) {
    const section = segmentSection(strand, n);
    const speed = speeds?.[n] ?? step.speed;
    const share = flow / speed / section - 1;
    if (share > 1e-6) astrayMm += segmentLength(strand, n);
    if (share > mostAstray) farMm += segmentLength(strand, n);
    if (share > worst.share) worst = { section, speed, share };
  }
  const severity = farMm > 2 * strand.width ? 'refuse' : astrayMm > strand.width ? 'warn' : 'note';
  return { step, ...worst, severity };
}

function openingTooShort(loaded: LoadedTool, strands: readonly StrandStep[]): Finding[] {
  const { tool } = loaded;
  if (tool.dispenser.by === 'plunger') return [];
  const shortest = tool.shortestOpening;
  const short = strands.filter((step) => {
    if (!isDot(step.strand)) return false;
    const openS = secondsOf(step);
    return openS < shortestDose || step.start.preflow + openS + step.end.postflow < (shortest ?? 0);
  });
  if (short.length === 0) return [];
  const step = worstStrand(short, (each) => -secondsOf(each));
  const openS = secondsOf(step);
  const tooLittle = openS < shortestDose;
  // Dots that are not too little are too short for this limit.
  const limit = tooLittle ? shortestDose : shortest! - step.start.preflow - step.end.postflow;
  const asked = step.askedSpeed ?? step.speed;
  const fixSpeed = Math.floor(((asked * openS) / limit) * 100) / 100;
  return [
    {
      gate: 'flow',
      code: 'opening-too-short',
      severity: 'refuse',
      where: placeOf(step),
      what:
        `The dot of strand ${step.id} holds ${step.volumeUl.toPrecision(3)} µL: the valve of ${tool.id} would be open ` +
        `for ${ms(openS)} ms, and doses nothing below ${ms(limit)} ms (${short.length} such dots).`,
      fix: `Set a speed of ${fixSpeed} mm/s instead of ${asked} mm/s with the pressure that belongs to it, or print these dots with a plunger.`,
      ...changing(slower(loaded, asked, fixSpeed)),
      numbers: { openS, limitS: limit, volumeUl: step.volumeUl, dots: short.length, fixSpeed },
      source: tooLittle ? 'choice of this project, unverified' : `printer profile, ${tool.id} shortestOpening`,
    },
  ];
}

/** Strands thinner than the bore, where the job asks for no such width: the ink leaves slower than the needle moves. */
function drawnStrands({ ink, nozzle, settings }: LoadedTool, strands: readonly StrandStep[]): Finding[] {
  const least = Math.min(nozzle.inner, laidWidth(settings)) * 0.999;
  const drawn = strands.filter(({ strand }) => thinnestWidth(strand) < least && !isDot(strand));
  if (drawn.length === 0) return [];
  const bore = (Math.PI / 4) * nozzle.inner ** 2;
  const sectionOf = ({ strand }: StrandStep) => (strand.area * thinnestWidth(strand)) / strand.width;
  const worst = worstStrand(drawn, (step) => -sectionOf(step));
  const width = thinnestWidth(worst.strand);
  const drawnMm = drawn.reduce((sum, step) => sum + thinLength(step, least), 0);
  const drawRatio = bore / sectionOf(worst);
  return [
    {
      gate: 'flow',
      code: 'strand-drawn',
      severity: 'note',
      where: placeOf(worst),
      what:
        `${drawn.length} strands of ${ink} are thinner than the bore of ${nozzle.label} (${nozzle.inner} mm) over ` +
        `${drawnMm.toFixed(1)} mm, down to ${Number(width.toFixed(3))} mm: there the needle moves ${drawRatio.toFixed(2)} times as fast as the ink leaves it. ` +
        'How far this ink can be drawn is unknown.',
      fix: `Print a test line of that width first, or take a needle of at most ${Number(width.toFixed(2))} mm.`,
      numbers: { drawRatio, drawnMm, widthMm: width, boreMm: nozzle.inner, strands: drawn.length },
      source: 'conservation of volume: section of the bore over section of the strand',
    },
  ];
}

/** mm of a strand that are thinner than `least`. */
function thinLength({ strand }: StrandStep, least: number): number {
  const section = (strand.area * least) / strand.width;
  let length = 0;
  for (let n = 0; n < segmentCount(strand); n++) {
    if (segmentSection(strand, n) < section) length += segmentLength(strand, n);
  }
  return length;
}

const ms = (seconds: number): string => String(Number((seconds * 1000).toPrecision(3)));
