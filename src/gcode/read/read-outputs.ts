import type { SpecialCommand } from '../../firmware/read-traits.ts';
import { runSetting } from '../read-settings.ts';
import { addMark, markKind } from '../reading/read-marks.ts';
import { activate, addEvent, changeTool, layDrop, placeOrigin, remark } from './read-machine.ts';
import { commandKey, type SignatureAction, signatureOf } from './read-signatures.ts';
import type { Machine } from './read-state.ts';
import { awaitList, awaitTools, numbersOfText, runList, runTemperature } from './read-temperature.ts';
import { has, type Words } from './read-words.ts';

/** M codes, and whatever else a profile says opens valves, lights lamps, selects tools and sets pressures. */
const [D, M, P, S] = [3, 12, 15, 18];

/** Rokit's M302 without an M303 before it, s (docs/rokit-code/invivio-gcode-command.md). */
const defaultShotS = 5;

/** One M code, times ten, of a line. */
export function runM(m: Machine, w: Words, code: number, bytes: Uint8Array): void {
  runSignatures(m, w, commandKey(M, code));
  const at = { line: m.line, motion: m.columns.count };
  if (m.rules.stops.has(code)) addMark(m, markKind.stop);
  if (m.rules.ends.has(code)) {
    addEvent(m, { kind: 'stop', ...at });
    m.endedBy = `M${code / 10}`;
    return;
  }
  switch (code) {
    case 0:
    case 10:
      if (code === 10 && m.rules.ignoresM1) return;
      noteTimedPause(m, w);
      addEvent(m, { kind: 'pause', ...at });
      return;
    case 250:
    case 2260:
    case 6000:
      addEvent(m, { kind: 'pause', ...at });
      return;
    case 20:
    case 300:
      if (m.rules.resets.has(code)) endProgram(m);
      return;
    case 820:
    case 830:
      m.plungerRelative = code === 830;
      return;
    case 2000:
      setVolumetric(m, w);
      return;
    case 3020:
      if (m.rules.special[3020] === undefined) setColdGuard(m, w);
      break;
  }
  runSetting(m, w, code);
  const special = m.rules.special[code];
  if (special === undefined) runTemperature(m, w, code);
  else runSpecial(m, w, special, bytes);
}

/** A command that means something on one firmware only. */
function runSpecial(m: Machine, w: Words, command: SpecialCommand, bytes: Uint8Array): void {
  switch (command) {
    case 'pressures':
      runPressures(m, numbersOfText(bytes, w));
      return;
    case 'shot':
      // The machine times it itself.
      shoot(m, m.shotS[m.tools[m.tool].index] ?? defaultShotS);
      return;
    case 'shot times':
      m.shotS = numbersOfText(bytes, w);
      return;
    case 'temperatures':
      runList(m, numbersOfText(bytes, w));
      return;
    case 'await all':
      awaitList(m);
      return;
    case 'await tools':
      awaitTools(m, w);
      return;
    default:
      command satisfies never;
  }
}

/** GRBL goes on after the end of a program: outputs are off, modes and work system as at the start (gcode.c). */
function endProgram(m: Machine): void {
  addEvent(m, { kind: 'stop', line: m.line, motion: m.columns.count });
  for (const lamp of m.lamps) addEvent(m, { kind: 'lamp', lamp, on: false, line: m.line, motion: m.columns.count });
  m.lamps.clear();
  m.valves.fill(0);
  m.valveOpen = false;
  m.motion = 1;
  m.plane = 17;
  m.relative = false;
  m.inverseTime = false;
  m.system = 0;
  placeOrigin(m);
}

/** Marlin and its kin take P and S behind M0, in its text too, for the time after which they go on by themselves. */
function noteTimedPause(m: Machine, w: Words): void {
  if (!m.rules.resumesByText) return;
  if (!(has(w, P) && w.values[P] > 0) && !(has(w, S) && w.values[S] > 0)) return;
  const where = w.textAt < 0 ? '' : ' in its text';
  const what = `A pause (M0, M1) has a P or an S with a number${where}: Marlin resumes by itself after that time.`;
  remark(m, 'timed-pause', 'warn', what, 'Show the text by M117 and pause by a bare M0.');
}

