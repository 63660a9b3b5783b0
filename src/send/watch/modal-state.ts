import { fillTemplate, pressureValues } from '../../printer/fill-template.ts';
import type { Profile } from '../../printer/profile.ts';

/**
 * What a printer remembers between lines, rebuilt by reading the lines alone: modes, place, feed, tool, valves,
 * temperatures. Coordinates are those written in the file (G92 leaves them so).
 */
export interface ModalState {
  absolute: boolean;
  /** How E is read, where the file says so; else it follows `absolute`. */
  eMode: 'M82' | 'M83' | null;
  millimetres: boolean;
  x: number | null;
  y: number | null;
  z: number | null;
  e: number;
  /** mm/min, as written. */
  feed: number | null;
  /** Row of the profile's tool, -1 before the first. */
  tool: number;
  toolWord: string | null;
  /** Lines that opened a valve or lit a lamp and have not been taken back, by its row among the outputs. */
  readonly open: Map<number, readonly string[]>;
  /** The last line of each kind that set a temperature or a pressure, by its command and tool. */
  readonly settings: Map<string, string>;
  /** G92 moved X, Y or Z: the place cannot be found again after a reset. */
  shifted: boolean;
}

export function createModalState(): ModalState {
  return {
    absolute: true,
    eMode: null,
    millimetres: true,
    x: null,
    y: null,
    z: null,
    e: 0,
    feed: null,
    tool: -1,
    toolWord: null,
    open: new Map(),
    settings: new Map(),
    shifted: false,
  };
}

export function copyModalState(state: ModalState): ModalState {
  return { ...state, open: new Map(state.open), settings: new Map(state.settings) };
}

/** Lines of a profile turned around: what a line of a file does to valves and tools. */
export type Outputs = (line: string) => ((state: ModalState) => void) | undefined;

export function outputsOf(profile: Profile | null): Outputs {
  const acts = new Map<string, (state: ModalState) => void>();
  /** Lines that carry a number, such as a pressure. */
  const patterns: { readonly pattern: RegExp; readonly act: (line: string) => (state: ModalState) => void }[] = [];
  const switches = profile === null ? [] : switchesOf(profile);
  switches.forEach(({ on, off }, row) => {
    for (const template of on) {
      if (off.includes(template)) continue;
      const act = (line: string) => (state: ModalState) =>
        void state.open.set(row, switchedOnBy(line, template, on, state.open.get(row) ?? []));
      if (template.includes('{')) patterns.push({ pattern: patternOf(template), act });
      else acts.set(template, act(template));
    }
    for (const line of off) if (!on.includes(line)) acts.set(line, (state) => switchOff(state, switches, line));
  });
  profile?.tools.forEach((tool, row) => {
    const select = tool.select.map((line) => fillTemplate(line, { tool: tool.index }));
    for (const line of select.filter((text) => !waits.test(text) && !text.includes('{'))) {
      acts.set(line, (state) => {
        state.tool = row;
        state.toolWord = line;
      });
    }
  });
  return (line) => acts.get(line) ?? patterns.find(({ pattern }) => pattern.test(line))?.act(line);
}

/** A valve or a lamp: the lines that switch it on and off. */
interface Switch {
  readonly on: readonly string[];
  readonly off: readonly string[];
}

/** Lines that stand among those of an output and switch nothing. */
const waits = /^(M400|G4|G90|G91)\b/;
const moves = /^G[0-3]\b/;
/** What all lamps are filled with to be off. */
export const dark = { wavelength: 0, intensity: 0, pwm: 0, fraction: 0, seconds: 0, ms: 0 };

function switchesOf({ tools, lamps }: Profile): Switch[] {
  const found: Switch[] = [];
  for (const { dispenser, index } of tools) {
    if (dispenser.by !== 'valve') continue;
    const fill = (line: string) => fillTemplate(line, { tool: index });
    found.push({
      on: dispenser.open.map(fill),
      off: dispenser.close.map((line) => fillTemplate(fill(line), pressureValues(0))),
    });
  }
  for (const { on, off, blocking } of lamps) {
    // A lamp that keeps the time itself has given its whole dose when the next line comes.
    if (blocking) continue;
    const fill = (line: string) => fillTemplate(line, { tool: tools[0].index });
    const lit = on.map(fill).filter((line) => !waits.test(line) && !moves.test(line));
    found.push({ on: lit, off: off.map((line) => fillTemplate(fill(line), dark)) });
  }
  return found;
}

