import { statSync } from 'node:fs';

const lookMs = 250;
const missing = 'missing';

/**
 * Looks at files again and again, and calls `changed` once what differs stands still: an editor writes in several steps,
 * or another file in the place of the first, which the system's own watching loses. `files` is asked at every look; a
 * change during `changed` calls it again. Where they are `all` that is there of a kind, one that comes or goes is a change
 * too. Returns what ends the watching.
 */
export function watchFiles(files: () => readonly string[], changed: () => Promise<void>, all = false): () => void {
  const known = new Map<string, string>();
  for (const file of files()) known.set(file, stateOf(file));
  let restless = '';
  let busy = false;
  const look = async () => {
    if (busy) return;
    const now = [...new Set([...(all ? known.keys() : []), ...files()])].map((file) => [file, stateOf(file)] as const);
    const differing = now.filter(([file, state]) => (known.get(file) ?? (all ? missing : state)) !== state);
    const before = restless;
    restless = differing.map((each) => each.join(' ')).join('\n');
    if (restless !== '' && restless !== before) return;
    for (const [file, state] of now) known.set(file, state);
    if (restless === '') return;
    busy = true;
    await changed();
    // Files that are named only now are known as they stand now, not as they are at the next look.
    for (const file of files()) if (!known.has(file)) known.set(file, stateOf(file));
    busy = false;
  };
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Names come out of jobs: one that no file can have (a NUL, too long) is missing, and ends no watching. */
function stateOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return missing;
  }
}
