import { addMark, markKind } from '../reading/read-marks.ts';
import { addEvent, placeOrigin, remark, standElsewhere } from './read-machine.ts';
import { runSignatures } from './read-outputs.ts';
import { commandKey } from './read-signatures.ts';
import type { Machine } from './read-state.ts';
import { heatByG10 } from './read-temperature.ts';
import { has, type Words } from './read-words.ts';

/** G codes: modes, offsets, homing and dwells change the machine; motion codes are left for the end of the line. */
const [F, G, L, N, P, S, X, Y, Z] = [5, 6, 11, 13, 15, 18, 23, 24, 25];
const axes = (1 << X) | (1 << Y) | (1 << Z);

/** What is left to move once the settings of a line are made. */
export interface MotionOfLine {
  /** 0-3, -1 for none named, -2 where the line's axis words mean something else. */
  code: number;
  relative: boolean;
  machine: boolean;
}

/** One G code, times ten, of a line. */
export function runG(m: Machine, w: Words, code: number, scan: MotionOfLine): void {
  const key = commandKey(G, code);
  if (m.rules.signatures.byCommand.has(key) && (code > 30 || code < 0)) runSignatures(m, w, key);
  if ((code <= 30 && code >= 0 && code % 10 === 0) || (code === 50 && m.rules.curves)) {
    scan.code = code / 10;
    m.motion = scan.code;
    return;
  }
  if ((code >= 540 && code <= 590 && code % 10 === 0) || (code > 590 && code < 594)) {
    m.system = code <= 590 ? (code - 540) / 10 : code - 585;
    placeOrigin(m);
    return;
  }
  switch (code) {
    case 40:
      runDwell(m, w, scan);
      return;
    case 70:
      if (m.rules.g7Relative) Object.assign(scan, { code: 1, relative: true });
      break;
    case 100:
      scan.code = -2;
      if (has(w, L)) setWorkOffset(m, w);
      else if (m.rules.heatsByG10) heatByG10(m, w);
      return;
    case 170:
    case 180:
    case 190:
      m.plane = code / 10;
      return;
    case 200:
    case 210:
      if (code === 200 && m.rules.refusesInches) refuseInches(m);
      else m.unit = code === 200 ? 25.4e6 : 1e6;
      return;
    case 280:
    case 300:
      scan.code = -2;
      runHome(m, w);
      return;
    case 530:
      scan.machine = true;
      return;
    case 800:
      scan.code = scan.code < 0 ? -2 : scan.code;
      return;
    case 900:
    case 910:
      m.relative = code === 910;
      scan.relative = m.relative;
      if (m.rules.plungerMode === 'switched') {
        if (m.plungerRelative && !m.relative && m.plungerDoubt === 0) m.plungerDoubt = m.line;
        m.plungerRelative = m.relative;
      }
      return;
    case 60:
    case 610:
      scan.code = -2;
      return;
    case 901:
    case 911:
      m.arcAbsolute = code === 901;
      return;
    case 920:
      scan.code = -2;
      setPosition(m, w);
      return;
    case 921:
    case 922:
      m.shift.fill(0);
      placeOrigin(m);
      return;
    case 930:
    case 940:
      m.inverseTime = code === 930;
      return;
  }
  // Probing, parking and the like move in ways of their own: their axis words are no plain motion.
  if (code >= 270 && code < 900 && code !== 610 && code !== 640) scan.code = -2;
}

function refuseInches(m: Machine): void {
  remark(
    m,
    'inches-refused',
    'refuse',
    'G20: Klipper answers an error to inches and stops the print',
    'Write the file in millimetres (G21).',
  );
}