/** A line that closes several valves (M9) closes all of them. */
function switchOff(state: ModalState, switches: readonly Switch[], line: string): void {
  switches.forEach(({ off }, row) => {
    if (off.includes(line)) state.open.delete(row);
  });
}

/** The lines that switch it on again: those with a number as the file last had them. */
function switchedOnBy(line: string, template: string, on: readonly string[], before: readonly string[]): string[] {
  return on.flatMap((other) => {
    if (other === template) return [line];
    if (!other.includes('{')) return [other];
    const pattern = patternOf(other);
    return before.filter((known) => pattern.test(known));
  });
}

/** `M750 T0 P{kPa}` → whatever number stands for the pressure. */
function patternOf(template: string): RegExp {
  const text = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '-?[\\d.]+');
  return new RegExp(`^${text}$`);
}

const words = /([A-Z])\s*(-?\d*\.?\d+)/g;

/** Takes one command into the state. */
export function applyLine(state: ModalState, line: string, outputs: Outputs): void {
  outputs(line)?.(state);
  const code = /^([GMT])(\d+)/.exec(line);
  if (line.startsWith('SET_VELOCITY_LIMIT')) state.settings.set('SET_VELOCITY_LIMIT', line);
  if (!code) return;
  if (code[1] === 'T') {
    state.toolWord = line;
    return;
  }
  if (code[1] === 'M') {
    applyM(state, line, Number(code[2]));
    return;
  }
  const g = Number(code[2]);
  if (g <= 3) move(state, line);
  else if (g === 20 || g === 21) state.millimetres = g === 21;
  else if (g === 90 || g === 91) state.absolute = g === 90;
  else if (g === 92) shift(state, line);
  else if (g === 28) forgetPlace(state);
}

export function hasAbsoluteE({ eMode, absolute }: ModalState): boolean {
  return eMode === null ? absolute : eMode === 'M82';
}

/**
 * G90 or G91, and the mode of E anew: Marlin 2 lets them set E as well and forget an M83 before them, Marlin 1,
 * Klipper and RepRapFirmware do not (MarlinFirmware/Marlin 2.1 gcode.h, `set_relative_mode`).
 */
export function distanceLines(absolute: boolean, { eMode }: ModalState): string[] {
  return [absolute ? 'G90' : 'G91', ...(eMode === null ? [] : [eMode])];
}

function forgetPlace(state: ModalState): void {
  state.x = null;
  state.y = null;
  state.z = null;
}

/** Accelerations and corner rules: a printer that was reset has forgotten those of the file's start. */
const limits = [204, 205, 566];

function applyM(state: ModalState, line: string, m: number): void {
  if (m === 82 || m === 83) state.eMode = m === 82 ? 'M82' : 'M83';
  else if (m === 104 || m === 109) state.settings.set(`M104${/T\d+/.exec(line)?.[0] ?? ''}`, line);
  else if (m === 140 || m === 190) state.settings.set('M140', line);
  else if (m === 141 || m === 191) state.settings.set('M141', line);
  else if (m === 773 || m === 1036) state.settings.set(`M${m}${/T\d+/.exec(line)?.[0] ?? ''}`, line);
  else if (m === 302 || limits.includes(m)) state.settings.set(`M${m}`, line);
}

function move(state: ModalState, line: string): void {
  for (const [, word, value] of line.matchAll(words)) {
    const number = Number(value);
    if (word === 'X') state.x = placed(state, state.x, number);
    else if (word === 'Y') state.y = placed(state, state.y, number);
    else if (word === 'Z') state.z = placed(state, state.z, number);
    else if (word === 'E') state.e = hasAbsoluteE(state) ? number : state.e + number;
    else if (word === 'F') state.feed = number;
  }
}

function placed(state: ModalState, before: number | null, value: number): number | null {
  if (state.absolute) return value;
  return before === null ? null : before + value;
}

function shift(state: ModalState, line: string): void {
  for (const [, word, value] of line.matchAll(words)) {
    if (word === 'E') state.e = Number(value);
    else if (word === 'X' || word === 'Y' || word === 'Z') {
      state.shifted = true;
      state[word.toLowerCase() as 'x' | 'y' | 'z'] = Number(value);
    }
  }
}
