import type { Transform } from './model-part.ts';

const decimal = /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/**
 * A number as XML Schema writes it; NaN for anything else (empty texts, hexadecimal ones, infinities). Numbers that
 * begin with a digit, a sign or a point and go on with one take the short way.
 */
export function readNumber(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  const value = +text;
  const isPlain = text.charCodeAt(0) > 32 && !(text.charCodeAt(1) >= 66);
  if (!isPlain && !decimal.test(text)) return Number.NaN;
  return value - value === 0 ? value : Number.NaN;
}

/** Twelve numbers of a transform; a text that says what is wrong with them. */
export function readTransform(text: string): Transform | string {
  const numbers = text.trim().split(/\s+/).map(readNumber);
  if (numbers.length !== 12) return `has ${numbers.length} numbers, not 12`;
  const wrong = numbers.findIndex(Number.isNaN);
  if (wrong >= 0) return `has no number in place ${wrong + 1}`;
  if (determinant(numbers) === 0) return 'makes everything flat: its determinant is 0';
  return numbers;
}

export function determinant(m: Transform): number {
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

/** First `inner`, then `outer`. */
export function combine(inner: Transform, outer: Transform): Transform {
  return Array.from({ length: 12 }, (_, k) => {
    const row = 3 * Math.floor(k / 3);
    const column = k % 3;
    const turned = inner[row] * outer[column] + inner[row + 1] * outer[3 + column] + inner[row + 2] * outer[6 + column];
    return row === 9 ? turned + outer[9 + column] : turned;
  });
}

/** The same for coordinates in mm: only the shift has a unit. */
export function inMm(transform: Transform | null, unitMm: number): Transform {
  if (transform === null) return identity;
  return transform.map((value, k) => (k < 9 ? value : value * unitMm));
}

const identity: Transform = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
