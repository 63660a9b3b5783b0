import { describe, expect, test } from 'vitest';
import { type Strand, strandLength, strandVolume } from '../../src/laydown/strand.ts';
import { lay } from './lay.ts';
import { outlineOf } from './shapes.ts';
import { coveredBetween, inkBetween } from './slices.ts';

/** A plate that tapers from half a strand to five of them. */
const width = 0.41;
const height = 0.2;
const long = 40;
const thick = (x: number) => 0.2 + (1.8 * x) / long;
const plate = outlineOf([
  [0, -thick(0) / 2],
  [long, -thick(long) / 2],
  [long, thick(long) / 2],
  [0, thick(0) / 2],
]);
/** Where it is 0.21 mm thick. */
const from = 0.25;

const settings = [
  { pattern: 'parallel', angles: [0, 90] },
  { pattern: 'parallel', angles: [45, 135] },
  { pattern: 'concentric' },
  { pattern: 'spiral' },
];

describe.each([0, 1, 2])('a solid wedge with %i contours', (contours) => {
  test.each(settings)('$pattern $angles: each millimetre gets the ink of its section, and is covered', (laydown) => {
    for (const index of laydown.angles ? [0, 1] : [0]) {
      const { strands, findings } = lay(plate, { ...laydown, solid: true }, { width, height, contours, index });
      expect(findings).toEqual([]);
      expect(strands.length).toBeLessThanOrEqual(12);
      for (const strand of strands) expect(strandLength(strand)).toBeGreaterThan(2 * width);
      const whole = ((thick(0) + thick(long)) / 2) * long * height;
      expect(strands.reduce((sum, strand) => sum + strandVolume(strand), 0) / whole).toBeCloseTo(1, 3);
      // A strand across the end counts where its middle lies: no slice ends within its width.
      for (let x = from; x + 1 <= long - width; x += 0.25) judgeInk(strands, x);
      judgeInk(strands, long - 1);
      for (let x = from; x + 1 <= long; x++) judgeCover(strands, x);
    }
  });
});

function judgeInk(strands: readonly Strand[], x: number): void {
  const ratio = inkBetween(strands, x, x + 1) / (thick(x + 0.5) * height);
  expect(Math.abs(ratio - 1), `ink from ${x} mm`).toBeLessThan(0.03);
}

function judgeCover(strands: readonly Strand[], x: number): void {
  const section = thick(x + 0.5);
  const { within, beyond } = coveredBetween(strands, x, x + 1, (px, py) => 2 * Math.abs(py) <= thick(px));
  expect(within / section, `covered from ${x} mm`).toBeGreaterThan(0.95);
  expect(beyond / section, `covered beyond from ${x} mm`).toBeLessThan(0.05);
}
