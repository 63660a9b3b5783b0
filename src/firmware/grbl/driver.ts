import { type Driver, slowCommands } from '../driver.ts';
import type { Reply } from '../reply.ts';
import { grblAlarms, grblErrors } from './codes.ts';
import { grbl as dialect } from './dialect.ts';
import { createGrblModes } from './modes.ts';
import { settingsOffPlan } from './settings.ts';
import { inState, isStateWord } from './states.ts';

/**
 * GRBL 1.1 and grblHAL. Every line is answered by exactly one `ok` or `error:n`, so the bytes on their way are known:
 * 100 of the 128-byte buffer are used, which leaves room for an answer that came twice. `$G` answers with `[GC:…]` before its `ok`, which makes it the marker.
 */
export const grbl: Driver = {
  name: 'GRBL',
  classify,
  frame: (command) => command,
  firstNumber: 0,
  resends: false,
  window: { lines: 16, bytes: 100 },
  dwellUnit: dialect.dwellUnit,
  extruder: dialect.reads.extruder,
  // Its line end counts here.
  lineLimit: dialect.lineLimit + 2,
  marker: '$G',
  whereIs: '$G',
  fence: { command: '$I', answer: 'firmware' },
  sync: dialect.sync[0],
  syncs: /^(G4|M3|M4|M5|M7|M8|M9|M0|M2|M30)\b/,
  lookahead: 34,
  // $1=255 keeps them on; a setting of the machine, which no print may change (it is stored, and stops motion).
  staysOn: [],
  greet: ['$I', '$$', '$G'],
  asksReady: null,
  poll: '?',
  emergency: '\u0018',
  quickStop: { by: 'hold and reset', hold: '!', ask: '?', held: /^(Hold:0|Idle|Alarm)/, reset: '\u0018' },
  quietMs: 30_000,
  slow: slowCommands,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes that GRBL acts on anywhere in a line
  realtime: /[?!~\u0018\u0080-\u00ff]/,
  smallLetters: true,
  dollars: true,
  endsByM30: true,
  // It turns its interrupts off while it stores an offset.
  stores: /^(G10|G28\.1|G30\.1)\b/,
  standby: false,
  watchModes: createGrblModes,
  heatWait: null,
  refusesIn: isStateWord,
  notReady: inState,
  stateOnly: null,
  takesPlace: null,
  offPlan: settingsOffPlan,
};

function classify(line: string): Reply {
  if (line === 'ok') return { kind: 'ok', marker: false };
  const error = /^error:\s*(\d+)/.exec(line);
  if (error)
    return {
      kind: 'refused',
      text: `error ${error[1]}: ${grblErrors[Number(error[1])] ?? 'not in the list'}`,
      answers: true,
    };
  const alarm = /^ALARM:\s*(\d+)/.exec(line);
  if (alarm) return { kind: 'halted', text: `alarm ${alarm[1]}: ${grblAlarms[Number(alarm[1])] ?? 'not in the list'}` };
  if (/^Grbl(HAL)? \d/i.test(line)) return { kind: 'reset', text: line };
  const status = /^<([A-Za-z]+(?::\d)?)/.exec(line);
  if (status) {
    const [machine, work, offset] = ['MPos', 'WPos', 'WCO'].map((name) => triple(name, line));
    return { kind: 'status', state: status[1], text: line, machine, work, offset };
  }
  const setting = /^\$(\d+)=(-?[\d.]+)/.exec(line);
  if (setting) return { kind: 'setting', number: Number(setting[1]), value: Number(setting[2]) };
  if (line.startsWith('[GC:')) return { kind: 'markerText', text: line };
  if (line.startsWith('[VER:')) return { kind: 'firmware', name: `Grbl ${line.slice(5, -1)}` };
  return { kind: 'info', text: line };
}

function triple(name: string, line: string): readonly [number, number, number] | null {
  const found = new RegExp(`\\|${name}:(-?[\\d.]+),(-?[\\d.]+),(-?[\\d.]+)`).exec(line);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null;
}
