import { describe, expect, it } from 'vitest';
import { missingLines } from '../../viewer/scene/path-textures.ts';

const width = 8;

describe('what rows need of the path texture', () => {
  it('takes the lines of the first and the last texel, and of the neighbours beside them', () => {
    const none = new Uint8Array(10);
    // Rows 9 to 12 run over texels 9 to 13; with neighbours 8 to 14: line 1.
    expect(missingLines(none, [{ first: 9, end: 13 }], width, 99)).toEqual([{ first: 1, end: 2 }]);
    // Row 8 joins row 7, which begins on line 0; row 14 ends at texel 15, and its neighbour is on line 2.
    expect(missingLines(none, [{ first: 8, end: 15 }], width, 99)).toEqual([{ first: 0, end: 3 }]);
  });

  it('leaves out lines that are there, and lines that two stretches share', () => {
    const there = Uint8Array.from([1, 0, 1, 0, 0]);
    const rows = [
      { first: 0, end: 12 },
      { first: 13, end: 38 },
    ];
    expect(missingLines(there, rows, width, 99)).toEqual([
      { first: 1, end: 2 },
      { first: 3, end: 5 },
    ]);
    expect(missingLines(new Uint8Array(5).fill(1), rows, width, 99)).toEqual([]);
  });

  it('brings every line of a print once, no more than asked for at a time', () => {
    const there = new Uint8Array(100);
    const rows = [{ first: 0, end: 799 }];
    let rounds = 0;
    for (
      let more = missingLines(there, rows, width, 40);
      more.length > 0;
      more = missingLines(there, rows, width, 40)
    ) {
      const lines = more.reduce((sum, { first, end }) => sum + end - first, 0);
      expect(lines).toBe(rounds < 2 ? 40 : 20);
      for (const { first, end } of more) {
        expect(end - first).toBeLessThanOrEqual(32);
        expect(there.subarray(first, end).every((flag) => flag === 0)).toBe(true);
        there.fill(1, first, end);
      }
      rounds++;
    }
    expect(rounds).toBe(3);
    expect(there.every((flag) => flag === 1)).toBe(true);
  });
});
