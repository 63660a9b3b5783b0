import { type Driver, notReady, numberedFrame, slowCommands, staysOnS } from '../driver.ts';
import { classifyPosition } from '../position.ts';
import { type Reply, readTemperatures } from '../reply.ts';
import { marlin as dialect, mostBytes } from './dialect.ts';
import { classifyAction, classifyFirmware, classifyOkReport } from './replies.ts';

/**
 * Marlin 1.1 and 2.x. 3 lines and 90 bytes stay below BUFSIZE (4) and the 128-byte ring of an AVR, even when an answer
 * came twice; past it fragments without their numbers would be executed. A resend counts from the line it names; `ok` follows it.
 */
export const marlin: Driver = {
  name: 'Marlin',
  classify,
  frame: numberedFrame,
  // A byte garbled in `N28` can make it G28 or M28, which would be obeyed; no firmware has a G10001 or M10001.
  firstNumber: 10_000,
  resends: true,
  window: { lines: 3, bytes: 90 },
  dwellUnit: dialect.dwellUnit,
  extruder: dialect.reads.extruder,
  lineLimit: mostBytes,
  marker: 'M105',
  whereIs: 'M114',
  fence: { command: 'M114', answer: 'position' },
  sync: 'M400',
  syncs: /^(M400|G4|G28|M109|M190)\b/,
  lookahead: 20,
  // After 120 s without motion, dwells included, the motors let go, and the place is lost (Marlin 2.1,
  // Configuration_adv.h DEFAULT_STEPPER_TIMEOUT_SEC, MarlinCore.cpp manage_inactivity).
  staysOn: [`M84 S${staysOnS}`],
  greet: ['M110 N10000', 'M115', 'M114', 'M105'],
  asksReady: null,
  poll: null,
  emergency: 'M112\n',
  quickStop: { by: 'command', bytes: 'M410\n', needs: 'EMERGENCY_PARSER' },
  quietMs: 30_000,
  slow: slowCommands,
  realtime: null,
  smallLetters: false,
  dollars: false,
  endsByM30: false,
  stores: null,
  standby: false,
  watchModes: null,
  heatWait: null,
  refusesIn: () => false,
  notReady: (said) => notReady(said, null),
  stateOnly: null,
  takesPlace: null,
  offPlan: () => [],
};

/** Echo lines after which `ok` does not mean that anything was done. */
const disobedience =
  /cold extrusion prevented|too long extrusion prevented|Invalid extruder|Unknown command|Invalid hotend|out of range|STOP called|not homed|Home .*first/i;

export function classify(line: string): Reply {
  if (line.startsWith('ok')) return classifyOk(line);
  if (/^(Resend|rs)\b/.test(line)) return classifyResend(line);
  if (line.startsWith('Error:')) return classifyError(line);
  if (line.startsWith('echo:')) return classifyEcho(line);
  if (line === 'wait') return { kind: 'wait' };
  if (line === 'start') return { kind: 'reset', text: line };
  if (line.startsWith('//')) return classifyAction(line);
  const firmware = classifyFirmware(line);
  if (firmware !== null) return firmware;
  const capability = /^Cap:(\w+):([01])/.exec(line);
  if (capability) return { kind: 'capability', name: capability[1], on: capability[2] === '1' };
  if (/^ ?T\d?:/.test(line)) return { kind: 'temperatures', temperatures: readTemperatures(line) };
  return classifyPosition(line) ?? { kind: 'info', text: line };
}

/** `ok`, `ok N12 P15 B3`, `ok T:20.0 /0.0`; anything glued to it (`okok`, `ok8`) is no answer to rely on. */
function classifyOk(line: string): Reply {
  if (line === 'ok') return { kind: 'ok', marker: false };
  const stated = classifyOkReport(line);
  if (stated !== null) return stated;
  const numbered = /^ok(?: N(\d+))?(?: P\d+)? B\d+$/.exec(line);
  if (numbered)
    return numbered[1] === undefined
      ? { kind: 'ok', marker: false }
      : { kind: 'ok', n: Number(numbered[1]), marker: false };
  return { kind: 'info', text: line };
}

function classifyResend(line: string): Reply {
  const number = /^(?:Resend:|rs) ?N?:?(\d+)/.exec(line);
  return number ? { kind: 'resend', n: Number(number[1]) } : { kind: 'lineError', text: line };
}

function classifyError(line: string): Reply {
  // All that M105 answers, without an `ok`, on a Marlin 1.x or early 2.0 that has no sensor at all (M105.cpp).
  if (/^Error:No thermistors/i.test(line)) return { kind: 'ok', marker: true };
  if (/line number|checksum|last line/i.test(line)) return { kind: 'lineError', text: line };
  if (/halted|kill\(\)|fatal|MAXTEMP|MINTEMP|Runaway|Heating failed|Homing Failed/i.test(line))
    return { kind: 'halted', text: line };
  return { kind: 'refused', text: line, answers: false };
}

function classifyEcho(line: string): Reply {
  const text = line.slice(5).trim();
  if (text.startsWith('busy:')) return { kind: 'busy', text: text.slice(5).trim() };
  if (disobedience.test(text)) return { kind: 'refused', text, answers: false };
  return { kind: 'info', text };
}
