import { type Driver, notReady, numberedFrame, slowCommands } from '../driver.ts';
import { classifyAction, classifyFirmware, classifyOkReport } from '../marlin/replies.ts';
import { classifyPosition } from '../position.ts';
import { type Reply, readTemperatures } from '../reply.ts';
import { rrf as dialect } from './dialect.ts';

/**
 * RepRapFirmware 3 in its Marlin-like mode (USB, Telnet). It never asks again: a line whose checksum is wrong is
 * dropped without a word. So one line is in flight, and an answer that stays away ends the print safely.
 */
export const rrf: Driver = {
  name: 'RepRapFirmware',
  classify,
  frame: numberedFrame,
  firstNumber: 0,
  resends: false,
  window: { lines: 1, bytes: 250 },
  dwellUnit: dialect.dwellUnit,
  extruder: dialect.reads.extruder,
  lineLimit: dialect.lineLimit,
  marker: 'M105',
  whereIs: 'M114',
  fence: { command: 'M114', answer: 'position' },
  sync: 'M400',
  syncs: /^(M400|G4|G28|M116|M109|M190)\b/,
  lookahead: 60,
  // An idle motor is held with less current (M906 I), and keeps its place.
  staysOn: [],
  // M575 S1: from here on a line without a checksum is not obeyed, so that a garbled `*` does no harm.
  greet: ['M115', 'M575 P0 S1', 'M114', 'M105'],
  asksReady: null,
  poll: null,
  emergency: 'M112\n',
  quickStop: null,
  quietMs: 30_000,
  slow: slowCommands,
  realtime: null,
  smallLetters: true,
  dollars: false,
  endsByM30: false,
  stores: null,
  standby: true,
  watchModes: null,
  heatWait: null,
  refusesIn: () => false,
  notReady: (said) => notReady(said, null),
  stateOnly: null,
  takesPlace: null,
  offPlan: () => [],
};

function classify(line: string): Reply {
  if (line === 'ok') return { kind: 'ok', marker: false };
  const stated = classifyOkReport(line) ?? classifyFirmware(line);
  if (stated !== null) return stated;
  if (/^T\d?:/.test(line)) return { kind: 'temperatures', temperatures: readTemperatures(line) };
  if (/^(Emergency Stop|RepRapFirmware.* is up and running)/i.test(line)) {
    return line.startsWith('Emergency') ? { kind: 'halted', text: line } : { kind: 'reset', text: line };
  }
  if (/^(Error:|Warning:|.*: Error:|G-?Code command too long)/i.test(line))
    return { kind: 'refused', text: line, answers: false };
  if (line.startsWith('//')) return classifyAction(line);
  return classifyPosition(line) ?? { kind: 'info', text: line };
}
