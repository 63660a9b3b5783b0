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
  pauseVerified: true,
  begin: ['G21', 'G90'],
  extrusionMode: (relative) => [relative ? 'M83' : 'M82'],
  dwell: dwellMs,
  zero: (word) => [`G92 ${word}0`],
  toolTemperature: ({ tool, celsius, wait }) => {
    if (celsius === null) return [`M104 T${tool.index} S0`];
    return [wait ? `M109 T${tool.index} R${degrees(celsius)}` : `M104 T${tool.index} S${degrees(celsius)}`];
  },
  bedTemperature: (celsius, wait) => {
    if (celsius === null) return ['M140 S0'];
    return [wait ? `M190 R${degrees(celsius)}` : `M140 S${degrees(celsius)}`];
  },
  chamberTemperature: (celsius, wait) => {
    if (celsius === null) return ['M141 S0'];
    return [wait ? `M191 R${degrees(celsius)}` : `M141 S${degrees(celsius)}`];
  },
  pause: (message) => [`M0 ${message}`.trim()],
  message: (text) => [`M117 ${text}`],
};
