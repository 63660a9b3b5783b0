import { addMark, markKind } from '../reading/read-marks.ts';
import { changeTool, remark, selectTool } from './read-machine.ts';
import { type MotionOfLine, runG } from './read-modes.ts';
import { runMotion } from './read-motion.ts';
import { runText } from './read-named.ts';
import { runM, runSignatures } from './read-outputs.ts';
import { commandKey } from './read-signatures.ts';
import type { Machine } from './read-state.ts';
import { has, oddity, type Words } from './read-words.ts';

const [A, D, F, G, O, R, S, T, X, Y, Z] = [0, 3, 5, 6, 14, 17, 18, 19, 23, 24, 25];
const axes = (1 << X) | (1 << Y) | (1 << Z);

/** Runs a line that is more than one G0 or G1: settings first, then motion, as RS274 orders them. */
export function runCommands(m: Machine, w: Words, bytes: Uint8Array): void {
  if (w.odd !== 0) noteOddities(m, w);
  if (w.textAt >= 0 && w.mCount === 0) {
    runText(m, bytes, w);
    return;
  }
  if (w.first < 0 || w.first === O) return;
  m.commands++;
  if (w.gCount + w.mCount > 1 && (m.rules.guessed ? actsTwice(w) : m.rules.runs === 'the first command')) {
    noteSecondCommand(m);
  }
  const scan: MotionOfLine = { code: -1, relative: m.relative, machine: false };
  for (let i = 0; i < w.mCount; i++) runM(m, w, w.m[i], bytes);
  if (has(w, T) && (w.first === T || w.gCount > 0 || w.m[0] === 60)) runTool(m, w);
  if (w.first === D && w.gCount === 0) runToolWord(m, w, 'D');
  if (w.first === F && w.gCount + w.mCount === 0 && m.rules.feedAlone) runMotion(m, w, Math.max(m.motion, 0));
  // A as a command word (AXO bioprinters) is no axis.
  if (w.first === A && w.gCount === 0 && (has(w, T) || has(w, S))) return;
  for (let i = 0; i < w.gCount; i++) runG(m, w, w.g[i], scan);
  moveOfLine(m, w, scan);
}

function moveOfLine(m: Machine, w: Words, scan: MotionOfLine): void {
  const moving = (w.mask & (axes | m.zBit | m.wordBit | m.rules.ownBits)) !== 0;
  if (scan.code === -2) return;
  let { code } = scan;
  if (code < 0) {
    if (!moving) return;
    // A line of axis words alone goes on with the last motion; `T0 Z0.41` (BIO X6) may be the file's first.
    if (!m.rules.modal && (w.mCount > 0 || w.gCount > 0 || (m.motion < 0 && w.first !== T))) return;
    code = Math.max(m.motion, 0);
  }
  const { selectBits } = m.rules;
  if ((w.mask & selectBits) !== 0) runSignatures(m, w, commandKey(G, code * 10));
  chooseTool(m, w);
  // R is the radius of an arc.
  if ((w.mask & m.rules.strangeBits & (code >= 2 ? ~(1 << R) : -1)) !== 0) m.strange++;
  runMotion(m, w, code, scan.relative, scan.machine);
  noteAsides(m, w, scan.relative);
  noteParked(m, w, scan.relative);
}

/** Heights of tools that are not active: their needles stand there when it is their turn. */
function noteParked(m: Machine, w: Words, relative: boolean): void {
  const moved = w.mask & m.rules.zBits & ~m.zBit;
  if (moved === 0) return;
  for (const { zLetter } of m.rules.tools) {
    if ((moved & (1 << zLetter)) === 0) continue;
    const to = w.values[zLetter] * m.unit;
    m.parkedZ[zLetter] = relative ? m.parkedZ[zLetter] + to : to;
  }
}

