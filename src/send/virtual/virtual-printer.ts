import { dialectOf } from '../../firmware/dialects.ts';
import type { VirtualFirmware } from '../../firmware/virtual-firmware.ts';
import type { Machine, MachineEvent } from '../../firmware/virtual-machine.ts';
import { benchMotion, motionLimits } from '../../machine/motion-limits.ts';
import type { Profile } from '../../printer/profile.ts';
import type { FaultInjector } from './faults.ts';
import { createMachine } from './machine.ts';

/** A printer in memory: bytes in, text out, its own record of what it executed. Times in ms come in from outside. */
export interface VirtualPrinter {
  /** Power on, the cable in its port again. */
  start(now: number): void;
  receive(text: string, now: number): void;
  tick(now: number): void;
  wake(): number | null;
  /** Its place, heaters and modes. */
  readonly machine: Machine;
  /** What was executed, in order. */
  readonly events: readonly MachineEvent[];
  /** Commands as they were executed, without the sender's questions. */
  readonly executed: readonly string[];
  /** Unplugged by a fault: nothing comes or goes any more. */
  readonly unplugged: boolean;
  readonly halted: boolean;
  /** Bytes that found no room: a sender that lets this happen is wrong. */
  readonly overrun: number;
}

export interface VirtualPrinterOptions {
  readonly firmware: VirtualFirmware;
  readonly injector: FaultInjector;
  readonly say: (text: string) => void;
  readonly speedUp?: number;
  /** Whose limits of motion it has; without one it is quick along all axes. */
  readonly profile?: Profile | null;
}

/** No axis holds it back. */
const quick = { ...benchMotion, maxSpeed: { x: 1000, y: 1000, z: 1000 } };

/** A board that was reset is deaf for so long before it greets. */
const bootMs = 1000;
/** GRBL slows down for so long before it stands; it hears no `~` meanwhile. */
const brakeMs = 100;
/** A heater that has come loose is colder by this, °C. */
const driftC = 5;
const questions = /^(M105|M110|M114|M115|M117|M118|M155|M575|STATUS|\$G|\$I|\$\$)\b/;

/** What stands in its buffers, and what has befallen it. */
interface PrinterState {
  readonly firmware: VirtualFirmware;
  readonly injector: FaultInjector;
  readonly say: VirtualPrinterOptions['say'];
  readonly machine: Machine;
  readonly executed: string[];
  partial: string;
  unread: string[];
  unreadBytes: number;
  buffer: string[];
  /** The command that is being dealt with. */
  current: string | null;
  /** What is said of it before its own answer. */
  remarks: readonly string[];
  /** The next command is not carried out (of Marlin's, its ink is not). */
  refuses: boolean;
  startedOnce: boolean;
  spoke: number;
  reportedHeat: number;
  busyWith: string;
  count: number;
  silentUntil: number;
  /** It does not even answer what a firmware answers at once. */
  deadUntil: number;
  busyUntil: number;
  /** The first heater has come loose, until then. */
  coldUntil: number | null;
  bootUntil: number | null;
  mute: boolean;
  holding: boolean;
  brakedAt: number;
  latest: number;
  readonly state: { unplugged: boolean; halted: boolean; overrun: number };
}

export function createVirtualPrinter(options: VirtualPrinterOptions): VirtualPrinter {
  const { firmware, injector, say, speedUp = 1 } = options;
  const { plannerBlocks, aheadMs, dwellUnit } = firmware;
  const { motion, dialect } = options.profile ?? { motion: quick, dialect: firmware.dialect };
  const traits = dialectOf(dialect);
  const limits = motionLimits(motion, traits.motion);

  const p: PrinterState = {
    firmware,
    injector,
    say,
    machine: createMachine({ speedUp, plannerBlocks, aheadMs, dwellUnit, limits, stops: traits.reads.stops }),
    executed: [],
    partial: '',
    unread: [],
    unreadBytes: 0,
    buffer: [],
    current: null,
    remarks: [],
    refuses: false,
    startedOnce: false,
    spoke: 0,
    reportedHeat: 0,
    busyWith: 'processing',
    count: 0,
    silentUntil: 0,
    deadUntil: 0,
    busyUntil: 0,
    coldUntil: null,
    bootUntil: null,
    mute: false,
    holding: false,
    brakedAt: 0,
    latest: 0,
    state: { unplugged: false, halted: false, overrun: 0 },
  };

  return {
    machine: p.machine,
    executed: p.executed,
    events: p.machine.events,
    get unplugged() {
      return p.state.unplugged;
    },
    get halted() {
      return p.state.halted;
    },
    get overrun() {
      return p.state.overrun;
    },
    start: (now) => powerUp(p, now),
    receive: (text, now) => receive(p, text, now),
    tick: (now) => tick(p, now),
    wake: () => wake(p),
  };
}

function speak(p: PrinterState, lines: readonly string[], now: number): void {
  for (const line of lines) {
    p.spoke = now;
    for (const heard of p.injector.outgoing(line)) if (!p.state.unplugged) p.say(`${heard}\n`);
  }
}

