import { type Dialect, degrees } from './dialect.ts';
import { marlin } from './marlin.ts';

/**
 * RepRapFirmware 3.x (Duet3D/RepRapFirmware@fc1cd16). M42, M106 and M280 queue with the motion. Tools heat through
 * M568 and M116, because M109 also selects the tool. M0 in a file ends the job; M226 pauses it.
 */
export const rrf: Dialect = {
  ...marlin,
  id: 'rrf',
  lineLimit: 200,
  immediate: null,
  // M566 counts in mm/min (Duet3D G-code dictionary; GCodes2.cpp).
  limits: ({ acceleration, junction }) => [
    `M204 P${acceleration} T${acceleration}`,
    ...(junction.by === 'jerk' ? [`M566 X${60 * junction.speed} Y${60 * junction.speed}`] : []),
  ],
  temperature: (request) => {
    const { of, celsius, wait } = request;
    if (of === 'bed' || of === 'chamber') return marlin.temperature(request);
    if (celsius === null) return [`M568 P${of.index} S0 R0 A0`];
    const set = `M568 P${of.index} S${degrees(celsius)} R${degrees(celsius)} A2`;
    return wait ? [set, `M116 P${of.index}`] : [set];
  },
  pause: (message) => [...quoted(message), 'M226'],
  message: quoted,
};

/** A text on the display, in quotes: without them its letters would be parameters. */
function quoted(text: string): string[] {
  return text === '' ? [] : [`M117 "${text}"`];
}
