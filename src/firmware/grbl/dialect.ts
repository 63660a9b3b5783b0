import { type Dialect, none } from '../dialect.ts';
import { noLimits } from '../expected-lines.ts';
import { commonHeats, stopsOfAll } from '../read-traits.ts';
import { grblLines } from './lines.ts';

/**
 * GRBL 1.1 (gnea/grbl@bfb67f0): no E axis, no heaters, lines of at most 80 characters, dwell in seconds. M3, M5, M7,
 * M8 and M9 drain the planner by themselves. G0 ignores the feed rate, so travel is G1.
 */
export const grbl: Dialect = {
  dwellUnit: 's',
  lineLimit: 78,
  meaningOfE: 'none',
  arcs: 'offset or radius',
  sync: ['G4 P0.01'],
  immediate: null,
  waitsForTemperature: false,
  pauseVerified: true,
  begin: ['G21', 'G90', 'G94', 'G17'],
  // Acceleration and junction deviation are settings of the machine ($120, $121, $11): the sender compares them.
  limits: none,
  extrusionMode: none,
  zero: (word) => [`G92 ${word}0`],
  temperature: none,
  pause: (message) => [...noted(message), 'M0'],
  message: noted,
  // Taken out of the stream as it arrives, before lines and comments are told apart (serial.c).
  realtime: /[!?~]/g,
  reads: {
    dwellP: 1,
    dwellS: 0,
    dwellAdds: false,
    plungerMode: 'switched',
    refusesInches: false,
    runs: 'all commands',
    curves: false,
    arcs: 'offset or radius',
    arcShortfall: 0,
    arcNamesEnd: true,
    zeroedByBareG92: false,
    g7Relative: false,
    feedAlone: true,
    joinsE: false,
    modal: true,
    heatsByG10: false,
    guardC: 170,
    crc: false,
    extruder: false,
    movesOnToolLine: false,
    named: false,
    // It drains its planner before its outputs change (gcode.c, coolant_sync and spindle_sync).
    stops: new Set([...stopsOfAll, 20, 30, 40, 50, 70, 80, 90, 300]),
    ends: new Set(),
    resets: new Set([20, 300]),
    ignoresM1: true,
    resumesByText: false,
    settings: {},
    scalesMovesOnly: false,
    bareFactorIs100: false,
    wholeFactors: false,
    factorOf: null,
    speedsAMinute: false,
    oneAcceleration: false,
    heats: commonHeats,
    special: {},
  },
  expects: {
    modes: ['G21', 'G90', 'G94', 'G17'],
    limits: noLimits,
    waits: ['G4 P0.01'],
    actsAhead: null,
    pause: ['(MSG,{text})', 'M0'],
    heats: [],
    stopsHeating: [],
    awaitsHeat: false,
  },
  lines: grblLines,
  // Valves and lamps are coolant and spindle, which wait for the motion (gcode.c, coolant_sync).
  motion: { rapidsIgnoreFeed: true, slowsOnArcs: false, switchesInMotion: false },
  flavour: /grbl/i,
  idleCelsius: 0,
  limitSettings: ['$120', '$121', '$11'],
  buildNeeds: [],
  storesPlaces: true,
};

/** GRBL skips comments in brackets; senders show them. */
function noted(text: string): string[] {
  return text === '' ? [] : [`(MSG,${text})`];
}
