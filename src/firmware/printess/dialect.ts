import { type Dialect, none } from '../dialect.ts';
import { noLimits } from '../expected-lines.ts';
import { marlin } from '../marlin/dialect.ts';
import { marlinLines } from '../marlin/lines.ts';

/**
 * Printess (weiss-jonathan/Printess-Low-Cost-3D-Printer): Marlin without extruders. Plungers are the axes B and C, the
 * second head's height is A; all of them are positions under G90. There are no heaters.
 */
export const printess: Dialect = {
  ...marlin,
  limits: none,
  meaningOfE: 'none',
  extrusionMode: none,
  waitsForTemperature: false,
  temperature: none,
  reads: { ...marlin.reads, curves: false, settings: {} },
  expects: {
    ...marlin.expects,
    limits: noLimits,
    heats: [],
    stopsHeating: [],
    awaitsHeat: false,
  },
  lines: { ...marlinLines, modelled: 'G0-G4 G17 G21 G80 G90-G92 M0 M1' },
  flavour: null,
};
