import type { Ink } from '../../ink/ink.ts';
import type { Job } from '../../job/job.ts';
import type { Profile } from '../../printer/profile.ts';
import { inksOfParts, mountInks } from '../../program/tools/assign-tools.ts';

/** The printer with the share that its plungers deliver of each ink, as calibrated; `deliveries` by the key of the ink. */
export function deliverPlungers(
  profile: Profile,
  job: Job,
  inks: Readonly<Record<string, Ink>>,
  deliveries: Readonly<Record<string, number>>,
): Profile {
  const used = inksOfParts(job);
  if (!used.some((key) => key in deliveries)) return profile;
  const mounted = mountInks(job, used, profile, inks);
  // Every ink that is used is mounted.
  const byTool = new Map(used.flatMap((key) => (key in deliveries ? [[mounted.get(key)!.id, deliveries[key]]] : [])));
  const tools = profile.tools.map((tool) => {
    const { dispenser } = tool;
    const delivery = byTool.get(tool.id);
    if (delivery === undefined || dispenser.by !== 'plunger') return tool;
    return { ...tool, dispenser: { ...dispenser, delivery } };
  });
  return { ...profile, tools };
}
