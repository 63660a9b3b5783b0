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

/** Where it is, how it is set, and what it has queued. */
interface MachineState {
  readonly speedUp: number;
  readonly plannerBlocks: number;
  readonly dwellUnit: 'ms' | 's';
  readonly acceleration: number;
  readonly heatingRate: number;
  readonly aheadMs: number;
  readonly homed: Set<'x' | 'y' | 'z'>;
  readonly shift: { x: number; y: number; z: number };
  readonly position: { x: number; y: number; z: number; e: number };
  readonly heaters: Map<string, Heater>;
  readonly events: MachineEvent[];
  /** When each queued block ends. */
  blocks: number[];
  readonly modes: Modes;
  waiting: { until: number; forMotion: boolean; dwellMs: number; slot: (() => void) | null } | null;
}

export function createMachine(options: MachineOptions): Machine {
  const { speedUp, plannerBlocks, dwellUnit, acceleration = 500, heatingRate = 1 } = options;

  const m: MachineState = {
    speedUp,
    plannerBlocks,
    dwellUnit,
    acceleration,
    heatingRate,
    aheadMs: options.aheadMs ?? Number.POSITIVE_INFINITY,
    homed: new Set<'x' | 'y' | 'z'>(),
    shift: { x: 0, y: 0, z: 0 },
    position: { x: 0, y: 0, z: 0, e: 0 },
    heaters: new Map<string, Heater>([
      ['T0', { celsius: 21, target: 0 }],
      ['B', { celsius: 21, target: 0 }],
    ]),
    events: [],
    blocks: [],
    modes: firstModes(),
    waiting: null,
  };

  return {
    position: m.position,
    homed: m.homed,
    shift: m.shift,
    heaters: m.heaters,
    events: m.events,
    modes: m.modes,
    start: (command, now) => start(m, command, now),
    ready: (now) => ready(m, now),
    wake: () => m.waiting?.until ?? null,
    moving: (now) => moving(m, now),
    plannerFree: (now) => plannerFree(m, now),
    stopMotion: (now) => stopMotion(m, now),
    forgetModes: () => void Object.assign(m.modes, firstModes()),
    powerUp: () => powerUp(m),
    endWait: () => endWait(m),
  };
}

function settle(m: MachineState, now: number): void {
  let ended = 0;
  while (ended < m.blocks.length && m.blocks[ended] <= now) ended++;
  if (ended > 0) m.blocks = m.blocks.slice(ended);
}

function words(command: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, word, value] of command.matchAll(/([A-Z])\s*(-?\d*\.?\d+)/g)) found.set(word, Number(value));
  return found;
}

function move(m: MachineState, command: string, now: number): void {
  const w = words(command);
  const before = { ...m.position };
  for (const [axis, key] of [
    ['X', 'x'],
    ['Y', 'y'],
    ['Z', 'z'],
  ] as const) {
    const value = w.get(axis);
    if (value !== undefined) m.position[key] = (m.modes.absolute ? 0 : m.position[key]) + value * m.modes.scale;
  }
  const e = w.get('E') ?? w.get('A');
  if (e !== undefined) m.position.e = (m.modes.absoluteE ? 0 : m.position.e) + e * m.modes.scale;
  if (w.has('F')) m.modes.speed = (w.get('F')! * m.modes.scale) / 60;
  const speed = m.modes.speed ?? defaultSpeed;
  const way = Math.hypot(m.position.x - before.x, m.position.y - before.y, m.position.z - before.z);
  const length = way > 0 ? way : Math.abs(m.position.e - before.e);
  m.events.push({ kind: 'move', command, ...m.position, e: m.position.e - before.e, lengthMm: way, speed });
  if (length === 0) return;
  // A move that follows another keeps its speed; one out of rest has to gain it.
  const from = m.blocks.length > 0 ? speed : 0;
  const ms = (moveTime(length, from, from, speed, m.acceleration) * 1000) / m.speedUp;
  m.blocks.push(Math.max(now, m.blocks.at(-1) ?? now) + ms);
}

function heat(m: MachineState, command: string, of: string, wait: boolean, now: number): Progress {
  const w = words(command);
  const target = w.get('R') ?? w.get('S') ?? 0;
  const heater = m.heaters.get(of) ?? { celsius: 21, target: 0 };
  m.heaters.set(of, heater);
  heater.target = target;
  const seconds = Math.abs(target - heater.celsius) / m.heatingRate;
  if (target > 0) heater.celsius = target;
  if (!wait || seconds === 0) return 'done';
  m.waiting = { until: now + (seconds * 1000) / m.speedUp, forMotion: false, dwellMs: 0, slot: null };
  return 'waits';
}

function sync(m: MachineState, now: number, dwellMs: number): Progress {
  settle(m, now);
  if (m.blocks.length === 0 && dwellMs === 0) return 'done';
  const still = m.blocks.at(-1) ?? now;
  m.waiting = { until: still + dwellMs / m.speedUp, forMotion: m.blocks.length > 0, dwellMs, slot: null };
  return 'waits';
}

