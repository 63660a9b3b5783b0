/** Lines between two marks of the index. */
export const linesPerMark = 256;

/** Byte offsets of lines 1, 257, 513 …; lines end with LF or CR LF. */
export function markLines(bytes: Uint8Array): Float64Array {
  let marks = new Float64Array(1024);
  let count = 1;
  let line = 0;
  for (let i = nextStart(bytes, 0); i >= 0; i = nextStart(bytes, i)) {
    line++;
    if (line % linesPerMark === 0 && i < bytes.length) {
      if (count === marks.length) {
        const grown = new Float64Array(2 * count);
        grown.set(marks);
        marks = grown;
      }
      marks[count++] = i;
    }
  }
  return marks.slice(0, count);
}

// Start of the line after the one that `from` lies in, or -1. indexOf is native and several times faster than a loop.
function nextStart(bytes: Uint8Array, from: number): number {
  const feed = bytes.indexOf(10, from);
  return feed < 0 ? -1 : feed + 1;
}
