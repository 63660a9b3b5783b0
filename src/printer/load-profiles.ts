import type { NamedText } from '../finding/data-shelf.ts';
import { folderShelf, jsonIds } from '../finding/load-shelf.ts';
import { findProfile, profileText } from './find-profile.ts';
import type { Profile } from './profile.ts';

/** Ids of the profiles in a folder, sorted. */
export const profileIds = (folder: string): string[] => jsonIds(folder);

/** All profiles in a folder, sorted by id. */
export function listProfiles(folder: string): Profile[] {
  return profileIds(folder).map((id) => loadProfile(id, folder));
}

/** The profile with this id in the folder, or at this path, as `findProfile` finds it. */
export const loadProfile = (idOrPath: string, folder: string): Profile => findProfile(idOrPath, folderShelf(folder));

/** The profile's file and its text as it stands on the disk. */
export const readProfile = (idOrPath: string, folder: string): NamedText => profileText(idOrPath, folderShelf(folder));
