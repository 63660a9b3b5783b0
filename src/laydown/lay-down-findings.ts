import type { Finding } from '../finding/finding.ts';
import { percent } from '../finding/number-words.ts';
import type { LayDownInput } from './lay-down-input.ts';
import { patternOf } from './patterns/pattern-table.ts';
import type { Achieved } from './spacing/measure.ts';
import { followsGradient, type ResolvedSpacing } from './spacing/resolve-spacing.ts';

/** What there is to say about one region, with its place. */
export function layDownFindings(input: LayDownInput, resolved: ResolvedSpacing, achieved: Achieved): Finding[] {
  const where = { part: input.part, ink: input.ink, layer: input.layer.index };
  return [...resolved.findings, ...unfilled(input, achieved), ...gradient(input)].map((finding) => ({
    ...finding,
    where,
  }));
}

/** A tube's wall thinner than its strand, all round or somewhere. */
export function narrowedFinding({ part, ink, layer, width }: LayDownInput, laid: number): Finding {
  return {
    gate: 'plan',
    code: 'strand-narrowed',
    severity: 'note',
    where: { part, ink, layer: layer.index },
    what: `The wall is too thin or too uneven for its strand of ${width} mm: it is laid ${laid.toFixed(3)} mm wide, with less ink.`,
    fix: 'Make the wall 0.02 mm thicker than the strand, or use a finer nozzle.',
    numbers: { widthMm: width, laidMm: laid },
  };
}

/** Solid fill misses its volume by more than this: what the fidelity gate calls too much, and as much below. */
const inkTolerance = 0.03;
/** Strands of a spiral cover less of their area than this. */
const openTolerance = 0.05;
/** Strands that cover more than this many times their area lie on each other. */
const mostCovered = 1.5;

/** Patterns with crossings or gaps cannot be solid; neither can walls that one strand hardly fits. */
function unfilled({ settings }: LayDownInput, { fill, covered, strands, areaMm2 }: Achieved): Finding[] {
  if (!settings.solid || settings.margin > 0 || strands === 0) return [];
  // Turns of a spiral leave a wedge along the rim; straight lines at most part of a strand beside it.
  const open = patternOf(settings.pattern).leavesWedge && covered < 1 - openTolerance;
  if (Math.abs(fill - 1) <= inkTolerance && !open && covered <= mostCovered) return [];
  return [
    {
      gate: 'plan',
      code: 'solid-not-filled',
      severity: 'warn',
      where: {},
      what: notFilled(fill, covered, areaMm2),
      fix: 'Fill solid parts with parallel or concentric strands, or use a finer nozzle.',
      numbers: { areaMm2, filledMm2: fill * areaMm2, coveredMm2: covered * areaMm2 },
    },
  ];
}

/** What solid fill puts down and covers, of an area or of several together. */
export function notFilled(fill: number, covered: number, areaMm2: number): string {
  const ink = `Solid fill puts down ${percent(fill)} of the volume of ${areaMm2.toFixed(2)} mm²`;
  if (covered > mostCovered)
    return `${ink}, by strands that cover it ${covered.toFixed(2)} times: they lie on each other, each thinner than its slot.`;
  if (covered >= 1 - openTolerance || covered >= fill - openTolerance) return `${ink}.`;
  return `${ink}, by strands that cover ${percent(covered)} of it: they are laid thicker, and gaps stay between them.`;
}

function gradient({ settings }: LayDownInput): Finding[] {
  const along = settings.gradient?.along;
  if (along === undefined || followsGradient(settings)) return [];
  return [
    {
      gate: 'plan',
      code: 'gradient-ignored',
      severity: 'warn',
      where: {},
      what: `The pattern ${settings.pattern} cannot change its spacing along ${along}: it keeps the mean spacing.`,
      fix: 'Use parallel, grid, triangle or concentric for gradients.',
    },
  ];
}