function powerUp(p: PrinterState, now: number): void {
  p.machine.powerUp();
  if (p.firmware.prepared && !p.startedOnce) for (const axis of ['x', 'y', 'z'] as const) p.machine.homed.add(axis);
  p.startedOnce = true;
  p.state.unplugged = false;
  restart(p, now);
}

/** GRBL's own reset: it keeps its place when it stands, and has lost it when it moved. */
function softReset(p: PrinterState, now: number): void {
  const lost = p.machine.moving(now) && !p.holding;
  p.machine.forgetModes();
  restart(p, now);
  if (!lost) return;
  p.state.halted = true;
  speak(p, ['ALARM:3', "[MSG:'$H'|'$X' to unlock]"], now);
}

function restart(p: PrinterState, now: number): void {
  p.partial = '';
  p.unread = [];
  p.unreadBytes = 0;
  p.buffer = [];
  p.current = null;
  p.state.halted = false;
  p.holding = false;
  p.machine.stopMotion(now);
  p.machine.endWait();
  p.machine.ready(Number.POSITIVE_INFINITY);
  p.firmware.restart();
  if (!p.mute) speak(p, p.firmware.banner, now);
  p.mute = false;
}

function halt(p: PrinterState, now: number): void {
  p.state.halted = true;
  p.buffer = [];
  p.unread = [];
  p.unreadBytes = 0;
  p.current = null;
  p.machine.stopMotion(now);
  speak(p, p.firmware.halt, now);
}

function urgent(p: PrinterState, text: string, now: number): boolean {
  const act = p.firmware.urgent(text);
  if (act === null) return false;
  if (act === 'kill') halt(p, now);
  else if (act === 'quickstop') p.machine.stopMotion(now);
  else if (act === 'endWait') {
    p.machine.endWait();
    if (p.busyWith !== 'processing') p.busyUntil = now;
  } else if (act === 'hold') {
    p.brakedAt = p.machine.moving(now) ? now + brakeMs : now;
    p.holding = true;
    p.machine.stopMotion(now);
  } else if (act === 'go') p.holding = now < p.brakedAt;
  else if (act === 'reset') softReset(p, now);
  // A status is asked only of firmwares that have one.
  else if (act === 'status' && now >= p.deadUntil) speak(p, [p.firmware.status!(p.machine, statusWord(p, now))], now);
  return true;
}

function statusWord(p: PrinterState, now: number): string {
  if (p.state.halted) return 'Alarm';
  if (p.holding) return now < p.brakedAt ? 'Hold:1' : 'Hold:0';
  return p.machine.moving(now) || p.current !== null ? 'Run' : 'Idle';
}

/** Lines from the ring into the command buffer, as far as there is room. */
function read(p: PrinterState, now: number): void {
  while (p.unread.length > 0 && p.buffer.length < p.firmware.commandBuffer) {
    // Just asked whether one is unread.
    const line = p.unread.shift()!;
    p.unreadBytes -= line.length + 1;
    if (p.firmware.unlock?.test(line)) p.state.halted = false;
    if (p.state.halted && !p.firmware.takesHalted?.test(line)) {
      speak(p, p.firmware.haltedAnswer(line), now);
      continue;
    }
    const accepted = p.firmware.accept(line);
    if (accepted.kind === 'command') p.buffer.push(accepted.command);
    else if (accepted.kind === 'answered') {
      if (accepted.flush) {
        p.unread = [];
        p.unreadBytes = 0;
      }
      speak(p, accepted.lines, now);
    }
  }
}

function finish(p: PrinterState, now: number): void {
  // Called only while a command runs.
  const command = p.current!;
  p.current = null;
  speak(p, [...p.remarks, ...p.firmware.answer(command, p.machine, now)], now);
  p.remarks = [];
}

/** What a fault does to the printer before a command; false when the command is gone with it. */
function befall(p: PrinterState, now: number): boolean {
  for (const { name, seconds } of p.injector.atCommand(p.count)) {
    p.mute = name === 'mute-reset';
    if (name === 'reset' || p.mute) p.bootUntil = now + bootMs;
    else if (name === 'alarm') halt(p, now);
    else if (name === 'busy' || name === 'prompt') {
      p.busyUntil = now + seconds * 1000;
      p.busyWith = name === 'busy' ? 'processing' : 'paused for user';
      if (name === 'prompt') speak(p, p.firmware.prompt, now);
    } else if (name === 'silent' || name === 'dead') {
      p.silentUntil = now + seconds * 1000;
      if (name === 'dead') p.deadUntil = p.silentUntil;
    } else if (name === 'refuse') p.refuses = true;
    else if (name === 'pause') speak(p, ['//action:pause door open'], now);
    else if (name === 'cancel') speak(p, ['//action:cancel'], now);
    // Every machine has a first heater.
    else if (name === 'clamp') p.machine.heaters.get('T0')!.target = 8;
    else if (name === 'drift') {
      p.coldUntil = now + seconds * 1000;
      // Every machine has a first heater.
      p.machine.heaters.get('T0')!.celsius -= driftC;
    } else if (name === 'unplug') p.state.unplugged = true;
    if (p.bootUntil !== null || name === 'alarm' || name === 'unplug') return false;
  }
  return true;
}

