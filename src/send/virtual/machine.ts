import type { Heater, Machine, MachineEvent, Modes, Progress } from '../../firmware/virtual-machine.ts';
import { moveTime } from '../../machine/look-ahead.ts';

export interface MachineOptions {
  readonly speedUp: number;
  readonly plannerBlocks: number;
  /** Queued motion above which no move is taken, ms. */
  readonly aheadMs?: number;
  /** Unit of G4 P: ms, or s (GRBL). */
  readonly dwellUnit: 'ms' | 's';
  /** mm/s² */
  readonly acceleration?: number;
  /** °C/s */
  readonly heatingRate?: number;
}

const axes = ['x', 'y', 'z'] as const;
const defaultSpeed = 25;
/** Homing takes 7 to 10 s on the machines it was measured on, and no firmware but Marlin speaks meanwhile. */
const homingMs = 10_000;

function firstModes(): Modes {
  return {
    absolute: true,
    absoluteE: true,
    scale: 1,
    speed: null,
    tool: 'T0',
    motion: 0,
    spindle: 'M5',
    coolant: 'M9',
  };
}

export function createMachine(options: MachineOptions): Machine {
  const { speedUp, plannerBlocks, dwellUnit, acceleration = 500, heatingRate = 1 } = options;
  const aheadMs = options.aheadMs ?? Number.POSITIVE_INFINITY;
  const homed = new Set<'x' | 'y' | 'z'>();
  const shift = { x: 0, y: 0, z: 0 };
  const position = { x: 0, y: 0, z: 0, e: 0 };
  const heaters = new Map<string, Heater>([
    ['T0', { celsius: 21, target: 0 }],
    ['B', { celsius: 21, target: 0 }],
  ]);
  const events: MachineEvent[] = [];
  /** When each queued block ends. */
  let blocks: number[] = [];
  const modes = firstModes();
  let waiting: { until: number; forMotion: boolean; dwellMs: number; slot: (() => void) | null } | null = null;

  function settle(now: number): void {
    let ended = 0;
    while (ended < blocks.length && blocks[ended] <= now) ended++;
    if (ended > 0) blocks = blocks.slice(ended);
  }

  function words(command: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const [, word, value] of command.matchAll(/([A-Z])\s*(-?\d*\.?\d+)/g)) found.set(word, Number(value));
    return found;
  }

  function move(command: string, now: number): void {
    const w = words(command);
    const before = { ...position };
    for (const [axis, key] of [
      ['X', 'x'],
      ['Y', 'y'],
      ['Z', 'z'],
    ] as const) {
      const value = w.get(axis);
      if (value !== undefined) position[key] = (modes.absolute ? 0 : position[key]) + value * modes.scale;
    }
    const e = w.get('E') ?? w.get('A');
    if (e !== undefined) position.e = (modes.absoluteE ? 0 : position.e) + e * modes.scale;
    if (w.has('F')) modes.speed = (w.get('F')! * modes.scale) / 60;
    const speed = modes.speed ?? defaultSpeed;
    const way = Math.hypot(position.x - before.x, position.y - before.y, position.z - before.z);
    const length = way > 0 ? way : Math.abs(position.e - before.e);
    events.push({ kind: 'move', command, ...position, e: position.e - before.e, lengthMm: way, speed });
    if (length === 0) return;
    // A move that follows another keeps its speed; one out of rest has to gain it.
    const from = blocks.length > 0 ? speed : 0;
    const ms = (moveTime(length, from, from, speed, acceleration) * 1000) / speedUp;
    blocks.push(Math.max(now, blocks.at(-1) ?? now) + ms);
  }

  function heat(command: string, of: string, wait: boolean, now: number): Progress {
    const w = words(command);
    const target = w.get('R') ?? w.get('S') ?? 0;
    const heater = heaters.get(of) ?? { celsius: 21, target: 0 };
    heaters.set(of, heater);
    heater.target = target;
    const seconds = Math.abs(target - heater.celsius) / heatingRate;
    if (target > 0) heater.celsius = target;
    if (!wait || seconds === 0) return 'done';
    waiting = { until: now + (seconds * 1000) / speedUp, forMotion: false, dwellMs: 0, slot: null };
    return 'waits';
  }

  function sync(now: number, dwellMs: number): Progress {
    settle(now);
    if (blocks.length === 0 && dwellMs === 0) return 'done';
    const still = blocks.at(-1) ?? now;
    waiting = { until: still + dwellMs / speedUp, forMotion: blocks.length > 0, dwellMs, slot: null };
    return 'waits';
  }

  function runG(command: string, code: number, now: number): Progress {
    if (code <= 3) {
      modes.motion = code;
      settle(now);
      const roomAt = Math.max(blocks.length < plannerBlocks ? now : blocks[0], (blocks.at(-1) ?? now) - aheadMs);
      if (roomAt <= now) {
        move(command, now);
        return 'done';
      }
      waiting = { until: roomAt, forMotion: true, dwellMs: 0, slot: () => move(command, roomAt) };
      return 'waits';
    }
    events.push({ kind: 'command', command });
    const w = words(command);
    if (code === 4) {
      const p = w.get('P') ?? 0;
      return sync(now, w.has('S') ? w.get('S')! * 1000 : dwellUnit === 's' ? p * 1000 : p);
    }
    if (code === 28) {
      const named = axes.filter((axis) => new RegExp(`[ 0-9]${axis}`, 'i').test(command.slice(3)));
      for (const axis of named.length > 0 ? named : axes) {
        position[axis] = 0;
        shift[axis] = 0;
        homed.add(axis);
      }
      return sync(now, homingMs);
    }
    if (code === 20 || code === 21) modes.scale = code === 20 ? 25.4 : 1;
    else if (code === 90 || code === 91) {
      modes.absolute = code === 90;
      modes.absoluteE = modes.absolute;
    } else if (code === 92) {
      for (const [axis, key] of [
        ['X', 'x'],
        ['Y', 'y'],
        ['Z', 'z'],
        ['E', 'e'],
      ] as const) {
        if (!w.has(axis)) continue;
        const before = position[key];
        position[key] = w.get(axis)! * modes.scale;
        if (key !== 'e') shift[key] += position[key] - before;
      }
    }
    return 'done';
  }

  function setPlace(command: string): void {
    for (const axis of axes) {
      const value = new RegExp(`\\b${axis}=(-?[\\d.]+)`, 'i').exec(command)?.[1];
      if (value !== undefined) position[axis] = Number(value);
      homed.add(axis);
    }
  }

  function runM(command: string, code: number, now: number): Progress {
    events.push({ kind: 'command', command });
    const of = /\bT\d+/.exec(command)?.[0] ?? modes.tool;
    if (code === 400) return sync(now, 0);
    if (code === 82 || code === 83) modes.absoluteE = code === 82;
    else if (code >= 3 && code <= 5) modes.spindle = `M${code}` as Modes['spindle'];
    else if (code >= 7 && code <= 9) modes.coolant = `M${code}` as Modes['coolant'];
    else if (code === 104 || code === 109) return heat(command, of, code === 109, now);
    else if (code === 140 || code === 190) return heat(command, 'B', code === 190, now);
    return 'done';
  }

  return {
    position,
    homed,
    shift,
    heaters,
    events,
    modes,
    start(command, now) {
      const code = /^([GM])(\d+)/.exec(command);
      // Axis words alone go on with the last motion (GRBL).
      if (/^[XYZ]/.test(command)) return runG(command, modes.motion, now);
      if (code) return code[1] === 'G' ? runG(command, Number(code[2]), now) : runM(command, Number(code[2]), now);
      events.push({ kind: 'command', command });
      if (/^T\d+$/.test(command)) modes.tool = command;
      if (command.startsWith('SET_KINEMATIC_POSITION')) setPlace(command);
      return command === '$H' ? runG('G28', 28, now) : 'done';
    },
    ready(now) {
      if (waiting === null) return true;
      if (now < waiting.until) return false;
      settle(now);
      const { slot } = waiting;
      waiting = null;
      slot?.();
      return true;
    },
    wake: () => waiting?.until ?? null,
    moving(now) {
      settle(now);
      return blocks.length > 0;
    },
    plannerFree(now) {
      settle(now);
      return plannerBlocks - blocks.length;
    },
    stopMotion(now) {
      blocks = [];
      if (waiting?.forMotion) waiting = { ...waiting, until: now + waiting.dwellMs / speedUp };
    },
    forgetModes: () => void Object.assign(modes, firstModes()),
    powerUp() {
      Object.assign(modes, firstModes());
      Object.assign(position, { x: 0, y: 0, z: 0, e: 0 });
      Object.assign(shift, { x: 0, y: 0, z: 0 });
      homed.clear();
      for (const heater of heaters.values()) heater.target = 0;
    },
    endWait() {
      if (waiting !== null && !waiting.forMotion) waiting = { ...waiting, until: 0 };
    },
  };
}
