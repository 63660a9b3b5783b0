/** A place in the text of an ASCII STL file that moves on word by word and number by number. */

const newline = 10;
const carriageReturn = 13;
/**
 * Digits are taken until this is reached, 15 or 16 of them; the rest is below 1e-14 of the number, and float32 keeps 6e-8.
 */
const enough = 1e14;
const powers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

export class StlCursor {
  readonly bytes: Uint8Array;
  at: number;
  /** Set by `number` when it met anything but a number in the common form. */
  odd = false;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Whether this word stands here, in any case. `word` in lower case. */
  isWord(word: string): boolean {
    const { bytes, at } = this;
    for (let i = 0; i < word.length; i++) if ((bytes[at + i] | 32) !== word.charCodeAt(i)) return false;
    return at + word.length >= bytes.length || bytes[at + word.length] <= 32;
  }

  skipWord(): void {
    while (this.at < this.bytes.length && this.bytes[this.at] > 32) this.at++;
  }

  /** Blanks, line ends and control bytes; false at the end of the text. */
  skipBlanks(): boolean {
    while (this.at < this.bytes.length && this.bytes[this.at] <= 32) this.at++;
    return this.at < this.bytes.length;
  }

  /** Names may hold anything but a line end, unless the whole file is one line: then a name ends at `facet normal`. */
  skipName(): void {
    const { bytes } = this;
    this.skipWord();
    while (this.at < bytes.length && bytes[this.at] !== newline && bytes[this.at] !== carriageReturn) {
      if (bytes[this.at] <= 32) {
        this.at++;
        continue;
      }
      if (this.isWord('facet') && this.followedByNormal()) return;
      this.skipWord();
    }
  }

  private followedByNormal(): boolean {
    const ahead = new StlCursor(this.bytes, this.at + 5);
    return ahead.skipBlanks() && ahead.isWord('normal');
  }

  number(): number {
    const { bytes } = this;
    this.skipBlanks();
    let at = this.at;
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
    this.at = at;
    if ((byte | 32) === 101 && digits > 0) exponent += this.exponent();
    // Not a number, or one that one or two exact powers of ten cannot finish.
    if (digits === 0 || exponent < -44 || exponent > 22) this.odd = true;
    if (this.at < bytes.length && bytes[this.at] > 32) this.odd = true;
    const value = exponent < 0 ? divide(mantissa, -exponent) : mantissa * powers[exponent];
    return negative ? -value : value;
  }

  private exponent(): number {
    const { bytes } = this;
    let byte = bytes[++this.at];
    const negative = byte === 45;
    if (negative || byte === 43) byte = bytes[++this.at];
    let power = 0;
    let digits = 0;
    for (; byte >= 48 && byte <= 57; byte = bytes[++this.at], digits++) power = power * 10 + (byte - 48);
    if (digits === 0 || digits > 4) this.odd = true;
    return negative ? -power : power;
  }
}

/** By a power of ten up to 44, in steps that are exact powers. */
function divide(mantissa: number, power: number): number {
  return power <= 22 ? mantissa / powers[power] : mantissa / powers[22] / powers[Math.min(22, power - 22)];
}

/** Line of a byte, from 1; CR, LF and CR LF each end one. Counted only when somebody asks. */
export function lineOf(bytes: Uint8Array, where: number): number {
  let line = 1;
  for (let i = 0; i < where && i < bytes.length; i++) {
    if (bytes[i] === carriageReturn || (bytes[i] === newline && bytes[i - 1] !== carriageReturn)) line++;
  }
  return line;
}
