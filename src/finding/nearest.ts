import { inNaturalOrder } from './natural-order.ts';

/**
 * The candidate that a mistyped word most likely meant, or undefined when none is near (more than a third of the
 * letters differ). Swapped neighbours count as one slip. Ties go to the earlier candidate.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const name = candidate.toLowerCase();
    // A word may also be the beginning of a longer name: pluronik means pluronic-25.
    const distance = Math.min(slips(wanted, name), slips(wanted, name.slice(0, wanted.length)) + 0.5);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Letters to insert, delete, replace or swap to get from one word to the other (optimal string alignment). */
function slips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}

/** `Did you mean …?` and what is available, as sentences: the fix of a message about an unknown name. */
export function suggest(word: string, candidates: readonly string[]): string {
  const close = nearest(word, candidates);
  const list = candidates.length > 0 ? `Available: ${inNaturalOrder(candidates).join(', ')}.` : 'None is available.';
  return close === undefined ? list : `Did you mean "${close}"? ${list}`;
}
