import { dialectOf } from '../../firmware/dialects.ts';
import type { HeatCommand, HeatTarget } from '../../firmware/read-traits.ts';
import { addMark, markKind } from '../reading/read-marks.ts';
import { addEvent, remark } from './read-machine.ts';
import type { Machine } from './read-state.ts';
import { has, type Words } from './read-words.ts';

const [A, M, P, R, S, T] = [0, 12, 15, 17, 18, 19];

/** Reads one M code, times ten, where it sets or awaits one temperature. */
export function runTemperature(m: Machine, w: Words, code: number): void {
  const heat = m.rules.heats[code];
  if (heat === undefined) return;
  const celsius = celsiusOf(heat, w);
  if (!Number.isNaN(celsius)) heatOf(m, heat, w, celsius);
}

const byG10: HeatCommand = { of: 'tool', wait: false, celsius: 'by A' };

/** `G10 P1 S37 R4`: what M568 sets of a tool, but for A. */
export function heatByG10(m: Machine, w: Words): void {
  const celsius = has(w, S) ? w.values[S] : Number.NaN;
  if (!Number.isNaN(celsius)) heatOf(m, byG10, w, celsius);
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

function celsiusOf({ celsius }: HeatCommand, w: Words): number {
  if (celsius === 'off') return 0;
  if (celsius === 'P') return has(w, P) ? w.values[P] : Number.NaN;
  if (celsius === 'by A') {
    // A0 is off, A1 standby at R, A2 active at S; there is no other. Without A, R waits for the tool to stand by.
    if (has(w, A) && w.values[A] === 0) return 0;
    if (has(w, A) && w.values[A] === 1) return has(w, R) ? w.values[R] : Number.NaN;
    if (has(w, A) && w.values[A] !== 2) return Number.NaN;
    return has(w, S) ? w.values[S] : Number.NaN;
  }
  return has(w, S) ? w.values[S] : has(w, R) ? w.values[R] : Number.NaN;
}

/** A tool that the machine does not have is no heater of another: firmwares answer that there is none. */
function heatOf(m: Machine, { of, wait, celsius: by }: HeatCommand, w: Words, celsius: number): void {
  const named = by === 'by A' && has(w, P) ? w.values[P] : m.tools[m.tool].index;
  const index = has(w, T) ? w.values[T] : named;
  const tool = m.tools.findIndex((candidate) => candidate.index === index);
  if (of !== 'tool' || tool >= 0 || m.rules.guessed) setTarget(m, of, Math.max(tool, 0), celsius, wait);
  else remark(m, 'unknown-tool', 'warn', `the file heats T${index}, which the printer does not have`);
}

/** M116 waits for the tool it names, or for all that were set. */
export function awaitTools(m: Machine, w: Words): void {
  m.tools.forEach(({ id, index }, tool) => {
    const celsius = m.targets.get(id);
    if (celsius !== undefined && (!has(w, P) || w.values[P] === index)) setTarget(m, 'tool', tool, celsius, true);
  });
}

/** A list for every channel, the bed last: only what changes is an event. */
export function runList(m: Machine, list: readonly number[]): void {
  const idle = idleOf(m);
  list.forEach((celsius, channel) => {
    const tool = m.tools.findIndex(({ index }) => index === channel);
    if (tool < 0 && channel !== list.length - 1) return;
    const name = tool < 0 ? 'bed' : m.tools[tool].id;
    if (celsius === (m.targets.get(name) ?? idle)) return;
    setTarget(m, tool < 0 ? 'bed' : 'tool', Math.max(tool, 0), celsius, false);
    if (celsius === idle) m.heaters.delete(name);
  });
}

/** Waits for every channel that was asked for something. */
export function awaitList(m: Machine): void {
  const idle = idleOf(m);
  for (const [name, celsius] of m.targets) {
    const tool = m.tools.findIndex(({ id }) => id === name);
    if (celsius !== idle) setTarget(m, tool < 0 ? 'bed' : 'tool', Math.max(tool, 0), celsius, true);
  }
}

const idleOf = ({ rules: { dialect } }: Machine): number => (dialect === null ? 0 : dialectOf(dialect).idleCelsius);

/** The bare numbers that stand behind an M code. */
export function numbersOfText(bytes: Uint8Array, w: Words): number[] {
  if (w.textAt < 0 || !has(w, M)) return [];
  const text = String.fromCharCode(...bytes.subarray(w.textAt, Math.min(w.textEnd, w.textAt + 400)));
  return text.trim().split(/\s+/).map(Number).filter(Number.isFinite);
}
