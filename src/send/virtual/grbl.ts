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
    heating: null,
    prompt: [],
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
    knows: (command) => command === '$H' || (command !== '' && !command.startsWith('$')),
    answer(command, machine) {
      const error = errors.shift() ?? null;
      if (error !== null) return [`error:${error}`];
      if (command === '$I') return ['[VER:1.1h.20190825:]', '[OPT:V,15,128]', 'ok'];
      if (command === '$X') return ['[MSG:Caution: Unlocked]', 'ok'];
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
    unlock: /^\$[XH]$/,
    status: ({ position: { x, y, z } }, state) =>
      `<${state}|MPos:${x.toFixed(3)},${y.toFixed(3)},${z.toFixed(3)}|Bf:15,128|FS:0,0>`,
  };
}

function errorOf(command: string): number | null {
  if (command === '' || /^\$[GI$XH]?$/.test(command)) return null;
  if (/^[^A-Z$]/.test(command) || command.includes('*')) return 1;
  const words = [...command.matchAll(/([A-Z])(-?\d*\.?\d*)/g)];
  if (words.map(([word]) => word).join('') !== command || words.some(([, , value]) => !/\d/.test(value))) return 2;
  if (words.some(([, letter]) => /[ABCDEHOQUVW]/.test(letter))) return 36;
  if (words.some(([word, letter]) => letter === 'M' && !/^M([0345789]|30)$/.test(word))) return 20;
  if (words.filter(([word]) => /^G0*[0-3]$/.test(word)).length > 1) return 21;
  const values = words.map(([, letter]) => letter).filter((letter) => letter !== 'G' && letter !== 'M');
  return new Set(values).size < values.length ? 25 : null;
}

function modalReport({ modes }: Machine): string {
  const { motion, scale, absolute, spindle, coolant, speed } = modes;
  const feed = Number((((speed ?? 0) * 60) / scale).toFixed(3));
  return `[GC:G${motion} G54 G17 G${scale === 1 ? 21 : 20} G${absolute ? 90 : 91} G94 ${spindle} ${coolant} T0 F${feed} S0]`;
}
