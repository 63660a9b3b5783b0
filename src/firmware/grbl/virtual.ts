import type { VirtualFirmware } from '../virtual-firmware.ts';
import type { Machine } from '../virtual-machine.ts';
import { grbl as dialect } from './dialect.ts';

/** GRBL 1.1h as it was measured on a simulated ATmega328p: one answer a line, bytes that act anywhere, 128 bytes. */
export function createGrbl(): VirtualFirmware {
  const errors: (number | null)[] = [];
  /** The feed that lines taken so far leave behind, 0 for none, and the last motion: a move needs a feed. */
  let feed = 0;
  let motion = 0;
  let reports = 0;

  /** The error of a line, in the order in which GRBL looks; what it takes changes the modes that it looks at. */
  function judge(command: string): number | null {
    const error = errorOf(command);
    if (error !== null || command === '' || command.startsWith('$')) return error;
    const word = (letter: string) => new RegExp(`${letter}(-?[\\d.]+)`).exec(command)?.[1];
    const moved = /G0*([0-3])(?![\d.])/.exec(command)?.[1];
    const nextMotion = moved === undefined ? motion : Number(moved);
    const nextFeed = word('F') === undefined ? feed : Number(word('F'));
    const moves = /[XYZ]/.test(command) && !/G(10|28|30|92)/.test(command);
    if (moves && nextMotion > 0 && nextFeed <= 0) return 22;
    feed = nextFeed;
    motion = nextMotion;
    return null;
  }

  return {
    dialect: 'grbl',
    commandBuffer: 1,
    plannerBlocks: 15,
    dwellUnit: dialect.dwellUnit,
    receiveBytes: 128,
    busyMs: null,
    heating: null,
    prompt: [],
    banner: ["Grbl 1.1h ['$' for help]"],
    restart() {
      errors.length = 0;
      feed = 0;
      motion = 0;
      reports = 0;
    },
    accept(line) {
      const command = line
        .replace(/\([^)]*\)?|;.*/g, '')
        .replace(/\s/g, '')
        .toUpperCase();
      errors.push(line.length > 80 ? 11 : judge(command));
      return { kind: 'command', command: errors.at(-1) === null ? line.trim() : '' };
    },
    knows: (command) => command === '$H' || (command !== '' && !command.startsWith('$')),
    answer(command, machine) {
      const error = errors.shift() ?? null;
      if (error !== null) return [`error:${error}`];
      if (command === '$I') return ['[VER:1.1h.20190825:]', '[OPT:V,15,128]', 'ok'];
      if (command === '$X') return ['[MSG:Caution: Unlocked]', 'ok'];
      if (command === '$G') return [modalReport(machine), 'ok'];
      if (command === '$$') return [...settings, 'ok'];
      if (command === '$#') return [...offsetsOf(machine), 'ok'];
      return ['ok'];
    },
    urgent(character) {
      if (character === '?') return 'status';
      if (character === '!') return 'hold';
      if (character === '~') return 'go';
      return character === '\u0018' ? 'reset' : null;
    },
    refusal: 'error:9',
    bytesAct: true,
    halt: ['ALARM:1', '[MSG:Reset to continue]'],
    haltedAnswer: () => ['error:9'],
    takesHalted: /^\$[GI$#]$/,
    unlock: /^\$[XH]$/,
    status: (machine, state) => statusReport(machine, state, reports++),
  };
}

/** Work offsets are told in the first report and each 30th, overrides in the second and each 20th; pins where one is on. */
function statusReport({ position, shift, modes }: Machine, state: string, count: number): string {
  const list = (x: number, y: number, z: number) => [x, y, z].map((mm) => mm.toFixed(3)).join(',');
  const fields = [
    state,
    `MPos:${list(position.x - shift.x, position.y - shift.y, position.z - shift.z)}`,
    `FS:${state === 'Run' ? Math.round((modes.speed ?? 0) * 60) : 0},0`,
  ];
  if (state === 'Alarm') fields.push('Pn:X');
  if (count % 30 === 0) fields.push(`WCO:${list(0 - shift.x, 0 - shift.y, 0 - shift.z)}`);
  else if (count % 20 === 1) fields.push('Ov:100,100,100');
  return `<${fields.join('|')}>`;
}

/** `$$` of a 200 mm bench machine. */
const settings = (
  '0=10 1=25 2=0 3=0 4=0 5=0 6=0 10=1 11=0.010 12=0.002 13=0 20=0 21=0 22=0 23=0 24=25.000 25=500.000 26=250 27=1.000 ' +
  '30=1000 31=0 32=0 100=250.000 101=250.000 102=250.000 110=4800.000 111=4800.000 112=600.000 120=200.000 ' +
  '121=200.000 122=200.000 130=200.000 131=200.000 132=80.000'
)
  .split(' ')
  .map((setting) => `$${setting}`);

function offsetsOf({ shift }: Machine): string[] {
  const zero = '0.000,0.000,0.000';
  const g92 = [shift.x, shift.y, shift.z].map((mm) => (0 - mm).toFixed(3)).join(',');
  const systems = ['G54', 'G55', 'G56', 'G57', 'G58', 'G59', 'G28', 'G30'].map((name) => `[${name}:${zero}]`);
  return [...systems, `[G92:${g92}]`, '[TLO:0.000]', `[PRB:${zero}:0]`];
}

const knownG = new Set(
  '0 1 2 3 4 10 17 18 19 20 21 28 28.1 30 30.1 38.2 38.3 38.4 38.5 40 43.1 49 53 54 55 56 57 58 59 61 80 90 91 91.1 92 92.1 93 94'.split(
    ' ',
  ),
);

function errorOf(command: string): number | null {
  if (command === '' || /^\$[GI$XH#]?$/.test(command)) return null;
  if (/^[^A-Z$]/.test(command) || command.includes('*')) return 1;
  if (command.startsWith('$')) return 3;
  const words = [...command.matchAll(/([A-Z])(-?\d*\.?\d*)/g)];
  if (words.map(([word]) => word).join('') !== command || words.some(([, , value]) => !/\d/.test(value))) return 2;
  if (words.some(([, letter]) => /[ABCDEHOQUVW]/.test(letter))) return 36;
  if (words.some(([, letter, value]) => letter === 'G' && !knownG.has(String(Number(value))))) return 20;
  if (words.some(([word, letter]) => letter === 'M' && !/^M0*([0345789]|30)$/.test(word))) return 20;
  if (words.filter(([word]) => /^G0*[0-3]$/.test(word)).length > 1) return 21;
  const values = words.map(([, letter]) => letter).filter((letter) => letter !== 'G' && letter !== 'M');
  return new Set(values).size < values.length ? 25 : null;
}

function modalReport({ modes }: Machine): string {
  const { motion, scale, absolute, spindle, coolant, speed } = modes;
  const feed = Number((((speed ?? 0) * 60) / scale).toFixed(3));
  return `[GC:G${motion} G54 G17 G${scale === 1 ? 21 : 20} G${absolute ? 90 : 91} G94 ${spindle} ${coolant} T0 F${feed} S0]`;
}
