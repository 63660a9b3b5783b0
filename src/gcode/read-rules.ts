import type { DialectId, Profile, ProfileTool } from '../printer/profile.ts';
import { collectSignatures, type Signatures } from './read-signatures.ts';

/** How to read a file, worked out once from the printer profile: what words, dwells and offsets mean. */
export interface ReadRules {
  readonly dialect: DialectId | null;
  readonly tools: readonly RuleTool[];
  /** Seconds a unit of P and of S in G4; 0: the word is ignored. */
  readonly dwell: { readonly p: number; readonly s: number; readonly adds: boolean };
  /**
   * Whether E counts on: `switched` by G90 and G91 as by M82 and M83, the last one wins (Marlin: gcode.h,
   * set_relative_mode); `either`: under G91 or M83 (Klipper: gcode_move.py); `own`: M82 and M83 alone (RepRapFirmware).
   */
  readonly plungerMode: 'switched' | 'either' | 'own';
  /** G20 is answered with an error (Klipper: gcode_move.py, cmd_G20). */
  readonly refusesInches: boolean;
  /** A line is one command; a second one is read as words of the first (not so on GRBL, RepRapFirmware, ROKIT). */
  readonly oneCommand: boolean;
  /** G5 is a cubic curve with the words I, J, P and Q (Marlin with BEZIER_CURVE_SUPPORT). */
  readonly curves: boolean;
  /** Factors of M220 and M221 hold for moves of axes alone (RepRapFirmware: GCodes.cpp, LoadExtrusionAndFeedrate). */
  readonly scalesMovesOnly: boolean;
  /** G7 moves relatively for one line (CELLINK BIO X). */
  readonly g7Relative: boolean;
  /** Cold-start sense of the plunger words, before M82 or M83. */
  readonly plungerRelative: boolean;
  readonly signatures: Signatures;
  /** M codes, times ten, behind which the firmware runs no more of the file. */
  readonly ends: ReadonlySet<number>;
  /** An F on a line of its own sets the feed rate (GRBL). */
  readonly feedAlone: boolean;
  /** M codes, times ten, before which all motion ends. */
  readonly stops: ReadonlySet<number>;
  /** Letters, as bits, of plungers and second Z axes that only one tool has, and so tell which tool is meant. */
  readonly ownBits: number;
  /** Letters, as bits, of the axes that lower tools. */
  readonly zBits: number;
  /** Letters, as bits, of axes this reading does not understand. */
  readonly strangeBits: number;
  /** G0 and G1 lines with one of these letters may select a tool. */
  readonly selectBits: number;
}

export interface RuleTool {
  readonly id: string;
  readonly index: number;
  readonly by: 'plunger' | 'flag' | 'valve';
  /** Letter of the plunger or flag, 0-25; -1 for valves. */
  readonly word: number;
  /** µL a unit, NaN where the word tells no volume. */
  readonly volumePerUnit: number;
  /** nm to add to written coordinates to get the tip's, beside what the firmware corrects. */
  readonly offset: readonly [number, number, number];
  /** Letter of the axis that lowers the tool, 0-25. */
  readonly zLetter: number;
}

const axisBits = bitsOf('ABCDUVWLR');
/** Dialects whose firmware runs every command of a line (ROKIT's own files hold such lines). */
const runAll: readonly DialectId[] = ['grbl', 'rrf', 'rokit'];
/**
 * Pauses and waits, and motors off: M0 M1 M18 M25 M84 M226 M400 M600 (Marlin: gcode/ with planner.synchronize; Klipper
 * klippy/toolhead.py, cmd_M400; RepRapFirmware GCodes2.cpp, LockMovementAndWaitForStandstill). GRBL drains its planner
 * before its outputs change (gcode.c, coolant_sync and spindle_sync).
 */
const stopsOfAll = [0, 10, 180, 250, 840, 2260, 4000, 6000];
const stopsOfGrbl = [20, 30, 40, 50, 70, 80, 90, 300];
const dialectsInSeconds: readonly (DialectId | null)[] = ['grbl'];