function run(p: PrinterState, now: number): void {
  p.latest = now;
  if (p.coldUntil !== null && now >= p.coldUntil) {
    p.coldUntil = null;
    // Every machine has a first heater.
    p.machine.heaters.get('T0')!.celsius += driftC;
  }
  if (p.bootUntil !== null) {
    if (now < p.bootUntil) return;
    p.bootUntil = null;
    powerUp(p, now);
  }
  for (;;) {
    if (now < p.silentUntil || now < p.busyUntil) return;
    if (p.current !== null) {
      if (!p.machine.ready(now)) return;
      finish(p, now);
    }
    read(p, now);
    const command = p.buffer.shift();
    if (command === undefined || p.state.unplugged) return;
    const late = p.firmware.late?.(command) ?? null;
    if (late === 'kill') {
      halt(p, now);
      return;
    }
    if (late === 'quickstop') p.machine.stopMotion(now);
    const asks = questions.test(command) || !p.firmware.knows(command);
    let obeyed: string | null = asks ? null : command;
    if (!asks) {
      p.count++;
      if (!befall(p, now)) {
        if (p.bootUntil !== null) return;
        continue;
      }
      const carriedOut = p.firmware.obeys?.(command, p.machine) ?? { command, says: [] };
      obeyed = p.refuses && p.firmware.movesRefused !== true ? null : carriedOut.command;
      p.remarks = p.refuses ? [p.firmware.refusal] : carriedOut.says;
      p.refuses = false;
      if (obeyed !== null) p.executed.push(obeyed);
    }
    p.current = command;
    p.reportedHeat = now;
    const progress = obeyed === null ? 'done' : p.machine.start(obeyed, now);
    if (progress === 'waits') return;
    finish(p, now);
  }
}

/** What a command that waits for heat is told about, ms of the next time; null: nothing. */
function heatDue(p: PrinterState): number | null {
  return p.firmware.heating !== null && p.current !== null && /^M1(09|90)\b/.test(p.current)
    ? p.reportedHeat + 1000
    : null;
}

function tellBusy(p: PrinterState, now: number): void {
  const due = heatDue(p);
  if (due !== null && now >= due && now >= p.silentUntil) {
    p.reportedHeat = now;
    // Heat is reported only by firmwares that do so.
    speak(p, [p.firmware.heating!(p.machine)], now);
  }
  if (p.firmware.busyMs === null || now < p.silentUntil || (p.current === null && now >= p.busyUntil)) return;
  if (now >= p.spoke + p.firmware.busyMs)
    speak(p, [`echo:busy: ${now < p.busyUntil ? p.busyWith : 'processing'}`], now);
}

function arrive(p: PrinterState, line: string): void {
  for (const heard of p.injector.incoming(line)) {
    if (p.unreadBytes + heard.length + 1 > p.firmware.receiveBytes) {
      p.state.overrun += heard.length + 1;
      continue;
    }
    p.unread.push(heard);
    p.unreadBytes += heard.length + 1;
  }
}

function receive(p: PrinterState, text: string, now: number): void {
  if (p.state.unplugged || (p.bootUntil !== null && now < p.bootUntil)) return;
  for (const character of text) {
    if (p.firmware.bytesAct && urgent(p, character, now)) continue;
    if (character !== '\n' && character !== '\r') {
      p.partial += character;
      continue;
    }
    const line = p.partial;
    p.partial = '';
    if (character === '\r' && line === '') continue;
    if (!p.firmware.bytesAct) urgent(p, line, now);
    if (!p.state.halted || p.firmware.haltedAnswer(line).length > 0 || p.firmware.bytesAct) arrive(p, line);
    run(p, now);
  }
  run(p, now);
}

function tick(p: PrinterState, now: number): void {
  run(p, now);
  tellBusy(p, now);
}

function wake(p: PrinterState): number | null {
  if (p.bootUntil !== null) return p.bootUntil;
  const idle = p.current === null && p.buffer.length === 0 && p.unread.length === 0 && p.busyUntil <= p.latest;
  if (p.state.unplugged || idle) return null;
  if (p.silentUntil > p.latest) return p.silentUntil;
  const paused = Math.max(p.silentUntil, p.busyUntil);
  const times = [p.machine.wake() ?? Number.POSITIVE_INFINITY, paused > p.latest ? paused : Number.POSITIVE_INFINITY];
  if (p.firmware.busyMs !== null) times.push(p.spoke + p.firmware.busyMs);
  times.push(heatDue(p) ?? Number.POSITIVE_INFINITY);
  const soonest = Math.min(...times);
  return Number.isFinite(soonest) ? soonest : null;
}
