import type { Finding } from '../finding/finding.ts';
import type { LaydownSettings, PatternId } from '../job/laydown-settings.ts';
import { porosityAt, smallestSpacing, spacingForPorosity, type Weave } from './porosity.ts';
import { type StrandSection, touchingSpacing } from './strand-section.ts';

/** Centre to centre distance and what follows from it. mm. */
export interface ResolvedSpacing {
  readonly spacing: number;
  /** Clear gap between neighbours, 0 where they touch. */
  readonly pore: number;
  /** Void fraction of the endless lattice, null for solid fill. */
  readonly porosity: number | null;
  readonly solid: boolean;
  readonly findings: readonly Finding[];
}

/** Where nothing says how dense the lattice is: pores one and a half strands wide. */
const defaultSpacingInWidths = 2.5;

/** Nearer than this strands are never laid, whatever was asked for: bounds the work that a slip of the pen can cause. */
export const leastInWidths = 0.1;

/**
 * Spacings are whole multiples of 0.1 µm, so that a spacing, its pore and its porosity written with six digits lead
 * to the same strands.
 */
const grain = 1e-4;

/**
 * Spacing from whichever of spacing, pore, porosity, solid or gradient was given. `way` is how far up the construct
 * the layer lies, 0 to 1: it moves a gradient along z; gradients in the plane begin with their finer end. `stretch` is
 * the length of a strand over the straight way it covers (wave).
 */
export function resolveSpacing(
  settings: LaydownSettings,
  section: StrandSection,
  weave: Weave,
  way: number,
  stretch = 1,
): ResolvedSpacing {
  if (settings.solid) return solidSpacing(section);
  const asked = askedSpacing(settings, section, weave, way, stretch);
  const spacing = Math.max(leastInWidths * section.width, Math.round(asked / grain) * grain);
  const porosity = porosityAt(weave, section, spacing / stretch);
  const findings = [...tooDense(settings, section, weave), ...fused(section, spacing), ...lowLayer(section, weave)];
  return { spacing, pore: Math.max(0, spacing - section.width), porosity, solid: false, findings };
}

/** Patterns whose spacing may differ within a layer. */
const gradedInPlane: ReadonlySet<PatternId> = new Set<PatternId>(['parallel', 'grid', 'triangle', 'concentric']);
/** Patterns whose walls stand on each other and would lose their footing if the spacing changed with height. */
const footed: ReadonlySet<PatternId> = new Set<PatternId>(['honeycomb', 'gyroid', 'schwarz-p', 'diamond']);

/** Whether the pattern can follow the gradient asked for. */
export function heedsGradient({ pattern, gradient }: LaydownSettings): boolean {
  if (!gradient) return true;
  return gradient.along === 'z' ? !footed.has(pattern) : gradedInPlane.has(pattern);
}

function askedSpacing(
  settings: LaydownSettings,
  section: StrandSection,
  weave: Weave,
  way: number,
  stretch: number,
): number {
  const { spacing, pore, porosity, gradient } = settings;
  if (spacing !== undefined) return spacing;
  if (pore !== undefined) return pore + section.width;
  if (porosity !== undefined) return stretch * spacingForPorosity(weave, section, porosity);
  if (gradient && !heedsGradient(settings)) return (gradient.from + gradient.to) / 2;
  if (gradient?.along === 'z') return gradient.from + (gradient.to - gradient.from) * Math.min(1, Math.max(0, way));
  if (gradient) return Math.min(gradient.from, gradient.to);
  return defaultSpacingInWidths * section.width;
}

function solidSpacing(section: StrandSection): ResolvedSpacing {
  return { spacing: touchingSpacing(section), pore: 0, porosity: null, solid: true, findings: [] };
}

function tooDense(settings: LaydownSettings, section: StrandSection, weave: Weave): Finding[] {
  if (settings.porosity === undefined) return [];
  const least = porosityAt(weave, section, smallestSpacing(weave, section));
  if (settings.porosity >= least - 1e-9) return [];
  return [
    {
      gate: 'plan',
      code: 'porosity-below-touching',
      severity: 'warn',
      where: {},
      what: `porosity ${settings.porosity} is out of reach: strands ${section.width} mm wide in layers of ${section.height} mm touch at ${least.toFixed(4)}; they are laid touching`,
      fix: 'ask for a higher porosity, for solid fill, or for a thinner strand',
      numbers: { asked: settings.porosity, least },
    },
  ];
}

function fused(section: StrandSection, spacing: number): Finding[] {
  if (spacing >= touchingSpacing(section) - grain) return [];
  return [
    {
      gate: 'plan',
      code: 'spacing-below-width',
      severity: 'warn',
      where: {},
      what: `strands stand ${spacing.toFixed(4)} mm apart but are ${section.width} mm wide: they fuse and push ink upwards`,
      fix: 'choose solid fill, or a spacing above the width of the strand',
      numbers: { spacingMm: spacing, widthMm: section.width },
    },
  ];
}

function lowLayer(section: StrandSection, weave: Weave): Finding[] {
  if (section.shape !== 'round' || weave !== 'crossed' || section.height >= section.width / 2) return [];
  return [
    {
      gate: 'plan',
      code: 'porosity-uncertain',
      severity: 'note',
      where: {},
      what: `layers of ${section.height} mm are lower than half a strand (${section.width} mm): strands reach past the next layer and the porosity given is too low`,
      fix: 'raise the layer height to at least half the width, or choose the flattened section',
      numbers: { heightMm: section.height, widthMm: section.width },
    },
  ];
}
