import type { Finding } from '../finding/finding.ts';
import { isDot, segmentSection, strandVolume, thinnestWidth } from '../laydown/strand.ts';
import type { StrandStep } from '../program/step.ts';
import type { ToolPhysics } from './physics-context.ts';
import { placeOf } from './strand-place.ts';
import { worstStrand } from './worst-strand.ts';

/** Lays more than this share beside the plan: refused; less is a warning. */
const mostAstray = 0.1;
/** s: lines time a valve to a millisecond or two, so a shorter dose is none. A choice of this project. */
const shortestDose = 0.02;

/** What the drive of a tool cannot follow: speeds beyond the machine, openings too short; and how thin strands are drawn. */
export function driveLimits(loaded: ToolPhysics, strands: readonly StrandStep[]): Finding[] {
  return [...speedLimited(loaded, strands), ...openingTooShort(loaded, strands), ...drawnStrands(loaded, strands)];
}

/** Under constant pressure a thin strand asks for a higher speed; where the machine has none, more ink is laid. */
function speedLimited({ tool, machine }: ToolPhysics, strands: readonly StrandStep[]): Finding[] {
  if (machine.dispenser.by === 'plunger') return [];
  const astray = strands.filter((step) => step.openS === undefined && step.volumeUl > wanted(step) * (1 + 1e-6));
  if (astray.length === 0) return [];
  const step = worstStrand(astray, excess);
  const { section, speed } = thinnestPiece(step);
  const needed = step.flow / section;
  const laid = step.flow / speed;
  const share = laid / section - 1;
  const refused = share > mostAstray;
  const asked = step.askedSpeed ?? step.speed;
  const fixSpeed = Math.floor((asked * speed * 100) / needed) / 100;
  const extra = astray.reduce((sum, each) => sum + each.volumeUl - wanted(each), 0);
  return [
    {
      gate: 'flow',
      code: 'speed-beyond-machine',
      severity: refused ? 'refuse' : 'warn',
      where: placeOf(step),
      what:
        `At ${step.flow.toFixed(3)} µL/s strand ${step.id} needs ${needed.toFixed(1)} mm/s where its section is ` +
        `${section.toFixed(4)} mm²; the machine runs at ${speed.toFixed(1)} mm/s and lays ${laid.toFixed(4)} mm², ` +
        `${percent(share)} more (${astray.length} such strands of ${tool.tool}, ${extra.toFixed(3)} µL too much).`,
      fix: `Set a speed of ${fixSpeed} mm/s instead of ${asked} mm/s, with the pressure that belongs to it.`,
      numbers: {
        neededMmS: needed,
        reachedMmS: speed,
        sectionMm2: section,
        laidMm2: laid,
        strands: astray.length,
        extraUl: extra,
        fixSpeed,
      },
      source: 'printer profile, motion.maxSpeed',
    },
  ];
}

const wanted = ({ strand }: StrandStep): number => strandVolume(strand);
const excess = (step: StrandStep): number => {
  const { section, speed } = thinnestPiece(step);
  return step.flow / speed / section;
};

/** Where a strand is thinnest against what its speed lays. */
function thinnestPiece({ strand, speed, speeds }: StrandStep): { section: number; speed: number } {
  let thinnest = { section: segmentSection(strand, 0), speed: speeds?.[0] ?? speed };
  for (let n = 1; n < (speeds?.length ?? 0); n++) {
    const piece = { section: segmentSection(strand, n), speed: speeds![n] };
    if (piece.section * piece.speed < thinnest.section * thinnest.speed) thinnest = piece;
  }
  return thinnest;
}

function openingTooShort({ tool, machine }: ToolPhysics, strands: readonly StrandStep[]): Finding[] {
  const shortest = machine.shortestOpening;
  const short = strands.filter((step) => {
    if (step.openS === undefined) return false;
    const { preflow } = step.start;
    return step.openS < shortestDose || preflow + step.openS + step.end.postflow < (shortest ?? 0);
  });
  if (short.length === 0) return [];
  const step = worstStrand(short, ({ openS }) => -openS!);
  const openS = step.openS!;
  const tooLittle = openS < shortestDose;
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
        `The dot of strand ${step.id} holds ${step.volumeUl.toPrecision(3)} µL: the valve of ${tool.tool} would be open ` +
        `for ${ms(openS)} ms, and doses nothing below ${ms(limit)} ms (${short.length} such dots).`,
      fix: `Set a speed of ${fixSpeed} mm/s instead of ${asked} mm/s with the pressure that belongs to it, or print these dots with a plunger.`,
      numbers: { openS, limitS: limit, volumeUl: step.volumeUl, dots: short.length, fixSpeed },
      source: tooLittle ? 'choice of this project, unverified' : `printer profile, ${tool.tool} shortestOpening`,
    },
  ];
}

/** Strands thinner than the bore, where the job asks for no such width: the ink leaves slower than the needle moves. */
function drawnStrands({ tool, nozzle, settings }: ToolPhysics, strands: readonly StrandStep[]): Finding[] {
  const least = Math.min(nozzle.inner, settings.width ?? nozzle.inner) * 0.999;
  const drawn = strands.filter(({ strand }) => thinnestWidth(strand) < least && !isDot(strand));
  if (drawn.length === 0) return [];
  const bore = (Math.PI / 4) * nozzle.inner ** 2;
  const sectionOf = ({ strand }: StrandStep) => (strand.area * thinnestWidth(strand)) / strand.width;
  const worst = worstStrand(drawn, (step) => -sectionOf(step));
  const width = thinnestWidth(worst.strand);
  const drawRatio = bore / sectionOf(worst);
  return [
    {
      gate: 'flow',
      code: 'strand-drawn',
      severity: 'note',
      where: placeOf(worst),
      what:
        `${drawn.length} strands of ${tool.ink} are thinner than the bore of ${nozzle.label} (${nozzle.inner} mm), down to ` +
        `${Number(width.toFixed(3))} mm: there the needle moves ${drawRatio.toFixed(2)} times as fast as the ink leaves it. ` +
        'How far this ink can be drawn is unknown.',
      fix: `Print a test line of that width first, or take a needle of at most ${Number(width.toFixed(2))} mm.`,
      numbers: { drawRatio, widthMm: width, boreMm: nozzle.inner, strands: drawn.length },
      source: 'conservation of volume: section of the bore over section of the strand',
    },
  ];
}

const ms = (seconds: number): string => String(Number((seconds * 1000).toPrecision(3)));
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
