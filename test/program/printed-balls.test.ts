import { describe, expect, test } from 'vitest';
import { addBalls, heightsOver, noBalls } from '../../src/program/heights/printed-balls.ts';

// A straight strand of 1 mm along x with its upper side at z 5 mm: its centre line lies at 4.5 mm.

const mm = 1e6;

function oneStrand() {
  const printed = noBalls();
  const strand = {
    points: Int32Array.from([-5 * mm, 0, 5 * mm, 0]),
    closed: false,
    width: 1,
    height: 1,
    area: Math.PI / 4,
    ink: 'a',
    part: 'p',
    role: 'fill',
    round: true,
  } as const;
  addBalls(printed, strand, 0, 0, 5 * mm);
  return printed;
}

const over = (y: number, ends: { x: number; y: number; z: number }[] = []) => {
  const needle = { at: { x: 0, y: y * mm }, radius: 0.2 * mm, ends, spare: 0.7 * mm, floor: Number.NEGATIVE_INFINITY };
  const { met, crossed } = heightsOver(oneStrand(), needle);
  return { met: met / mm, crossed: crossed / mm };
};

describe('heights over a strand in space', () => {
  test.each([0, 0.2, 0.4, 0.6, 0.65])('follow its round body, %f mm beside its middle', (y) => {
    const away = Math.max(0, y - 0.2);
    const { met, crossed } = over(y);
    // Balls stand an eighth of a millimetre apart: between them the row is lower by a hundredth at most.
    expect(met).toBeLessThanOrEqual(4.5 + Math.sqrt(0.25 - away * away) + 1e-6);
    expect(met).toBeGreaterThan(4.5 + Math.sqrt(0.25 - away * away) - 0.02);
    expect(crossed).toBe(met);
  });

  test('are none where the needle passes beside it at any height', () => {
    expect(over(0.71).met).toBeLessThan(-2000);
  });

  test('near an end of the way count only where the needle is nearer than it stands there', () => {
    // It stands half a millimetre beside the strand, with its tip as high.
    const end = { x: 0, y: 0.5 * mm, z: 5 * mm };
    expect(over(0.6, [end]).met).toBeLessThan(-2000);
    expect(over(0.3, [end]).met).toBeGreaterThan(4.9);
  });
});
