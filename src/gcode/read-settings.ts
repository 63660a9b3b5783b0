import type { DialectId } from '../printer/profile.ts';
import { activate, remark } from './read-machine.ts';
import { addMark, markKind } from './read-marks.ts';
import { bitsOf } from './read-rules.ts';
import type { Machine } from './read-state.ts';
import { has, type Words } from './read-words.ts';
import type { AxisLimits, LimitChange } from './reading.ts';

/**
 * Settings that a file may change while it prints, and that are followed: factors on speed and plunger, accelerations,
 * top speeds and the numbers of the corner rule. Words beside those named here are not followed: `inspectLines` then says
 * that the line is not understood.
 */
const marlin = { 2010: 'XYZE', 2030: 'XYZE', 2040: 'SPRT', 2050: 'XYZEJ', 2200: 'S', 2210: 'ST' };
const followed: Partial<Record<DialectId, Readonly<Record<number, string>>>> = {
  // Marlin/src/gcode/config: M200-M205.cpp, M220.cpp, M221.cpp in MarlinFirmware/Marlin@005ec91.
  marlin,
  // Duet3D/RepRapFirmware@014f1f1 src/GCodes/GCodes2.cpp; M204 S counts only where it plays Marlin, and is not followed.
  rrf: { 2010: 'XYZE', 2030: 'XYZE', 2040: 'PT', 2050: 'XYZE', 5660: 'XYZE', 2200: 'S', 2210: 'SD' },
  // Klipper3d/klipper@001af18 klippy/extras/gcode_move.py; klippy/toolhead.py, cmd_M204.
  klipper: { 2040: 'SPT', 2200: 'S', 2210: 'S' },
};

/** Whether an M code, times ten, with these words (bits) is a setting that the reading follows. */
export function followsSetting(dialect: DialectId | null, code: number, words: number): boolean {
  const letters = followed[dialect ?? 'marlin']?.[code];
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
  if (followed[m.rules.dialect ?? 'marlin']?.[code] === undefined) return;
  if (code === 2200) scaleSpeed(m, w);
  else if (code === 2210) scalePlunger(m, w);
  else addChange(m, changeOf(m, w, code));
}

const [D, E, J, P, R, S, T, X, Y, Z] = [3, 4, 9, 15, 17, 18, 19, 23, 24, 25];

/** Percent; NaN where the line only asks. Klipper takes 100 where no S is given. */
function percentOf(m: Machine, w: Words): number {
  const bare = m.rules.dialect === 'klipper' ? 100 : Number.NaN;
  return has(w, S) && w.values[S] > 0 ? w.values[S] : bare;
}

function scaleSpeed(m: Machine, w: Words): void {
  const percent = percentOf(m, w);
  if (Number.isNaN(percent)) return;
  m.speed *= percent / 100 / m.speedFactor;
  m.speedFactor = percent / 100;
  if (percent !== 100) multiplied(m, `M220 sets ${percent} % of every feed rate`, 'M220');
}

function scalePlunger(m: Machine, w: Words): void {
  const percent = percentOf(m, w);
  if (Number.isNaN(percent)) return;
  // Marlin names the tool by T, RepRapFirmware an extruder by D; Klipper has one factor for all.
  const letter = m.rules.dialect === 'rrf' ? D : T;
  const index = m.rules.dialect !== 'klipper' && has(w, letter) ? w.values[letter] : m.tools[m.tool].index;
  m.tools.forEach((tool, row) => {
    if (m.rules.dialect === 'klipper' || tool.index === index) m.flowFactors[row] = percent / 100;
  });
  activate(m, m.tool);
  if (percent !== 100) multiplied(m, `M221 sets ${percent} % of the way of the plunger`, 'M221');
}

function multiplied(m: Machine, what: string, code: string): void {
  const fix = `Remove the ${code}, and write the speeds and volumes that are meant.`;
  remark(
    m,
    `multiplied-${code.toLowerCase()}`,
    'warn',
    `Line ${m.line}: ${what}. Time, flow and volume are read so.`,
    fix,
  );
}

function changeOf(m: Machine, w: Words, code: number): LimitChange {
  const units = m.unit / 1e6;
  const rrf = m.rules.dialect === 'rrf';
  switch (code) {
    case 2010:
      return { accelerations: axesOf(w, units) };
    case 2030:
      // RepRapFirmware counts speeds in mm/min.
      return { speeds: axesOf(w, rrf ? units / 60 : units) };
    case 2040:
      return accelerationsOf(m, w, units);
    case 2050:
      return { jerks: axesOf(w, units), ...(has(w, J) && w.values[J] > 0 ? { deviation: w.values[J] * units } : {}) };
    default:
      return { jerks: axesOf(w, units / 60) };
  }
}

/** Klipper has one acceleration: S, else the lesser of P and T, which then must both stand there (cmd_M204). */
function accelerationsOf(m: Machine, w: Words, units: number): LimitChange {
  const of = (letter: number) => (has(w, letter) && w.values[letter] > 0 ? w.values[letter] * units : undefined);
  const [s, p, t, r] = [of(S), of(P), of(T), of(R)];
  if (m.rules.dialect === 'klipper') {
    const all = s ?? (p !== undefined && t !== undefined ? Math.min(p, t) : undefined);
    return { print: all, travel: all, retract: all };
  }
  return m.rules.dialect === 'rrf' ? { print: p, travel: t } : { print: p ?? s, travel: t ?? s, retract: r };
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
