import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The files that `bioweft view` showed last, for its start page: a convenience that may be deleted at any time. */

const most = 8;

/** `$XDG_STATE_HOME/bioweft/recent.json`, by default under `~/.local/state` (XDG Base Directory Specification). */
export function recentFilesPath(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME } = env;
  const state =
    XDG_STATE_HOME === undefined || XDG_STATE_HOME === '' ? join(homedir(), '.local', 'state') : XDG_STATE_HOME;
  return join(state, 'bioweft', 'recent.json');
}

/** Absolute paths, the newest first; only those that are still there. */
export function recentFiles(list = recentFilesPath()): string[] {
  return listed(list).filter((path) => existsSync(path));
}

/** A list that cannot be written is no reason not to show the file. */
export function noteRecentFile(path: string, list = recentFilesPath()): void {
  const paths = [path, ...listed(list).filter((other) => other !== path)].slice(0, most);
  try {
    mkdirSync(dirname(list), { recursive: true });
    const draft = `${list}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(paths, null, 2)}\n`);
    renameSync(draft, list);
  } catch {
    return;
  }
}

function listed(list: string): string[] {
  try {
    const value: unknown = JSON.parse(readFileSync(list, 'utf8'));
    return Array.isArray(value) ? value.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}
