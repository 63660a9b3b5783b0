import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../finding/input-error.ts';
import { loadText } from '../../finding/load-file.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { loadProfile, profileIds } from '../../printer/load-profiles.ts';
import { parseProfile } from '../../printer/parse-profile.ts';
import type { Profile } from '../../printer/profile.ts';
import { sha256 } from '../../record/sha256.ts';
import { listVesselIds, loadVessel } from '../../vessel/load-vessels.ts';
import { parseVessel } from '../../vessel/parse-vessel.ts';
import type { Vessel } from '../../vessel/vessel.ts';

/** No profile and no vessel is larger; anything else that ends in .json is not read for one. */
const mostBytes = 1 << 20;

/** What a file says of itself in its head. */
export interface NamedInFile {
  readonly printer?: string | undefined;
  /** SHA-256 of the profile it was written with. */
  readonly printerHash?: string | undefined;
  readonly vessel?: string | undefined;
}

export interface FoundProfile {
  readonly profile: Profile;
  readonly findings: readonly Finding[];
}

/**
 * The profile that a file was written for: of the library, or a user's own one beside the file, the job or here, known
 * by its id and hash (a file names no path). Throws InputError where none has that id.
 */
export async function profileOfFile(file: string, named: NamedInFile, job?: string): Promise<FoundProfile | null> {
  const { printer: id, printerHash } = named;
  if (id === undefined) return null;
  const library = profileIds(libraryFolder('printers')).includes(id)
    ? loadProfile(id, libraryFolder('printers'))
    : null;
  const own = ownFiles(file, job).flatMap((path) => attempt(() => parseProfile(textOf(path), path)));
  const candidates = [...own.filter((profile) => profile.id === id), ...(library === null ? [] : [library])];
  if (candidates.length === 0) throw unknown('printer', id, '--printer');
  if (printerHash === undefined) return { profile: library ?? candidates[0], findings: [] };
  for (const profile of candidates) {
    if ((await sha256(JSON.stringify(profile))) === printerHash) return { profile, findings: [] };
  }
  return { profile: library ?? candidates[0], findings: [profileChanged(id)] };
}

/** The vessel that a file names; a file that names an unknown one is still judged, without walls. */
export function vesselOfFile(
  file: string,
  { vessel: id }: NamedInFile,
  job?: string,
): { readonly vessel: Vessel | null; readonly findings: readonly Finding[] } {
  if (id === undefined || id === 'none') return { vessel: null, findings: [] };
  if (listVesselIds(libraryFolder('vessels')).includes(id)) {
    return { vessel: loadVessel(id, libraryFolder('vessels')), findings: [] };
  }
  const own = ownFiles(file, job).flatMap((path) => attempt(() => parseVessel(textOf(path), path)));
  const vessel = own.find((found) => found.id === id) ?? null;
  return { vessel, findings: vessel === null ? [vesselUnknown(id)] : [] };
}

/** JSON files beside the file, one folder up (`out/`), beside the job and in the current folder. */
function ownFiles(file: string, job: string | undefined): string[] {
  const beside = dirname(resolve(file));
  const folders = [beside, dirname(beside), ...(job === undefined ? [] : [dirname(resolve(job))]), process.cwd()];
  const paths = [...new Set(folders)].flatMap((folder) =>
    attempt(() => readdirSync(folder))
      .flat()
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name)),
  );
  return paths.filter((path) =>
    attempt(() => statSync(path)).some((status) => status.isFile() && status.size < mostBytes),
  );
}

const textOf = (path: string): string => loadText(path, { what: 'file' });

/** What cannot be read as that is not that. */
function attempt<T>(work: () => T): T[] {
  try {
    return [work()];
  } catch {
    return [];
  }
}

function unknown(what: 'printer', id: string, flag: string): InputError {
  return new InputError(
    `${what}-unknown`,
    `There is no ${what} profile "${id}" in the library, beside the file or here.`,
    {
      fix: `Put the profile that the job names beside the file, or give its path with ${flag}.`,
    },
  );
}

function profileChanged(id: string): Finding {
  return {
    gate: 'readback',
    code: 'profile-changed',
    severity: 'warn',
    where: {},
    what: `The profile ${id} is not the one that this file was written with: it was changed since.`,
    fix: 'Slice the job again, or put the old profile beside the file.',
  };
}

function vesselUnknown(id: string): Finding {
  return {
    gate: 'vessel',
    code: 'vessel-unknown',
    severity: 'warn',
    where: {},
    what: `The vessel ${id} that the file names is in no folder searched: walls are not judged.`,
    fix: 'Put its file beside the G-code or the job.',
  };
}
