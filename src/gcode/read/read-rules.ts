import { type DialectId, dialectOf } from '../../firmware/dialects.ts';
import type { ReadTraits } from '../../firmware/read-traits.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import { collectSignatures, type Signatures } from './read-signatures.ts';

/** How to read a file, worked out once from the printer profile: what words, dwells and offsets mean. */
export interface ReadRules extends ReadTraits {
  readonly dialect: DialectId | null;
  /** No printer is chosen: what is found is doubted where firmwares differ. */
  readonly guessed: boolean;
  readonly tools: readonly RuleTool[];
  /** Cold-start sense of the plunger words, before M82 or M83. */
  readonly plungerRelative: boolean;
  readonly signatures: Signatures;
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
/** How a file for an unknown machine is read: as by a plain Marlin, up to the end that a program may have elsewhere. */
const unknownMachine: ReadTraits = {
  ...dialectOf('marlin').reads,
  runs: 'all commands',
  crc: true,
  ends: new Set([20, 300, 1120]),
};

export function bitsOf(letters: string): number {
  let bits = 0;
  for (const letter of letters) bits |= 1 << (letter.charCodeAt(0) - 65);
  return bits;
}

/** The rules for `profile`; without one, those of a plain Marlin with one tool and E in unknown millimetres. */
export function rulesFor(profile: Profile | null): ReadRules {
  const dialect = profile?.dialect ?? null;
  const reads = dialect === null ? unknownMachine : dialectOf(dialect).reads;
  const tools = profile === null ? [nameTool(0)] : profile.tools.map(ruleTool);
  const signatures = collectSignatures(profile);
  const plungerBits = tools.reduce((bits, tool) => (tool.word < 0 ? bits : bits | (1 << tool.word)), 0);
  const zBits = tools.reduce((bits, tool) => bits | (1 << tool.zLetter), 0);
  return {
    ...reads,
    dialect,
    guessed: dialect === null,
    tools,
    plungerRelative: false,
    signatures,
    ownBits: ownBits(tools),
    zBits,
    strangeBits: axisBits & ~plungerBits & ~zBits & ~signatures.selectBits,
    selectBits: signatures.selectBits,
  };
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
