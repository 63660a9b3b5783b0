import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { readMeshFile, readPart } from '../../src/mesh/read-part.ts';
import { runs } from '../proving.ts';
import { hostileModels, whole } from './hostile-models.ts';

test.each(hostileModels)('%s: %s is refused in time', (file, _, make) => {
  const bytes = make();
  const before = process.cpuUsage();
  let error: unknown = null;
  try {
    const model = readMeshFile(bytes, file);
    for (const { name } of model.parts) readPart(model, name, 'mm');
  } catch (thrown) {
    error = thrown;
  }
  const { user, system } = process.cpuUsage(before);
  expect(error).toBeInstanceOf(InputError);
  const { where, fix, message } = error as InputError;
  expect(where.file?.startsWith(file)).toBe(true);
  expect(fix).toBeTruthy();
  expect(message.length).toBeLessThan(600);
  expect((user + system) / 1e6).toBeLessThan(2);
});

test('any change of any byte is read or refused, never an internal error', () => {
  const text = strToU8('o a\nv 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 1 4 3\n');
  const change = fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    byte: fc.integer({ min: 0, max: 255 }),
    cut: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(['model.3mf', whole] as const, ['model.obj', text] as const),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      ([file, sound], changes) => {
        let bytes = sound.slice();
        for (const { at, byte, cut } of changes) {
          const place = Math.floor(at * bytes.length);
          if (cut && changes.length === 1) bytes = bytes.slice(0, place);
          else bytes[place] = byte;
        }
        try {
          const model = readMeshFile(bytes, file);
          for (const { name } of model.parts) readPart(model, name, 'mm');
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      },
    ),
    runs(5, 400, 20_000),
  );
});
