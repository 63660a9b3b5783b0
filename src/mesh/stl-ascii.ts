import { InputError } from '../finding/input-error.ts';
import { allocateTriangles } from './mesh.ts';
import type { StlTriangles } from './stl-binary.ts';
import { readOddCorner } from './stl-odd-corner.ts';

/** ASCII STL, read byte by byte: any blanks, any line ends, any case, names of any bytes, several solids. */

export interface AsciiTriangles extends StlTriangles {
  readonly solids: number;
  readonly emptySolids: number;
  readonly emptyFacets: number;
  readonly decimalCommas: number;
  /** Words that belong to no rule of the format, and the line of the first. */
  readonly strayWords: number;
  readonly strayLine: number;
  /** False when the file ends without `endsolid`. */
  readonly ended: boolean;
}

/**
 * Digits are taken until this is reached, 15 or 16 of them; the rest is below 1e-14 of the number, and float32 keeps 6e-8.
 */
const enough = 1e14;
const powers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const newline = 10;
const carriageReturn = 13;

/** Throws InputError with the line where a facet cannot be read. `start` skips a byte order mark. */
export function readAscii(bytes: Uint8Array, start: number, file: string): AsciiTriangles {
  let at = start;
  // A facet takes about 200 bytes; the array grows where the text is terser, at most to 36 bytes a corner of text.
  let room = allocateTriangles(Math.max(16, Math.ceil(bytes.length / 200)));
  let length = 0;
  let corners = 0;
  let inFacet = false;
  let inLoop = false;
  let ended = true;
  let facetsBefore = 0;
  let facets = 0;
  let nonFinite = 0;
  const count = { solids: 0, emptySolids: 0, emptyFacets: 0, decimalCommas: 0, strayWords: 0, strayLine: 0 };
  const corner = new Float32Array(9);
  let odd = false;

  const isBlank = (byte: number) => byte <= 32;
  const isWord = (word: string): boolean => {
    for (let i = 0; i < word.length; i++) if ((bytes[at + i] | 32) !== word.charCodeAt(i)) return false;
    return at + word.length >= bytes.length || isBlank(bytes[at + word.length]);
  };
  const skipWord = () => {
    while (at < bytes.length && !isBlank(bytes[at])) at++;
  };
  const skipBlanks = () => {
    while (at < bytes.length && isBlank(bytes[at])) at++;
  };

  /** A number in the common form; anything else sets `odd` and is read again with more patience. */
  const readNumber = (): number => {
    skipBlanks();
    let byte = bytes[at];
    const negative = byte === 45;
    if (negative || byte === 43) byte = bytes[++at];
    let mantissa = 0;
    let digits = 0;
    let exponent = 0;
    for (; byte >= 48 && byte <= 57; byte = bytes[++at], digits++) {
      if (mantissa < enough) mantissa = mantissa * 10 + (byte - 48);
      else exponent++;
    }
    if (byte === 46) {
      for (byte = bytes[++at]; byte >= 48 && byte <= 57; byte = bytes[++at], digits++) {
        if (mantissa >= enough) continue;
        mantissa = mantissa * 10 + (byte - 48);
        exponent--;
      }
    }
    if ((byte | 32) === 101 && digits > 0) {
      byte = bytes[++at];
      const down = byte === 45;
      if (down || byte === 43) byte = bytes[++at];
      let power = 0;
      let powerDigits = 0;
      for (; byte >= 48 && byte <= 57; byte = bytes[++at], powerDigits++) power = power * 10 + (byte - 48);
      if (powerDigits === 0 || powerDigits > 4) odd = true;
      exponent += down ? -power : power;
    }
    if (digits === 0 || exponent < -44 || exponent > 22) odd = true;
    if (at < bytes.length && !isBlank(byte)) odd = true;
    const value = exponent < 0 ? divide(mantissa, -exponent) : mantissa * powers[exponent];
    return negative ? -value : value;
  };

  const readCorner = () => {
    const wordAt = at;
    at += 6;
    const from = at;
    odd = false;
    const x = readNumber();
    const y = readNumber();
    const z = readNumber();
    if (corners > 2) {
      corners++;
      return;
    }
    const o = corners * 3;
    corners++;
    if (odd) {
      const read = readOddCorner(bytes, from);
      if (read === undefined) {
        throw refuse('stl-number', `a corner of facet ${facets} is not three numbers`, wordAt, {
          fix: 'Write "vertex x y z" with plain numbers and a decimal point.',
        });
      }
      at = read.end;
      if (read.decimalComma) count.decimalCommas++;
      corner.set(read.xyz, o);
      return;
    }
    corner[o] = x;
    corner[o + 1] = y;
    corner[o + 2] = z;
  };

  const finishLoop = () => {
    if (corners === 0) return;
    if (corners !== 3) {
      throw refuse('stl-loop', `facet ${facets} has ${corners} corners instead of 3`, at, {
        fix: 'Export the model again as triangles.',
      });
    }
    corners = 0;
    let finite = true;
    for (let k = 0; k < 9; k++) if (!Number.isFinite(corner[k])) finite = false;
    if (!finite) {
      nonFinite++;
      return;
    }
    if (length + 9 > room.length) {
      const wider = allocateTriangles((room.length / 9) * 2);
      wider.set(room);
      room = wider;
    }
    room.set(corner, length);
    length += 9;
  };

  const finishFacet = () => {
    if (inFacet && corners === 0 && !inLoop) count.emptyFacets++;
    finishLoop();
    inFacet = false;
    inLoop = false;
  };

  /** Names may hold anything but a line end, unless the whole file is one line: then a name ends at `facet normal`. */
  const skipName = () => {
    skipWord();
    while (at < bytes.length && bytes[at] !== newline && bytes[at] !== carriageReturn) {
      if (isBlank(bytes[at])) {
        at++;
        continue;
      }
      if (isWord('facet') && followedByNormal(bytes, at + 5)) return;
      skipWord();
    }
  };

  const refuse = (code: string, what: string, where: number, more: { fix: string }) =>
    new InputError(code, `${file}, line ${lineOf(bytes, where)}: ${what}.`, {
      where: { file, line: lineOf(bytes, where) },
      fix: more.fix,
    });

  const endSolid = () => {
    if (facets === facetsBefore && count.solids > 0) count.emptySolids++;
    facetsBefore = facets;
  };

  for (skipBlanks(); at < bytes.length; skipBlanks()) {
    const first = bytes[at] | 32;
    if (first === 118 && isWord('vertex')) readCorner();
    else if (first === 111 && isWord('outer')) {
      finishLoop();
      inLoop = true;
      skipWord();
    } else if (first === 108 && isWord('loop')) skipWord();
    else if (first === 101 && isWord('endloop')) {
      if (corners === 0 && inLoop) count.emptyFacets++;
      finishLoop();
      skipWord();
    } else if (first === 101 && isWord('endfacet')) {
      if (inFacet) finishFacet();
      skipWord();
    } else if (first === 102 && isWord('facet')) {
      if (inFacet) finishFacet();
      inFacet = true;
      facets++;
      skipWord();
    } else if (first === 115 && isWord('solid')) {
      if (!ended) endSolid();
      count.solids++;
      ended = false;
      skipName();
    } else if (first === 101 && isWord('endsolid')) {
      if (inFacet) finishFacet();
      if (!ended) endSolid();
      ended = true;
      skipName();
    } else {
      // Between `facet` and `outer loop` stands the normal, in whatever form; it is not used.
      if (!inFacet || inLoop) {
        if (count.strayWords === 0) count.strayLine = lineOf(bytes, at);
        count.strayWords++;
      }
      skipWord();
    }
  }
  if (inFacet) {
    throw refuse('stl-truncated', `the file ends inside facet ${facets} (${bytes.length} bytes)`, bytes.length, {
      fix: 'Copy or export the file again: its end is missing.',
    });
  }
  if (!ended) endSolid();
  return { triangles: room.slice(0, length), nonFinite, ...count, ended };
}

/** By a power of ten up to 44, in steps that are exact powers. */
function divide(mantissa: number, power: number): number {
  return power <= 22 ? mantissa / powers[power] : mantissa / powers[22] / powers[Math.min(22, power - 22)];
}

function followedByNormal(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < bytes.length && bytes[at] <= 32) at++;
  for (let i = 0; i < 6; i++) if ((bytes[at + i] | 32) !== 'normal'.charCodeAt(i)) return false;
  return true;
}

/** Line of a byte, from 1; CR, LF and CR LF each end one. Counted only when somebody asks. */
export function lineOf(bytes: Uint8Array, where: number): number {
  let line = 1;
  for (let i = 0; i < where && i < bytes.length; i++) {
    if (bytes[i] === carriageReturn || (bytes[i] === newline && bytes[i - 1] !== carriageReturn)) line++;
  }
  return line;
}
