import { type Dialect, degrees } from '../dialect.ts';
import { marlin, shown } from '../marlin/dialect.ts';
import { klipperLines } from './lines.ts';

/** °C around the target within which a wait ends; Klipper has no R word. */
const tolerance = 1;

/**
 * Klipper (Klipper3d/klipper@84104bb). G4 knows only P, in ms. Waits name the sensor and both limits, so that cooling
 * is waited for too. SET_PIN is stamped with the time of the motion and needs no sync, but two changes of a pin within
 * about 100 ms collapse into the last.
 */
export const klipper: Dialect = {
  ...marlin,
  // It reads its port and its files in pieces, and joins them to lines of any length (klippy/gcode.py, virtual_sdcard.py).
  lineLimit: 1000,
  arcs: 'offset',
  immediate: null,
  // docs/G-Codes.md, [toolhead]; klippy/toolhead.py, cmd_SET_VELOCITY_LIMIT.
  limits: ({ acceleration, junction }) => [
    `SET_VELOCITY_LIMIT ACCEL=${acceleration}${junction.by === 'square' ? ` SQUARE_CORNER_VELOCITY=${junction.speed}` : ''}`,
  ],
  temperature: ({ of, celsius, wait }) => {
    if (of === 'bed') return heat('heater_bed', 'heater_bed', celsius, wait);
    if (of === 'chamber') return heat('chamber', '"heater_generic chamber"', celsius, wait);
    const heater = of.index === 0 ? 'extruder' : `extruder${of.index}`;
    return heat(heater, heater, celsius, wait);
  },
  pause: (message) => [...shown(message), 'PAUSE'],
  reads: {
    ...marlin.reads,
    dwellS: 0,
    plungerMode: 'either',
    refusesInches: true,
    curves: false,
    arcs: 'offset',
    zeroedByBareG92: true,
    named: true,
    resumesByText: false,
    // Klipper3d/klipper@001af18 klippy/extras/gcode_move.py; klippy/toolhead.py, cmd_M204.
    settings: { 2040: 'SPT', 2200: 'S', 2210: 'S' },
    bareFactorIs100: true,
    wholeFactors: false,
    factorOf: null,
    oneAcceleration: true,
  },
  expects: {
    ...marlin.expects,
    limits: {
      jerk: ['SET_VELOCITY_LIMIT ACCEL={acceleration}'],
      deviation: ['SET_VELOCITY_LIMIT ACCEL={acceleration}'],
      square: ['SET_VELOCITY_LIMIT ACCEL={acceleration} SQUARE_CORNER_VELOCITY={speed}'],
    },
    actsAhead: null,
    pause: ['M117 {text}', 'PAUSE'],
  },
  lines: klipperLines,
  // SET_PIN is stamped with the time of the move before it (klippy/extras/output_pin.py, register_lookahead_callback).
  motion: { ...marlin.motion, switchesInMotion: true },
  flavour: /klipper/i,
  buildNeeds: [],
};

function heat(heater: string, sensor: string, celsius: number | null, wait: boolean): string[] {
  const set = `SET_HEATER_TEMPERATURE HEATER=${heater} TARGET=${celsius === null ? 0 : degrees(celsius)}`;
  if (celsius === null || !wait) return [set];
  const limits = `MINIMUM=${degrees(celsius - tolerance)} MAXIMUM=${degrees(celsius + tolerance)}`;
  return [set, `TEMPERATURE_WAIT SENSOR=${sensor} ${limits}`];
}