export function bitsOf(letters: string): number {
  let bits = 0;
  for (const letter of letters) bits |= 1 << (letter.charCodeAt(0) - 65);
  return bits;
}

/** The rules for `profile`; without one, those of a plain Marlin with one tool and E in unknown millimetres. */
export function rulesFor(profile: Profile | null): ReadRules {
  const dialect = profile?.dialect ?? null;
  const tools = profile === null ? [nameTool(0)] : profile.tools.map(ruleTool);
  const signatures = collectSignatures(profile);
  const plungerBits = tools.reduce((bits, tool) => (tool.word < 0 ? bits : bits | (1 << tool.word)), 0);
  const zBits = tools.reduce((bits, tool) => bits | (1 << tool.zLetter), 0);
  return {
    dialect,
    tools,
    dwell: {
      p: dialectsInSeconds.includes(dialect) ? 1 : 0.001,
      s: dialect === 'klipper' || dialect === 'grbl' ? 0 : 1,
      adds: dialect === 'cellink-biox',
    },
    plungerMode: dialect === 'klipper' ? 'either' : dialect === 'rrf' ? 'own' : 'switched',
    refusesInches: dialect === 'klipper',
    oneCommand: dialect !== null && !runAll.includes(dialect),
    curves: dialect === null || dialect === 'marlin',
    scalesMovesOnly: dialect === 'rrf',
    g7Relative: dialect === 'cellink-biox',
    plungerRelative: false,
    signatures,
    ends: endsOf(dialect),
    feedAlone: dialect === 'grbl',
    stops: new Set([...stopsOfAll, ...(dialect === 'grbl' ? stopsOfGrbl : [])]),
    ownBits: ownBits(tools),
    zBits,
    strangeBits: axisBits & ~plungerBits & ~zBits & ~signatures.selectBits,
    selectBits: signatures.selectBits,
  };
}

/** M112 stops every Marlin, Klipper and RepRapFirmware, where M0 and M1 end the print as M2 does (GCodes2.cpp). */
function endsOf(dialect: DialectId | null): ReadonlySet<number> {
  if (dialect === 'grbl') return new Set();
  if (dialect === 'rrf') return new Set([0, 10, 20, 1120]);
  return new Set(dialect === null ? [20, 300, 1120] : [1120]);
}

function ownBits(tools: readonly RuleTool[]): number {
  const letters = tools.flatMap(({ word, zLetter }) => (word < 0 ? [zLetter] : [word, zLetter]));
  if (tools.length < 2) return 0;
  return letters
    .filter((letter) => letters.filter((other) => other === letter).length === 1)
    .reduce((bits, letter) => bits | (1 << letter), 0);
}

/** A tool that only the file names: pushed by E, in millimetres of an unknown bore. */
export function nameTool(index: number): RuleTool {
  return {
    id: `T${index}`,
    index,
    by: 'plunger',
    word: 4,
    volumePerUnit: Number.NaN,
    offset: [0, 0, 0],
    zLetter: 25,
  };
}

function ruleTool(tool: ProfileTool): RuleTool {
  const { dispenser, offset } = tool;
  const planner = tool.offsetBy === 'planner';
  return {
    id: tool.id,
    index: tool.index,
    by: dispenser.by,
    word: dispenser.by === 'valve' ? -1 : dispenser.word.charCodeAt(0) - 65,
    volumePerUnit: dispenser.by === 'plunger' ? volumePerUnit(dispenser) : Number.NaN,
    offset: planner ? [offset.x * 1e6, offset.y * 1e6, offset.z * 1e6] : [0, 0, 0],
    zLetter: tool.zWord.charCodeAt(0) - 65,
  };
}

function volumePerUnit(plunger: Extract<ProfileTool['dispenser'], { by: 'plunger' }>): number {
  const { meaning, bore, delivery = 1 } = plunger;
  if (meaning === 'mm3') return delivery;
  if (meaning === 'mL') return 1000 * delivery;
  return bore === undefined ? Number.NaN : (Math.PI / 4) * bore * bore * delivery;
}
