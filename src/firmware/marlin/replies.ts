import { type Reply, readTemperatures } from '../reply.ts';

/** Lines that Marlin says, and the firmwares that answer in its manner. */

/** `ok T:20.0 /0.0`, the marker's answer; `ok FIRMWARE_NAME:…` of a Klipper met where another was expected: enough to say so. */
export function classifyOkReport(line: string): Reply | null {
  if (/^ok ?(T\d?|B|C):/.test(line)) return { kind: 'ok', marker: true, temperatures: readTemperatures(line) };
  const firmware = /^ok FIRMWARE_NAME: ?(.+)$/.exec(line);
  return firmware ? { kind: 'ok', marker: false, firmware: firmware[1] } : null;
}

/** `FIRMWARE_NAME:Marlin 2.1.2 SOURCE_CODE_URL:…` */
export function classifyFirmware(line: string): Reply | null {
  const stated = /^FIRMWARE_NAME:(.*)$/.exec(line);
  return stated ? { kind: 'firmware', name: stated[1].replace(/ [A-Z_]+:.*$/, '').trim() } : null;
}

/** `//action:pause`, or a comment of the firmware. */
export function classifyAction(line: string): Reply {
  const action = /^\/\/ ?action:(\w+) ?(.*)$/.exec(line);
  return action
    ? { kind: 'action', action: action[1], text: action[2] }
    : { kind: 'info', text: line.replace(/^\/\/ ?/, '') };
}
