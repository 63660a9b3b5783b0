import { type Profile, profileSchema } from '../../src/printer/profile.ts';
import { type Vessel, vesselSchema } from '../../src/vessel/vessel.ts';

/** Printers and vessels of the library, bundled: the page works without a server. */
const profiles = import.meta.glob<unknown>(['../../printers/*.json', '!../../printers/schema.json'], {
  eager: true,
  import: 'default',
});
const vessels = import.meta.glob<unknown>(['../../vessels/*.json', '!../../vessels/schema.json'], {
  eager: true,
  import: 'default',
});

// Through the schemas, which fill in what a file leaves to its default.
export const profileList: readonly Profile[] = Object.values(profiles)
  .flatMap((data) => profileSchema.safeParse(data).data ?? [])
  .sort((a, b) => a.name.localeCompare(b.name));
const vesselList: readonly Vessel[] = Object.values(vessels).flatMap((data) => vesselSchema.safeParse(data).data ?? []);

/** A profile that a lab drops on the page, or null where the text is none. */
export function readProfile(text: string): Profile | null {
  try {
    return profileSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function profileById(id: string): Profile | null {
  return profileList.find((profile) => profile.id === id) ?? null;
}

export function vesselById(id: string): Vessel | null {
  return vesselList.find((vessel) => vessel.id === id) ?? null;
}
