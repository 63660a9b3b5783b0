import { moveTime } from '../../program/motion-queue.ts';

/**
 * The moving part of a virtual printer: takes commands as the firmware has understood them, moves in its own time,
 * and keeps a record of what it did. Times in ms of the caller's clock, durations divided by the speed-up.
 */
export interface Machine {
  /** Starts a command; the answer says when it has been dealt with. */
  start(command: string, now: number): Progress;
  /** Whether a command that had to wait has been dealt with by now. */
  ready(now: number): boolean;
  /** When `ready` may change, ms. */
  wake(): number | null;
  /** Motion queued and not ended. */
  moving(now: number): boolean;
  plannerFree(now: number): number;
  /** Drops queued motion; what moves stands still where it is. */
  stopMotion(now: number): void;
  /** Ends a wait for temperature or time. */
  endWait(): void;
  readonly position: { x: number; y: number; z: number; e: number };
  readonly heaters: Map<string, Heater>;
  /** Where the queue's end will be: what the next relative word counts from. */
  readonly events: MachineEvent[];
}

export interface Heater {
  celsius: number;
  target: number;
}

export type Progress = 'done' | 'waits';

/** What was executed, in order: the record of truth that tests compare with the file. */
export type MachineEvent =
  | {
      readonly kind: 'move';
      readonly command: string;
      readonly x: number;
      readonly y: number;
      readonly z: number;
      readonly e: number;
      readonly lengthMm: number;
      readonly speed: number;
    }
  | { readonly kind: 'command'; readonly command: string };

export interface MachineOptions {
  readonly speedUp: number;
  readonly plannerBlocks: number;
  /** Unit of G4 P: ms, or s (GRBL). */
  readonly dwellUnit: 'ms' | 's';
  /** mm/s² */
  readonly acceleration?: number;
  /** °C/s */
  readonly heatingRate?: number;
}

const defaultSpeed = 25;

export function createMachine(options: MachineOptions): Machine {
  const { speedUp, plannerBlocks, dwellUnit, acceleration = 500, heatingRate = 1 } = options;
  const position = { x: 0, y: 0, z: 0, e: 0 };
  const heaters = new Map<string, Heater>([
    ['T0', { celsius: 21, target: 0 }],
    ['B', { celsius: 21, target: 0 }],
  ]);
  const events: MachineEvent[] = [];
  /** When each queued block ends. */
  let blocks: number[] = [];
  let absolute = true;
  let absoluteE = true;
  let scale = 1;
  let speed = defaultSpeed;
  let tool = 'T0';
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
      if (value !== undefined) position[key] = (absolute ? 0 : position[key]) + value * scale;
    }
    const e = w.get('E') ?? w.get('A');
    if (e !== undefined) position.e = (absoluteE ? 0 : position.e) + e * scale;
    if (w.has('F')) speed = (w.get('F')! * scale) / 60;
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
      settle(now);
      if (blocks.length < plannerBlocks) {
        move(command, now);
        return 'done';
      }
      waiting = { until: blocks[0], forMotion: true, dwellMs: 0, slot: () => move(command, blocks[0] ?? now) };
      return 'waits';
    }
    events.push({ kind: 'command', command });
    const w = words(command);
    if (code === 4) {
      const p = w.get('P') ?? 0;
      return sync(now, w.has('S') ? w.get('S')! * 1000 : dwellUnit === 's' ? p * 1000 : p);
    }
    if (code === 28) {
      Object.assign(position, { x: 0, y: 0, z: 0 });
      return sync(now, 2000);
    }
    if (code === 20 || code === 21) scale = code === 20 ? 25.4 : 1;
    else if (code === 90 || code === 91) {
      absolute = code === 90;
      absoluteE = absolute;
    } else if (code === 92) {
      for (const [axis, key] of [
        ['X', 'x'],
        ['Y', 'y'],
        ['Z', 'z'],
        ['E', 'e'],
      ] as const) {
        if (w.has(axis)) position[key] = w.get(axis)! * scale;
      }
    }
    return 'done';
  }

  function runM(command: string, code: number, now: number): Progress {
    events.push({ kind: 'command', command });
    const of = /\bT\d+/.exec(command)?.[0] ?? tool;
    if (code === 400) return sync(now, 0);
    if (code === 82 || code === 83) absoluteE = code === 82;
    else if (code === 104 || code === 109) return heat(command, of, code === 109, now);
    else if (code === 140 || code === 190) return heat(command, 'B', code === 190, now);
    return 'done';
  }

  return {
    position,
    heaters,
    events,
    start(command, now) {
      const code = /^([GM])(\d+)/.exec(command);
      if (code) return code[1] === 'G' ? runG(command, Number(code[2]), now) : runM(command, Number(code[2]), now);
      events.push({ kind: 'command', command });
      if (/^T\d+$/.test(command)) tool = command;
      return 'done';
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
    endWait() {
      if (waiting !== null && !waiting.forMotion) waiting = { ...waiting, until: 0 };
    },
  };
}
