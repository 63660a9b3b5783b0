import type { Category, Print } from '../data/print.ts';
import { conditionOf, wellsByRow } from '../data/wells.ts';

/** Conditions of an experiment in order of their number. */
export interface Conditions {
  readonly entries: readonly Category[];
  /** Row of `entries` by row of `wellNames`. */
  readonly ofWell: readonly number[];
}

const known = new WeakMap<Print, Conditions>();

export function conditionsOf(print: Print): Conditions {
  const found = known.get(print) ?? group(print);
  known.set(print, found);
  return found;
}

function group(print: Print): Conditions {
  const wells = wellsByRow(print);
  const numbers = [...new Set(wells.map(conditionOf))].sort((a, b) =>
    Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b,
  );
  const entries = numbers.map((number): Category => {
    const own = wells.filter((well) => Object.is(conditionOf(well), number));
    const sum = (key: 'lengthMm' | 'volumeUl' | 'timeS') => own.reduce((all, well) => all + (well?.[key] ?? 0), 0);
    return {
      name: Number.isNaN(number) ? 'no condition' : `condition ${number}`,
      detail: own[0]?.detail ?? '',
      lengthMm: sum('lengthMm'),
      volumeUl: sum('volumeUl'),
      timeS: sum('timeS'),
    };
  });
  return { entries, ofWell: wells.map((well) => numbers.findIndex((number) => Object.is(number, conditionOf(well)))) };
}
