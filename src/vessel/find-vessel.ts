import { type DataShelf, looksLikePath, type NamedText } from '../finding/data-shelf.ts';
import { InputError } from '../finding/input-error.ts';
import { inNaturalOrder } from '../finding/natural-order.ts';
import { suggest } from '../finding/nearest.ts';
import { parseVessel } from './parse-vessel.ts';
import type { Vessel } from './vessel.ts';

/**
 * A vessel by its id on the shelf, or by the path of a vessel or Opentrons labware file (anything with a slash or
 * `.json`). Throws InputError: `vessel-unknown` with the list of what exists, `file-missing`.
 */
export function findVessel(idOrPath: string, shelf: DataShelf): Vessel {
  if (looksLikePath(idOrPath)) {
    const missing = "Check the path; in a job it starts from the job's folder.";
    return vesselIn(shelf.own(idOrPath, { what: 'vessel file', code: 'file-missing', missing }));
  }
  const ids = inNaturalOrder(shelf.ids());
  if (ids.includes(idOrPath)) return vesselIn(shelf.shipped(idOrPath));
  throw new InputError('vessel-unknown', `There is no vessel "${idOrPath}".`, {
    fix: `${suggest(idOrPath, ids)} The path of an Opentrons labware file may be given instead.`,
  });
}

export const vesselIn = ({ file, text }: NamedText): Vessel => parseVessel(text, file);
