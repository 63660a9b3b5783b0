import { isProse, timesIn } from '../reading/read-pause-text.ts';

/**
 * One line of G-code from bytes into words, without strings or objects: the scanner below everything that reads files.
 * Digits gather in an integer that is divided once by a power of ten, so values equal `Number(text)` exactly as long
 * as they have at most 15 digits.
 */
export interface Words {
  /** Bit `letter - 65` is set for each letter that came with a number; the last one wins. */
  mask: number;
  /** Letters that came without a number, as in `G28 X`. */
  bare: number;
  /** By letter. */
  readonly values: Float64Array;
  /** G and M words in order, times ten: `G59.1` is 591. */
  readonly g: Int32Array;
  gCount: number;
  readonly m: Int32Array;
  mCount: number;
  /** First letter with or without a number, as `letter - 65`; -1 for none. */
  first: number;
  /** Byte of the `;` that begins a comment, -1 for none. */
  commentAt: number;
  /** Byte where an extended command or free text begins (it runs to `textEnd`), -1 for none. */
  textAt: number;
  textEnd: number;
  /** Byte of the `*` before a checksum, -1 for none. */
  starAt: number;
  /** Bits of `oddity`. */
  odd: number;
}

export const oddity = {
  /** A number in the form 1e-5. */
  exponent: 1,
  /** Two points, a sign without digits, hundreds of digits: not a number. */
  malformed: 2,
  /** Bytes outside of comments that begin no word. */
  stray: 4,
  /** `%`, `/`, `#`, `$`, `O`: lines of control, not of motion. */
  control: 8,
  /** `{…}`, `[…]`: an expression that only the machine can work out. */
  expression: 16,
  /** The same axis twice on a line. */
  repeated: 32,
  /** A bracket within a comment in brackets: firmwares end it at different places. */
  nested: 64,
  /** An E right behind the number of another word: `X1E5`. */
  joined: 128,
} as const;

export const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const maxWords = 16;
const G = 6;
const M = 12;
const N = 13;
const E = 4;
const T = 19;

// M codes whose rest of the line is text for people, a file name or a list of numbers; M0 and M1: see isProse.
const textCodes = new Set([
  20, 23, 28, 29, 30, 32, 36, 38, 98, 117, 118, 150, 291, 303, 304, 305, 306, 307, 308, 381, 385, 386, 471, 486, 550,
  551, 552, 587, 928,
]);

export function createWords(): Words {
  return {
    mask: 0,
    bare: 0,
    values: new Float64Array(26),
    g: new Int32Array(maxWords),
    gCount: 0,
    m: new Int32Array(maxWords),
    mCount: 0,
    first: -1,
    commentAt: -1,
    textAt: -1,
    textEnd: -1,
    starAt: -1,
    odd: 0,
  };
}

/** The line holds this letter (0-25) with a number. */
export function has(words: Words, letter: number): boolean {
  return (words.mask & (1 << letter)) !== 0;
}

