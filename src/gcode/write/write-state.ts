import { type Dialect, dwellLine } from '../../firmware/dialect.ts';
import { commentText } from '../../firmware/free-text.ts';
import { fillTemplate, pressureValues, type TemplateValues } from '../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { Step } from '../../program/step.ts';
import { nmPerMm } from '../../slice/outline.ts';
import { GcodeBuffer } from './gcode-buffer.ts';
import type { NumberRoom } from './number-room.ts';

/** What the writer knows about the machine while it writes: its modes, where it stands, and what is switched on. */
export interface WriteState {
  readonly out: GcodeBuffer;
  /** Where to leave room for the numbers of the machine model; null: nowhere. */
  readonly room: NumberRoom | null;
  readonly program: Program;
  readonly profile: Profile;
  readonly dialect: Dialect;
  /** Last words written, in steps of `step` nm; NaN when the machine may stand elsewhere. */
  x: number;
  y: number;
  z: number;
  /** Last F, in 1/10000 mm/min; NaN when unknown. */
  feed: number;
  /** Where the tip stands, nm, machine frame of the program; NaN when unknown. */
  readonly tip: { x: number; y: number; z: number };
  /** The needle has left the place where the operator put it. */
  risen: boolean;
  /** Height above everything the program crosses, mm: never below the profile's safe Z. */
  readonly clearZ: number;
  tool: ProfileTool | null;
  plunger: Plunger | null;
  /** Whether E words are increments: as the machine takes them (null: unknown), as the active tool wants them. */
  relative: boolean | null;
  wantsRelative: boolean | null;
  /** The last command waited for all motion. */
  synced: boolean;
  /** Subtracted from the tip's position: the offset of a tool that the firmware does not correct, nm. */
  readonly offset: { x: number; y: number; z: number };
  /** kPa set so far, by tool id. */
  readonly pressures: Map<string, number>;
  /** °C asked for, by tool id, `bed` or `chamber`. */
  readonly targets: Map<string, number>;
  /** What was ever switched on, and so has to be switched off: valves, lamps, pressures, heaters and coolers. */
  readonly opened: Set<ProfileTool>;
  readonly lit: Set<string>;
  readonly pressurised: Set<ProfileTool>;
  readonly heated: Set<ProfileTool | 'bed' | 'chamber'>;
  cures: number;
  /** Feature and width last commented, so that they are repeated only when they change. */
  type: string;
  width: number;
}

/** The word that moves a plunger, and how far it was moved. */
export interface Plunger {
  /** Character code of the word. */
  readonly word: number;
  /** Units of the last digit for 1 µL. */
  readonly digitsPerUl: number;
  readonly ulPerUnit: number;
  readonly decimals: number;
  readonly relative: boolean;
  /** Position wanted, and position written, both in units of the last digit: what rounding leaves is carried on. */
  exact: number;
  written: number;
}

/** One digit of X, Y and Z: 0.1 µm. */
export const step = 100;
export const positionDecimals = 4;
export const feedDecimals = 4;
/** Of the last digit of a speed, by mm/min. */
export const feedScale = 10 ** feedDecimals;

export function startState(
  program: Program,
  profile: Profile,
  dialect: Dialect,
  room: NumberRoom | null = null,
): WriteState {
  return {
    out: new GcodeBuffer(),
    room,
    program,
    profile,
    dialect,
    x: Number.NaN,
    y: Number.NaN,
    z: Number.NaN,
    feed: Number.NaN,
    tip: { x: Number.NaN, y: Number.NaN, z: Number.NaN },
    risen: false,
    clearZ: Math.max(profile.safeZ, highestTravel(program.steps)),
    tool: null,
    plunger: null,
    relative: null,
    wantsRelative: null,
    synced: false,
    offset: { x: 0, y: 0, z: 0 },
    pressures: new Map(),
    targets: new Map(),
    opened: new Set(),
    lit: new Set(),
    pressurised: new Set(),
    heated: new Set(),
    cures: 0,
    type: '',
    width: Number.NaN,
  };
}

/** Top of all travel, mm; the planner crosses there. */
function highestTravel(steps: readonly Step[]): number {
  let highest = 0;
  for (const step of steps) {
    if (step.kind !== 'travel') continue;
    for (let i = 2; i < step.points.length; i += 3) if (step.points[i] > highest) highest = step.points[i];
  }
  return highest / nmPerMm;
}

/** Lines as they are; commands that act ahead of the queued motion get the dialect's sync around them. */
export function emit(state: WriteState, lines: readonly string[]): void {
  const { sync, immediate } = state.dialect;
  let owesSync = false;
  for (const line of lines) {
    const acts = immediate?.test(line) === true;
    if ((acts && !owesSync) || (!acts && owesSync)) writeSync(state);
    owesSync = acts;
    if (sync.includes(line)) writeSync(state);
    else writeLine(state, line);
  }
  if (owesSync) writeSync(state);
}

/** Waits in place, s. */
export function wait(state: WriteState, seconds: number): void {
  emit(state, [dwellLine(state.dialect.dwellUnit, seconds)]);
}

/** Waits for the motion, unless the last command did. */
function writeSync(state: WriteState): void {
  if (state.synced) return;
  for (const line of state.dialect.sync) state.out.line(line);
  state.synced = true;
}

function writeLine(state: WriteState, line: string): void {
  state.out.line(line);
  if (line.startsWith(';')) return;
  state.synced = false;
  if (/^(G(?!0?4\b)|T|D\d)/.test(line)) forgetPosition(state);
  // Marlin lets G90 and G91 decide over E too.
  if (/^G9[01]\b/.test(line)) state.relative = null;
}

/** After lines that may have moved the machine: the next motion writes all its words. */
export function forgetPosition(state: WriteState): void {
  state.x = state.y = state.z = state.feed = Number.NaN;
}

/** Lines of the profile with their placeholders filled. */
export function emitTemplate(state: WriteState, lines: readonly string[], values: TemplateValues = {}): void {
  if (lines.length === 0) return;
  const all = { safeZ: state.profile.safeZ, ...values };
  emit(
    state,
    lines.map((line) => fillTemplate(line, all)),
  );
  restoreExtrusionMode(state);
}

/** Declares extrusion words increments or positions, as the active tool wants it, where that is not in force. */
export function restoreExtrusionMode(state: WriteState): void {
  const { wantsRelative, relative, dialect } = state;
  if (wantsRelative === null || wantsRelative === relative) return;
  emit(state, dialect.extrusionMode(wantsRelative));
  state.relative = wantsRelative;
}

/** What the lines of a tool may ask for. */
export function toolValues(state: WriteState, tool: ProfileTool): TemplateValues {
  const loaded = state.program.header.tools.find((each) => each.tool === tool.id);
  const kPa = state.pressures.get(tool.id) ?? loaded?.pressure ?? 0;
  const z = Number.isNaN(state.z) ? state.clearZ : state.z / 10 ** positionDecimals;
  const kPaList = [...state.profile.tools]
    .sort((a, b) => a.index - b.index)
    .map(({ id }) => String(Number((state.pressures.get(id) ?? 0).toFixed(1))))
    .join(' ');
  return { tool: tool.index, z, safeZ: state.clearZ, kPaList, ...pressureValues(kPa) };
}

export function comment(state: WriteState, text: string): void {
  state.out.line(`; ${commentText(text, state.dialect.realtime)}`);
}
