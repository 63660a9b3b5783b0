import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { readAscii } from '../../src/mesh/formats/stl/stl-ascii.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { box } from '../../src/scaffold/solids.ts';
import { runs } from '../proving.ts';
import { meshOf } from './mesh-of.ts';
import { writeAscii } from './write-ascii.ts';

const cube = box(2, 2, 0, 2);
const binary = writeStl(meshOf(cube));
const text = new TextEncoder().encode(writeAscii(cube));

/** Either a mesh of finite numbers, no larger than the file allows, or an InputError with place and fix. */
function judge(bytes: Uint8Array): void {
  try {
    const { mesh } = readStl(bytes, 'hostile.stl');
    expect(mesh.triangles.every(Number.isFinite)).toBe(true);
    expect(mesh.triangles.length).toBeLessThanOrEqual(bytes.length);
    expect(mesh.triangles.length % 9).toBe(0);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).fix).toBeTruthy();
    expect((error as InputError).message).toContain('hostile.stl');
  }
}

const damage = fc.record({
  base: fc.constantFrom(binary, text),
  cut: fc.nat({ max: 3000 }),
  insert: fc.uint8Array({ maxLength: 20 }),
  at: fc.nat({ max: 3000 }),
  set: fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
});

test('damaged files are read or refused, never anything else', () => {
  fc.assert(
    fc.property(damage, ({ base, cut, insert, at, set }) => {
      const bytes = new Uint8Array(
        [...base.slice(0, at), ...insert, ...base.slice(at)].slice(0, base.length - (cut % 700)),
      );
      for (const [where, value] of set) if (where < bytes.length) bytes[where] = value;
      judge(bytes);
    }),
    runs(4, 500),
  );
});

test('any bytes at all are read or refused', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), judge), runs(5, 300));
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          'solid',
          'facet',
          'normal',
          'outer loop',
          'vertex',
          'endloop',
          'endfacet',
          '1',
          '-2e3',
          ',',
          'nan',
          '\n',
        ),
      ),
      (words) => judge(new TextEncoder().encode(words.join(' '))),
    ),
    runs(6, 500),
  );
});

test('numbers in text come out as the nearest float, as the language itself reads them', () => {
  const styles = {
    plain: String,
    exponent: (v: number) => v.toExponential(8),
    fixed: (v: number) => v.toFixed(6),
    long: (v: number) => v.toExponential(18),
  };
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 9, maxLength: 9 });
  const style = fc.constantFrom(...Object.values(styles));
  fc.assert(
    fc.property(values, style, (nine, number) => {
      const content = writeAscii(Float32Array.from(nine), { number: (v) => number(v) });
      const expected = nine.map((v) => Math.fround(Number(number(Math.fround(v)))) + 0);
      const { triangles } = readAscii(new TextEncoder().encode(content), 0, 'a');
      expect([...triangles].map((v) => v + 0)).toEqual(expected);
    }),
    runs(7, 400),
  );
});

test('a message names the line, whatever ends the lines', () => {
  const bad = writeAscii(cube).replace(/vertex (\S+) (\S+) \S+\n(?![\s\S]*vertex)/, 'vertex $1 $2\n');
  const line = bad.split('\n').findIndex((content) => /vertex \S+ \S+$/.test(content)) + 1;
  expect(line).toBeGreaterThan(80);
  for (const end of ['\n', '\r', '\r\n']) {
    expect(() => readStl(new TextEncoder().encode(bad.replaceAll('\n', end)), 'a.stl')).toThrow(`a.stl, line ${line}:`);
  }
});
