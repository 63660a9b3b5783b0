import type { Comparison } from '../data/compare.ts';
import type { Category, Print } from '../data/print.ts';
import type { Mode } from './modes.ts';

/** Strands that the other file has too, and those that only this one has. */
export function compareMode(print: Print, { differs, other }: Comparison): Mode {
  const names = [`also in ${other.name}`, 'only here'];
  return {
    id: 'compare',
    title: 'Compared',
    about: `Strands that ${other.name} has just so, to a micrometre, and strands that it has not.`,
    kind: 'category',
    entries: () => names.map((name, differing) => sumOf(print, name, (s) => differs[s] === differing)),
    ofStrand: (_, strand) => differs[strand],
  };
}

function sumOf({ strands, time }: Print, name: string, belongs: (strand: number) => boolean): Category {
  const sum = { name, detail: '', lengthMm: 0, volumeUl: 0, timeS: 0 };
  for (let s = 0; s < strands.count; s++) {
    if (!belongs(s) || strands.endRow[s] === 0) continue;
    sum.lengthMm += strands.lengthMm[s];
    if (strands.volume[s] > 0) sum.volumeUl += strands.volume[s];
    const first = strands.firstRow[s];
    sum.timeS += time[strands.endRow[s] - 1] - (first > 0 ? time[first - 1] : 0);
  }
  return sum;
}
