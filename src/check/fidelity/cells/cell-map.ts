import type { Frame } from '../frame.ts';

/** One bit for each cell of a grid, 32 columns a word; rows begin with a word of their own. */
export interface CellMap {
  readonly frame: Frame;
  readonly words: number;
  readonly bits: Uint32Array;
}

export function emptyMap(frame: Frame): CellMap {
  const words = Math.ceil(frame.columns / 32);
  return { frame, words, bits: new Uint32Array(words * frame.rows) };
}

/** Sets the cells of a row from column `from` up to, not including, `to`; what lies outside the grid is left out. */
export function setRun({ frame, words, bits }: CellMap, row: number, from: number, to: number): void {
  const first = from < 0 ? 0 : from;
  const last = (to > frame.columns ? frame.columns : to) - 1;
  if (row < 0 || row >= frame.rows || last < first) return;
  const base = row * words;
  const a = base + (first >> 5);
  const b = base + (last >> 5);
  const head = -1 << (first & 31);
  const tail = -1 >>> (31 - (last & 31));
  if (a === b) {
    bits[a] |= head & tail;
    return;
  }
  bits[a] |= head;
  for (let w = a + 1; w < b; w++) bits[w] = 0xffffffff;
  bits[b] |= tail;
}

/** Whether a cell is set; cells outside the grid are not. */
export function isSet({ frame, words, bits }: CellMap, row: number, column: number): boolean {
  if (row < 0 || row >= frame.rows || column < 0 || column >= frame.columns) return false;
  return ((bits[row * words + (column >> 5)] >>> (column & 31)) & 1) === 1;
}

export function without(a: CellMap, b: CellMap): CellMap {
  const bits = new Uint32Array(a.bits.length);
  for (let w = 0; w < bits.length; w++) bits[w] = a.bits[w] & ~b.bits[w];
  return { ...a, bits };
}

export function both(a: CellMap, b: CellMap): CellMap {
  const bits = new Uint32Array(a.bits.length);
  for (let w = 0; w < bits.length; w++) bits[w] = a.bits[w] & b.bits[w];
  return { ...a, bits };
}

export function either(a: CellMap, b: CellMap): CellMap {
  const bits = new Uint32Array(a.bits.length);
  for (let w = 0; w < bits.length; w++) bits[w] = a.bits[w] | b.bits[w];
  return { ...a, bits };
}

export function isEmpty({ bits }: CellMap): boolean {
  for (let w = 0; w < bits.length; w++) if (bits[w] !== 0) return false;
  return true;
}

/** Calls `visit` for each unbroken run of set cells of a row, left to right; `to` is one past its last column. */
export function forEachRun({ words, bits }: CellMap, row: number, visit: (from: number, to: number) => void): void {
  const base = row * words;
  let from = -1;
  for (let w = 0; w < words; w++) {
    const word = bits[base + w];
    if (word === 0 && from < 0) continue;
    if (word === 0xffffffff && from >= 0) continue;
    let at = 0;
    while (at < 32) {
      // Of what is left of the word, how far it goes on as it is: set cells while a run is open, free ones else.
      const rest = (from < 0 ? word : ~word) >>> at;
      if (rest === 0) break;
      at += 31 - Math.clz32(rest & -rest);
      if (from < 0) from = 32 * w + at;
      else {
        visit(from, 32 * w + at);
        from = -1;
      }
    }
  }
  if (from >= 0) visit(from, 32 * words);
}

/** The cells within `radiusNm` of a set one, measured between the middles of cells. */
export function grown(map: CellMap, radiusNm: number): CellMap {
  const { frame } = map;
  const result = emptyMap(frame);
  const reach = Math.floor(radiusNm / frame.rowNm);
  const sides: number[] = [];
  for (let k = 0; k <= reach; k++) {
    sides.push(Math.floor(Math.sqrt(radiusNm * radiusNm - (k * frame.rowNm) ** 2) / frame.columnNm));
  }
  for (let row = 0; row < frame.rows; row++) {
    forEachRun(map, row, (from, to) => {
      for (let k = -reach; k <= reach; k++) {
        const side = sides[k < 0 ? -k : k];
        setRun(result, row + k, from - side, to + side);
      }
    });
  }
  return result;
}
