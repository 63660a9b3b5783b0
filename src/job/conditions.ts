import type { WellJob } from './expand-wells.ts';

/** One set of settings of an experiment and the wells that print it (its replicates). */
export interface Condition {
  /** From 1, as people number them. */
  readonly number: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly wells: readonly string[];
}

/**
 * Wells with equal settings together: the conditions of the sweep in its own order, then what single wells changed.
 * One condition without settings where all wells are alike.
 */
export function conditionsOf(wellJobs: readonly WellJob[]): Condition[] {
  const found = new Map<string, { settings: WellJob['settings']; wells: string[] }>();
  const rank = ({ changed, condition }: WellJob) => (changed ? wellJobs.length : 0) + condition;
  for (const each of [...wellJobs].sort((a, b) => rank(a) - rank(b))) {
    if (!found.has(keyOf(each))) found.set(keyOf(each), { settings: each.settings, wells: [] });
  }
  // Every key was put there above.
  for (const each of wellJobs) found.get(keyOf(each))!.wells.push(each.well);
  return [...found.values()].map((condition, i) => ({ number: i + 1, ...condition }));
}

/** Equal settings, equal text, whatever their order. */
function keyOf({ settings }: WellJob): string {
  return JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names and values of settings as plain text, for files and tables: `speed` → `6`, `angles` → `0,90`. */
export function settingTexts(settings: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, settingText(value)]));
}

function settingText(value: unknown): string {
  if (Array.isArray(value)) return value.map(settingText).join(',');
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
}
