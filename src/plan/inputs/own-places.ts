import { InputError } from '../../finding/input-error.ts';
import { suggest } from '../../finding/nearest.ts';
import type { Profile } from '../../printer/profile.ts';
import { placeVessel } from '../../vessel/place-vessel.ts';
import type { Vessel } from '../../vessel/vessel.ts';

/** Of a tool, mm; what is absent stays as in the profile. */
type Offset = { readonly [Axis in 'x' | 'y' | 'z']?: number | undefined };

/** What an operator has calibrated: where the first tool stands over A1, and the other needles when it stands at 0, mm. */
export interface OwnPlaces {
  readonly a1?: readonly number[] | undefined;
  readonly tools?: Readonly<Record<string, { readonly offset: Offset }>> | undefined;
}

/** Those that a file of ours says it was written with. */
export function placesOfFile(named: ReadonlyMap<string, string>): OwnPlaces {
  const numbers = (text: string) => text.split(',').map(Number);
  const a1 = named.get('a1');
  const tools = (named.get('offsets') ?? '').split(';').filter((each) => each.includes(':'));
  return {
    ...(a1 === undefined ? {} : { a1: numbers(a1) }),
    tools: Object.fromEntries(
      tools.map((each) => {
        const [x, y, z] = numbers(each.slice(each.lastIndexOf(':') + 1));
        return [each.slice(0, each.lastIndexOf(':')), { offset: { x, y, z } }];
      }),
    ),
  };
}

/**
 * The profile with the operator's own calibration in the place of the profile's: where the first tool stands over A1,
 * and where other needles stand from it. A machine that counts from where the user zeroes it counts from another place
 * then, and so does its reach. Throws InputError for a tool that the printer lacks.
 */
export function withOwnPlaces(profile: Profile, { a1, tools = {} }: OwnPlaces, vessel: Vessel | null): Profile {
  const ids = profile.tools.map(({ id }) => id);
  for (const [i, id] of ids.entries()) {
    const { x = 0, y = 0, z = 0 } = tools[id]?.offset ?? {};
    if (i > 0 || (x === 0 && y === 0 && z === 0)) continue;
    throw new InputError(
      'tool-offset',
      `tools.${id}.offset: ${id} is the first tool, from which the others are measured.`,
      {
        fix: 'Leave it out, and give vessel.a1 where the plate lies elsewhere.',
      },
    );
  }
  const unknown = Object.keys(tools).find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new InputError('tool-unknown', `tools.${unknown}: ${profile.id} has no such tool.`, {
      fix: suggest(unknown, ids),
    });
  }
  if (a1 === undefined && Object.keys(tools).length === 0) return profile;
  return {
    ...profile,
    bed: a1 === undefined ? profile.bed : movedBed(profile, a1, vessel),
    vessel: { ...profile.vessel, ...(a1 === undefined ? {} : { a1: [a1[0], a1[1]] as [number, number] }) },
    tools: profile.tools.map((tool) => {
      const { x = tool.offset.x, y = tool.offset.y, z = tool.offset.z } = tools[tool.id]?.offset ?? {};
      return { ...tool, offset: { x, y, z } };
    }),
  };
}

function movedBed(profile: Profile, a1: readonly number[], vessel: Vessel | null): Profile['bed'] {
  const { bed } = profile;
  const first = vessel === null ? undefined : placeVessel(vessel, profile).wells.find(({ name }) => name === 'A1');
  if (bed.origin !== 'user-zeroed' || first === undefined) return bed;
  const moved = ([low, high]: readonly [number, number], by: number): [number, number] => [low + by, high + by];
  return { ...bed, x: moved(bed.x, a1[0] - first.x), y: moved(bed.y, a1[1] - first.y) };
}
