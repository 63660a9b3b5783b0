import { checksum } from '../driver.ts';
import {
  type Accepted,
  type CarriedOut,
  reportPosition,
  reportTemperatures,
  type Urgent,
  type VirtualFirmware,
} from '../virtual-firmware.ts';
import type { Machine } from '../virtual-machine.ts';

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
  /** Tools it was built with, by their offset in X from the first, mm (HOTEND_OFFSET_X). */
  readonly tools?: readonly number[];
  /** Built without PREVENT_COLD_EXTRUSION, as a maker of a bioprinter may. */
  readonly extrudesCold?: boolean;
}

/** Default temperatures of Marlin 2.1's Configuration.h: HEATER_0_MAXTEMP 275 less HOTEND_OVERSHOOT 15, BED_MAXTEMP 150
 * less BED_OVERSHOOT 10, EXTRUDE_MINTEMP 170 (°C), and EXTRUDE_MAXLENGTH 200 (mm). */
const most = { tool: 260, bed: 140 } as const;
const extrudeMinC = 170;
const extrudeMaxMm = 200;

/** What it has counted and allowed since it started. */
interface MarlinState {
  readonly options: MarlinOptions;
  readonly advancedOk: boolean;
  readonly old: boolean;
  readonly emergencyParser: boolean;
  readonly name: string;
  readonly tools: readonly number[];
  readonly extrudesCold: boolean;
  last: number;
  coldAllowed: boolean;
  readonly numbers: number[];
}

/** Marlin 2.1 as it was measured on a simulated ATmega2560: replies, numbering, buffers. */
export function createMarlin(options: MarlinOptions = {}): VirtualFirmware {
  const { advancedOk = false, old = false, emergencyParser = true, name = 'Marlin 2.1.2.1', large = false } = options;
  const { tools = [0, 20], extrudesCold = false } = options;
  const m: MarlinState = {
    options,
    advancedOk,
    old,
    emergencyParser,
    name,
    tools,
    extrudesCold,
    last: 0,
    coldAllowed: extrudesCold,
    numbers: [],
  };

  return {
    dialect: 'marlin',
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
    restart: () => restart(m),
    accept: (line) => accept(m, line),
    knows: (command) => knows(m, command),
    obeys: (command, machine) => obeys(m, command, machine),
    late: emergencyParser ? undefined : queued,
    answer: (command, machine, now) => answer(m, command, machine, now),
    urgent: (text) => urgent(m, text),
    refusal: 'echo: cold extrusion prevented',
    movesRefused: true,
    halt: ['Error:Printer halted. kill() called!'],
    haltedAnswer: () => [],
  };
}

function reject(m: MarlinState, why: string): Accepted {
  const lines = [`Error:${why}, Last Line: ${m.last}`, `Resend: ${m.last + 1}`];
  if (!m.options.resendWithoutOk?.()) lines.push('ok');
  return { kind: 'answered', lines, flush: true };
}

function accept(m: MarlinState, raw: string): Accepted {
  const line = raw.trim();
  if (line === '') return { kind: 'ignored' };
  const numbered = /^N(-?\d+) ?(.*)$/.exec(line);
  const star = line.lastIndexOf('*');
  if (!numbered) {
    const command = star < 0 ? line : line.slice(0, star);
    return take(m, command.trim(), 0);
  }
  const n = Number(numbered[1]);
  const sets = numbered[2].startsWith('M110');
  if (n !== m.last + 1 && !sets) {
    // Measured on 2.1: the last line or the one before it, sent again, is dropped without an answer.
    if (
      !m.old &&
      (n === m.last || n === m.last - 1) &&
      star >= 0 &&
      checksum(line.slice(0, star)) === Number(line.slice(star + 1))
    ) {
      return { kind: 'ignored' };
    }
    return reject(m, 'Line Number is not Last Line Number+1');
  }
  if (star < 0) return reject(m, 'No Checksum with line number');
  if (checksum(line.slice(0, star)) !== Number(line.slice(star + 1))) return reject(m, 'checksum mismatch');
  m.last = n;
  return take(m, numbered[2].slice(0, numbered[2].lastIndexOf('*')).trim(), n);
}

function take(m: MarlinState, command: string, n: number): Accepted {
  const set = /^M110\b.*N(-?\d+)/.exec(command);
  if (set) m.last = Number(set[1]);
  m.numbers.push(n);
  return { kind: 'command', command: command.slice(0, 95) };
}

