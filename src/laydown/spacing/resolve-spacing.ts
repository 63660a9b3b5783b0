import type { Finding } from '../../finding/finding.ts';
import type { LaydownSettings } from '../laydown-settings.ts';
import { patternOf } from '../patterns/pattern-table.ts';
import { inkPorosity, smallestSpacing, spacingForPorosity } from './porosity.ts';
import { leastInWidths, touchingSpacing } from './strand-section.ts';
import type { Lattice } from './weave.ts';

/** What was asked for as a centre to centre distance. */
export interface ResolvedSpacing {
  /** mm */
  readonly spacing: number;
  readonly solid: boolean;
  readonly findings: readonly Finding[];
}

/** Where nothing says how dense the lattice is: pores one and a half strands wide. */
const defaultSpacingInWidths = 2.5;

/**
 * Spacings are whole multiples of 0.1 µm, so that a spacing, its pore and its porosity written with six digits lead
 * to the same strands.
 */
const grain = 1e-4;

/** Ink above the room there is that rounding of the spacing may make. */
const filledTolerance = 1e-3;

/**
 * Spacing from whichever of spacing, pore, porosity, solid or gradient was given. `way` is how far up the construct
 * the layer lies, 0 to 1: it moves a gradient along z; gradients in the plane begin with their finer end.
 */
export function resolveSpacing(settings: LaydownSettings, lattice: Lattice, way: number): ResolvedSpacing {
  const [section] = lattice.sections;
  if (settings.solid) return { spacing: touchingSpacing(section), solid: true, findings: [] };
  const asked = askedSpacing(settings, lattice, way);
  const spacing = Math.max(leastInWidths * section.width, Math.round(asked / grain) * grain);
  return {
    spacing,
    solid: false,
    findings: [...tooDense(settings, lattice), ...tooMuchInk(settings, lattice, spacing)],
  };
}

/** A cell that was given goes before any spacing. */
export function withSpacingOfCell(settings: LaydownSettings): LaydownSettings {
  const { pattern, cell } = settings;
  const spacing = cell === undefined ? undefined : patternOf(pattern).spacingOfCell?.(cell);
  if (spacing === undefined) return settings;
  const { pore: _pore, porosity: _porosity, gradient: _gradient, ...rest } = settings;
  return { ...rest, spacing };
}

/** Whether the pattern can follow the gradient asked for. */
export function followsGradient({ pattern, gradient }: LaydownSettings): boolean {
  if (!gradient) return true;
  const { z = false, inPlane = false } = patternOf(pattern).gradients;
  return gradient.along === 'z' ? z : inPlane;
}

function askedSpacing(settings: LaydownSettings, lattice: Lattice, way: number): number {
  const { spacing, pore, porosity, gradient } = settings;
  const { width } = lattice.sections[0];
  if (spacing !== undefined) return spacing;
  if (pore !== undefined) return pore + width;
  if (porosity !== undefined) return spacingForPorosity(lattice, porosity);
  if (gradient && !followsGradient(settings)) return (gradient.from + gradient.to) / 2;
  if (gradient?.along === 'z') return gradient.from + (gradient.to - gradient.from) * Math.min(1, Math.max(0, way));
  if (gradient) return Math.min(gradient.from, gradient.to);
  return defaultSpacingInWidths * width;
}

function tooDense(settings: LaydownSettings, lattice: Lattice): Finding[] {
  if (settings.porosity === undefined) return [];
  const least = inkPorosity(lattice, smallestSpacing(lattice));
  if (settings.porosity >= least - 1e-9) return [];
  const { width, height } = lattice.sections[0];
  return [
    {
      gate: 'plan',
      code: 'porosity-below-touching',
      severity: 'warn',
      where: {},
      what: `Porosity ${settings.porosity} is out of reach: strands ${width} mm wide in layers of ${height} mm touch at ${least.toFixed(4)}; they are laid touching.`,
      fix: 'Ask for a higher porosity, for solid fill, or for a thinner strand.',
      numbers: { asked: settings.porosity, least },
    },
  ];
}

/**
 * Strands that stand too near: they fuse sideways, or lay more ink than there is room for. Layers of a gradient all say
 * what its densest one does.
 */
function tooMuchInk({ gradient }: LaydownSettings, lattice: Lattice, laid: number): Finding[] {
  const { width, height } = lattice.sections[0];
  const room = (spacing: number) => spacing >= touchingSpacing(lattice.sections[0]) - grain;
  if (room(laid) && inkPorosity(lattice, laid) >= -filledTolerance) return [];
  const spacing = gradient?.along === 'z' ? Math.min(laid, gradient.from, gradient.to) : laid;
  const fused = !room(spacing);
  const filled = 1 - inkPorosity(lattice, spacing);
  const percent = `${(100 * filled).toFixed(0)} % of the room there is`;
  const numbers = { spacingMm: spacing, widthMm: width, filled };
  const common = { gate: 'plan', severity: 'warn', where: {}, numbers } as const;
  if (fused) {
    return [
      {
        ...common,
        code: 'spacing-below-width',
        what: `Strands stand ${spacing.toFixed(4)} mm apart but are ${width} mm wide: they fuse, and their ink takes ${percent}.`,
        fix: 'Choose solid fill, or a spacing above the width of the strand.',
      },
    ];
  }
  const least = spacingForPorosity(lattice, 0);
  return [
    {
      ...common,
      code: 'ink-above-room',
      what: `Strands ${width} mm wide, ${spacing.toFixed(4)} mm apart in layers of ${height} mm: their ink takes ${percent} and swells out of the part.`,
      fix: `Choose a spacing of at least ${least.toFixed(3)} mm, or solid fill.`,
    },
  ];
}
