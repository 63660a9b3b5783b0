import { type Profile, profileSchema } from '../../../src/printer/profile.ts';
import { type Vessel, vesselSchema } from '../../../src/vessel/vessel.ts';

/** Printers and vessels of the library, bundled: the page works without a server. */
const profiles = import.meta.glob<unknown>(['../../../printers/*.json', '!../../../printers/schema.json'], {
  eager: true,
  import: 'default',
});
const vessels = import.meta.glob<unknown>(['../../../vessels/*.json', '!../../../vessels/schema.json'], {
  eager: true,
  import: 'default',
});

/** Names for the choice on the page; the profiles themselves are read when asked for. */
export const profileNames: readonly { readonly id: string; readonly name: string }[] = Object.values(profiles)
  .flatMap((data) => (isNamed(data) ? [{ id: data.id, name: data.name }] : []))
  .sort((a, b) => a.name.localeCompare(b.name));

function isNamed(data: unknown): data is { id: string; name: string } {
  return typeof data === 'object' && data !== null && 'id' in data && 'name' in data;
}

/** The profile in a JSON file that a lab drops on the page, or null where it is none. */
export function profileIn(value: unknown): Profile | null {
  return profileSchema.safeParse(value).data ?? null;
}

// Through the schemas, which fill in what a file leaves to its default.
export function profileById(id: string): Profile | null {
  const data = Object.values(profiles).find((profile) => isNamed(profile) && profile.id === id);
  return profileSchema.safeParse(data).data ?? null;
}

let parsed: readonly Profile[] | null = null;

/** All printers of the library, for what asks which of them a file looks written for. */
export function allProfiles(): readonly Profile[] {
  parsed ??= profileNames.flatMap(({ id }) => profileById(id) ?? []);
  return parsed;
}

export function vesselById(id: string): Vessel | null {
  const data = Object.values(vessels).find((vessel) => isNamed(vessel) && vessel.id === id);
  return vesselSchema.safeParse(data).data ?? null;
}
