/** A line of numbers, or of anything else, with its place. */
export interface Row {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** Separated by commas, semicolons, tabs and spaces, in any mixture; empty for a blank line. */
  readonly words: readonly string[];
}

/** The lines of a text, whatever their ends (CRLF, LF, CR); comments behind `#` are taken off, a mark of order as well. */
export function rowsOf(text: string): Row[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return lines.map((whole, i) => {
    const bare = whole.replace(/#.*$/, '').trim();
    return { line: i + 1, text: bare, words: bare.split(/[\s,;]+/).filter((word) => word !== '') };
  });
}

/** A number as it is written, or NaN. `Number` alone reads an empty word as 0 and takes 0x10. */
export function numberOf(word: string | undefined): number {
  return word !== undefined && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word) ? Number(word) : Number.NaN;
}

/** The cells of a line of a table: by the one mark that its first line uses, so that an empty cell stays a cell. */
export function cellsOf(text: string, separator: ',' | ';' | '\t' | ' '): string[] {
  if (separator === ' ') return text.split(/\s+/).filter((cell) => cell !== '');
  return text.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** The mark that separates the cells of a line. */
export function separatorOf(text: string): ',' | ';' | '\t' | ' ' {
  return text.includes(';') ? ';' : text.includes(',') ? ',' : text.includes('\t') ? '\t' : ' ';
}
