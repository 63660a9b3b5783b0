import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { loadText } from '../finding/load-file.ts';
import { parseVessel } from './parse-vessel.ts';
import type { Vessel } from './vessel.ts';

/** Ids of the vessels in a library folder, in natural order (corning-6 before corning-12). */
export function listVesselIds(folder: string): string[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'schema.json');
  const byNumber = new Intl.Collator('en', { numeric: true });
  return names.map((file) => file.slice(0, -'.json'.length)).sort(byNumber.compare);
}

/** All vessels of a library folder. Throws InputError for the first file that is wrong. */
export function listVessels(folder: string): Vessel[] {
  return listVesselIds(folder).map((id) => readVessel(join(folder, `${id}.json`)));
}

/**
 * A vessel by its id in the library folder, or by the path of a vessel or Opentrons labware file (anything with a
 * slash or `.json`). Throws InputError: `vessel-unknown` with the list of what exists, `file-missing`.
 */
export function loadVessel(idOrPath: string, folder: string): Vessel {
  if (/[/\\]|\.json$/i.test(idOrPath)) return readVessel(idOrPath);
  const ids = listVesselIds(folder);
  if (!ids.includes(idOrPath)) {
    throw new InputError('vessel-unknown', `There is no vessel "${idOrPath}". There are: ${ids.join(', ')}`, {
      fix: 'Use one of these ids, or the path of an Opentrons labware file.',
    });
  }
  return readVessel(join(folder, `${idOrPath}.json`));
}

function readVessel(path: string): Vessel {
  const missing = "Check the path; in a job it starts from the job's folder.";
  const text = loadText(path, { what: 'vessel file', code: 'file-missing', missing });
  return parseVessel(text, path);
}
