/**
 * Bytes of G-code under construction. Numbers are written digit by digit from scaled integers: no strings, no
 * rounding of floats, and the trailing zeros of a fraction fall away.
 */
export class GcodeBuffer {
  private bytes: Uint8Array;
  length = 0;
  /** Bytes taken out so far. */
  private taken = 0;

  constructor(capacity = 1 << 17) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for this many more bytes. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** One byte; the caller has reserved room. */
  byte(code: number): void {
    this.bytes[this.length++] = code;
  }

  /** ASCII text; anything else becomes `?`, so that no reader has to guess an encoding. */
  text(text: string): void {
    this.reserve(text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      this.bytes[this.length++] = code > 126 ? question : code;
    }
  }

  line(text: string): void {
    this.text(text);
    this.reserve(1);
    this.bytes[this.length++] = newline;
  }

  /** Free bytes at the end of the last line: spaces before its line end. Their place in the whole text. */
  keepRoom(width: number): number {
    this.reserve(width);
    const at = this.length - 1;
    this.bytes.fill(space, at, at + width);
    this.length += width;
    this.bytes[this.length - 1] = newline;
    return this.taken + at;
  }

  /** `scaled` / 10^`decimals`, `scaled` an integer below 2^53; the caller has reserved 24 bytes. */
  fixed(scaled: number, decimals: number): void {
    let rest = scaled;
    if (rest < 0) {
      this.bytes[this.length++] = minus;
      rest = -rest;
    }
    if (rest >= 0x40000000) {
      this.wide(rest, decimals);
      return;
    }
    let value = rest | 0;
    let places = decimals;
    while (places > 0 && value % 10 === 0) {
      value = (value / 10) | 0;
      places--;
    }
    const least = places === 0 ? 1 : places + 1;
    const digits = Math.max(least, countDigits(value));
    const size = places === 0 ? digits : digits + 1;
    let at = this.length + size;
    this.length = at;
    const bytes = this.bytes;
    for (let i = 0; i < places; i++) {
      const tenth = (value / 10) | 0;
      bytes[--at] = zero + value - tenth * 10;
      value = tenth;
    }
    if (places > 0) bytes[--at] = dot;
    for (let i = digits - places; i > 0; i--) {
      const tenth = (value / 10) | 0;
      bytes[--at] = zero + value - tenth * 10;
      value = tenth;
    }
  }

  /** Values beyond 30 bits: rare (absolute plunger positions), so strings will do. */
  private wide(value: number, decimals: number): void {
    const digits = String(value).padStart(decimals + 1, '0');
    const whole = digits.slice(0, digits.length - decimals);
    const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
    this.text(fraction === '' ? whole : `${whole}.${fraction}`);
  }

  /** What was written so far, as bytes of its own; the buffer is empty afterwards. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length);
    this.taken += this.length;
    this.length = 0;
    return taken;
  }
}

const zero = 48;
const dot = 46;
const minus = 45;
const question = 63;
const newline = 10;
const space = 32;

function countDigits(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit && digits < 10; limit *= 10) digits++;
  return digits;
}
