import type { ModeWatch } from '../driver.ts';

/** Modes that a line may set, by the word in the report. */
const groups: readonly (readonly string[])[] = [
  ['G20', 'G21'],
  ['G90', 'G91'],
  ['M7', 'M8', 'M9'],
  ['M3', 'M4', 'M5'],
];
const wordPattern = /([A-Z])\s*(-?\d*\.?\d+)/g;

/**
 * GRBL's modes as the lines sent set them, against its answer to `$G`, `[GC:G1 G54 G17 G21 G90 G94 M5 M8 T0 F600 S0]`.
 * After a reset they are those of power-up, F0 among them, although lines before it set others.
 */
export function createGrblModes(): ModeWatch {
  const set = new Map<readonly string[], string>();
  let feed: number | null = null;
  let fed = false;
  /** A feed by the time of each move was set: between moves it is 0. */
  let inverse = false;

  function word(letter: string, value: number): void {
    const mode = `${letter}${value}`;
    const group = groups.find((words) => words.includes(mode));
    if (group !== undefined) set.set(group, mode);
    else if (letter === 'F') feed = value;
    // The end of a program and another meaning of the feed set what is not followed here.
    else if (mode === 'M2' || mode === 'M30') set.clear();
    if (mode === 'G93') inverse = true;
    if (['M2', 'M30', 'G93', 'G94', 'G20', 'G21'].includes(mode)) feed = null;
  }

  return {
    sent(line) {
      if (line.startsWith('$')) return;
      for (const [, letter, value] of line.toUpperCase().matchAll(wordPattern)) word(letter, Number(value));
    },
    differs(report) {
      const words = wordsOf(report);
      const wrong = [...set.values()].find((mode) => !words.includes(mode));
      if (wrong !== undefined) return `${wrong} was sent and it is set to ${report}`;
      const stated = feedOf(words);
      if (feed === null || inverse || stated === null || isFeed(stated, feed)) return null;
      return `F${feed} was sent and it is set to ${report}`;
    },
    fellBack(report) {
      const stated = feedOf(wordsOf(report));
      if (stated !== null && stated > 0) fed = true;
      return fed && !inverse && stated === 0;
    },
  };
}

/** Whole numbers are told, and inches by one decimal: in which of the two is the printer's own setting ($13). */
function isFeed(stated: number, feed: number): boolean {
  return Math.abs(stated - feed) <= 1 || Math.abs(stated - feed * 25.4) <= 1 || Math.abs(stated - feed / 25.4) <= 0.1;
}

function wordsOf(report: string): string[] {
  return report.replace(/^\[GC:|\]$/g, '').split(' ');
}

function feedOf(words: readonly string[]): number | null {
  const word = words.find((text) => /^F-?[\d.]+$/.test(text));
  return word === undefined ? null : Number(word.slice(1));
}
