import { existsSync, statSync } from 'node:fs';
import { driverOf } from '../../firmware/firmwares.ts';
import { readGcode } from '../../gcode/reading/read-gcode.ts';
import { followJournal } from '../../send/journal/follow-journal.ts';
import { journalPath, journalsBeside } from '../../send/journal/journal-file.ts';
import { lineTimes } from '../../send/link/line-times.ts';
import { readJobLines } from '../../send/watch/job-lines.ts';
import type { LiveHub } from '../../serve/live.ts';
import { readGcodeFile } from '../files/read-gcode-file.ts';
import { lastPrints } from './send-journal.ts';

/**
 * Feeds the live stream from the journal that `bioweft send` writes beside the file for a port, or for whichever port
 * was written last; returns what ends it.
 */
export async function followPrint(file: string, port: string | undefined, hub: LiveHub): Promise<() => void> {
  const { bytes, profile } = await readGcodeFile(file, {});
  const driver = driverOf(profile?.serial?.firmware ?? 'marlin');
  const job = readJobLines(bytes, driver);
  const times = lineTimes(job, readGcode(bytes, profile), profile);
  return followJournal(
    () => (port === undefined ? newest(journalsBeside(file)) : journalOn(port, file)),
    (index) => times[index] ?? 0,
    (event) => hub.publish(event),
  );
}

/** A print that was resumed on a renamed port goes on in the journal that it was begun in. */
function journalOn(port: string, file: string): string | null {
  const path = journalPath(file, port);
  return existsSync(path) ? path : (lastPrints(file).find(({ session }) => session.port === port)?.path ?? null);
}

function newest(paths: readonly string[]): string | null {
  const written = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return [...paths].sort((a, b) => written(b) - written(a))[0] ?? null;
}
