import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { loadText } from '../finding/load-file.ts';
import { suggest } from '../finding/nearest.ts';
import { parseProfile } from './parse-profile.ts';
import type { Profile } from './profile.ts';

/** Ids of the profiles in a folder, sorted. */
export function profileIds(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== 'schema.json')
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** All profiles in a folder, sorted by id. */
export function listProfiles(folder: string): Profile[] {
  return profileIds(folder).map((id) => loadProfile(id, folder));
}

/**
 * The profile with this id in the folder, or at this path.
 * @throws InputError when there is none (with what exists and the nearest name), or when it cannot be used
 */
export function loadProfile(idOrPath: string, folder: string): Profile {
  const { file, text } = readProfile(idOrPath, folder);
  return parseProfile(text, file);
}

/** The profile's file and its text as it stands on the disk, for hashing and parsing. */
export function readProfile(idOrPath: string, folder: string): { file: string; text: string } {
  const isPath = /[\\/]/.test(idOrPath) || idOrPath.endsWith('.json');
  const file = isPath ? idOrPath : join(folder, `${idOrPath}.json`);
  if (!isPath && (idOrPath === 'schema' || !existsSync(file))) throw unknownPrinter(idOrPath, profileIds(folder));
  const missing = 'Check the path; an id without slash is looked up among the profiles that ship with bioweft.';
  return { file, text: loadText(file, { what: 'printer profile', code: 'profile-unreadable', missing }) };
}

function unknownPrinter(id: string, known: readonly string[]): InputError {
  return new InputError('printer-unknown', `There is no printer profile "${id}".`, {
    fix: `${suggest(id, known)}; or give the path of a profile file.`,
  });
}
