import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { NamedText } from '../finding/data-shelf.ts';
import { loadText } from '../finding/load-file.ts';
import { type Confirmation, confirmationFile, parseConfirmation } from './confirmation.ts';
import type { Profile } from './profile.ts';

/** Where a user's own settings of bioweft lie. */
export function settingsFolder(): string {
  const { XDG_CONFIG_HOME } = process.env;
  return join(
    XDG_CONFIG_HOME === undefined || XDG_CONFIG_HOME === '' ? join(homedir(), '.config') : XDG_CONFIG_HOME,
    'bioweft',
  );
}

/**
 * What the lab found of this printer: beside the job if there, else in the user's settings; null where nothing was
 * confirmed.
 */
export function findConfirmation(
  profile: Profile,
  folders: readonly string[],
): { readonly confirmation: Confirmation; readonly file: string; readonly text: string } | null {
  const found = confirmationText(confirmationFile(profile.id), folders);
  return found === null ? null : { confirmation: parseConfirmation(found.text, found.file, profile), ...found };
}

/** The first file of that name in these folders, as it stands on the disk. */
export function confirmationText(name: string, folders: readonly string[]): NamedText | null {
  const file = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return null;
  const text = loadText(file, { what: 'confirmation', code: 'confirmation-unreadable', missing: 'Write it again.' });
  return { file, text };
}
