import type { Firmware } from './firmware.ts';
import type { Machine } from './machine.ts';

/** GRBL 1.1h as it was measured on a simulated ATmega328p: one answer a line, bytes that act anywhere, 128 bytes. */
export function createGrbl(): Firmware {
  const errors: (number | null)[] = [];
  return {
    id: 'grbl',
    commandBuffer: 1,
    plannerBlocks: 15,
    dwellUnit: 's',
    receiveBytes: 128,
    busyMs: null,
    banner: ["Grbl 1.1h ['$' for help]"],
    restart() {
      errors.length = 0;
    },
    accept(line) {
      const command = line
        .replace(/\([^)]*\)?|;.*/g, '')
        .replace(/\s/g, '')
        .toUpperCase();
      errors.push(line.length > 80 ? 11 : errorOf(command));
      return { kind: 'command', command: errors.at(-1) === null ? line.trim() : '' };
    },
    knows: (command) => command !== '' && !command.startsWith('$'),
    answer(command, machine) {
      const error = errors.shift() ?? null;
      if (error !== null) return [`error:${error}`];
      if (command === '$I') return ['[VER:1.1h.20190825:]', '[OPT:V,15,128]', 'ok'];
      if (command === '$G') return [modalReport(machine), 'ok'];
      return ['ok'];
    },
    urgent(character) {
      if (character === '?') return 'status';
      if (character === '!') return 'hold';
      if (character === '~') return 'go';
      return character === '\u0018' ? 'reset' : null;
    },
    refusal: 'error:9',
    halt: ['ALARM:1', '[MSG:Reset to continue]'],
    haltedAnswer: ['error:9'],
    status: ({ position: { x, y, z } }, state) =>
      `<${state}|MPos:${x.toFixed(3)},${y.toFixed(3)},${z.toFixed(3)}|Bf:15,128|FS:0,0>`,
  };
}

function errorOf(command: string): number | null {
  if (command === '' || /^\$[GI$X]?$/.test(command)) return null;
  if (command.includes('*')) return 1;
  if (/^(N\d+)?([GXYZIJKRFSTP]-?[\d.]+|M[\d.]+)+$/.test(command))
    return /M(?!([0345789]|30)(\D|$))/.test(command) ? 20 : null;
  return /E/.test(command) ? 36 : 2;
}

function modalReport(_machine: Machine): string {
  return '[GC:G0 G54 G17 G21 G90 G94 M5 M9 T0 F0 S0]';
}
