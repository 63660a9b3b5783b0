import { checksum } from '../drivers/driver.ts';
import { type Firmware, reportPosition, reportTemperatures } from './firmware.ts';

/** RepRapFirmware 3 as its source reads: a line whose checksum is wrong is dropped without a word. */
export function createRrf(): Firmware {
  let strict = false;
  return {
    id: 'rrf',
    commandBuffer: 1,
    plannerBlocks: 40,
    dwellUnit: 'ms',
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
      if (command === 'M114') return [reportPosition(machine), 'ok'];
      if (!/^[GMT]-?\d{1,3}\b/.test(command)) return [`Error: Bad command: ${command}`, 'ok'];
      return ['ok'];
    },
    urgent: (text) => (/^M112\b/.test(text) ? 'kill' : null),
    refusal: 'Error: G0/G1: insufficient axes homed',
    halt: ['Emergency Stop! Reset the controller to continue.'],
    haltedAnswer: [],
  };
}