function runDwell(m: Machine, w: Words, scan: MotionOfLine): void {
  scan.code = -2;
  const { dwellP, dwellS, dwellAdds, guessed } = m.rules;
  const byP = has(w, P) ? w.values[P] * dwellP : 0;
  const byS = has(w, S) ? w.values[S] * dwellS : 0;
  if (has(w, S) && dwellS === 0) {
    const what = 'G4 with S is no wait here: Klipper ignores it, GRBL stops with an error';
    remark(m, 'dwell-ignored', 'warn', what, 'write G4 P');
  }
  // regenHU writes the seconds in F.
  const byF = guessed && !has(w, P) && !has(w, S) && has(w, F) ? w.values[F] : 0;
  const stated = dwellAdds ? byP + byS : has(w, S) && dwellS > 0 ? byS : byP + byF;
  if (stated < 0) {
    // strtoul turns -1 into 4294967295 (MarlinFirmware/Marlin@005ec91 Marlin/src/gcode/parser.h, value_millis).
    const what = 'G4 waits for less than nothing: Marlin takes P-1 for 49 days, others stop with an error';
    remark(m, 'dwell-negative', 'warn', what, 'write the time that is meant');
  }
  const seconds = Math.max(0, stated);
  m.restedS += seconds;
  addMark(m, markKind.dwell, seconds);
  if (seconds > 0) addEvent(m, { kind: 'dwell', seconds, line: m.line, motion: m.columns.count });
}

function runHome(m: Machine, w: Words): void {
  const stated = (w.mask | w.bare) & axes;
  const homed = stated === 0 ? axes : stated;
  const names = [X, Y, Z].filter((letter) => (homed & (1 << letter)) !== 0);
  // Where the end stops are, no file tells: homed axes are taken to stand at machine zero.
  for (const letter of names) m.shift[letter - X] = 0;
  placeOrigin(m);
  const { offset } = m.tools[m.tool];
  if (names.includes(X)) m.x = offset[0];
  if (names.includes(Y)) m.y = offset[1];
  if (names.includes(Z)) m.z = offset[2];
  m.placed |= names.reduce((bits, letter) => bits | (1 << (letter - X)), 0);
  const text = names.map((letter) => String.fromCharCode(65 + letter)).join('');
  addMark(m, markKind.stop);
  addEvent(m, { kind: 'home', axes: text, line: m.line, motion: m.columns.count });
}

/**
 * G92: the tip stays, its coordinates get new names. The first one of an axis that was neither moved nor homed tells
 * where the operator has put it (machines zeroed manually), and moves nothing.
 */
function setPosition(m: Machine, w: Words): void {
  const { unit, placed } = m;
  if (m.rules.zeroedByBareG92 && ((w.mask | w.bare) & ~((1 << G) | (1 << N))) === 0) {
    m.plunger.fill(0);
    Object.assign(m.shift, { 0: m.shift[0] + m.x - m.ox, 1: m.shift[1] + m.y - m.oy, 2: m.shift[2] + m.z - m.oz });
    m.placed = 7;
  }
  for (let letter = 0; letter < 23; letter++) {
    if (has(w, letter)) m.plunger[letter] = (w.values[letter] * unit) / 1e6;
  }
  for (const [axis, letter] of [
    [0, X],
    [1, Y],
    [2, m.zLetter],
  ]) {
    if (!has(w, letter)) continue;
    const written = w.values[letter] * unit;
    const origin = axis === 0 ? m.ox : axis === 1 ? m.oy : m.oz;
    const now = axis === 0 ? m.x : axis === 1 ? m.y : m.z;
    if ((m.placed & (1 << axis)) !== 0) {
      m.shift[axis] += now - origin - written;
    } else if (axis === 0) m.x = written + origin;
    else if (axis === 1) m.y = written + origin;
    else m.z = written + origin;
    m.placed |= 1 << axis;
  }
  placeOrigin(m);
  if (m.placed !== placed) standElsewhere(m);
}

/** G10 L2 names the origin of a work system, L20 the coordinates of where the tip stands; other G10 are no motion. */
function setWorkOffset(m: Machine, w: Words): void {
  const kind = w.values[L];
  if (kind !== 2 && kind !== 20) return;
  const named = has(w, P) ? Math.trunc(w.values[P]) : 0;
  const system = named >= 1 && named <= 9 ? named - 1 : m.system;
  const { offset } = m.tools[m.tool];
  for (const letter of [X, Y, Z]) {
    if (!has(w, letter)) continue;
    const axis = letter - X;
    const tip = axis === 0 ? m.x : axis === 1 ? m.y : m.z;
    const value = w.values[letter] * m.unit;
    m.systems[system * 3 + axis] = kind === 2 ? value : tip - m.shift[axis] - offset[axis] - value;
  }
  placeOrigin(m);
}
