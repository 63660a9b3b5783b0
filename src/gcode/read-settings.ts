import { activate, remark } from './read/read-machine.ts';
import { bitsOf, type ReadRules } from './read/read-rules.ts';
import type { Machine } from './read/read-state.ts';
import { has, type Words } from './read/read-words.ts';
import { addMark, markKind } from './reading/read-marks.ts';
import type { AxisLimits, LimitChange } from './reading/reading.ts';

/**
 * Settings that a file may change while it prints, and that are followed: factors on speed and plunger, accelerations,
 * top speeds and the numbers of the corner rule. Words beside those named here are not followed: `inspectLines` then says
 * that the line is not understood.
 */

/** Whether an M code, times ten, with these words (bits) is a setting that the reading follows. */
export function followsSetting({ settings }: ReadRules, code: number, words: number): boolean {
  const letters = settings[code];
  return letters !== undefined && (words & ~bitsOf(`${letters}MN`)) === 0;
}

/** Klipper's SET_VELOCITY_LIMIT (klippy/toolhead.py): keys that are followed. */
export const velocityKeys: readonly string[] = [
  'VELOCITY',
  'ACCEL',
  'SQUARE_CORNER_VELOCITY',
  'MINIMUM_CRUISE_RATIO',
  'ACCEL_TO_DECEL',
];

/** One M code, times ten: changes what is followed of it. */
export function runSetting(m: Machine, w: Words, code: number): void {
  if (m.rules.settings[code] === undefined) return;
  if (code === 2200) scaleSpeed(m, w);
  else if (code === 2210) scalePlunger(m, w);
  else addChange(m, changeOf(m, w, code));
}

const [D, E, J, P, R, S, T, X, Y, Z] = [3, 4, 9, 15, 17, 18, 19, 23, 24, 25];

/** Percent; NaN where the line only asks, and where its number is none that the firmware takes. */
function percentOf(m: Machine, w: Words, least: 'above 0' | '0'): number {
  const { bareFactorIs100, wholeFactors } = m.rules;
  if (!has(w, S)) return bareFactorIs100 ? 100 : Number.NaN;
  const percent = wholeFactors ? Math.trunc(w.values[S]) : w.values[S];
  if (percent > 0 || (percent === 0 && least === '0')) return percent;
  const what = `a factor of ${w.values[S]} % is none: some firmwares stop with an error, others do what no one knows; the line is left out here`;
  remark(m, 'factor-not-positive', 'warn', what, 'write the per cent that is meant');
  return Number.NaN;
}

function scaleSpeed(m: Machine, w: Words): void {
  const percent = percentOf(m, w, 'above 0');
  if (Number.isNaN(percent)) return;
  m.speed *= percent / 100 / m.speedFactor;
  m.speedFactor = percent / 100;
  if (percent !== 100) multiplied(m, `M220 sets ${percent} % of every feed rate`, 'M220');
}

function scalePlunger(m: Machine, w: Words): void {
  // Klipper answers an error to 0 (gcode_move.py, cmd_M221); with Marlin and RepRapFirmware the plunger rests.
  const percent = percentOf(m, w, m.rules.named ? 'above 0' : '0');
  if (Number.isNaN(percent)) return;
  const { factorOf } = m.rules;
  const letter = factorOf === 'D' ? D : T;
  const index = factorOf !== null && has(w, letter) ? w.values[letter] : m.tools[m.tool].index;
  m.tools.forEach((tool, row) => {
    if (factorOf === null || tool.index === index) m.flowFactors[row] = percent / 100;
  });
  activate(m, m.tool);
  if (percent !== 100) multiplied(m, `M221 sets ${percent} % of the way of the plunger`, 'M221');
}

function multiplied(m: Machine, what: string, code: 'M220' | 'M221'): void {
  const fix = `Remove the ${code}, and write the speeds and volumes that are meant.`;
  remark(
    m,
    code === 'M220' ? 'multiplied-m220' : 'multiplied-m221',
    'warn',
    `Line ${m.line}: ${what}. Time, flow and volume are read so.`,
    fix,
  );
}

function changeOf(m: Machine, w: Words, code: number): LimitChange {
  const units = m.unit / 1e6;
  switch (code) {
    case 2010:
      return { accelerations: axesOf(w, units) };
    case 2030:
      return { speeds: axesOf(w, m.rules.speedsAMinute ? units / 60 : units) };
    case 2040:
      return accelerationsOf(m, w, units);
    case 2050:
      return { jerks: axesOf(w, units), ...(has(w, J) && w.values[J] > 0 ? { deviation: w.values[J] * units } : {}) };
    default:
      return { jerks: axesOf(w, units / 60) };
  }
}

/** A word that the firmware does not follow says nothing. */
function accelerationsOf(m: Machine, w: Words, units: number): LimitChange {
  const followed = bitsOf(m.rules.settings[2040]);
  const of = (letter: number) =>
    has(w, letter) && (followed & (1 << letter)) !== 0 && w.values[letter] > 0 ? w.values[letter] * units : undefined;
  const [s, p, t, r] = [of(S), of(P), of(T), of(R)];
  if (!m.rules.oneAcceleration) return { print: p ?? s, travel: t ?? s, retract: r };
  const all = s ?? (p !== undefined && t !== undefined ? Math.min(p, t) : undefined);
  return { print: all, travel: all, retract: all };
}

function axesOf(w: Words, units: number): AxisLimits {
  const of = (letter: number) => (has(w, letter) && w.values[letter] > 0 ? w.values[letter] * units : undefined);
  return { x: of(X), y: of(Y), z: of(Z), e: of(E) };
}

/** SET_VELOCITY_LIMIT with these pairs. */
export function runVelocityLimit(m: Machine, pairs: ReadonlyMap<string, string>): void {
  const of = (key: string): number | undefined => {
    const value = Number(pairs.get(key));
    return pairs.has(key) && value >= 0 ? value : undefined;
  };
  const accel = of('ACCEL') || undefined;
  const ratio = of('MINIMUM_CRUISE_RATIO');
  addChange(m, {
    print: accel,
    travel: accel,
    retract: accel,
    top: of('VELOCITY') || undefined,
    square: of('SQUARE_CORNER_VELOCITY'),
    steadyShare: ratio === undefined ? undefined : 1 - ratio,
    toDecelerate: of('ACCEL_TO_DECEL') || undefined,
  });
}

function addChange(m: Machine, change: LimitChange): void {
  const flat = Object.values(change).flatMap((value) => (typeof value === 'object' ? Object.values(value) : [value]));
  if (flat.every((value) => value === undefined)) return;
  addMark(m, markKind.limits, m.limitChanges.push(change) - 1);
}
