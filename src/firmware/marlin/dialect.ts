import { type BuildNeed, type Dialect, degrees } from '../dialect.ts';
import { commonHeats, stopsOfAll } from '../read-traits.ts';
import { marlinLines } from './lines.ts';

/** MAX_CMD_SIZE is 96, the end of the text included. */
export const mostBytes = 95;
/** `N`, a number of up to eight digits, a blank, and `*` with its checksum. */
const framingBytes = 15;

/**
 * Commands that a Marlin knows only where it was built for them (MarlinFirmware/MarlinDocumentation _gcode, `requires`):
 * another build answers "Unknown command" and goes on.
 */
const buildNeeds: readonly BuildNeed[] = [
  { code: 'M42', option: 'DIRECT_PIN_CONTROL', without: 'the output is never switched' },
  { code: 'M280', option: 'NUM_SERVOS above 0', without: 'the head is never lifted or lowered' },
  {
    code: 'M302',
    option: 'PREVENT_COLD_EXTRUSION',
    without: 'there is no guard either, and cold ink is extruded',
  },
  {
    code: 'M420',
    option: 'bed levelling (AUTO_BED_LEVELING_… or MESH_BED_LEVELING)',
    without: 'there is no levelling to switch',
  },
];

/**
 * Marlin 2.x (MarlinFirmware/MarlinDocumentation@9ceeb6e). `S` of M109 and M190 waits only while heating, so every
 * wait is `R`. M42 switches at once, ahead of the planner: it needs M400 around it. M106 rides the motion queue.
 */
export const marlin: Dialect = {
  dwellUnit: 'ms',
  lineLimit: mostBytes - framingBytes,
  meaningOfE: 'plunger',
  arcs: 'offset or radius',
  sync: ['M400'],
  immediate: /^(M42|M280|M355)\b/,
  waitsForTemperature: true,
  pauseVerified: true,
  begin: ['G21', 'G90'],
  // M204 P T and M205 X Y (with CLASSIC_JERK) or J (without it) of gcode/config; a word that the build lacks does nothing.
  limits: ({ acceleration, junction }) => [
    `M204 P${acceleration} T${acceleration}`,
    ...(junction.by === 'jerk' ? [`M205 X${junction.speed} Y${junction.speed}`] : []),
    ...(junction.by === 'deviation' ? [`M205 J${junction.distance}`] : []),
  ],
  extrusionMode: (relative) => [relative ? 'M83' : 'M82'],
  zero: (word) => [`G92 ${word}0`],
  temperature: ({ of, celsius, wait }) => {
    if (of === 'bed') return heat('M140', 'M190', '', celsius, wait);
    if (of === 'chamber') return heat('M141', 'M191', '', celsius, wait);
    return heat('M104', 'M109', ` T${of.index}`, celsius, wait);
  },
  // M0 takes P and S out of the text behind it for the ms and s after which it continues by itself (M0_M1.cpp); M117 takes
  // its whole line as text (parser.cpp). A display with a menu shows its own "click to resume" over the text.
  pause: (message) => [...shown(message), 'M0'],
  message: shown,
  realtime: null,
  reads: {
    dwellP: 0.001,
    dwellS: 1,
    dwellAdds: false,
    plungerMode: 'switched',
    refusesInches: false,
    runs: 'the first command',
    curves: true,
    arcs: 'offset or radius',
    arcShortfall: Number.POSITIVE_INFINITY,
    arcNamesEnd: false,
    zeroedByBareG92: false,
    g7Relative: false,
    feedAlone: false,
    joinsE: false,
    modal: false,
    heatsByG10: false,
    // EXTRUDE_MINTEMP of the default configuration.
    guardC: 170,
    crc: false,
    extruder: true,
    movesOnToolLine: false,
    named: false,
    stops: new Set(stopsOfAll),
    ends: new Set([1120]),
    resets: new Set(),
    ignoresM1: false,
    resumesByText: true,
    // Marlin/src/gcode/config: M200-M205.cpp, M220.cpp, M221.cpp in MarlinFirmware/Marlin@005ec91.
    settings: { 2010: 'XYZE', 2030: 'XYZE', 2040: 'SPRT', 2050: 'XYZEJ', 2200: 'S', 2210: 'ST' },
    scalesMovesOnly: false,
    bareFactorIs100: false,
    wholeFactors: true,
    factorOf: 'T',
    speedsAMinute: false,
    oneAcceleration: false,
    heats: commonHeats,
    special: {},
  },
  expects: {
    modes: ['G21', 'G90'],
    limits: {
      jerk: ['M204 P{acceleration} T{acceleration}', 'M205 X{speed} Y{speed}'],
      deviation: ['M204 P{acceleration} T{acceleration}', 'M205 J{distance}'],
      square: ['M204 P{acceleration} T{acceleration}'],
    },
    waits: ['M400'],
    actsAhead: /^(M42|M280|M355)\b/,
    pause: ['M117 {text}', 'M0'],
    heats: ['tool', 'bed', 'chamber'],
    stopsHeating: ['tool', 'bed', 'chamber'],
    awaitsHeat: true,
  },
  lines: marlinLines,
  motion: { rapidsIgnoreFeed: false, slowsOnArcs: true, switchesInMotion: false },
  flavour: /^(?!.*(klipper|rep.?rap.?firmware|duet)).*marlin/i,
  idleCelsius: 0,
  limitSettings: [],
  buildNeeds,
  storesPlaces: false,
};

/** A text on the display; none where there is no text. */
export function shown(text: string): string[] {
  return text === '' ? [] : [`M117 ${text}`];
}

function heat(set: string, waiting: string, tool: string, celsius: number | null, wait: boolean): string[] {
  if (celsius === null) return [`${set}${tool} S0`];
  return [wait ? `${waiting}${tool} R${degrees(celsius)}` : `${set}${tool} S${degrees(celsius)}`];
}
