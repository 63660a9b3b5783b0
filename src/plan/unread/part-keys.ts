import type { JobPart } from '../../job/job.ts';
import { unreadOfLaydown } from './laydown-keys.ts';
import { unreadOfRoom } from './room-keys.ts';
import { type PlannedJob, type Unread, unreadIf } from './unread.ts';

/** Keys of parts that these wells have no use for. */
export function unreadOfParts(planned: PlannedJob): Unread[] {
  return planned.job.parts.flatMap((part, i) => [
    ...ofInks(planned, part, `parts.${i}`),
    ...ofPrecedence(planned, part, `parts.${i}`),
    ...unreadOfLaydown(part, `parts.${i}`, planned.layers),
    ...unreadOfRoom(planned, part, `parts.${i}`),
  ]);
}

/** Inks that a part names and that no strand of it is laid with. A part without any strand is another matter. */
function ofInks({ layers }: PlannedJob, part: JobPart, path: string): Unread[] {
  const strands = layers.flatMap((layer) => layer.strands.filter((strand) => strand.part === part.name));
  if (strands.length === 0) return [];
  const laid = new Set(strands.map(({ ink }) => ink));
  const { sequence = [], alternate = [] } = part;
  return Object.entries({ sequence, alternate }).flatMap(([name, inks]) =>
    inks.flatMap((each, j) =>
      unreadIf(
        !laid.has(each),
        `${path}.${name}.${j}`,
        `No strand of ${part.name} is laid with ${each}: it has ${layers.length} layers.`,
        'Take it out of the list, or take thinner layers.',
      ),
    ),
  );
}

/** Precedence that says what holds anyway is no matter; where no part lies in another it cannot say anything. */
function ofPrecedence({ layers, job }: PlannedJob, { precedence, name = '' }: JobPart, path: string): Unread[] {
  return unreadIf(
    precedence !== 0 && !layers.some(({ overlapping = [] }) => overlapping.includes(name)),
    `${path}.precedence`,
    job.parts.length === 1 ? 'There is no other part.' : 'No other part overlaps this one on any layer.',
    'Leave it out, or move the parts into each other.',
  );
}
