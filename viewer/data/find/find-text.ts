import { linesPerMark } from './line-index.ts';

/** Characters of context a chunk is read with; a match never spans lines, so chunks end with one. */
const marksPerChunk = 256;

interface Text {
  readonly file: Blob;
  /** See `markLines`. */
  readonly lineIndex: Float64Array;
}

/**
 * Number of the next line that holds the text (capitals or not), from the line after (or before) `from` on and round the
 * end of the file; 0 where no line holds it.
 */
export async function findText(text: Text, wanted: string, from: number, forwards: boolean): Promise<number> {
  const needle = wanted.toLowerCase();
  if (needle === '') return 0;
  const chunks = Math.ceil(text.lineIndex.length / marksPerChunk);
  const own = Math.min(Math.floor((from - 1) / (linesPerMark * marksPerChunk)), chunks - 1);
  // The chunk of `from` twice: its part ahead first, what lies behind it last.
  for (let step = 0; step <= chunks; step++) {
    const chunk = (own + (forwards ? step : -step) + 2 * chunks) % chunks;
    const found = matchesIn(await linesOf(text, chunk), needle, chunk * linesPerMark * marksPerChunk + 1);
    const ahead = found.filter((line) => step > 0 || (forwards ? line > from : line < from));
    if (ahead.length > 0) return forwards ? ahead[0] : ahead[ahead.length - 1];
  }
  return 0;
}

async function linesOf({ file, lineIndex }: Text, chunk: number): Promise<string[]> {
  const end = (chunk + 1) * marksPerChunk;
  const bytes = file.slice(lineIndex[chunk * marksPerChunk], end < lineIndex.length ? lineIndex[end] : file.size);
  return (await bytes.text()).toLowerCase().split('\n');
}

function matchesIn(lines: readonly string[], needle: string, first: number): number[] {
  return lines.flatMap((line, i) => (line.includes(needle) ? [first + i] : []));
}
