import type { VirtualFirmware } from '../../firmware/virtual-firmware.ts';
import type { Machine, MachineEvent } from '../../firmware/virtual-machine.ts';
import type { Mischief } from './faults.ts';
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
  readonly mischief: Mischief;
  readonly say: (text: string) => void;
  readonly speedUp?: number;
}

/** A board that was reset is deaf for so long before it greets. */
const bootMs = 1000;
/** GRBL slows down for so long before it stands; it hears no `~` meanwhile. */
const brakeMs = 100;
/** A heater that has come loose is colder by this, °C. */
const driftC = 5;
const questions = /^(M105|M110|M114|M115|M117|M118|M155|M575|STATUS|\$G|\$I|\$\$)\b/;

export function createVirtualPrinter(options: VirtualPrinterOptions): VirtualPrinter {
  const { firmware, mischief, say, speedUp = 1 } = options;
  const { plannerBlocks, aheadMs, dwellUnit } = firmware;
  const machine = createMachine({ speedUp, plannerBlocks, aheadMs, dwellUnit });
  const executed: string[] = [];
  let partial = '';
  let unread: string[] = [];
  let unreadBytes = 0;
  let buffer: string[] = [];
  /** The command that is being dealt with. */
  let current: string | null = null;
  /** What is said of it before its own answer. */
  let remarks: readonly string[] = [];
  /** The next command is not carried out (of Marlin's, its ink is not). */
  let refuses = false;
  let startedOnce = false;
  let spoke = 0;
  let toldHeat = 0;
  let busyWith = 'processing';
  let count = 0;
  let silentUntil = 0;
  /** It does not even answer what a firmware answers at once. */
  let deadUntil = 0;
  let busyUntil = 0;
  /** The first heater has come loose, until then. */
  let coldUntil: number | null = null;
  let bootUntil: number | null = null;
  let mute = false;
  let holding = false;
  let brakedAt = 0;
  let latest = 0;
  const state = { unplugged: false, halted: false, overrun: 0 };

  function speak(lines: readonly string[], now: number): void {
    for (const line of lines) {
      spoke = now;
      for (const heard of mischief.outgoing(line)) if (!state.unplugged) say(`${heard}\n`);
    }
  }

  function powerUp(now: number): void {
    machine.powerUp();
    if (firmware.prepared && !startedOnce) for (const axis of ['x', 'y', 'z'] as const) machine.homed.add(axis);
    startedOnce = true;
    state.unplugged = false;
    restart(now);
  }

  /** GRBL's own reset: it keeps its place when it stands, and has lost it when it moved. */
  function softReset(now: number): void {
    const lost = machine.moving(now) && !holding;
    machine.forgetModes();
    restart(now);
    if (!lost) return;
    state.halted = true;
    speak(['ALARM:3', "[MSG:'$H'|'$X' to unlock]"], now);
  }

  function restart(now: number): void {
    partial = '';
    unread = [];
    unreadBytes = 0;
    buffer = [];
    current = null;
    state.halted = false;
    holding = false;
    machine.stopMotion(now);
    machine.endWait();
    machine.ready(Number.POSITIVE_INFINITY);
    firmware.restart();
    if (!mute) speak(firmware.banner, now);
    mute = false;
  }

  function halt(now: number): void {
    state.halted = true;
    buffer = [];
    unread = [];
    unreadBytes = 0;
    current = null;
    machine.stopMotion(now);
    speak(firmware.halt, now);
  }

  function urgent(text: string, now: number): boolean {
    const act = firmware.urgent(text);
    if (act === null) return false;
    if (act === 'kill') halt(now);
    else if (act === 'quickstop') machine.stopMotion(now);
    else if (act === 'endWait') {
      machine.endWait();
      if (busyWith !== 'processing') busyUntil = now;
    } else if (act === 'hold') {
      brakedAt = machine.moving(now) ? now + brakeMs : now;
      holding = true;
      machine.stopMotion(now);
    } else if (act === 'go') holding = now < brakedAt;
    else if (act === 'reset') softReset(now);
    else if (act === 'status' && now >= deadUntil) speak([firmware.status!(machine, statusWord(now))], now);
    return true;
  }

  function statusWord(now: number): string {
    if (state.halted) return 'Alarm';
    if (holding) return now < brakedAt ? 'Hold:1' : 'Hold:0';
    return machine.moving(now) || current !== null ? 'Run' : 'Idle';
  }

  /** Lines from the ring into the command buffer, as far as there is room. */
  function read(now: number): void {
    while (unread.length > 0 && buffer.length < firmware.commandBuffer) {
      const line = unread.shift()!;
      unreadBytes -= line.length + 1;
      if (firmware.unlock?.test(line)) state.halted = false;
      if (state.halted && !firmware.takesHalted?.test(line)) {
        speak(firmware.haltedAnswer(line), now);
        continue;
      }
      const accepted = firmware.accept(line);
      if (accepted.kind === 'command') buffer.push(accepted.command);
      else if (accepted.kind === 'answered') {
        if (accepted.flush) {
          unread = [];
          unreadBytes = 0;
        }
        speak(accepted.lines, now);
      }
    }
  }

  function finish(now: number): void {
    const command = current!;
    current = null;
    speak([...remarks, ...firmware.answer(command, machine, now)], now);
    remarks = [];
  }

  /** What a fault does to the printer before a command; false when the command is gone with it. */
  function befall(now: number): boolean {
    for (const { name, seconds } of mischief.atCommand(count)) {
      mute = name === 'mute-reset';
      if (name === 'reset' || mute) bootUntil = now + bootMs;
      else if (name === 'alarm') halt(now);
      else if (name === 'busy' || name === 'prompt') {
        busyUntil = now + seconds * 1000;
        busyWith = name === 'busy' ? 'processing' : 'paused for user';
        if (name === 'prompt') speak(firmware.prompt, now);
      } else if (name === 'silent' || name === 'dead') {
        silentUntil = now + seconds * 1000;
        if (name === 'dead') deadUntil = silentUntil;
      } else if (name === 'refuse') refuses = true;
      else if (name === 'pause') speak(['//action:pause door open'], now);
      else if (name === 'cancel') speak(['//action:cancel'], now);
      else if (name === 'clamp') machine.heaters.get('T0')!.target = 8;
      else if (name === 'drift') {
        coldUntil = now + seconds * 1000;
        machine.heaters.get('T0')!.celsius -= driftC;
      } else if (name === 'unplug') state.unplugged = true;
      if (bootUntil !== null || name === 'alarm' || name === 'unplug') return false;
    }
    return true;
  }

  function run(now: number): void {
    latest = now;
    if (coldUntil !== null && now >= coldUntil) {
      coldUntil = null;
      machine.heaters.get('T0')!.celsius += driftC;
    }
    if (bootUntil !== null) {
      if (now < bootUntil) return;
      bootUntil = null;
      powerUp(now);
    }
    for (;;) {
      if (now < silentUntil || now < busyUntil) return;
      if (current !== null) {
        if (!machine.ready(now)) return;
        finish(now);
      }
      read(now);
      const command = buffer.shift();
      if (command === undefined || state.unplugged) return;
      const late = firmware.late?.(command) ?? null;
      if (late === 'kill') {
        halt(now);
        return;
      }
      if (late === 'quickstop') machine.stopMotion(now);
      const asks = questions.test(command) || !firmware.knows(command);
      let obeyed: string | null = asks ? null : command;
      if (!asks) {
        count++;
        if (!befall(now)) {
          if (bootUntil !== null) return;
          continue;
        }
        const obedience = firmware.obeys?.(command, machine) ?? { command, says: [] };
        obeyed = refuses && firmware.movesRefused !== true ? null : obedience.command;
        remarks = refuses ? [firmware.refusal] : obedience.says;
        refuses = false;
        if (obeyed !== null) executed.push(obeyed);
      }
      current = command;
      toldHeat = now;
      const progress = obeyed === null ? 'done' : machine.start(obeyed, now);
      if (progress === 'waits') return;
      finish(now);
    }
  }

  /** What a command that waits for heat is told about, ms of the next time; null: nothing. */
  function heatDue(): number | null {
    return firmware.heating !== null && current !== null && /^M1(09|90)\b/.test(current) ? toldHeat + 1000 : null;
  }

  function tellBusy(now: number): void {
    const due = heatDue();
    if (due !== null && now >= due && now >= silentUntil) {
      toldHeat = now;
      speak([firmware.heating!(machine)], now);
    }
    if (firmware.busyMs === null || now < silentUntil || (current === null && now >= busyUntil)) return;
    if (now >= spoke + firmware.busyMs) speak([`echo:busy: ${now < busyUntil ? busyWith : 'processing'}`], now);
  }

  function arrive(line: string): void {
    for (const heard of mischief.incoming(line)) {
      if (unreadBytes + heard.length + 1 > firmware.receiveBytes) {
        state.overrun += heard.length + 1;
        continue;
      }
      unread.push(heard);
      unreadBytes += heard.length + 1;
    }
  }

  return {
    machine,
    executed,
    events: machine.events,
    get unplugged() {
      return state.unplugged;
    },
    get halted() {
      return state.halted;
    },
    get overrun() {
      return state.overrun;
    },
    start: powerUp,
    receive(text, now) {
      if (state.unplugged || (bootUntil !== null && now < bootUntil)) return;
      for (const character of text) {
        if (firmware.bytesAct && urgent(character, now)) continue;
        if (character !== '\n' && character !== '\r') {
          partial += character;
          continue;
        }
        const line = partial;
        partial = '';
        if (character === '\r' && line === '') continue;
        if (!firmware.bytesAct) urgent(line, now);
        if (!state.halted || firmware.haltedAnswer(line).length > 0 || firmware.bytesAct) arrive(line);
        run(now);
      }
      run(now);
    },
    tick(now) {
      run(now);
      tellBusy(now);
    },
    wake() {
      if (bootUntil !== null) return bootUntil;
      const idle = current === null && buffer.length === 0 && unread.length === 0 && busyUntil <= latest;
      if (state.unplugged || idle) return null;
      if (silentUntil > latest) return silentUntil;
      const paused = Math.max(silentUntil, busyUntil);
      const times = [machine.wake() ?? Number.POSITIVE_INFINITY, paused > latest ? paused : Number.POSITIVE_INFINITY];
      if (firmware.busyMs !== null) times.push(spoke + firmware.busyMs);
      times.push(heatDue() ?? Number.POSITIVE_INFINITY);
      const soonest = Math.min(...times);
      return Number.isFinite(soonest) ? soonest : null;
    },
  };
}
