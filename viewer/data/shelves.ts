import type { Profile } from '../../src/printer/profile.ts';
import type { Vessel } from '../../src/vessel/vessel.ts';

/** Printers and vessels of the library, bundled: the page works without a server. */
const profiles = import.meta.glob<Profile>(['../../printers/*.json', '!../../printers/schema.json'], {
  eager: true,
  import: 'default',
});
const vessels = import.meta.glob<Vessel>(['../../vessels/*.json', '!../../vessels/schema.json'], {
  eager: true,
  import: 'default',
});

export const profileList: readonly Profile[] = Object.values(profiles).sort((a, b) => a.name.localeCompare(b.name));
export const vesselList: readonly Vessel[] = Object.values(vessels);

export function profileById(id: string): Profile | null {
  return profileList.find((profile) => profile.id === id) ?? null;
}

export function vesselById(id: string): Vessel | null {
  return vesselList.find((vessel) => vessel.id === id) ?? null;
}
