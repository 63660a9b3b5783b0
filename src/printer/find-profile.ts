import { type DataShelf, looksLikePath, type NamedText } from '../finding/data-shelf.ts';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { parseProfile } from './parse-profile.ts';
import type { Profile } from './profile.ts';

/**
 * The profile with this id on the shelf, or at this path.
 * @throws InputError when there is none (with what exists and the nearest name), or when it cannot be used
 */
export function findProfile(idOrPath: string, shelf: DataShelf): Profile {
  const { file, text } = profileText(idOrPath, shelf);
  return parseProfile(text, file);
}

/** The profile's file and its text as it stands there, for hashing and parsing. */
export function profileText(idOrPath: string, shelf: DataShelf): NamedText {
  if (looksLikePath(idOrPath)) {
    const missing = 'Check the path; an id without slash is looked up among the profiles that ship with bioweft.';
    return shelf.own(idOrPath, { what: 'printer profile', code: 'profile-unreadable', missing });
  }
  const ids = shelf.ids();
  if (ids.includes(idOrPath)) return shelf.shipped(idOrPath);
  throw new InputError('printer-unknown', `There is no printer profile "${idOrPath}".`, {
    fix: `${suggest(idOrPath, ids)} The path of a profile file may be given instead.`,
  });
}
