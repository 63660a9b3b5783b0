import type { Code } from '../../../finding/codes/catalogue.ts';
import { InputError } from '../../../finding/input-error.ts';

/** A line of an OBJ file: words between blanks, comments off, lines that end in a backslash joined. */
export interface ObjLine {
  readonly words: readonly string[];
  /** From 1. */
  readonly number: number;
}

const pieceBytes = 1 << 20;
/** A face of as many corners as are read takes less. */
const longestLine = 1 << 21;

/** All lines that hold words, a piece of the file at a time. */
export function* objLines(bytes: Uint8Array, file: string): Generator<ObjLine> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  let joined = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const isLast = at + pieceBytes >= bytes.length;
    const text = rest + decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: !isLast });
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    rest = isLast ? '' : (lines.pop() ?? '');
    if (Math.max(rest.length, joined.length) > longestLine) {
      throw objError('obj-line', file, number + 1, `the line is longer than ${longestLine} characters.`);
    }
    for (const line of lines) {
      number++;
      const whole = joined + line;
      if (whole.endsWith('\\')) {
        joined = `${whole.slice(0, -1)} `;
        continue;
      }
      joined = '';
      const comment = whole.indexOf('#');
      const words = (comment < 0 ? whole : whole.slice(0, comment)).trim().split(/\s+/);
      if (words[0] !== '') yield { words, number };
    }
  }
}

export function objError(
  code: Code,
  file: string,
  line: number,
  what: string,
  fix = 'Export the model again as OBJ, with faces as polygons.',
): InputError {
  return new InputError(code, `${file}, line ${line}: ${what}`, { where: { file, line }, fix });
}
