import type { DialectId } from '../../printer/profile.ts';
import { biobots } from './biobots.ts';
import { cellinkBiox } from './cellink-biox.ts';
import { cellinkInkredible } from './cellink-inkredible.ts';
import type { Dialect } from './dialect.ts';
import { grbl } from './grbl.ts';
import { klipper } from './klipper.ts';
import { marlin } from './marlin.ts';
import { printess } from './printess.ts';
import { rokit } from './rokit.ts';
import { rrf } from './rrf.ts';

const dialects: Readonly<Record<DialectId, Dialect>> = {
  marlin,
  rrf,
  klipper,
  grbl,
  'cellink-biox': cellinkBiox,
  'cellink-inkredible': cellinkInkredible,
  biobots,
  rokit,
  printess,
};

/** The dialect a profile names; it is never guessed from the codes of a file. */
export function dialectOf(id: DialectId): Dialect {
  return dialects[id];
}
