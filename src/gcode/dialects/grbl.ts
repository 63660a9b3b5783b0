import { type Dialect, dwellSeconds, none } from './dialect.ts';

/**
 * GRBL 1.1 (gnea/grbl@bfb67f0): no E axis, no heaters, lines of at most 80 characters, dwell in seconds. M3, M5, M7,
 * M8 and M9 drain the planner by themselves. G0 ignores the feed rate, so travel is G1.
 */
export const grbl: Dialect = {
  id: 'grbl',
  dwellUnit: 's',
  lineLimit: 78,
  travelWord: 'G1',
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
  dwell: dwellSeconds,
  zero: (word) => [`G92 ${word}0`],
  temperature: none,
  pause: (message) => [...noted(message), 'M0'],
  message: noted,
  // Taken out of the stream as it arrives, before lines and comments are told apart (serial.c).
  realtime: /[!?~]/g,
};

/** GRBL skips comments in brackets; senders show them. */
function noted(text: string): string[] {
  return text === '' ? [] : [`(MSG,${text})`];
}
