import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GcodeBuffer } from '../../src/gcode/write/gcode-buffer.ts';

function written(write: (out: GcodeBuffer) => void): string {
  const out = new GcodeBuffer(16);
  out.reserve(64);
  write(out);
  return Buffer.from(out.take()).toString('latin1');
}

const fixed = (scaled: number, decimals: number) => written((out) => out.fixed(scaled, decimals));

test('numbers lose their trailing zeros and keep the one before the point', () => {
  expect(fixed(0, 4)).toBe('0');
  expect(fixed(5, 4)).toBe('0.0005');
  expect(fixed(-5, 4)).toBe('-0.0005');
  expect(fixed(10000, 4)).toBe('1');
  expect(fixed(12340, 4)).toBe('1.234');
  expect(fixed(1230000, 4)).toBe('123');
  expect(fixed(120, 0)).toBe('120');
});

test('every scaled integer reads back as itself, far beyond 32 bits', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 }), (scaled, decimals) => {
      const text = fixed(scaled, decimals);
      expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
      const [whole, fraction = ''] = text.split('.');
      expect(BigInt(whole + fraction.padEnd(decimals, '0'))).toBe(BigInt(scaled));
    }),
    {
      numRuns: 500,
      seed: 3,
      examples: [
        [0x3fffffff, 4],
        [0x40000000, 4],
        [-0x40000000, 9],
        [999999999, 9],
      ],
    },
  );
});

test('text grows the buffer and only ASCII leaves it', () => {
  expect(written((out) => out.line(`${'x'.repeat(500)} µé`))).toBe(`${'x'.repeat(500)} ??\n`);
});