function runG(m: MachineState, command: string, code: number, now: number): Progress {
  if (code <= 3) {
    m.modes.motion = code;
    settle(m, now);
    const roomAt = Math.max(
      m.blocks.length < m.plannerBlocks ? now : m.blocks[0],
      (m.blocks.at(-1) ?? now) - m.aheadMs,
    );
    if (roomAt <= now) {
      move(m, command, now);
      return 'done';
    }
    m.waiting = { until: roomAt, forMotion: true, dwellMs: 0, slot: () => move(m, command, roomAt) };
    return 'waits';
  }
  m.events.push({ kind: 'command', command });
  const w = words(command);
  if (code === 4) {
    const p = w.get('P') ?? 0;
    return sync(m, now, w.has('S') ? w.get('S')! * 1000 : m.dwellUnit === 's' ? p * 1000 : p);
  }
  if (code === 28) {
    const named = axes.filter((axis) => new RegExp(`[ 0-9]${axis}`, 'i').test(command.slice(3)));
    for (const axis of named.length > 0 ? named : axes) {
      m.position[axis] = 0;
      m.shift[axis] = 0;
      m.homed.add(axis);
    }
    return sync(m, now, homingMs);
  }
  if (code === 20 || code === 21) m.modes.scale = code === 20 ? 25.4 : 1;
  else if (code === 90 || code === 91) {
    m.modes.absolute = code === 90;
    m.modes.absoluteE = m.modes.absolute;
  } else if (code === 92) {
    for (const [axis, key] of [
      ['X', 'x'],
      ['Y', 'y'],
      ['Z', 'z'],
      ['E', 'e'],
    ] as const) {
      if (!w.has(axis)) continue;
      const before = m.position[key];
      m.position[key] = w.get(axis)! * m.modes.scale;
      if (key !== 'e') m.shift[key] += m.position[key] - before;
    }
  }
  return 'done';
}

function setPlace(m: MachineState, command: string): void {
  for (const axis of axes) {
    const value = new RegExp(`\\b${axis}=(-?[\\d.]+)`, 'i').exec(command)?.[1];
    if (value !== undefined) m.position[axis] = Number(value);
    m.homed.add(axis);
  }
}

function runM(m: MachineState, command: string, code: number, now: number): Progress {
  m.events.push({ kind: 'command', command });
  const of = /\bT\d+/.exec(command)?.[0] ?? m.modes.tool;
  if (code === 400) return sync(m, now, 0);
  if (code === 82 || code === 83) m.modes.absoluteE = code === 82;
  else if (code >= 3 && code <= 5) m.modes.spindle = `M${code}` as Modes['spindle'];
  else if (code >= 7 && code <= 9) m.modes.coolant = `M${code}` as Modes['coolant'];
  else if (code === 104 || code === 109) return heat(m, command, of, code === 109, now);
  else if (code === 140 || code === 190) return heat(m, command, 'B', code === 190, now);
  return 'done';
}

function start(m: MachineState, command: string, now: number): Progress {
  const code = /^([GM])(\d+)/.exec(command);
  // Axis words alone go on with the last motion (GRBL).
  if (/^[XYZ]/.test(command)) return runG(m, command, m.modes.motion, now);
  if (code) return code[1] === 'G' ? runG(m, command, Number(code[2]), now) : runM(m, command, Number(code[2]), now);
  m.events.push({ kind: 'command', command });
  if (/^T\d+$/.test(command)) m.modes.tool = command;
  if (command.startsWith('SET_KINEMATIC_POSITION')) setPlace(m, command);
  return command === '$H' ? runG(m, 'G28', 28, now) : 'done';
}

function ready(m: MachineState, now: number): boolean {
  if (m.waiting === null) return true;
  if (now < m.waiting.until) return false;
  settle(m, now);
  const { slot } = m.waiting;
  m.waiting = null;
  slot?.();
  return true;
}

function moving(m: MachineState, now: number): boolean {
  settle(m, now);
  return m.blocks.length > 0;
}

function plannerFree(m: MachineState, now: number): number {
  settle(m, now);
  return m.plannerBlocks - m.blocks.length;
}

function stopMotion(m: MachineState, now: number): void {
  m.blocks = [];
  if (m.waiting?.forMotion) m.waiting = { ...m.waiting, until: now + m.waiting.dwellMs / m.speedUp };
}

function powerUp(m: MachineState): void {
  Object.assign(m.modes, firstModes());
  Object.assign(m.position, { x: 0, y: 0, z: 0, e: 0 });
  Object.assign(m.shift, { x: 0, y: 0, z: 0 });
  m.homed.clear();
  for (const heater of m.heaters.values()) heater.target = 0;
}

function endWait(m: MachineState): void {
  if (m.waiting !== null && !m.waiting.forMotion) m.waiting = { ...m.waiting, until: 0 };
}
