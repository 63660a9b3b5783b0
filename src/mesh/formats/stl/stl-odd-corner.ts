/** Corners in unusual writing: decimal commas, commas between numbers, nan and inf, many digits, Fortran exponents. */

export interface OddCorner {
  readonly xyz: readonly [number, number, number];
  /** Index one past the text that was used. */
  readonly end: number;
  readonly decimalComma: boolean;
  /** A number that may be grouped by thousands, when it has a comma and three digits behind it: 1,010. */
  readonly grouped: string | null;
  /** Whether a comma stands where it can only be a decimal one. */
  readonly surelyDecimal: boolean;
  /** Whether a number has no comma. */
  readonly bare: boolean;
}

const longest = 400;
const plainNumber = /^[-+]?(\d+\.?\d*|\.\d+)([ed][-+]?\d+)?$/i;
const commaNumber = /^[-+]?(\d+,\d*|,\d+)([ed][-+]?\d+)?$/i;
/** Groups of three digits behind a number that does not begin with 0. */
const groupedNumber = /^[-+]?[1-9]\d{0,2}(,\d{3})+$/;
const notANumber = /^[-+]?(nan|inf|infinity|\d\.#\w+|nan\(\w*\)|nan\w*)$/i;

/** The three numbers after `vertex`, whose text begins at `from`; undefined when they cannot be told for sure. */
export function readOddCorner(bytes: Uint8Array, from: number): OddCorner | undefined {
  let end = from;
  let text = '';
  while (end < bytes.length && end - from < longest && bytes[end] !== 10 && bytes[end] !== 13) {
    const byte = bytes[end++];
    text += byte <= 32 ? ' ' : String.fromCharCode(byte);
  }
  // In a file of one line the next keyword ends the corner.
  const keyword = / (vertex|endloop|endfacet)\b/i.exec(text);
  if (keyword !== null) {
    text = text.slice(0, keyword.index);
    end = from + keyword.index;
  }
  const words = text
    .split(' ')
    .map((word) => word.replace(/[,;]$/, '').replace(/^,(?=.*\.)/, ''))
    .filter((word) => word !== '');
  // Three words are three numbers, so a comma within one is a decimal comma. In a single word commas stand between numbers.
  if (words.length === 3) {
    const numbers = words.map(numberOf);
    if (numbers.every((value) => value !== undefined)) {
      const commas = words.filter((word) => commaNumber.test(word));
      return {
        xyz: numbers as [number, number, number],
        end,
        decimalComma: commas.length > 0,
        grouped: commas.find((word) => groupedNumber.test(word)) ?? null,
        surelyDecimal: commas.some((word) => !groupedNumber.test(word)),
        bare: commas.length < 3,
      };
    }
    return undefined;
  }
  if (words.length !== 1) return undefined;
  const parts = words.flatMap((word) => word.split(/[,;]+/)).filter((word) => word !== '');
  if (parts.length !== 3 || !parts.every((part) => plainNumber.test(part) || notANumber.test(part))) return undefined;
  const xyz = parts.map(numberOf) as [number, number, number];
  return { xyz, end, decimalComma: false, grouped: null, surelyDecimal: false, bare: true };
}

function numberOf(word: string): number | undefined {
  if (plainNumber.test(word)) return Number(word.replace(/d/i, 'e'));
  if (commaNumber.test(word)) return Number(word.replace(',', '.').replace(/d/i, 'e'));
  return notANumber.test(word) ? Number.NaN : undefined;
}