/** Reads the line that begins at `at` into `words`; the byte of its line end, or `end`. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one pass over the bytes of a line, all in registers
export function scanLine(bytes: Uint8Array, at: number, end: number, words: Words): number {
  const values = words.values;
  let mask = 0;
  let odd = 0;
  words.bare = 0;
  words.gCount = 0;
  words.mCount = 0;
  words.first = -1;
  words.commentAt = -1;
  words.textAt = -1;
  words.starAt = -1;
  let p = at;
  while (p < end) {
    let c = bytes[p];
    if (c <= 32) {
      if (c === 10 || c === 13) break;
      p++;
      continue;
    }
    const small = c >= 97 && c <= 122;
    if (small) c -= 32;
    if (c < 65 || c > 90) {
      words.odd = odd;
      p = skipOther(bytes, p, end, words);
      odd = words.odd;
      continue;
    }
    const letter = c - 65;
    p++;
    let k = p < end ? bytes[p] : 10;
    while (k === 32 || k === 9) k = ++p < end ? bytes[p] : 10;
    let negative = false;
    const signAt = p;
    if (k === 45 || k === 43) {
      negative = k === 45;
      k = ++p < end ? bytes[p] : 10;
    }
    let digits = 0;
    let value = 0;
    let from = p;
    while (k >= 48 && k <= 57) {
      value = value * 10 + (k - 48);
      k = ++p < end ? bytes[p] : 10;
    }
    digits = p - from;
    if (k === 46) {
      k = ++p < end ? bytes[p] : 10;
      from = p;
      while (k >= 48 && k <= 57) {
        value = value * 10 + (k - 48);
        k = ++p < end ? bytes[p] : 10;
      }
      const decimals = p - from;
      digits += decimals;
      value = decimals < 23 ? value / powersOfTen[decimals] : longNumber(bytes, signAt, p);
    }
    if (digits === 0) {
      if (p > signAt) odd |= oddity.malformed;
      if (words.first < 0 && isTextAfter(letter, bytes, p, end)) {
        p = takeText(bytes, p - 1, end, words);
        break;
      }
      if (words.first < 0) words.first = letter;
      words.bare |= 1 << letter;
      continue;
    }
    if (digits > 15) {
      value = Math.abs(longNumber(bytes, signAt, p));
      if (value === 0 && p - signAt > 300) odd |= oddity.malformed;
    }
    if (k === 46) {
      odd |= oddity.malformed;
      p = skipNumber(bytes, p, end);
    } else if (k === 101 || k === 69) {
      const own = letter === E;
      const after = own || k === 101 ? exponentEnd(bytes, p, end, own || !small) : p;
      if (after > p) {
        odd |= oddity.exponent;
        value = Math.abs(longNumber(bytes, signAt, after));
        p = after;
      } else if (letter !== G && letter !== M && letter !== T) odd |= oddity.joined;
    }
    if (negative) value = -value;
    if (words.first < 0 && letter !== N) words.first = letter;
    const bit = 1 << letter;
    if (letter === G) {
      if (words.gCount < maxWords) words.g[words.gCount++] = Math.round(value * 10);
    } else if (letter === M) {
      if (words.mCount < maxWords) words.m[words.mCount++] = Math.round(value * 10);
      if (textCodes.has(value)) {
        mask |= bit;
        values[letter] = value;
        p = takeText(bytes, p, end, words);
        break;
      }
      if (value <= 1 && isProse(bytes, p, end)) {
        mask |= timesIn(bytes, p, end, values);
        p = takeText(bytes, p, end, words);
        break;
      }
    } else if (mask & bit) odd |= oddity.repeated;
    mask |= bit;
    values[letter] = value;
  }
  words.mask = mask;
  words.odd = odd;
  return p;
}

/** Anything that is no letter and no blank: comments, strings, expressions, checksums, control characters. */
function skipOther(bytes: Uint8Array, p: number, end: number, words: Words): number {
  switch (bytes[p]) {
    case 59:
      words.commentAt = p;
      return lineEnd(bytes, p, end);
    case 40: {
      const after = skipNested(bytes, p, end, 40, 41);
      if (bytes.subarray(p + 1, after).includes(40)) words.odd |= oddity.nested;
      return after;
    }
    case 42:
      return takeChecksum(bytes, p, end, words);
    case 34:
      return skipString(bytes, p, end);
    case 123:
      words.odd |= oddity.expression;
      return skipNested(bytes, p, end, 123, 125);
    case 91:
      words.odd |= oddity.expression;
      return skipNested(bytes, p, end, 91, 93);
    case 35: // #1 = 5, #<name> = 5
    case 36: // $H
    case 37: // %
      words.odd |= oddity.control;
      return commentOrEnd(bytes, p, end);
    case 47: // block delete
      return p + 1;
    default:
      words.odd |= oddity.stray;
      return p + 1;
  }
}