function shoot(m: Machine, seconds: number): void {
  addMark(m, markKind.open);
  addMark(m, markKind.dwell, seconds);
  layDrop(m, seconds);
  addMark(m, markKind.close);
}

/** M302: P1 or S0 lets a cold plunger move, S is the temperature from which it may, P0 is the firmware's own again. */
function setColdGuard(m: Machine, w: Words): void {
  const motion = m.columns.count;
  if (has(w, S)) m.coldGuards.push({ motion, belowC: w.values[S] });
  else if (has(w, P)) m.coldGuards.push({ motion, belowC: w.values[P] === 0 ? m.rules.guardC : 0 });
}

/** M200 D: E counts mm³ until D0. */
function setVolumetric(m: Machine, w: Words): void {
  const on = has(w, D) ? w.values[D] > 0 : has(w, S) && w.values[S] > 0;
  m.volumetric = on && !(has(w, S) && w.values[S] === 0) ? 1 : Number.NaN;
  activate(m, m.tool);
}

/** Rokit's M306 tells the pressure of every channel in one list, kPa: only what changes is an event. */
function runPressures(m: Machine, list: readonly number[]): void {
  list.forEach((kPa, channel) => {
    const tool = m.tools.findIndex(({ index }) => index === channel);
    if (tool >= 0) setPressure(m, tool, kPa);
  });
}

function setPressure(m: Machine, tool: number, kPa: number): void {
  if (m.pressures[tool] === kPa) return;
  m.pressures[tool] = kPa;
  addEvent(m, { kind: 'pressure', tool, kPa, line: m.line, motion: m.columns.count });
}

/** Does what the profile says a line does; false where the profile knows no such line. */
export function runSignatures(m: Machine, w: Words, key: number): boolean {
  const list = m.rules.signatures.byCommand.get(key);
  if (list === undefined) return false;
  const signature = signatureOf(list, w);
  if (signature !== null) act(m, signature.action, w);
  return signature !== null;
}

/** Does to the machine what a line of the profile stands for. */
export function act(m: Machine, action: SignatureAction, w: Words): void {
  switch (action.kind) {
    case 'select':
      changeTool(m, action.tool);
      return;
    case 'open':
    case 'close':
      switchValves(m, action.kind === 'open', action.tools);
      if (action.kind === 'open' && action.letter >= 0 && has(w, action.letter)) {
        setPressure(m, m.tool, w.values[action.letter] * action.kPaPerUnit);
      }
      return;
    case 'lamp':
      if (m.lamps.has(action.lamp) === action.on) return;
      if (action.on) m.lamps.add(action.lamp);
      else m.lamps.delete(action.lamp);
      addEvent(m, {
        kind: 'lamp',
        lamp: action.lamp,
        on: action.on,
        line: m.line,
        motion: m.columns.count,
      });
      return;
    case 'pressure':
      if (action.letter < 0 || !has(w, action.letter)) return;
      setPressure(m, action.tool, w.values[action.letter] * action.kPaPerUnit);
      return;
  }
}

/** Ink flows through the active tool where it is one of these, else through the first, which thereby becomes active. */
function switchValves(m: Machine, open: boolean, tools: readonly number[]): void {
  if (open) {
    const row = tools.includes(m.tool) ? m.tool : tools[0];
    const opens = m.valves[row] === 0;
    m.valves[row] = 1;
    changeTool(m, row);
    if (opens) {
      addMark(m, markKind.open);
      m.openedAt = m.columns.count;
      m.restedS = 0;
    }
  } else {
    // Opened, waited and closed in one place: a drop.
    if (m.valveOpen && tools.includes(m.tool) && m.openedAt === m.columns.count && m.restedS > 0) layDrop(m, m.restedS);
    for (const row of tools) {
      if (m.valves[row] === 1) addMark(m, markKind.close, 0, 0, row);
      m.valves[row] = 0;
    }
    m.openedAt = -1;
  }
  m.valveOpen = m.valves[m.tool] === 1;
}
