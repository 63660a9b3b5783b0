import { describe, expect, test } from 'vitest';
import { categoryColour, categoryGlyph } from '../../viewer/colour/categories.ts';
import { brief, colourPrint, type LegendEntry } from '../../viewer/colour/colouring.ts';
import { modeById, modes } from '../../viewer/colour/modes.ts';
import { fromRgb, hexToRgb, type Rgb, toRgb } from '../../viewer/colour/oklab.ts';
import { beyondLimit, niceTicks, rampColour, sequential } from '../../viewer/colour/ramps.ts';
import { printOf } from './print-of.ts';
import { samplePrint } from './sample-plans.ts';

const lightness = (colour: Rgb) => fromRgb(colour).L;

describe('ramps', () => {
  test('Oklab goes there and back, and knows its published white and red', () => {
    for (const hex of ['#56b4e9', '#e69f00', '#0072b2', '#999999']) {
      const rgb = hexToRgb(hex);
      for (const [i, value] of toRgb(fromRgb(rgb)).entries()) expect(value).toBeCloseTo(rgb[i], 4);
    }
    expect(lightness([1, 1, 1])).toBeCloseTo(1, 4);
    // Ottosson 2020: sRGB red is L 0.62796, a 0.22486, b 0.12585.
    const red = fromRgb([1, 0, 0]);
    expect([red.L, red.a, red.b].map((v) => Number(v.toFixed(3)))).toEqual([0.628, 0.225, 0.126]);
  });
  test.each(['dark', 'light'] as const)(
    'lightness rises evenly (%s), so the ramp never turns back on itself',
    (theme) => {
      const steps = Array.from({ length: 33 }, (_, i) => lightness(sequential(theme, i / 32)));
      const rises = steps.slice(1).map((value, i) => value - steps[i]);
      expect(Math.min(...rises)).toBeGreaterThan(0.004);
      expect(Math.max(...rises) / Math.min(...rises)).toBeLessThan(2.5);
    },
  );
  test('the limit changes the hue on its wrong side only', () => {
    const limit = { value: 85, wrong: 'below' } as const;
    expect(rampColour('dark', 90, 70, 100, limit)).toEqual(sequential('dark', 2 / 3));
    expect(rampColour('dark', 85, 70, 100, limit)).toEqual(sequential('dark', 0.5));
    expect(rampColour('dark', 70, 70, 100, limit)).toEqual(beyondLimit('dark', 1));
    expect(rampColour('dark', 84.999, 70, 100, limit)[0]).toBeGreaterThan(0.8);
  });
  test('a range of one value has the middle colour', () => {
    expect(rampColour('light', 3, 3, 3, null)).toEqual(sequential('light', 0.5));
  });
});

test('ticks are round, ordered and inside', () => {
  expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(niceTicks(748, 2660, 4)).toEqual([1000, 1500, 2000, 2500]);
  expect(niceTicks(0.1, 0.3, 4)).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
  expect(niceTicks(5, 5)).toEqual([5]);
  expect(niceTicks(Number.NaN, Number.NaN)).toEqual([]);
});

test('the first eight inks differ in colour and in glyph', () => {
  const all = Array.from({ length: 8 }, (_, i) => fromRgb(categoryColour('dark', i)));
  for (let i = 0; i < 8; i++) {
    for (let j = 0; j < i; j++) {
      const [p, q] = [all[i], all[j]];
      expect(Math.hypot(p.L - q.L, p.a - q.a, p.b - q.b), `${i} ${j}`).toBeGreaterThan(0.07);
    }
  }
  expect(new Set(Array.from({ length: 60 }, (_, i) => categoryGlyph(i))).size).toBe(60);
  expect(categoryColour('dark', 8)).not.toEqual(categoryColour('dark', 0));
});

test.each(modes.map(({ id }) => id))('the legend of %s tells of the whole print', (id) => {
  const print = printOf(samplePrint({ layers: 4, cureEvery: 2 }));
  // Of a valve the strands alone tell how much ink there is.
  const valves = { ...print, volume: new Float32Array(print.rows) };
  for (const one of [print, valves]) {
    const { entries } = colourPrint(one, modeById(id), 'dark', null);
    const total = (pick: (entry: LegendEntry) => number) => entries.reduce((sum, entry) => sum + pick(entry), 0);
    expect(total(({ share }) => share)).toBeCloseTo(1, 6);
    expect(total(({ lengthMm }) => lengthMm) / one.totals.lengthMm).toBeCloseTo(1, 3);
    expect(total(({ volumeUl }) => volumeUl) / total(() => one.totals.volumeUl / entries.length)).toBeCloseTo(1, 2);
  }
});

test('numbers are short', () => {
  expect([0.12345, 12.345, 1234.5, Number.NaN, 0].map(brief)).toEqual(['0.123', '12.3', '1,235', '-', '0']);
});

test('labels of a scale meet end to end over its whole range, and those of counts hold each number once', () => {
  const print = printOf(samplePrint({ layers: 9 }));
  const labels = (id: (typeof modes)[number]['id']) => colourPrint(print, modeById(id), 'dark', null);
  for (const { id } of modes) {
    const { entries, low, high } = labels(id);
    const ends = entries.flatMap(({ label }) => {
      const said = /^([\d.,-]+)(?: to ([\d.,-]+))?$/.exec(label.replaceAll(',', ''));
      return said === null ? [] : [[Number(said[1]), Number(said[2] ?? said[1])]];
    });
    if (ends.length === 0 || !Number.isFinite(low)) continue;
    // Numbers have three digits.
    const near = (a: number, b: number, size: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(0.011 * size);
    if (modeById(id).kind === 'value' && (modeById(id) as { whole?: boolean }).whole) {
      const counted = ends.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
      expect(counted).toEqual([...new Set(counted)]);
      expect([counted[0], counted.at(-1)]).toEqual([low, high]);
    } else {
      near(ends[0][0], low, Math.abs(low) + 1e-9);
      near(ends.at(-1)![1], high, Math.abs(high) + 1e-9);
      for (const [from, to] of ends)
        if (high > low) near(to - from, (high - low) / 6, Math.max(Math.abs(from), Math.abs(to)));
    }
  }
});
