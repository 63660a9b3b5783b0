import { fillTemplate, pressureValues } from '../printer/fill-template.ts';
import type { Profile } from '../printer/profile.ts';

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
  /** Lines that opened a valve and have not been taken back, by row of the tool. */
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
export type Outputs = ReadonlyMap<string, (state: ModalState) => void>;

export function outputsOf(profile: Profile | null): Outputs {
  const outputs = new Map<string, (state: ModalState) => void>();
  profile?.tools.forEach((tool, row) => {
    const fill = (line: string) => fillTemplate(line, { tool: tool.index });
    const { dispenser } = tool;
    if (dispenser.by === 'valve') {
      const open = dispenser.open.map(fill);
      const close = dispenser.close.map(fill);
      for (const line of open) {
        if (!close.includes(line) && !line.includes('{')) outputs.set(line, (state) => state.open.set(row, open));
      }
      for (const line of close) {
        if (!open.includes(line)) outputs.set(line, (state) => closeSame(state, profile, line));
      }
    }
    const select = tool.select.map(fill).filter((line) => !/^(M400|G4|G90|G91)\b/.test(line) && !line.includes('{'));
    for (const line of select) {
      outputs.set(line, (state) => {
        state.tool = row;
        state.toolWord = line;
      });
    }
  });
  return outputs;
}

/** A line that closes several valves (M9) closes all of them. */
function closeSame(state: ModalState, profile: Profile, line: string): void {
  profile.tools.forEach((tool, row) => {
    const { dispenser } = tool;
    if (dispenser.by !== 'valve') return;
    if (dispenser.close.some((close) => fillTemplate(close, { tool: tool.index, ...pressureValues(0) }) === line)) {
      state.open.delete(row);
    }
  });
}

const words = /([A-Z])\s*(-?\d*\.?\d+)/g;

/** Takes one command into the state. */
export function applyLine(state: ModalState, line: string, outputs: Outputs): void {
  outputs.get(line)?.(state);
  const code = /^([GMT])(\d+)/.exec(line);
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

function applyM(state: ModalState, line: string, m: number): void {
  if (m === 82 || m === 83) state.eMode = m === 82 ? 'M82' : 'M83';
  else if (m === 104 || m === 109) state.settings.set(`M104${/T\d+/.exec(line)?.[0] ?? ''}`, line);
  else if (m === 140 || m === 190) state.settings.set('M140', line);
  else if (m === 141 || m === 191) state.settings.set('M141', line);
  else if (m === 773 || m === 1036) state.settings.set(`M${m}${/T\d+/.exec(line)?.[0] ?? ''}`, line);
  else if (m === 302) state.settings.set('M302', line);
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
