import type { JobInk } from '../../job/job-ink.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { driveText, undrivenSettings } from '../../program/tools/undriven-settings.ts';
import { type PlannedJob, sharedIf, type Unread, unreadIf } from './unread.ts';

/** Keys of inks that these wells have no use for. */
export function unreadOfInks({ job, tools, takenUp }: PlannedJob): Unread[] {
  return Object.entries(job.inks).flatMap(([key, ink]) => {
    const loaded = tools.find((tool) => tool.ink === key);
    if (loaded === undefined) {
      return sharedIf(true, `inks.${key}`, `No part is printed with ${key}.`, `Name it in a part, or take it out.`);
    }
    return [
      ...ofTool(key, ink, loaded),
      ...ofPriming(key, ink, takenUp.get(loaded.tool.id) ?? 0),
      ...ofNozzle(key, ink),
    ];
  });
}

function ofTool(key: string, ink: JobInk, loaded: LoadedTool): Unread[] {
  const { id, kind, dispenser } = loaded.tool;
  return undrivenSettings(ink, loaded).flatMap((name) =>
    unreadIf(
      true,
      `inks.${key}.${name}`,
      `${id} is a ${kind} tool driven by ${driveText[dispenser.by]}.`,
      `Leave it out, or print ${key} with another tool.`,
    ),
  );
}

function ofPriming(key: string, ink: JobInk, takenUp: number): Unread[] {
  const returns = takenUp > 1;
  return [
    ...unreadIf(
      ink.purge > 0 && !returns,
      `inks.${key}.purge`,
      'The tool never comes back to print once more, so nothing is purged.',
      'Leave it out; prime pushes ink out before the first strand.',
    ),
    ...unreadIf(
      ink.wipe && ink.prime === 0 && (ink.purge === 0 || !returns),
      `inks.${key}.wipe`,
      'The tip is wiped after priming and purging, and nothing is primed or purged.',
      `Set inks.${key}.prime, or leave wipe out.`,
    ),
  ];
}

function ofNozzle(key: string, { nozzle }: JobInk): Unread[] {
  if (nozzle.shape === 'tapered') return [];
  return (['inlet', 'land'] as const).flatMap((name) =>
    unreadIf(
      nozzle[name] !== undefined,
      `inks.${key}.nozzle.${name}`,
      'Only a tapered tip has one, and the nozzle is straight.',
      `Write shape: tapered, or leave ${name} out.`,
    ),
  );
}
