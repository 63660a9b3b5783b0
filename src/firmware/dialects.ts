import { biobots } from './biobots/dialect.ts';
import { cellinkBiox } from './cellink/biox.ts';
import { cellinkInkredible } from './cellink/inkredible.ts';
import type { Dialect } from './dialect.ts';
import { grbl } from './grbl/dialect.ts';
import { klipper } from './klipper/dialect.ts';
import { marlin } from './marlin/dialect.ts';
import { printess } from './printess/dialect.ts';
import { rokit } from './rokit/dialect.ts';
import { rrf } from './rrf/dialect.ts';

/** Every dialect under the name that profiles give it: the only place that lists them. */
export const dialects = {
  marlin,
  rrf,
  klipper,
  grbl,
  'cellink-biox': cellinkBiox,
  'cellink-inkredible': cellinkInkredible,
  biobots,
  rokit,
  printess,
} satisfies Readonly<Record<string, Dialect>>;

export type DialectId = keyof typeof dialects;

// The keys of a literal are its names: Object.keys says no more than string.
export const dialectIds = Object.keys(dialects) as [DialectId, ...DialectId[]];

/** The dialect a profile names; it is never guessed from the codes of a file. */
export function dialectOf(id: DialectId): Dialect {
  return dialects[id];
}

/** What those may know of a dialect who prove what was written by it: nothing that writes. */
export function readFactsOf(id: DialectId): Pick<Dialect, 'reads' | 'expects' | 'idleCelsius'> {
  return dialects[id];
}
