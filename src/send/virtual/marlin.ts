import { checksum } from '../drivers/driver.ts';
import { type Accepted, type Firmware, reportPosition, reportTemperatures } from './firmware.ts';

export interface MarlinOptions {
  /** `ok N12 P15 B3` */
  readonly advancedOk?: boolean;
  /** Marlin 1.1.9 asks for the next line when it gets the last one again; 2.1 drops it without a word. */
  readonly old?: boolean;
  /** False: M112 and M410 wait in the queue like any other command. */
  readonly emergencyParser?: boolean;
  /** Asks again without the `ok` that usually follows (Prusa's). */
  readonly resendWithoutOk?: () => boolean;
  readonly name?: string;
  /** Buffers as large as CELLINK builds its Marlin with. */
  readonly large?: boolean;
}

/** Marlin 2.1 as it was measured on a simulated ATmega2560: replies, numbering, buffers. */
export function createMarlin(options: MarlinOptions = {}): Firmware {
  const { advancedOk = false, old = false, emergencyParser = true, name = 'Marlin 2.1.2.1', large = false } = options;
  let last = 0;
  const numbers: number[] = [];

  function reject(why: string): Accepted {
    const lines = [`Error:${why}, Last Line: ${last}`, `Resend: ${last + 1}`];
    if (!options.resendWithoutOk?.()) lines.push('ok');
    return { kind: 'answered', lines, flush: true };
  }

  function accept(raw: string): Accepted {
    const line = raw.trim();
    if (line === '') return { kind: 'ignored' };
    const numbered = /^N(-?\d+) ?(.*)$/.exec(line);
    const star = line.lastIndexOf('*');
    if (!numbered) {
      const command = star < 0 ? line : line.slice(0, star);
      return take(command.trim(), 0);
    }
    const n = Number(numbered[1]);
    const sets = numbered[2].startsWith('M110');
    if (n !== last + 1 && !sets) {
      // Measured on 2.1: the last line or the one before it, sent again, is dropped without an answer.
      if (
        !old &&
        (n === last || n === last - 1) &&
        star >= 0 &&
        checksum(line.slice(0, star)) === Number(line.slice(star + 1))
      ) {
        return { kind: 'ignored' };
      }
      return reject('Line Number is not Last Line Number+1');
    }
    if (star < 0) return reject('No Checksum with line number');
    if (checksum(line.slice(0, star)) !== Number(line.slice(star + 1))) return reject('checksum mismatch');
    last = n;
    return take(numbered[2].slice(0, numbered[2].lastIndexOf('*')).trim(), n);
  }

  function take(command: string, n: number): Accepted {
    const set = /^M110\b.*N(-?\d+)/.exec(command);
    if (set) last = Number(set[1]);
    numbers.push(n);
    return { kind: 'command', command: command.slice(0, 95) };
  }

  return {
    id: 'marlin',
    commandBuffer: large ? 64 : 4,
    plannerBlocks: 16,
    dwellUnit: 'ms',
    receiveBytes: large ? 1024 : 128,
    busyMs: 2000,
    heating: (machine) => ` ${reportTemperatures(machine)} W:?`,
    prompt: ['//action:prompt_begin door open', '//action:prompt_button Continue', '//action:prompt_show'],
    banner: [
      'start',
      'External Reset',
      name,
      'echo: Last Updated: 2023-08-08',
      'echo: Free Memory: 4096  PlannerBufferBytes: 1168',
    ],
    restart() {
      last = 0;
      numbers.length = 0;
    },
    accept,
    knows,
    answer(command, machine, now) {
      const n = numbers.shift() ?? 0;
      if (command === 'M105') return [`ok ${reportTemperatures(machine)}`];
      const before: string[] = [];
      if (command === 'M114') before.push(reportPosition(machine));
      else if (command === 'M115') before.push(...identity(name, emergencyParser));
      else if (/^T\d+$/.test(command) && !knows(command)) before.push(`echo:${command} Invalid extruder`);
      else if (!knows(command)) before.push(`echo:Unknown command: "${command}"`);
      if (!advancedOk) return [...before, 'ok'];
      return [...before, `ok${n > 0 ? ` N${n}` : ''} P${Math.max(0, machine.plannerFree(now) - 1)} B3`];
    },
    urgent(text) {
      if (!emergencyParser) return null;
      if (/(^|\s)M112\b/.test(text)) return 'kill';
      if (/(^|\s)M410\b/.test(text)) return 'quickstop';
      return /(^|\s)(M108|M876)\b/.test(text) ? 'endWait' : null;
    },
    refusal: 'echo: cold extrusion prevented',
    halt: ['Error:Printer halted. kill() called!', '//action:poweroff'],
    haltedAnswer: [],
  };
}

/** Commands of a Marlin with syringes, valves and lamps; all others are answered by an echo and not executed. */
function knows(command: string): boolean {
  const code = /^([GMT])(\d+)/.exec(command);
  if (!code) return false;
  const n = Number(code[2]);
  if (code[1] === 'T') return n < 8;
  if (code[1] === 'G') return n <= 5 || [10, 11, 20, 21, 28, 29, 90, 91, 92].includes(n);
  return n <= 999;
}

function identity(name: string, emergencyParser: boolean): string[] {
  return [
    `FIRMWARE_NAME:${name} (virtual) SOURCE_CODE_URL:none PROTOCOL_VERSION:1.0 MACHINE_TYPE:Virtual EXTRUDER_COUNT:2`,
    'Cap:AUTOREPORT_TEMP:1',
    `Cap:EMERGENCY_PARSER:${emergencyParser ? 1 : 0}`,
    'Cap:HOST_ACTION_COMMANDS:1',
  ];
}
