import { bitsOf, type ReadRules } from '../../gcode/read/read-rules.ts';
import { oddity, type Words } from '../../gcode/read/read-words.ts';

/** What stands on a line beside the words that its command takes: the reading leaves it out, and a firmware may not. */
export interface StrangeWords {
  readonly command: string;
  readonly could: string;
  readonly what: string;
}

/** The words that a move may have on a machine, as bits. */
export interface MoveWords {
  readonly straight: number;
  readonly arc: number;
  readonly curve: number;
  readonly axes: number;
  /** A line without a code goes on with the last move. */
  readonly modal: boolean;
  /** A text in round brackets is a comment, wherever it stands. */
  readonly brackets: boolean;
}

/** The code and the number of a line. */
const ofLine = bitsOf('GN');
/** Codes, times ten, that take no words of their own: planes, units, work systems, ways and feeds. */
const modes = new Set([170, 180, 190, 200, 210, 400, 530, 540, 610, 800, 900, 910, 901, 911, 930, 940]);

export function moveWordsOf({ extruder, tools, selectBits, arcs, modal }: ReadRules, brackets: boolean): MoveWords {
  const straight = tools.reduce(
    (bits, { word, zLetter }) => bits | (word < 0 ? 0 : 1 << word) | (1 << zLetter),
    bitsOf(extruder ? 'EFXYZ' : 'FXYZ') | selectBits,
  );
  const arc = straight | bitsOf(arcs === 'offset' ? 'IJK' : 'IJKR');
  const axes = straight & ~bitsOf('F');
  return { straight, arc, curve: straight | bitsOf('IJPQ'), axes, modal, brackets };
}

/** `text` is the line without its comment and its checksum. */
export function strangeWords(w: Words, text: string, own: MoveWords): StrangeWords[] {
  const found: StrangeWords[] = [];
  const bracket = own.brackets || w.textAt >= 0 ? null : /\([^)]*[A-Za-z][^)]*/.exec(text);
  if (bracket !== null && w.first >= 0) {
    const what = 'is a comment to GRBL alone: others look for words in it, or leave the line out';
    found.push({ command: 'text in brackets', could: 'move', what });
  }
  const code = w.mCount > 0 ? -1 : moveOf(w, own);
  const place = w.gCount === 1 && w.mCount === 0 && w.g[0] === 920;
  if (code < 0 && !place) return found;
  const allowed = ofLine | wordsOf(code, own);
  const extra = place ? 0 : (w.mask | w.bare) & ~allowed;
  if (extra !== 0) {
    const could = 'move or switch an output';
    found.push({ command: `${lowest(extra)} in a move`, could, what: 'is no word of a move here' });
  }
  const bare = w.bare & (place ? -1 : allowed) & ~ofLine;
  if (bare !== 0) {
    const what = 'is left out by some firmwares and stops others';
    found.push({ command: `${lowest(bare)} without a number`, could: 'be left out', what });
  }
  if (place && ((w.mask | w.bare) & ~ofLine) === 0) {
    const what = 'calls the place 0 in every axis on Klipper, and does nothing on Marlin';
    found.push({ command: 'G92 alone', could: 'move', what });
  }
  if (/["#]/.test(text) && (w.odd & oddity.expression) === 0) {
    const what = 'may be read as words: only a semicolon begins a comment';
    found.push({ command: 'text in a move', could: 'move', what });
  }
  return found;
}

/** The motion of a line, 0 to 3 or 5, where it goes on with the last one that of an arc; -1 where it has none, or another command whose words stand on the same line. */
function moveOf({ g, gCount, mask }: Words, { axes, modal }: MoveWords): number {
  let code = modal && (mask & axes) !== 0 ? 2 : -1;
  for (let i = 0; i < gCount; i++) {
    const tenths = g[i];
    if ((tenths >= 0 && tenths <= 30 && tenths % 10 === 0) || tenths === 50) code = tenths / 10;
    else if (!modes.has(tenths)) return -1;
  }
  return code;
}

function wordsOf(code: number, { straight, arc, curve }: MoveWords): number {
  if (code === 5) return curve;
  return code >= 2 ? arc : straight;
}

const lowest = (bits: number): string => String.fromCharCode(65 + Math.log2(bits & -bits));
