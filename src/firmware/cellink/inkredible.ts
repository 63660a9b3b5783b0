import { type Dialect, none } from '../dialect.ts';
import { noLimits } from '../expected-lines.ts';
import { marlin } from '../marlin/dialect.ts';
import { cellinkInkredibleLines } from './lines.ts';

/**
 * CELLINK INKREDIBLE and INKREDIBLE+ (command sheet v2, 2017): valves are M760 to M763, light is M764 and M765; pressure
 * and temperature are set manually. The sheet names no command that waits for motion, so a dwell does it.
 */
export const cellinkInkredible: Dialect = {
  ...marlin,
  limits: none,
  meaningOfE: 'none',
  sync: ['G4 P1'],
  immediate: /^M76[0-5]\b/,
  waitsForTemperature: false,
  pauseVerified: false,
  extrusionMode: none,
  zero: none,
  temperature: none,
  pause: () => ['M0'],
  message: none,
  reads: { ...marlin.reads, curves: false, settings: {} },
  expects: {
    ...marlin.expects,
    limits: noLimits,
    waits: ['G4 P1'],
    actsAhead: /^M76[0-5]\b/,
    pause: ['M0'],
    heats: [],
    stopsHeating: [],
    awaitsHeat: false,
  },
  lines: cellinkInkredibleLines,
  flavour: null,
  buildNeeds: [],
};
