import { type Dialect, none } from './dialect.ts';
import { marlin } from './marlin.ts';

/**
 * BioBots BioBot 1 and Allevi 2 (allevidev/bioprint-devel@b23904a6 post_process.py): a Marlin whose E axis swings the
 * heads down (46 and 0), with valves and lamp on M42. Pressure and temperature are the host's: never in the file.
 */
export const biobots: Dialect = {
  ...marlin,
  id: 'biobots',
  limits: none,
  meaningOfE: 'head swing',
  waitsForTemperature: false,
  pauseVerified: false,
  begin: ['G21', 'G90', 'M82'],
  extrusionMode: none,
  zero: none,
  temperature: none,
};
