import { layerNumber } from '../../finding/layer-number.ts';
import { once } from '../../finding/once.ts';
import type { JobPart } from '../../job/job.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';
import { type LaydownSettings, laydownSchema } from '../../laydown/laydown-settings.ts';
import type { PatternKind } from '../../laydown/patterns/pattern.ts';
import { patternIds, patternOf } from '../../laydown/patterns/pattern-table.ts';
import { followsGradient } from '../../laydown/spacing/resolve-spacing.ts';
import { sharedIf, type Unread, unreadIf } from './unread.ts';

/** The patterns of a trait, in words. */
function patternsThat(has: (pattern: PatternKind) => boolean | undefined): string {
  return patternIds.filter((id) => has(patternOf(id))).join(', ');
}

const reads = (key: NonNullable<PatternKind['reads']>[number]) => (pattern: PatternKind) =>
  pattern.reads?.includes(key);

/** Keys of a part's lay-down that its pattern, its contours or its layers have no use for. */
export function unreadOfLaydown(
  { laydown, contours, name = '' }: JobPart,
  part: string,
  layers: readonly ConstructLayer[],
): Unread[] {
  const path = `${part}.laydown`;
  return [
    ...ofAngles(laydown, path),
    ...ofShift(laydown, path, name, layers),
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

const defaultAngles = JSON.stringify(laydownSchema.parse({}, once).angles);

function ofAngles({ angles, pattern }: LaydownSettings, path: string): Unread[] {
  const given = JSON.stringify(angles) !== defaultAngles;
  const { directions } = patternOf(pattern);
  const step = directions.by === 'turn' ? directions.degrees : undefined;
  const own = step === undefined || angles.every((angle, i) => Math.abs(angle - angles[0] - i * step) % 180 < 1e-9);
  const turnsItself =
    own && angles.length <= (step === undefined ? angles.length : Math.round(180 / Math.min(step, 180)));
  return [
    ...sharedIf(
      given && directions.by === 'none',
      `${path}.angles`,
      `The pattern ${pattern} has no directions.`,
      `Leave them out, or take a pattern of lines (${patternsThat(({ directions: { by } }) => by !== 'none')}).`,
    ),
    ...sharedIf(
      given && step !== undefined && !turnsItself,
      `${path}.angles.1`,
      `The pattern ${pattern} lays all its directions in every layer, from the first angle on.`,
      'Give one angle, or take the pattern parallel, which turns from layer to layer.',
    ),
  ];
}

/** The list of angles begins with the lowest layer of the construct, wherever the part does. */
function ofShift(
  { angles, pattern, shift }: LaydownSettings,
  path: string,
  name: string,
  layers: readonly ConstructLayer[],
): Unread[] {
  if (shift === 0) return [];
  const shifts = reads('shift')(patternOf(pattern)) === true;
  const top = layers.findLast(({ strands }) => strands.some(({ part }) => part === name));
  return [
    ...unreadIf(
      !shifts,
      `${path}.shift`,
      `The pattern ${pattern} does not shift its strands.`,
      `Leave it out, or take a pattern that shifts: ${patternsThat(reads('shift'))}.`,
    ),
    ...unreadIf(
      shifts && top !== undefined && top.index < angles.length,
      `${path}.shift`,
      `Strands shift when the list of ${angles.length} angles repeats, and ${name} ends with layer ${layerNumber(top?.index ?? 0)}.`,
      'Leave it out, or give fewer angles.',
    ),
  ];
}

function ofPattern(laydown: LaydownSettings, path: string): Unread[] {
  const { pattern, cell } = laydown;
  const isSurface = reads('cell')(patternOf(pattern)) ?? false;
  const hidden = (['spacing', 'pore', 'porosity', 'gradient'] as const).filter((key) => laydown[key] !== undefined);
  return [
    ...(['amplitude', 'wavelength'] as const).flatMap((key) =>
      unreadIf(
        laydown[key] !== undefined && !reads(key)(patternOf(pattern)),
        `${path}.${key}`,
        `The pattern ${pattern} has no waves.`,
        `Leave it out, or take the pattern ${patternsThat(reads(key))}.`,
      ),
    ),
    ...unreadIf(
      cell !== undefined && !isSurface,
      `${path}.cell`,
      `The pattern ${pattern} has no cells: its spacing says how dense it is.`,
      `Leave it out, or take the pattern ${patternsThat(reads('cell'))}.`,
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
      !followsGradient(laydown),
      `${path}.gradient`,
      `The pattern ${pattern} cannot change its spacing along ${gradient.along}.`,
      `Take ${patternsThat(({ gradients }) => gradients.inPlane)} for gradients.`,
    ),
    ...unreadIf(
      gradient.over !== undefined && gradient.along !== 'surface',
      `${path}.gradient.over`,
      `It is the depth below the surface, and the gradient runs along ${gradient.along}.`,
      'Leave it out, or write along: surface.',
    ),
  ];
}