/** `ok` follows all of these: a target too high is cut, and what is extruded cold moves without its ink. */
function obeys(m: MarlinState, command: string, machine: Machine): CarriedOut {
  if (/^M302\b/.test(command)) m.coldAllowed = /P1\b|S0\b/.test(command);
  const tool = /^T(\d+)$/.exec(command);
  if (tool) {
    const from = Number(machine.modes.tool.slice(1));
    machine.position.x += m.tools[Number(tool[1])] - (m.tools[from] ?? 0);
  }
  const heats = /^M(104|109|140|190)\b.*?[SR](\d+(\.\d+)?)/.exec(command);
  if (heats) {
    const limit = heats[1] === '104' || heats[1] === '109' ? most.tool : most.bed;
    if (Number(heats[2]) > limit) return { command: command.replace(/([SR])[\d.]+/, `$1${limit}`), says: [] };
  }
  const e = /^G[0-3]\b.*?E(-?\d*\.?\d+)/.exec(command)?.[1];
  if (e === undefined) return { command, says: [] };
  const way = Number(e) - (machine.modes.absoluteE ? machine.position.e : 0);
  // Every machine has a first heater.
  const heater = machine.heaters.get(machine.modes.tool) ?? machine.heaters.get('T0')!;
  const cold = way !== 0 && !m.coldAllowed && heater.celsius < extrudeMinC;
  const long = Math.abs(way) > extrudeMaxMm;
  if (!cold && !long) return { command, says: [] };
  const says = [`echo: ${cold ? 'cold' : 'too long'} extrusion prevented`];
  return { command: command.replace(/ ?E-?\d*\.?\d+/, ''), says };
}

const knows = (m: MarlinState, command: string) => knowsMarlin(command, m.tools.length);

function restart(m: MarlinState): void {
  m.last = 0;
  m.coldAllowed = m.extrudesCold;
  m.numbers.length = 0;
}

function answer(m: MarlinState, command: string, machine: Machine, now: number): readonly string[] {
  const n = m.numbers.shift() ?? 0;
  if (command === 'M105') return [`ok ${reportTemperatures(machine)}`];
  const before: string[] = [];
  if (command === 'M114') before.push(`${reportPosition(machine, 2)} Count X:0 Y:0 Z:0`);
  else if (command === 'M115') before.push(...identity(m.name, m.emergencyParser, m.tools.length));
  else if (/^T\d+$/.test(command) && !knows(m, command)) before.push(`echo:${command} Invalid extruder`);
  else if (!knows(m, command)) before.push(`echo:Unknown command: "${command}"`);
  if (!m.advancedOk) return [...before, 'ok'];
  return [...before, `ok${n > 0 ? ` N${n}` : ''} P${Math.max(0, machine.plannerFree(now) - 1)} B3`];
}

function urgent(m: MarlinState, text: string): Urgent | null {
  if (!m.emergencyParser) return null;
  if (/(^|\s)M112\b/.test(text)) return 'kill';
  if (/(^|\s)M410\b/.test(text)) return 'quickstop';
  return /(^|\s)(M108|M876)\b/.test(text) ? 'endWait' : null;
}

function queued(command: string): 'kill' | 'quickstop' | null {
  if (/^M112\b/.test(command)) return 'kill';
  return /^M410\b/.test(command) ? 'quickstop' : null;
}

/** Commands of a Marlin with syringes, valves and lamps; all others are answered by an echo and not executed. */
function knowsMarlin(command: string, tools: number): boolean {
  const code = /^([GMT])(\d+)/.exec(command);
  if (!code) return false;
  const n = Number(code[2]);
  if (code[1] === 'T') return n < tools;
  if (code[1] === 'G') return n <= 5 || [10, 11, 20, 21, 28, 29, 90, 91, 92].includes(n);
  return n <= 999;
}

function identity(name: string, emergencyParser: boolean, tools: number): string[] {
  return [
    `FIRMWARE_NAME:${name} (virtual) SOURCE_CODE_URL:none PROTOCOL_VERSION:1.0 MACHINE_TYPE:Virtual EXTRUDER_COUNT:${tools}`,
    'Cap:AUTOREPORT_TEMP:1',
    `Cap:EMERGENCY_PARSER:${emergencyParser ? 1 : 0}`,
    'Cap:HOST_ACTION_COMMANDS:1',
  ];
}
