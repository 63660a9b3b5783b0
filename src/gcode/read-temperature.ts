import { addEvent } from './read-machine.ts';
import { addMark, markKind } from './read-marks.ts';
import type { Machine } from './read-state.ts';
import { has, type Words } from './read-words.ts';
import type { HeatTarget } from './reading.ts';

/** Commands that set, await or end temperatures, by dialect. */
const [A, M, P, R, S, T] = [0, 12, 15, 17, 18, 19];

/** What the Rokit's channels are set to while nobody asks for more (RokitCura's end code), °C. */
export const rokitIdle = 27;

const codes: Readonly<Record<number, readonly [HeatTarget, wait: boolean]>> = {
  1040: ['tool', false],
  1090: ['tool', true],
  1400: ['bed', false],
  1900: ['bed', true],
  1410: ['chamber', false],
  1910: ['chamber', true],
};

/** Reads one M code, times ten; false where it is none of temperature. */
export function runTemperature(m: Machine, w: Words, code: number, bytes: Uint8Array): boolean {
  const { dialect } = m.rules;
  if (dialect === 'rokit' && code === 3080) return runList(m, numbersOfText(bytes, w));
  if (dialect === 'rokit' && code === 1090) return awaitList(m);
  if (dialect === 'rrf' && code === 1160) return awaitTools(m, w);
  const [of, wait] = targetOf(m, code) ?? [null, false];
  if (of === null) return false;
  const celsius = celsiusOf(m, w, code);
  if (!Number.isNaN(celsius)) setTarget(m, of, toolOf(m, w, code), celsius, wait);
  return true;
}

/** Notes that a heater or cooler is asked for this temperature; `tool` is a row of the tools. */
export function setTarget(m: Machine, of: HeatTarget, tool: number, celsius: number, wait: boolean): void {
  const name = of === 'tool' ? m.tools[tool].id : of;
  m.targets.set(name, celsius);
  if (celsius > 0) m.heaters.add(name);
  else m.heaters.delete(name);
  if (wait) addMark(m, markKind.stop);
  addEvent(m, { kind: 'temperature', of, tool, celsius, wait, line: m.line, motion: m.columns.count });
}

function targetOf({ rules }: Machine, code: number): readonly [HeatTarget, boolean] | undefined {
  if (rules.dialect === 'cellink-biox') {
    if (code === 7710) return ['tool', false];
    if (code === 8000 || code === 8010) return ['bed', false];
  }
  return rules.dialect === 'rrf' && code === 5680 ? ['tool', false] : codes[code];
}

function celsiusOf({ rules }: Machine, w: Words, code: number): number {
  if (rules.dialect === 'cellink-biox' && code === 8000) return 0;
  if (rules.dialect === 'cellink-biox' && code === 7710) return has(w, P) ? w.values[P] : Number.NaN;
  if (code === 5680 && has(w, A)) {
    // A0 is off, A1 standby at R, A2 active at S; there is no other.
    if (w.values[A] === 0) return 0;
    if (w.values[A] === 1) return has(w, R) ? w.values[R] : Number.NaN;
    if (w.values[A] !== 2) return Number.NaN;
  }
  return has(w, S) ? w.values[S] : has(w, R) ? w.values[R] : Number.NaN;
}

function toolOf(m: Machine, w: Words, code: number): number {
  const index = has(w, T) ? w.values[T] : code === 5680 && has(w, P) ? w.values[P] : m.tools[m.tool].index;
  return Math.max(
    m.tools.findIndex((candidate) => candidate.index === index),
    0,
  );
}

/** M116 waits for the tool it names, or for all that were set. */
function awaitTools(m: Machine, w: Words): boolean {
  m.tools.forEach(({ id, index }, tool) => {
    const celsius = m.targets.get(id);
    if (celsius !== undefined && (!has(w, P) || w.values[P] === index)) setTarget(m, 'tool', tool, celsius, true);
  });
  return true;
}

/** Rokit's M308 tells every channel, D1 to D6 and the bed, in one list: only what changes is an event. */
function runList(m: Machine, list: readonly number[]): boolean {
  list.forEach((celsius, channel) => {
    const tool = m.tools.findIndex(({ index }) => index === channel);
    if (tool < 0 && channel !== list.length - 1) return;
    const name = tool < 0 ? 'bed' : m.tools[tool].id;
    if (celsius === (m.targets.get(name) ?? rokitIdle)) return;
    setTarget(m, tool < 0 ? 'bed' : 'tool', Math.max(tool, 0), celsius, false);
    if (celsius === rokitIdle) m.heaters.delete(name);
  });
  return true;
}

/** Rokit's M109 waits for every channel that was asked for something. */
function awaitList(m: Machine): boolean {
  for (const [name, celsius] of m.targets) {
    const tool = m.tools.findIndex(({ id }) => id === name);
    if (celsius !== rokitIdle) setTarget(m, tool < 0 ? 'bed' : 'tool', Math.max(tool, 0), celsius, true);
  }
  return true;
}

/** The bare numbers that stand behind an M code. */
export function numbersOfText(bytes: Uint8Array, w: Words): number[] {
  if (w.textAt < 0 || !has(w, M)) return [];
  const text = String.fromCharCode(...bytes.subarray(w.textAt, Math.min(w.textEnd, w.textAt + 400)));
  return text.trim().split(/\s+/).map(Number).filter(Number.isFinite);
}
