import { once } from '../../finding/once.ts';
import type { JobPart } from '../../job/job.ts';
import type { ConstructLayer, RoomOfPart } from '../../laydown/construct.ts';
import { type LaydownSettings, laydownSchema } from '../../laydown/laydown-settings.ts';
import { patternOf } from '../../laydown/patterns/pattern-table.ts';
import { type PlannedJob, same, sharedIf, type Unread, unreadIf } from './unread.ts';

/** For what a part has room on any of its layers; null where no strand of it is laid, and for lines in space. */
function roomOf({ name = '' }: JobPart, layers: readonly ConstructLayer[]): RoomOfPart | null {
  if (!layers.some(({ strands }) => strands.some(({ part }) => part === name))) return null;
  const rooms = layers.flatMap(({ room = {} }) => (Object.hasOwn(room, name) ? [room[name]] : []));
  if (rooms.length === 0) return null;
  const any = (key: keyof RoomOfPart) => rooms.some((room) => room[key]);
  return { pattern: any('pattern'), section: any('section'), shell: any('shell'), core: any('core') };
}

/** Keys that a part has no room for on any layer: a thicker one would, so a job may keep those of its pattern. */
export function unreadOfRoom({ job, layers }: PlannedJob, part: JobPart, path: string): Unread[] {
  const room = roomOf(part, layers);
  if (room === null) return [];
  const ink = part.ink ?? Object.keys(job.inks)[0];
  return [...ofPattern(part, path, room), ...ofSection(part, path, room), ...ofShell({ ...part, ink }, path, room)];
}

/** Settings of a pattern, in the order of the manual. */
const ofPatterns = [
  'pattern',
  'angles',
  'shift',
  'spacing',
  'pore',
  'porosity',
  'gradient',
  'overlap',
  'amplitude',
  'wavelength',
  'cell',
] as const satisfies readonly (keyof LaydownSettings)[];

function ofPattern({ laydown, name }: JobPart, path: string, { pattern }: RoomOfPart): Unread[] {
  if (pattern) return [];
  const defaults = laydownSchema.parse({}, once);
  // Strands along the rim are what such a pattern is asked for.
  const isMeant = (key: keyof LaydownSettings) => key === 'pattern' && patternOf(laydown.pattern).followsRim === true;
  return ofPatterns.flatMap((key) =>
    sharedIf(
      !same(laydown[key], defaults[key]) && !isMeant(key),
      `${path}.laydown.${key}`,
      `The part ${name} is filled by contours and by strands along its thin places on every layer, whatever the pattern.`,
      'Leave that out, or make the part thicker or its strands narrower.',
    ),
  );
}

function ofSection({ crossSection, name }: JobPart, path: string, { section }: RoomOfPart): Unread[] {
  return sharedIf(
    crossSection !== undefined && !section,
    `${path}.crossSection`,
    `All strands of ${name} lie in thin places, and their section is the width of the place times the layer height.`,
    'Leave it out, or make the part thicker or its strands narrower.',
  );
}

function ofShell({ shell, name, ink = '', sequence, alternate }: JobPart, path: string, room: RoomOfPart): Unread[] {
  if (shell === undefined) return [];
  const { thickness } = shell;
  const core = (sequence ?? alternate ?? [ink]).join(', ');
  return [
    ...unreadIf(
      !room.shell,
      `${path}.shell.thickness`,
      `A shell ${thickness} mm thick holds no strand of ${shell.ink}.`,
      'Make it at least as thick as a strand is wide, or leave the shell out.',
    ),
    ...unreadIf(
      !room.core,
      `${path}.shell.thickness`,
      `The part ${name} is thinner than twice its shell of ${thickness} mm: nothing is left for ${core}.`,
      `Make the shell thinner, or ${ink === shell.ink ? 'leave it out' : `print the part with ${shell.ink} alone`}.`,
    ),
  ];
}