/** `*71`. Marlin ends a line at its first star and RepRapFirmware behind these digits: nothing but a comment may follow. */
function takeChecksum(bytes: Uint8Array, star: number, end: number, words: Words): number {
  let p = star + 1;
  while (p < end && bytes[p] >= 48 && bytes[p] <= 57) p++;
  let next = p;
  while (next < end && (bytes[next] === 32 || bytes[next] === 9)) next++;
  const ends = next >= end || bytes[next] === 10 || bytes[next] === 13 || bytes[next] === 59;
  if (p === star + 1 || !ends || words.starAt >= 0) words.odd |= oddity.stray;
  words.starAt = star;
  return p;
}

/** A letter that begins a line and is followed by a letter or `_` begins a name, not a word (`SET_PIN`, `Width 2`). */
function isTextAfter(letter: number, bytes: Uint8Array, p: number, end: number): boolean {
  if (letter === 14) return true; // O-words: O100 has a number and never comes here; o<name> does.
  const k = p < end ? bytes[p] : 10;
  const isName = (k >= 65 && k <= 90) || (k >= 97 && k <= 122) || k === 95;
  return isName && bytes[p - 1] > 32;
}

function takeText(bytes: Uint8Array, from: number, end: number, words: Words): number {
  words.textAt = from;
  let p = from;
  while (p < end && bytes[p] !== 10 && bytes[p] !== 13 && bytes[p] !== 59) {
    p = bytes[p] === 34 ? skipString(bytes, p, end) : p + 1;
  }
  words.textEnd = p;
  if (p < end && bytes[p] === 59) {
    words.commentAt = p;
    p = lineEnd(bytes, p, end);
  }
  return p;
}

export function lineEnd(bytes: Uint8Array, p: number, end: number): number {
  while (p < end && bytes[p] !== 10 && bytes[p] !== 13) p++;
  return p;
}

function commentOrEnd(bytes: Uint8Array, p: number, end: number): number {
  while (p < end && bytes[p] !== 10 && bytes[p] !== 13 && bytes[p] !== 59) p++;
  return p;
}

function skipNested(bytes: Uint8Array, p: number, end: number, open: number, close: number): number {
  let depth = 0;
  while (p < end) {
    const c = bytes[p];
    if (c === 10 || c === 13) return p;
    p++;
    if (c === open) depth++;
    else if (c === close && --depth === 0) return p;
  }
  return p;
}

function skipString(bytes: Uint8Array, p: number, end: number): number {
  p++;
  while (p < end && bytes[p] !== 10 && bytes[p] !== 13) {
    if (bytes[p++] === 34) return p;
  }
  return p;
}

function skipNumber(bytes: Uint8Array, p: number, end: number): number {
  while (p < end && ((bytes[p] >= 48 && bytes[p] <= 57) || bytes[p] === 46 || bytes[p] === 45)) p++;
  return p;
}

/**
 * Byte after an exponent that begins with the `e` at `p`, or `p` when that `e` is an axis word. In the E word itself a
 * second E can only be an exponent, as can a small e behind a word in capitals (`X1e1`); elsewhere only a small e with a
 * sign and whole digits is one (`x1e-5`), since `X1E5` and `x1e0.5` are two words to all firmwares but RepRapFirmware.
 */
function exponentEnd(bytes: Uint8Array, p: number, end: number, unsigned: boolean): number {
  let q = p + 1;
  const signed = q < end && (bytes[q] === 45 || bytes[q] === 43);
  if (signed) q++;
  else if (!unsigned) return p;
  const from = q;
  while (q < end && bytes[q] >= 48 && bytes[q] <= 57) q++;
  const whole = q > from && q - from < 4 && !(q < end && bytes[q] === 46);
  return whole ? q : p;
}

/** The slow and exact way for numbers of more than 15 digits; the first 400 bytes count. 0 for what no double holds. */
function longNumber(bytes: Uint8Array, from: number, to: number): number {
  let text = '';
  for (let p = from; p < Math.min(to, from + 400); p++) text += String.fromCharCode(bytes[p]);
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
}
