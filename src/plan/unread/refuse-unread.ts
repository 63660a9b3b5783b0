import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../finding/input-error.ts';
import { listed } from '../../finding/list-words.ts';
import type { Job } from '../../job/job.ts';
import { wellsMeant } from '../../job/well-names.ts';
import type { Program } from '../../program/program.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import type { PlanInput } from '../inputs/plan-input.ts';
import type { PlannedWells } from '../plan-wells.ts';
import { unreadOfCrosslink } from './crosslink-keys.ts';
import { hiddenSettings } from './hidden-settings.ts';
import { unreadOfInks } from './ink-keys.ts';
import { unreadOfJob } from './job-keys.ts';
import { unreadOfParts } from './part-keys.ts';
import { replacedKeys } from './replaced-keys.ts';
import type { PlannedJob, Unread } from './unread.ts';

/**
 * Throws InputError for a key of the job that changes nothing in the whole plan, and for one of a well (or a range of
 * wells) that changes nothing there: its path, the reason and what to do. Keys left out, keys at their defaults and
 * what a calibration filled in are never refused, nor is what is of use in some wells of a mixed plate. Returns
 * warnings about keys without effect that jobs share with each other.
 */
export function refuseUnread(input: PlanInput, wells: PlannedWells, vessel: PlacedVessel, program: Program): Finding[] {
  const byJob = new Map<Job, readonly Unread[]>();
  const names = vessel.wells.map(({ name }) => name);
  const print: Print = {
    profile: input.profile,
    vessel,
    together: toolsTogether(wells, input.job.vessel?.order === 'layers'),
    wells: wells.wells.length,
    conditions: wells.conditions.length,
    takenUp: takenUp(program),
  };
  const overrun = wellsWithOverrun(program);
  for (const { job } of wells.wellJobs) {
    if (!byJob.has(job)) byJob.set(job, unreadOf(input, wells, print, overrun, job));
  }
  const ofWells = [
    ...hiddenSettings(input.job, wells.wellJobs, names),
    ...replacedKeys(input.job, wells.wellJobs).filter(
      ({ path }) => !input.filled?.some((key) => path.startsWith(`${key} `)),
    ),
  ];
  const hidden = ofWells.find(({ shared }) => shared === undefined);
  if (hidden !== undefined) throw refusal(hidden, '');
  const [first, ...others] = [...byJob.values()];
  const everywhere = first.filter(({ path }) => others.every((unread) => unread.some((each) => each.path === path)));
  const refused = everywhere.find(({ shared }) => shared === undefined);
  if (refused !== undefined) throw refusal(refused, '');
  for (const [key, settings] of Object.entries(input.job.wells ?? {})) {
    const meant = wellsMeant(key, names);
    const jobs = wells.wellJobs.filter(({ well }) => meant.includes(well)).map(({ job }) => job);
    for (const name of Object.keys(settings)) {
      // Every job was read above.
      const found = jobs.map((job) => byJob.get(job)!.find(({ path, shared }) => !shared && means(name, path)));
      if (found.every((unread) => unread !== undefined)) throw refusal(found[0]!, `wells.${key}: `);
    }
  }
  return byReason([...ofWells, ...everywhere]).map(([paths, { why, fix }]) => ({
    gate: 'plan',
    code: 'setting-unused',
    severity: 'warn',
    where: {},
    what: `${listed(paths, 'and')} ${paths.length === 1 ? 'changes' : 'change'} nothing: ${why}`,
    fix,
  }));
}

/** The paths of one reason together, each path for its first one. */
function byReason(all: readonly Unread[]): [paths: string[], reason: Unread][] {
  const groups = new Map<string, [string[], Unread]>();
  const seen = new Set<string>();
  for (const unread of all) {
    if (seen.has(unread.path)) continue;
    seen.add(unread.path);
    const known = groups.get(unread.why);
    if (known === undefined) groups.set(unread.why, [[unread.path], unread]);
    else known[0].push(unread.path);
  }
  return [...groups.values()];
}

function refusal({ path, why, fix }: Unread, place: string): InputError {
  return new InputError('setting-unused', `${place}${path} changes nothing: ${why}`, { fix });
}

/** Whether a setting of a well, a path or a short name, is a key (or holds it). */
function means(name: string, path: string): boolean {
  const dotted = name.replace(/\[(\d+)\]/g, '.$1');
  return path === dotted || path.startsWith(`${dotted}.`) || (!name.includes('.') && path.endsWith(`.${name}`));
}

/** What is the same for the jobs of all wells. */
type Print = Omit<PlannedJob, 'job' | 'tools' | 'layers' | 'liftMm' | 'overruns'>;

function unreadOf(
  { filled = [] }: PlanInput,
  { constructs, wellJobs, wells }: PlannedWells,
  print: Print,
  overrun: ReadonlySet<string>,
  job: Job,
): readonly Unread[] {
  // Jobs are those of the wells.
  const [{ well }, ...others] = wellJobs.filter((each) => each.job === job);
  const group = constructs.find((each) => each.wells.includes(well))!;
  const planned: PlannedJob = {
    ...print,
    job,
    // Jobs are those of the wells.
    tools: wells.find((each) => each.well === well)!.tools,
    layers: group.construct.layers,
    liftMm: group.liftMm,
    overruns: overrun.has(well) || others.some((each) => overrun.has(each.well)),
  };
  const unread = [
    ...unreadOfCrosslink(planned),
    ...unreadOfJob(planned),
    ...unreadOfParts(planned),
    ...unreadOfInks(planned),
  ];
  return unread.filter(({ path }) => !filled.includes(path));
}

/** The tools of each layer of each well; of each layer of all wells at once where they are printed `byLayers`. */
function toolsTogether({ constructs, tools }: PlannedWells, byLayers: boolean): PlannedJob['together'] {
  const inksOn = constructs.map(({ construct }) =>
    construct.layers.map(({ strands }) => new Set(strands.map(({ ink }) => ink))),
  );
  const longest = Math.max(...inksOn.map(({ length }) => length));
  const turns = byLayers
    ? Array.from({ length: longest }, (_, l) => new Set(inksOn.flatMap((layers) => [...(layers[l] ?? [])])))
    : inksOn.flat();
  return turns.map((inks) => tools.filter(({ ink }) => inks.has(ink)));
}

/** What is laid beside the construct within the steps of strands is the way on which a needle gets up to speed. */
function wellsWithOverrun({ steps }: Program): Set<string> {
  const found = new Set<string>();
  for (const step of steps) if (step.kind === 'strand' && step.strand.role === 'purge') found.add(step.well);
  return found;
}

/** Tool changes to each tool. */
function takenUp({ steps }: Program): Map<string, number> {
  const counts = new Map<string, number>();
  for (const step of steps) {
    if (step.kind === 'toolChange') counts.set(step.to, (counts.get(step.to) ?? 0) + 1);
  }
  return counts;
}
