import { type Dialect, none } from '../dialect.ts';
import { noLimits } from '../expected-lines.ts';
import { marlin } from '../marlin/dialect.ts';
import { marlinLines } from '../marlin/lines.ts';

/**
 * BioBots BioBot 1 and Allevi 2 (allevidev/bioprint-devel@b23904a6 post_process.py): a Marlin whose E axis swings the
 * heads down (46 and 0), with valves and lamp on M42. Pressure and temperature are the host's: never in the file.
 */
export const biobots: Dialect = {
  ...marlin,
  limits: none,
  meaningOfE: 'head swing',
  waitsForTemperature: false,
  pauseVerified: false,
  begin: ['G21', 'G90', 'M82'],
  extrusionMode: none,
  zero: none,
  temperature: none,
  reads: { ...marlin.reads, curves: false, settings: {} },
  expects: {
    ...marlin.expects,
    modes: ['G21', 'G90', 'M82'],
    limits: noLimits,
    heats: [],
    stopsHeating: [],
    awaitsHeat: false,
  },
  lines: { ...marlinLines, modelled: 'G0-G4 G17 G21 G80 G90-G92 M0 M1 M82 M83 M104 M109 M140 M190' },
  flavour: null,
};
