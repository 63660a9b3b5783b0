import { type Driver, notReady, slowCommands, staysOnS } from '../driver.ts';
import { classifyAction } from '../marlin/replies.ts';
import { classifyPosition } from '../position.ts';
import { type Reply, readTemperatures } from '../reply.ts';
import { klipper as dialect } from './dialect.ts';
import { heatWaitOf } from './heat-wait.ts';

/**
 * Klipper's pseudo-terminal. Numbers and checksums are read over and never verified, nothing is asked again, and a
 * command that waits is silent until it ends. `!!` is an error followed by `ok`.
 */
export const klipper: Driver = {
  name: 'Klipper',
  classify,
  frame: (command) => command,
  firstNumber: 0,
  resends: false,
  window: { lines: 8, bytes: 2000 },
  dwellUnit: dialect.dwellUnit,
  extruder: dialect.reads.extruder,
  lineLimit: dialect.lineLimit,
  marker: 'M105',
  whereIs: 'M114',
  fence: { command: 'M114', answer: 'position' },
  sync: 'M400',
  syncs: /^(M400|G4|G28|M109|M190|TEMPERATURE_WAIT)\b/,
  lookahead: 200,
  // After 600 s without motion heaters and motors go off (Klipper, extras/idle_timeout.py).
  staysOn: [`SET_IDLE_TIMEOUT TIMEOUT=${staysOnS}`],
  greet: ['M115', 'STATUS', 'M114', 'M105'],
  // M105 and M115 are answered by a Klipper in shutdown, too; the reason of one comes with the next answer only.
  asksReady: 'STATUS',
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
  standby: false,
  watchModes: null,
  heatWait: heatWaitOf,
  refusesIn: () => false,
  notReady: (said) => notReady(said, 'STATUS'),
  stateOnly: /^Klipper state/,
  takesPlace:
    'Klipper takes the place where the needle stands with SET_KINEMATIC_POSITION X=0 Y=0 Z=0 from its own console',
  offPlan: () => [],
};

function classify(line: string): Reply {
  if (line === 'ok') return { kind: 'ok', marker: false };
  if (/^ok ?(T\d?|B):/.test(line)) return { kind: 'ok', marker: true, temperatures: readTemperatures(line) };
  if (/^(T\d?|B):/.test(line)) return { kind: 'temperatures', temperatures: readTemperatures(line) };
  if (line.startsWith('!!')) return classifyTrouble(line.slice(2).trim());
  const state = /^\/\/ Klipper state: (\w+)/.exec(line);
  if (state) return state[1] === 'Ready' ? { kind: 'ready' } : { kind: 'halted', text: line.slice(3) };
  if (/^\/\/ Unknown command/i.test(line)) return { kind: 'refused', text: line.slice(3), answers: false };
  const firmware = /^ok FIRMWARE_NAME:\s*(.+)/.exec(line);
  if (firmware) return { kind: 'ok', marker: false, firmware: firmware[1] };
  if (line.startsWith('//')) return classifyAction(line);
  return classifyPosition(line) ?? { kind: 'info', text: line };
}

function classifyTrouble(text: string): Reply {
  const dead = /shutdown|lost communication|not ready|emergency stop|FIRMWARE_RESTART/i.test(text);
  return dead ? { kind: 'halted', text } : { kind: 'refused', text, answers: false };
}
