import { readFileSync } from 'node:fs';
import { readGcode } from '../gcode/read-gcode.ts';
import { libraryFolder } from '../plan/load-library.ts';
import { loadProfile } from '../printer/load-profiles.ts';
import { driverOf } from '../send/drivers/driver-of.ts';
import { followJournal } from '../send/follow-journal.ts';
import { readJobLines } from '../send/job-lines.ts';
import { journalPath } from '../send/journal-file.ts';
import { lineTimes } from '../send/line-times.ts';
import type { LiveHub } from '../serve/live.ts';

/** Feeds the live stream from the journal that `bioweft send` writes beside the file; returns what ends it. */
export function followPrint(file: string, hub: LiveHub): () => void {
  const bytes = readFileSync(file);
  const named = readGcode(bytes.subarray(0, 65536), null).header.printer;
  const profile = named === undefined ? null : loadProfile(named, libraryFolder('printers'));
  const driver = driverOf(profile?.serial?.firmware ?? 'marlin');
  const job = readJobLines(bytes, driver);
  const times = lineTimes(job, readGcode(bytes, profile), profile);
  return followJournal(
    journalPath(file),
    (index) => times[index] ?? 0,
    (event) => hub.publish(event),
  );
}
