import { type Dialect, degrees } from '../dialect.ts';
import { marlin } from '../marlin/dialect.ts';
import { rrfLines } from './lines.ts';

/**
 * RepRapFirmware 3.x (Duet3D/RepRapFirmware@fc1cd16). M42, M106 and M280 queue with the motion. Tools heat through
 * M568 and M116, because M109 also selects the tool. M0 in a file ends the job; M226 pauses it.
 */
export const rrf: Dialect = {
  ...marlin,
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
  reads: {
    ...marlin.reads,
    plungerMode: 'own',
    runs: 'all commands',
    arcShortfall: 0.02,
    joinsE: true,
    heatsByG10: true,
    // HOT_ENOUGH_TO_EXTRUDE.
    guardC: 160,
    crc: true,
    curves: false,
    // M0 and M1 end the print as M2 does (GCodes2.cpp).
    ends: new Set([0, 10, 20, 1120]),
    resumesByText: false,
    // Duet3D/RepRapFirmware@014f1f1 src/GCodes/GCodes2.cpp; M204 S counts only where it plays Marlin, and is not followed.
    settings: { 2010: 'XYZE', 2030: 'XYZE', 2040: 'PT', 2050: 'XYZE', 5660: 'XYZE', 2200: 'S', 2210: 'SD' },
    scalesMovesOnly: true,
    wholeFactors: false,
    factorOf: 'D',
    speedsAMinute: true,
    heats: { ...marlin.reads.heats, 5680: { of: 'tool', wait: false, celsius: 'by A' } },
    special: { 1160: 'await tools' },
  },
  expects: {
    ...marlin.expects,
    limits: {
      jerk: ['M204 P{acceleration} T{acceleration}', 'M566 X{speedAMinute} Y{speedAMinute}'],
      deviation: ['M204 P{acceleration} T{acceleration}'],
      square: ['M204 P{acceleration} T{acceleration}'],
    },
    actsAhead: null,
    pause: ['M117 "{text}"', 'M226'],
  },
  lines: rrfLines,
  // M42 queues behind the motion (GCodeQueue.cpp).
  motion: { ...marlin.motion, switchesInMotion: true },
  flavour: /rep.?rap.?firmware|duet/i,
  buildNeeds: [],
};

/** A text on the display, in quotes: without them its letters would be parameters. */
function quoted(text: string): string[] {
  return text === '' ? [] : [`M117 "${text}"`];
}
