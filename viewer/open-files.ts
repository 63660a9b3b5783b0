import type { Profile } from '../src/printer/profile.ts';
import { profileIn } from './data/load/shelves.ts';
import { type Report, reportIn } from './data/report.ts';

/** Where files go that somebody drops or chooses. */
export interface FileTaker {
  openGcode(file: File): void;
  /** `reread`: no other file comes along that will be read with it. */
  takeProfile(profile: Profile, reread: boolean): void;
  takeReport(report: Report, name: string): void;
  tell(words: string): void;
}

/** Sorts files by what they are: printer profiles first, then the G-code that is read with them, then its report. */
export async function openFiles(files: readonly File[], taker: FileTaker): Promise<void> {
  const [gcode, ...others] = files.filter((file) => !isJson(file));
  const reports: { report: Report; name: string }[] = [];
  for (const file of files.filter(isJson)) {
    const value = await jsonOf(file);
    const profile = profileIn(value);
    const report = profile ? null : reportIn(value);
    if (profile) taker.takeProfile(profile, gcode === undefined);
    else if (report) reports.push({ report, name: file.name });
    else taker.tell(`${file.name} is neither a printer profile nor a report of bioweft.`);
  }
  if (gcode) taker.openGcode(gcode);
  for (const { report, name } of reports) taker.takeReport(report, name);
  if (others.length > 0) taker.tell(`One file is shown at a time: ${gcode.name}, the first of ${others.length + 1}.`);
}

function isJson(file: File): boolean {
  return /\.json$/i.test(file.name);
}

async function jsonOf(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
}

/** Takes what is dropped anywhere on the page. */
export function listenToDrops(taker: FileTaker): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const { items, files } = event.dataTransfer ?? { items: [], files: [] };
    const folder = Array.from(items)
      .map((item) => item.webkitGetAsEntry?.())
      .find((entry) => entry?.isDirectory);
    if (folder) taker.tell(`${folder.name} is a folder: drop the G-code file in it.`);
    else if (files.length > 0) void openFiles(Array.from(files), taker);
    else taker.tell('That was no file: drop a G-code file.');
  });
}
