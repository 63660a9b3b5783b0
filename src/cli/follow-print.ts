import { readGcode } from '../gcode/read-gcode.ts';
import { driverOf } from '../send/drivers/driver-of.ts';
import { followJournal } from '../send/follow-journal.ts';
import { readJobLines } from '../send/job-lines.ts';
import { journalPath } from '../send/journal-file.ts';
import { lineTimes } from '../send/line-times.ts';
import type { LiveHub } from '../serve/live.ts';
import { readGcodeFile } from './files/read-gcode-file.ts';

/** Feeds the live stream from the journal that `bioweft send` writes beside the file; returns what ends it. */
export async function followPrint(file: string, hub: LiveHub): Promise<() => void> {
  const { bytes, profile } = await readGcodeFile(file, {});
  const driver = driverOf(profile?.serial?.firmware ?? 'marlin');
  const job = readJobLines(bytes, driver);
  const times = lineTimes(job, readGcode(bytes, profile), profile);
  return followJournal(
    journalPath(file),
    (index) => times[index] ?? 0,
    (event) => hub.publish(event),
  );
}
