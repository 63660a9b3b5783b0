/** What stands behind M0 and M1: words of a number each, or a text for people in which Marlin looks for its words. */

/** Two letters side by side before the comment: behind M0 and M1 this is a text, not words. */
export function isProse(bytes: Uint8Array, p: number, end: number): boolean {
  let before = false;
  for (let at = p; at < end && bytes[at] > 31 && bytes[at] !== 59; at++) {
    const isLetter = (bytes[at] >= 65 && bytes[at] <= 90) || (bytes[at] >= 97 && bytes[at] <= 122);
    if (isLetter && before) return true;
    before = isLetter;
  }
  return false;
}

/** The bits of P and S, in which firmwares look for the time of a pause, in its text too; their values, the last ones. */
export function timesIn(bytes: Uint8Array, from: number, end: number, values: Float64Array): number {
  let to = from;
  while (to < end && bytes[to] > 31 && bytes[to] !== 59) to++;
  let found = 0;
  for (const [, letter, number] of String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 400))).matchAll(
    /([PS]) *(-?\d+\.?\d*|-?\.\d+)/g,
  )) {
    const row = letter.charCodeAt(0) - 65;
    values[row] = Number(number);
    found |= 1 << row;
  }
  return found;
}
