import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
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
  const file = folders.map((folder) => join(folder, confirmationFile(profile.id))).find((path) => existsSync(path));
  if (file === undefined) return null;
  const text = loadText(file, { what: 'confirmation', code: 'confirmation-unreadable', missing: 'Write it again.' });
  return { confirmation: parseConfirmation(text, file, profile), file, text };
}