/** Axes beside the tip's (a swing of the heads, a carousel): a line of theirs alone takes its own time. */
function noteAsides(m: Machine, w: Words, relative: boolean): void {
  const { selectBits, strangeBits } = m.rules;
  const beside = w.mask & (selectBits | strangeBits) & ~(axes | m.wordBit | m.zBit | (1 << F));
  if (beside === 0) return;
  const alone = (w.mask & (axes | m.zBit | m.wordBit)) === 0;
  for (let letter = 0; letter < 26; letter++) {
    if ((beside & (1 << letter)) === 0) continue;
    const from = m.asides[letter];
    const to = relative ? from + w.values[letter] : w.values[letter];
    m.asides[letter] = to;
    if (alone) addMark(m, markKind.aside, Math.abs(to - from), m.speed);
  }
}

/** Machines without T words (Printess) tell the tool by the axes that move: its plunger, or the Z of its own. */
function chooseTool(m: Machine, w: Words): void {
  const { ownBits } = m.rules;
  if ((w.mask & ownBits) === 0 || (w.mask & (m.wordBit | m.zBit)) !== 0) return;
  if (m.chosen) {
    // The tool was chosen by its own word: a Z is its height then, whatever letter its axis has.
    if (has(w, Z)) {
      w.values[m.zLetter] = w.values[Z];
      w.mask |= m.zBit;
    }
    return;
  }
  const row = m.tools.findIndex(({ word, zLetter }) => {
    const own = ((word < 0 ? 0 : 1 << word) | (1 << zLetter)) & ownBits;
    return (w.mask & own) !== 0;
  });
  if (row >= 0) changeTool(m, row);
}

function runTool(m: Machine, w: Words): void {
  if (!runSignatures(m, w, commandKey(T, Math.round(w.values[T] * 10)))) selectTool(m, w.values[T]);
}

function runToolWord(m: Machine, w: Words, letter: string): void {
  const row = m.tools.findIndex((tool) => tool.id === `${letter}${w.values[D]}`);
  if (row < 0) return;
  m.chosen = true;
  changeTool(m, row);
}

/** More than one command besides modes (`G21 G90`), which many programs write in one line. */
function actsTwice({ g, gCount, mCount }: Words): boolean {
  let acts = mCount;
  for (let i = 0; i < gCount; i++) if (g[i] < 170 || (g[i] > 210 && g[i] < 530)) acts++;
  return acts > 1;
}

function noteSecondCommand(m: Machine): void {
  const what = m.rules.guessed
    ? 'A line holds two commands: Marlin and Klipper run the first only, GRBL and RepRapFirmware both.'
    : 'A line holds two commands: this firmware runs the first and takes the rest for words of it.';
  remark(m, 'two-commands', 'refuse', what, 'Write each command on a line of its own.');
}

function noteOddities(m: Machine, w: Words): void {
  const { odd } = w;
  if (odd & oddity.exponent && !m.rules.joinsE) {
    const what = 'A number is written as 1e-5: most firmwares read 1, and take the rest for an E word.';
    remark(m, 'exponent', 'refuse', what, 'Write the number without an exponent.');
  }
  if (odd & oddity.joined && m.rules.joinsE) {
    const what =
      'An E stands right behind a number (X10E5): RepRapFirmware takes it for the exponent of that number, and no ink is pushed.';
    remark(m, 'exponent', 'refuse', what, 'Write a blank before the E.');
  }
  if (odd & oddity.malformed || (odd & oddity.stray && w.first >= 0)) {
    const what = 'A line holds what is not a letter with one number (such as X1,5): firmwares read a part of it.';
    remark(m, 'malformed-number', 'refuse', what, 'Write each word as one letter and one number with a point.');
  }
  if (odd & oddity.nested) {
    const what = 'A comment in brackets holds another bracket: firmwares end it at the first, and read on in its text.';
    remark(m, 'nested-comment', 'refuse', what, 'Write comments after a semicolon.');
  }
  if (odd & oddity.repeated) {
    const what = 'A line names the same word twice: some firmwares take the first, some the last, GRBL neither.';
    remark(m, 'repeated-word', 'refuse', what, 'Write each word once.');
  }
  if (odd & oddity.expression) {
    remark(m, 'expression', 'warn', 'values in {} or [] are worked out by the machine only; they are left out here');
  }
  if (odd & oddity.stray && w.first < 0) m.odd++;
}
