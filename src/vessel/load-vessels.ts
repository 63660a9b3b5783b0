import { folderShelf, jsonIds } from '../finding/load-shelf.ts';
import { inNaturalOrder } from '../finding/natural-order.ts';
import { findVessel, vesselIn } from './find-vessel.ts';
import type { Vessel } from './vessel.ts';

/** Ids of the vessels in a library folder, in natural order. */
export const listVesselIds = (folder: string): string[] => inNaturalOrder(jsonIds(folder));

/** All vessels of a library folder. Throws InputError for the first file that is wrong. */
export function listVessels(folder: string): Vessel[] {
  return listVesselIds(folder).map((id) => vesselIn(folderShelf(folder).shipped(id)));
}

/** A vessel by its id in the folder, or by a path, as `findVessel` finds it. */
export const loadVessel = (idOrPath: string, folder: string): Vessel => findVessel(idOrPath, folderShelf(folder));
