import { type Dialect, degrees, none } from '../dialect.ts';
import { noLimits } from '../expected-lines.ts';
import { marlin } from '../marlin/dialect.ts';
import { cellinkBioxLines } from './lines.ts';

/**
 * CELLINK BIO X, BIO X6 and BIO CELLX (CELLINK help pages, EMD manual p. 44, handler names of CELLINKAB/Marlin). The E
 * word of a move only opens the valve. No code is published that ends the control of a head's temperature or waits
 * for it: the operator reads the screen.
 */
export const cellinkBiox: Dialect = {
  ...marlin,
  limits: none,
  meaningOfE: 'flag',
  immediate: /^(M750|M751|M752|M753|M773|M805|M806|M808|M42)\b/,
  waitsForTemperature: false,
  pauseVerified: false,
  zero: none,
  temperature: ({ of, celsius }) => {
    if (of === 'bed') return [celsius === null ? 'M800' : `M801 S${degrees(celsius)}`];
    if (of === 'chamber' || celsius === null) return [];
    return [`M771 T${of.index} P${degrees(celsius)}`];
  },
  pause: () => ['M0'],
  message: none,
  reads: {
    ...marlin.reads,
    dwellAdds: true,
    curves: false,
    settings: {},
    g7Relative: true,
    movesOnToolLine: true,
    heats: {
      ...marlin.reads.heats,
      7710: { of: 'tool', wait: false, celsius: 'P' },
      8000: { of: 'bed', wait: false, celsius: 'off' },
      8010: { of: 'bed', wait: false, celsius: 'S or R' },
    },
  },
  expects: {
    ...marlin.expects,
    limits: noLimits,
    actsAhead: /^(M750|M751|M752|M753|M773|M805|M806|M808|M42)\b/,
    pause: ['M0'],
    heats: ['tool', 'bed'],
    stopsHeating: ['bed'],
    awaitsHeat: false,
  },
  lines: cellinkBioxLines,
  flavour: null,
  buildNeeds: [],
};
