import { type Dialect, none } from './dialect.ts';
import { marlin } from './marlin.ts';

/**
 * Printess (weiss-jonathan/Printess-Low-Cost-3D-Printer): Marlin without extruders. Plungers are the axes B and C, the
 * second head's height is A; all of them are positions under G90. There are no heaters.
 */
export const printess: Dialect = {
  ...marlin,
  id: 'printess',
  limits: none,
  meaningOfE: 'none',
  extrusionMode: none,
  waitsForTemperature: false,
  temperature: none,
};
