import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { wellsMeant } from './well-names.ts';

/** Settings by name, as `wells:` and `sweep:` write them. */
export type Settings = Readonly<Record<string, unknown>>;

/** An entry of `wells:` and the wells it means. */
export interface Range {
  readonly key: string;
  readonly wells: ReadonlySet<string>;
  readonly settings: Settings;
}

/**
 * Entries of `wells:`, the widest first, so that narrower ones come later and count. `wells` are printed, `names` all of
 * the vessel. Throws InputError for unknown wells and for an entry of which none is printed.
 */
export function rangesOf(
  entries: Readonly<Record<string, Settings>>,
  wells: readonly string[],
  names: readonly string[],
): Range[] {
  const ranges = Object.entries(entries).map(([key, settings]): Range => {
    const meant = wellsMeant(key, names);
    if (!meant.some((well) => wells.includes(well))) {
      const text = `wells.${key}: ${meant.length === 1 ? 'this well is' : 'none of these wells is'} not printed`;
      throw new InputError('well-settings', text, { fix: suggest(key, [...wells]) });
    }
    return { key, wells: new Set(meant), settings };
  });
  return ranges.sort((a, b) => b.wells.size - a.wells.size);
}

/** What the entries set for one well. Throws InputError where two of them disagree and neither is the narrower one. */
export function ownSettings(ranges: readonly Range[], well: string): Settings {
  const holding = ranges.filter((range) => range.wells.has(well));
  holding.forEach((narrow, i) => {
    for (const wide of holding.slice(0, i)) refuseCrossing(wide, narrow, holding, well);
  });
  return holding.reduce<Settings>((sum, { settings }) => laidOver(sum, settings), {});
}

const isWithin = (a: Range, b: Range): boolean => [...a.wells].every((well) => b.wells.has(well));

/** Where a row and a column cross, neither is the narrower one: a range within both has to settle what they say. */
function refuseCrossing(a: Range, b: Range, holding: readonly Range[], well: string): void {
  if (isWithin(b, a)) return;
  const settling = holding.filter((range) => range !== a && range !== b && isWithin(range, a) && isWithin(range, b));
  const name = Object.keys(b.settings).find(
    (key) =>
      Object.hasOwn(a.settings, key) &&
      JSON.stringify(a.settings[key]) !== JSON.stringify(b.settings[key]) &&
      !settling.some(({ settings }) => Object.hasOwn(settings, key)),
  );
  if (name === undefined) return;
  throw new InputError('well-settings', `wells.${a.key} and wells.${b.key} both set ${name} for well ${well}`, {
    where: { well },
    fix: `Give ${well} an entry of its own, or part the ranges.`,
  });
}

/** Settings with others over them; what is set last comes last, so that it counts where two names mean one key. */
export function laidOver(settings: Settings, over: Settings): Settings {
  const kept = Object.entries(settings).filter(([name]) => !Object.hasOwn(over, name));
  return { ...Object.fromEntries(kept), ...over };
}
