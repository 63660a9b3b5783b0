import type { Heater, Machine, MachineEvent, Modes, Progress } from '../../firmware/virtual-machine.ts';
import { createLivePlanner, type LivePlanner } from '../../machine/live-planner.ts';
import type { MotionLimits } from '../../machine/motion-limits.ts';

export interface MachineOptions {
  readonly speedUp: number;
  readonly plannerBlocks: number;
  /** Queued motion above which no move is taken, ms. */
  readonly aheadMs?: number | undefined;
  /** Unit of G4 P: ms, or s (GRBL). */
  readonly dwellUnit: 'ms' | 's';
  /** How the planner of its firmware moves it. */
  readonly limits: MotionLimits;
  /** M codes, times ten, before which all motion ends. */
  readonly stops: ReadonlySet<number>;
  /** °C/s */
  readonly heatingRate?: number | undefined;
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
  readonly stops: ReadonlySet<number>;
  readonly heatingRate: number;
  readonly aheadMs: number;
  readonly homed: Set<'x' | 'y' | 'z'>;
  readonly shift: { x: number; y: number; z: number };
  readonly position: { x: number; y: number; z: number; e: number };
  readonly heaters: Map<string, Heater>;
  readonly events: MachineEvent[];
  readonly planner: LivePlanner;
  /** The clock of the planner counts from here, ms, so that its seconds stay small; null before the first move. */
  epoch: number | null;
  readonly modes: Modes;
  waiting: { until: number; forMotion: boolean; dwellMs: number; slot: (() => void) | null } | null;
}

export function createMachine(options: MachineOptions): Machine {
  const { speedUp, plannerBlocks, dwellUnit, limits, stops, heatingRate = 1 } = options;

  const m: MachineState = {
    speedUp,
    plannerBlocks,
    dwellUnit,
    stops,
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
    planner: createLivePlanner(limits),
    epoch: null,
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

function secondsAt(m: MachineState, now: number): number {
  m.epoch ??= now;
  return ((now - m.epoch) / 1000) * m.speedUp;
}

/** When queued block `index` ends, ms: counted from the last one where negative; `now` where there is none. */
function endOf(m: MachineState, index: number, now: number): number {
  const seconds = m.planner.ends.at(index);
  // Set with the first block that is queued.
  return seconds === undefined ? now : m.epoch! + (seconds * 1000) / m.speedUp;
}

/** A microsecond more, so that what ends at a time that was rounded to ms has ended then. */
const settle = (m: MachineState, now: number): void => m.planner.settle(secondsAt(m, now) + 1e-6);

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
  // Just asked whether it is there.
  if (w.has('F')) m.modes.speed = (w.get('F')! * m.modes.scale) / 60;
  const speed = m.modes.speed ?? defaultSpeed;
  const way = Math.hypot(m.position.x - before.x, m.position.y - before.y, m.position.z - before.z);
  const length = way > 0 ? way : Math.abs(m.position.e - before.e);
  m.events.push({ kind: 'move', command, ...m.position, e: m.position.e - before.e, lengthMm: way, speed });
  if (length === 0) return;
  const at = secondsAt(m, now);
  const { x, y, z } = m.position;
  if (way === 0) m.planner.alone(length, speed, at);
  else m.planner.move(x - before.x, y - before.y, z - before.z, speed, e !== undefined, at);
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
  const moves = m.planner.ends.length > 0;
  if (!moves && dwellMs === 0) return 'done';
  m.waiting = { until: endOf(m, -1, now) + dwellMs / m.speedUp, forMotion: moves, dwellMs, slot: null };
  return 'waits';
}

function runG(m: MachineState, command: string, code: number, now: number): Progress {
  if (code <= 3) {
    m.modes.motion = code;
    settle(m, now);
    const hasRoom = m.planner.ends.length < m.plannerBlocks;
    const roomAt = Math.max(hasRoom ? now : endOf(m, 0, now), endOf(m, -1, now) - m.aheadMs);
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
    // Just asked whether it is there.
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
      // Just asked whether it is there.
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
  // RepRapFirmware: A0 is off.
  else if (code === 568)
    return heat(
      m,
      /A0/.test(command) ? 'S0' : command.replace(/R/, 'I'),
      `T${/P(\d+)/.exec(command)?.[1] ?? 0}`,
      false,
      now,
    );
  else if (code === 140 || code === 190) return heat(m, command, 'B', code === 190, now);
  // Outputs that a firmware switches when the needle stands (GRBL).
  return code >= 3 && code <= 9 && m.stops.has(10 * code) ? sync(m, now, 0) : 'done';
}

function start(m: MachineState, command: string, now: number): Progress {
  const code = /^([GM])(\d+)/.exec(command);
  // Axis words alone go on with the last motion (GRBL).
  if (/^[XYZ]/.test(command)) return runG(m, command, m.modes.motion, now);
  if (code) return code[1] === 'G' ? runG(m, command, Number(code[2]), now) : runM(m, command, Number(code[2]), now);
  m.events.push({ kind: 'command', command });
  if (/^T\d+$/.test(command)) m.modes.tool = command;
  if (command.startsWith('SET_KINEMATIC_POSITION')) setPlace(m, command);
  const heater = /^SET_HEATER_TEMPERATURE HEATER=(?:extruder(\d*)|heater_bed)\b/i.exec(command);
  if (heater !== null) {
    const target = /\bTARGET=([\d.]+)/i.exec(command)?.[1] ?? '0';
    return heat(m, `S${target}`, heater[1] === undefined ? 'B' : `T${heater[1] || 0}`, false, now);
  }
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
  return m.planner.ends.length > 0;
}

function plannerFree(m: MachineState, now: number): number {
  settle(m, now);
  return m.plannerBlocks - m.planner.ends.length;
}

function stopMotion(m: MachineState, now: number): void {
  m.planner.clear();
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
