import type { CarriedOut, VirtualFirmware } from '../virtual-firmware.ts';
import { reportPosition } from '../virtual-firmware.ts';
import type { Machine } from '../virtual-machine.ts';

export interface KlipperOptions {
  /** Macros and configured words of the printer beyond Klipper's own, by name. */
  readonly macros?: readonly string[];
  /** The operator has homed it, or set its place. */
  readonly prepared?: boolean;
}

/** Commands of a Klipper with two heaters, pins and servos, and nothing else configured. */
const ownCommands = new Set(
  (
    'G0 G1 G4 G20 G21 G28 G90 G91 G92 M18 M82 M83 M84 M104 M105 M106 M107 M109 M110 M112 M114 M115 M118 M140 M190 ' +
    'M204 M220 M221 M400 ACTIVATE_EXTRUDER FIRMWARE_RESTART RESTART RESPOND SAVE_GCODE_STATE RESTORE_GCODE_STATE ' +
    'SET_FAN_SPEED SET_GCODE_OFFSET SET_HEATER_TEMPERATURE SET_IDLE_TIMEOUT SET_KINEMATIC_POSITION SET_PIN SET_SERVO ' +
    'SET_VELOCITY_LIMIT STATUS TEMPERATURE_WAIT TURN_OFF_HEATERS'
  ).split(' '),
);
const highest = { tool: 250, bed: 130 } as const;
const restartHint = [
  '// Once the underlying issue is corrected, use the',
  '// "FIRMWARE_RESTART" command to reset the firmware, reload the',
  '// config, and restart the host software.',
  '// Printer is shutdown',
];

/** Klipper's pseudo-terminal as it was measured: no check of numbers, `ok` to every line, silent while it waits. */
export function createKlipper({ macros = [], prepared = false }: KlipperOptions = {}): VirtualFirmware {
  const known = new Set([...ownCommands, ...macros.map((name) => name.toUpperCase())]);
  let shutdownBy = "MCU 'mcu' shutdown: Timer too close";

  return {
    dialect: 'klipper',
    commandBuffer: 20,
    plannerBlocks: 100_000,
    aheadMs: 2000,
    dwellUnit: 'ms',
    receiveBytes: 65_536,
    busyMs: null,
    prepared,
    heating: reportHeaters,
    prompt: ['// action:prompt_begin door open', '// action:prompt_button Continue|RESUME', '// action:prompt_show'],
    banner: ['// Klipper state: Disconnect', '// Klipper state: Ready'],
    restart() {
      shutdownBy = "MCU 'mcu' shutdown: Timer too close";
    },
    accept: (line) => ({
      kind: 'command',
      command: line
        .replace(/^N\d+\s*/, '')
        .replace(/\*\d+$/, '')
        .replace(/;.*/, '')
        .trim(),
    }),
    knows: (command) => command !== '' && known.has(nameOf(command)),
    obeys,
    answer(command, machine) {
      const name = nameOf(command);
      if (name === 'M105') return [`ok ${reportHeaters(machine)}`];
      if (name === 'M115') return ['ok FIRMWARE_NAME:Klipper FIRMWARE_VERSION:v0.12.0-virtual'];
      if (name === 'M114') return [reportPosition(machine, 3), 'ok'];
      if (name === 'STATUS') return ['// Klipper state: Ready', 'ok'];
      // A fan that is not configured is switched off without a word.
      if (command !== '' && !known.has(name)) return [`// Unknown command:"${name}"`, 'ok'];
      return ['ok'];
    },
    urgent(text) {
      if (!/^(N\d+ *)?M112\b/.test(text)) return null;
      shutdownBy = 'Shutdown due to M112 command';
      return 'kill';
    },
    refusal: '!! Move out of range: 999.000 0.000 0.000 [0.000]',
    // The reason comes with the answer to the next command only.
    halt: ['// Klipper state: Shutdown'],
    haltedAnswer(line) {
      const name = nameOf(line.trim());
      if (name === 'M105') return ['ok T:0'];
      if (name === 'M115') return ['ok FIRMWARE_NAME:Klipper FIRMWARE_VERSION:v0.12.0-virtual'];
      const state = name === 'STATUS' ? ['// Klipper state: Not ready'] : [];
      return [`// ${shutdownBy}`, ...restartHint, ...state, `!! ${shutdownBy}`, 'ok'];
    },
    unlock: /^FIRMWARE_RESTART$/i,
  };
}

/** The first word as Klipper takes it: letters with what follows them up to the next letter. */
function nameOf(command: string): string {
  const parts = command.toUpperCase().split(/([A-Z_]+|[A-Z*])/);
  return parts.length >= 3 ? parts[1] + parts[2].trim() : '';
}

function obeys(command: string, machine: Machine): CarriedOut {
  const refused = (why: string): CarriedOut => ({ command: null, says: [`!! ${why}`] });
  const name = nameOf(command);
  if (name === 'G20') return refused('Machine does not support G20 (inches) command');
  if (name === 'G0' || name === 'G1') {
    const pairs = [...command.toUpperCase().matchAll(/([A-Z_]+)([^A-Z_]*)/g)].slice(1);
    const words = pairs.filter(([, letter]) => /^[XYZEF]$/.test(letter));
    if (words.some(([, , value]) => value.trim() === '' || Number.isNaN(Number(value.trim())))) {
      return refused(`Unable to parse move '${command}'`);
    }
    const unhomed = words.some(
      ([, letter]) => /[XYZ]/.test(letter) && !machine.homed.has(letter.toLowerCase() as 'x' | 'y' | 'z'),
    );
    const { x, y, z } = machine.position;
    if (unhomed) {
      return refused(`Must home axis first: ${[x, y, z].map((mm) => mm.toFixed(3)).join(' ')} [0.000]`);
    }
  }
  const target = /\b(?:S|TARGET=)(-?[\d.]+)/.exec(command)?.[1];
  const heater = /^(M104|M109|M140|M190|SET_HEATER_TEMPERATURE)$/.exec(name);
  if (heater && target !== undefined) {
    const limit = /^M1(40|90)$/.test(name) || /HEATER=heater_bed/.test(command) ? highest.bed : highest.tool;
    const celsius = Number(target);
    if (celsius > limit) {
      return refused(`Requested temperature (${celsius.toFixed(1)}) out of range (0.0:${limit.toFixed(1)})`);
    }
  }
  if (name === 'M18' || name === 'M84') machine.homed.clear();
  return { command, says: [] };
}

/** `B:21.0 /0.0 T0:21.0 /0.0`, by name. */
function reportHeaters(machine: Machine): string {
  return [...machine.heaters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { celsius, target }]) => `${name}:${celsius.toFixed(1)} /${target.toFixed(1)}`)
    .join(' ');
}
