import { type Dialect, degrees, dwellMs } from './dialect.ts';

/**
 * Marlin 2.x (MarlinFirmware/MarlinDocumentation@9ceeb6e). `S` of M109 and M190 waits only while heating, so every
 * wait is `R`. M42 switches at once, ahead of the planner: it needs M400 around it. M106 rides the motion queue.
 */
export const marlin: Dialect = {
  id: 'marlin',
  dwellUnit: 'ms',
  // MAX_CMD_SIZE is 96; line number and checksum take the rest.
  lineLimit: 80,
  travelWord: 'G0',
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
  dwell: dwellMs,
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
};

/** A text on the display; none where there is no text. */
export function shown(text: string): string[] {
  return text === '' ? [] : [`M117 ${text}`];
}

function heat(set: string, waiting: string, tool: string, celsius: number | null, wait: boolean): string[] {
  if (celsius === null) return [`${set}${tool} S0`];
  return [wait ? `${waiting}${tool} R${degrees(celsius)}` : `${set}${tool} S${degrees(celsius)}`];
}
