import type { GcodeReading } from '../../gcode/reading/reading.ts';
import { loadInk } from '../../ink/load-inks.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import type { Profile } from '../../printer/profile.ts';
import { findTool } from '../../printer/profile-tool.ts';
import type { TemperatureWindows } from '../../send/watch/temperature-watch.ts';

/**
 * The windows in which the file's inks print, °C, by the name that the printer's reports have for each heater. The
 * file names each tool's ink; of an ink that is not in the library, and so may be anything, there is none.
 */
export function windowsOf(reading: GcodeReading, profile: Profile): TemperatureWindows {
  const windows = new Map<string, readonly [number, number]>();
  const folder = libraryFolder('inks');
  for (const { id, bio } of reading.tools) {
    const index = findTool(profile, id)?.index;
    const ink = bio['material'] === undefined ? null : inkOf(bio['material'], folder);
    if (index === undefined || ink === null) continue;
    windows.set(`T${index}`, ink.temperature);
    const bed = ink.bedTemperature;
    const before = windows.get('B');
    if (bed !== undefined) {
      windows.set('B', before === undefined ? bed : [Math.max(before[0], bed[0]), Math.min(before[1], bed[1])]);
    }
  }
  return windows;
}

function inkOf(id: string, folder: string): ReturnType<typeof loadInk> | null {
  // A file from elsewhere must not name other files to be read.
  if (!/^[a-z0-9-]+(\.\d+)?$/.test(id)) return null;
  try {
    return loadInk(id, folder);
  } catch {
    return null;
  }
}
