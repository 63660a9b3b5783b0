import { type Firmware, reportPosition, reportTemperatures } from './firmware.ts';

/** Klipper's pseudo-terminal as it was measured: no check of numbers, `ok` to every line, silent while it waits. */
export function createKlipper(): Firmware {
  return {
    id: 'klipper',
    commandBuffer: 20,
    plannerBlocks: 400,
    dwellUnit: 'ms',
    receiveBytes: 65_536,
    busyMs: null,
    heating: reportTemperatures,
    prompt: ['// action:prompt_begin door open', '// action:prompt_button Continue|RESUME', '// action:prompt_show'],
    banner: ['// Klipper state: Disconnect', '// Klipper state: Ready'],
    restart() {},
    accept: (line) => ({
      kind: 'command',
      command: line
        .replace(/^N\d+\s*/, '')
        .replace(/\*\d+$/, '')
        .replace(/;.*/, '')
        .trim(),
    }),
    knows: (command) => /^[GMT]\d|^[A-Z][A-Z_]+\b/.test(command),
    answer(command, machine) {
      if (command === 'M105') return [`ok ${reportTemperatures(machine)}`];
      if (command === 'M115') return ['ok FIRMWARE_NAME:Klipper FIRMWARE_VERSION:v0.12.0-virtual'];
      if (command === 'M114') return [reportPosition(machine), 'ok'];
      if (command !== '' && !/^[GMT]\d|^[A-Z][A-Z_]+\b/i.test(command))
        return [`// Unknown command:"${command}"`, 'ok'];
      return ['ok'];
    },
    urgent: (text) => (/^(N\d+ *)?M112\b/.test(text) ? 'kill' : null),
    refusal: '!! Move out of range: 999.000 0.000 0.000 [0.000]',
    halt: ['// Klipper state: Shutdown', '!! Shutdown due to M112 command'],
    haltedAnswer: ['!! Shutdown due to M112 command', 'ok'],
  };
}
