import type { Finding } from '../finding/finding.ts';
import type { LayDownInput } from './lay-down-input.ts';
import type { Achieved } from './measure.ts';
import { heedsGradient, type ResolvedSpacing } from './resolve-spacing.ts';

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
    what: `the wall is too thin or too uneven for its strand of ${width} mm: it is laid ${laid.toFixed(3)} mm wide, with less ink`,
    fix: 'make the wall 0.02 mm thicker than the strand, or use a finer nozzle',
    numbers: { widthMm: width, laidMm: laid },
  };
}

/** Patterns with crossings or gaps cannot be solid; neither can walls that one strand hardly fits. */
function unfilled({ settings }: LayDownInput, { fill, strands, areaMm2 }: Achieved): Finding[] {
  if (!settings.solid || settings.margin > 0 || strands === 0 || Math.abs(fill - 1) <= 0.05) return [];
  return [
    {
      gate: 'plan',
      code: 'solid-not-filled',
      severity: 'warn',
      where: {},
      what: `Solid fill puts down ${(100 * fill).toFixed(1)} % of the volume of ${areaMm2.toFixed(2)} mm².`,
      fix: 'Fill solid parts with parallel, concentric or spiral strands, or use a finer nozzle for thin walls.',
      numbers: { fill, areaMm2 },
    },
  ];
}

function gradient({ settings }: LayDownInput): Finding[] {
  const along = settings.gradient?.along;
  if (along === undefined || heedsGradient(settings)) return [];
  return [
    {
      gate: 'plan',
      code: 'gradient-not-heeded',
      severity: 'warn',
      where: {},
      what: `the pattern ${settings.pattern} cannot change its spacing along ${along}: it keeps the mean spacing`,
      fix: 'use parallel, grid, triangle or concentric for gradients',
    },
  ];
}
