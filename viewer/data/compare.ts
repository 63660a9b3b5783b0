import type { Print } from './print.ts';

/** What two files have in common and what not. */
export interface Comparison {
  readonly other: Print;
  /** Of each strand of the first file: 1 where the other has none like it. */
  readonly differs: Uint8Array;
  readonly onlyHere: number;
  readonly onlyThere: number;
  readonly same: number;
}

/** The same for people, who call the two files by some name. */
export interface NamedComparison extends Comparison {
  readonly here: string;
  readonly there: string;
}

/** Places and widths are compared to a micrometre. */
const perMm = 1000;

/** Strands are alike in ink, role, width and every point, wherever in the file they stand; each has one like it at most. */
export function compareStrands(print: Print, other: Print): Comparison {
  const there = new Map<number, number>();
  for (let s = 0; s < other.strands.count; s++) {
    const key = keyOf(other, s);
    there.set(key, (there.get(key) ?? 0) + 1);
  }
  const differs = new Uint8Array(print.strands.count);
  let same = 0;
  for (let s = 0; s < print.strands.count; s++) {
    const key = keyOf(print, s);
    const left = there.get(key) ?? 0;
    if (left > 0) {
      there.set(key, left - 1);
      same++;
    } else differs[s] = 1;
  }
  return { other, differs, same, onlyHere: print.strands.count - same, onlyThere: other.strands.count - same };
}

/** 53 bits from two hashes (FNV-1a with two bases): a million strands meet by chance once in some 10 000 pairs of files. */
function keyOf({ strands, path, inks, roles }: Print, s: number): number {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  const mix = (value: number) => {
    a = Math.imul(a ^ value, 0x01000193);
    b = Math.imul(b ^ (value + 0x9e3779b9), 0x01000193) ^ (b >>> 13);
  };
  for (const text of [inks[strands.ink[s]]?.name ?? '', roles[strands.role[s]]?.name ?? '']) {
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
    mix(-1);
  }
  mix(Math.round(strands.width[s] * perMm));
  for (let point = strands.firstRow[s]; point <= strands.endRow[s]; point++) {
    for (let i = 0; i < 3; i++) mix(Math.round(path[4 * point + i] * perMm));
  }
  return (a >>> 0) * 2 ** 21 + ((b >>> 0) & (2 ** 21 - 1));
}
