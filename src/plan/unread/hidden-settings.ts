import { InputError } from '../../finding/input-error.ts';
import { listed } from '../../finding/list-words.ts';
import { settingTexts } from '../../job/conditions.ts';
import { factorial, type WellJob } from '../../job/expand-wells.ts';
import type { Job } from '../../job/job.ts';
import { rangesOf } from '../../job/well-ranges.ts';
import { mayHide, withSettings } from '../../job/well-settings.ts';
import { same, sharedIf, type Unread, unreadIf } from './unread.ts';

type Settings = WellJob['settings'];

/**
 * Settings of `sweep:` and `wells:` that no well is printed with, since settings of narrower ranges, or of another name for
 * the same key, go over them everywhere. `names` are all wells of the vessel.
 */
export function hiddenSettings(job: Job, wellJobs: readonly WellJob[], names: readonly string[]): Unread[] {
  const known = new Map<string, boolean>();
  const isPrinted: IsPrinted = (each, name, value) => {
    if (!same(each.settings[name], value)) return false;
    const key = JSON.stringify([name, Object.entries(each.settings)]);
    const hidden = known.get(key) ?? isHidden(job, each, name);
    known.set(key, hidden);
    return !hidden;
  };
  return [
    ...ofRanges(job, wellJobs, names, isPrinted),
    ...ofSweep(job, wellJobs, isPrinted),
    ...ofConditions(job, wellJobs, isPrinted),
  ];
}

type IsPrinted = (well: WellJob, name: string, value: unknown) => boolean;

/** Whether a setting would make a difference, and makes none to a well for what is set after it. */
function isHidden(job: Job, { settings, well, job: made }: WellJob, name: string): boolean {
  const entries = Object.entries(settings);
  const later = entries.slice(1 + entries.findIndex(([each]) => each === name));
  if (!later.some(([each]) => mayHide(each, name))) return false;
  const without = Object.fromEntries(entries.filter(([each]) => each !== name));
  try {
    return same(withSettings(job, without, well), made) && !same(withSettings(job, pick(settings, name), well), job);
  } catch (error) {
    // Neither stands by itself: each says a part of what the well is printed with.
    if (error instanceof InputError) return false;
    throw error;
  }
}

const pick = (settings: Settings, name: string): Settings => ({ [name]: settings[name] });

function ofRanges(job: Job, wellJobs: readonly WellJob[], names: readonly string[], isPrinted: IsPrinted): Unread[] {
  const printed = wellJobs.map(({ well }) => well);
  return rangesOf(job.wells ?? {}, printed, names).flatMap(({ key, wells, settings }) =>
    Object.entries(settings).flatMap(([name, value]) =>
      unreadIf(
        !wellJobs.some((each) => wells.has(each.well) && isPrinted(each, name, value)),
        `wells.${key}: ${name}`,
        'Settings of narrower ranges, or of another name for it, go over it in all of its wells that are printed.',
        `Take it out of wells.${key}, or those out of the others.`,
      ),
    ),
  );
}

function ofSweep({ sweep = {} }: Job, wellJobs: readonly WellJob[], isPrinted: IsPrinted): Unread[] {
  return Object.entries(sweep).flatMap(([name, values]) =>
    unreadIf(
      !values.some((value) => wellJobs.some((each) => isPrinted(each, name, value))),
      `sweep.${name}`,
      'Every well that is printed has settings of its own that go over it.',
      'Take it out of sweep, or those out of wells.',
    ),
  );
}

/** Combinations that every well they fell to changes: the plate holds no such one. */
function ofConditions(job: Job, wellJobs: readonly WellJob[], isPrinted: IsPrinted): Unread[] {
  const conditions = job.sweep === undefined ? [] : factorial(job.sweep);
  return conditions.flatMap((settings, condition) => {
    const own = wellJobs.filter((each) => each.condition === condition);
    const isWhole = (each: WellJob) => Object.entries(settings).every(([name, value]) => isPrinted(each, name, value));
    const texts = Object.entries(settingTexts(settings)).map(([name, text]) => `${name} ${text}`);
    return sharedIf(
      !own.some(isWhole),
      `The condition ${texts.join(', ')} of the sweep`,
      `No well is printed with it: ${listed(
        own.map(({ well }) => well),
        'and',
      )} ${own.length === 1 ? 'has' : 'have'} settings of ${own.length === 1 ? 'its' : 'their'} own instead.`,
      'Print more wells, or take settings out of wells.',
    );
  });
}
