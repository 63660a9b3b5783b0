import type { JobPart } from '../../job/job.ts';
import { type LaydownSettings, laydownSchema, type PatternId } from '../../job/laydown-settings.ts';
import { heedsGradient } from '../../laydown/resolve-spacing.ts';
import { sharedIf, type Unread, unreadIf } from './unread.ts';

const followed: readonly PatternId[] = ['concentric', 'spiral', 'gyroid', 'schwarz-p', 'diamond'];
const surfaces: readonly PatternId[] = ['gyroid', 'schwarz-p', 'diamond'];
/** Patterns that lay all their directions in every layer, from the first angle on: how far apart these are, degrees. */
const turns: Readonly<Partial<Record<PatternId, number>>> = { grid: 90, triangle: 60, honeycomb: 360 };

/** Keys of a part's lay-down that its pattern, its contours or its layers have no use for. */
export function unreadOfLaydown({ laydown, contours }: JobPart, part: string, layers: number): Unread[] {
  const path = `${part}.laydown`;
  return [
    ...ofAngles(laydown, path, layers),
    ...ofPattern(laydown, path),
    ...ofGradient(laydown, path),
    ...unreadIf(
      laydown.overlap > 0 && contours === 0,
      `${path}.overlap`,
      'It says how far the lattice reaches into the contours, and the part has none.',
      `Set ${part}.contours, or leave overlap out.`,
    ),
  ];
}

const defaultAngles = JSON.stringify(laydownSchema.parse({}).angles);

function ofAngles({ angles, pattern, shift }: LaydownSettings, path: string, layers: number): Unread[] {
  const given = JSON.stringify(angles) !== defaultAngles;
  const step = turns[pattern];
  const own = step === undefined || angles.every((angle, i) => Math.abs(angle - angles[0] - i * step) % 180 < 1e-9);
  const turnsItself =
    own && angles.length <= (step === undefined ? angles.length : Math.round(180 / Math.min(step, 180)));
  const shifts = pattern === 'parallel' || pattern === 'wave';
  return [
    ...sharedIf(
      given && followed.includes(pattern),
      `${path}.angles`,
      `The pattern ${pattern} has no directions.`,
      'Leave them out, or take a pattern of lines (parallel, grid, triangle, honeycomb, radial, wave).',
    ),
    ...sharedIf(
      given && step !== undefined && !turnsItself,
      `${path}.angles.1`,
      `The pattern ${pattern} lays all its directions in every layer, from the first angle on.`,
      'Give one angle, or take the pattern parallel, which turns from layer to layer.',
    ),
    ...unreadIf(
      shift > 0 && !shifts,
      `${path}.shift`,
      `The pattern ${pattern} does not shift its strands.`,
      'Leave it out, or take the pattern parallel or wave.',
    ),
    ...unreadIf(
      shift > 0 && shifts && layers <= angles.length,
      `${path}.shift`,
      `Strands shift when the list of ${angles.length} angles repeats, and ${layers} layers are printed.`,
      'Leave it out, or give fewer angles.',
    ),
  ];
}

function ofPattern(laydown: LaydownSettings, path: string): Unread[] {
  const { pattern, cell } = laydown;
  const isSurface = surfaces.includes(pattern);
  const hidden = (['spacing', 'pore', 'porosity', 'gradient'] as const).filter((key) => laydown[key] !== undefined);
  return [
    ...(['amplitude', 'wavelength'] as const).flatMap((key) =>
      unreadIf(
        laydown[key] !== undefined && pattern !== 'wave',
        `${path}.${key}`,
        `The pattern ${pattern} has no waves.`,
        'Leave it out, or take the pattern wave.',
      ),
    ),
    ...unreadIf(
      cell !== undefined && !isSurface,
      `${path}.cell`,
      `The pattern ${pattern} has no cells: its spacing says how dense it is.`,
      `Leave it out, or take the pattern ${surfaces.join(', ')}.`,
    ),
    ...hidden.flatMap((key) =>
      unreadIf(
        cell !== undefined && isSurface,
        `${path}.${key}`,
        `The cell of ${cell} mm settles how dense the ${pattern} is.`,
        `Give the cell or the ${key}, not both.`,
      ),
    ),
  ];
}

function ofGradient(laydown: LaydownSettings, path: string): Unread[] {
  const { gradient, pattern } = laydown;
  if (gradient === undefined) return [];
  return [
    ...unreadIf(
      !heedsGradient(laydown),
      `${path}.gradient`,
      `The pattern ${pattern} cannot change its spacing along ${gradient.along}.`,
      'Take parallel, grid, triangle or concentric for gradients.',
    ),
    ...unreadIf(
      gradient.over !== undefined && gradient.along !== 'surface',
      `${path}.gradient.over`,
      `It is the depth below the surface, and the gradient runs along ${gradient.along}.`,
      'Leave it out, or write along: surface.',
    ),
  ];
}
