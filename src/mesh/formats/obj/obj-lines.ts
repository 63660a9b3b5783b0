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
  // Pieces of a line that goes on: joined once, as a thousand of them would be copied a thousand times.
  let begun: string[] = [];
  let begunLength = 0;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const isLast = at + pieceBytes >= bytes.length;
    const text = rest + decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: !isLast });
    // A piece may end between CR and LF.
    const lines = text.split(isLast ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/);
    rest = isLast ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      number++;
      // A comment ends with its line, also where a folder's name ends in a backslash: the next line is no comment.
      const comment = line.indexOf('#');
      const said = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
      const goesOn = comment < 0 && said.endsWith('\\');
      begun.push(goesOn ? said.slice(0, -1) : said);
      begunLength += said.length + 1;
      if (Math.max(begunLength, rest.length) > longestLine) throw tooLong(file, number);
      if (goesOn) continue;
      const words = wordsOf(begun);
      begun = [];
      begunLength = 0;
      if (words[0] !== '') yield { words, number };
    }
    if (rest.length > longestLine) throw tooLong(file, number + 1);
  }
  // The last line of a file may say that it goes on.
  const words = wordsOf(begun);
  if (words[0] !== '') yield { words, number };
}

function wordsOf(pieces: readonly string[]): string[] {
  return pieces.join(' ').trim().split(/\s+/);
}

function tooLong(file: string, line: number): InputError {
  return objError('obj-line', file, line, `the line is longer than ${longestLine} characters.`);
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
