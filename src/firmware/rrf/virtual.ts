import { checksum } from '../driver.ts';
import { type CarriedOut, reportPosition, reportTemperatures, type VirtualFirmware } from '../virtual-firmware.ts';
import type { Machine } from '../virtual-machine.ts';

export interface RrfOptions {
  /** The operator has homed it, or set its place. */
  readonly prepared?: boolean;
}

/** RepRapFirmware 3 as its source reads: a line whose checksum is wrong is dropped without a word. */
export function createRrf({ prepared = false }: RrfOptions = {}): VirtualFirmware {
  let strict = false;
  return {
    dialect: 'rrf',
    commandBuffer: 1,
    plannerBlocks: 40,
    dwellUnit: 'ms',
    prepared,
    obeys,
    receiveBytes: 256,
    busyMs: null,
    heating: null,
    prompt: [],
    banner: ['RepRapFirmware for Virtual is up and running.'],
    restart() {
      strict = false;
    },
    accept(raw) {
      const line = raw.trim();
      const star = line.lastIndexOf('*');
      if (star < 0 && strict) return { kind: 'ignored' };
      if (star >= 0 && checksum(line.slice(0, star)) !== Number(line.slice(star + 1))) return { kind: 'ignored' };
      const command = (star >= 0 ? line.slice(0, star) : line).replace(/^N\d+\s*/, '').trim();
      if (/^M575 P0 S1$/.test(command)) strict = true;
      return command === '' ? { kind: 'ignored' } : { kind: 'command', command };
    },
    knows: (command) => /^[GMT]-?\d{1,3}\b/.test(command),
    answer(command, machine) {
      if (command === 'M105') return [`ok ${reportTemperatures(machine)}`];
      if (command === 'M115') {
        return ['FIRMWARE_NAME: RepRapFirmware for Virtual FIRMWARE_VERSION: 3.5.0 ELECTRONICS: none', 'ok'];
      }
      if (command === 'M114') return [`${reportPosition(machine, 3)} Count 0 0 0`, 'ok'];
      if (!/^[GMT]-?\d{1,3}\b/.test(command)) return [`Error: Bad command: ${command}`, 'ok'];
      return ['ok'];
    },
    urgent: (text) => (/^M112\b/.test(text) ? 'kill' : null),
    refusal: 'Error: G0/G1: target position outside machine limits',
    halt: ['Emergency Stop! Reset the controller to continue.'],
    haltedAnswer: () => [],
  };
}

/** Without `M564 H0` no axis moves whose place is not known; `G92` makes it known. */
function obeys(command: string, machine: Machine): CarriedOut {
  const axes = (['x', 'y', 'z'] as const).filter((axis) => new RegExp(`${axis}-?[\\d.]`, 'i').test(command));
  if (/^G92\b/.test(command)) for (const axis of axes) machine.homed.add(axis);
  const moves = /^G0*[0-3]\b/.test(command);
  if (!moves || axes.every((axis) => machine.homed.has(axis))) return { command, says: [] };
  return { command: null, says: ['Error: G0/G1: insufficient axes homed'] };
}
