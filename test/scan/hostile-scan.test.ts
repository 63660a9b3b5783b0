import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { zlibUnpacker } from '../../src/scan/load-scan.ts';
import { readScan } from '../../src/scan/read-scan.ts';
import { draws, seedFrom } from '../proving.ts';
import { hostileScans, nifti, nrrd, seg } from './hostile-scans.ts';

test('there are more than forty, each named once', () => {
  expect(hostileScans.length).toBeGreaterThanOrEqual(40);
  expect(new Set(hostileScans.map(([name]) => name)).size).toBe(hostileScans.length);
});

test.each(hostileScans)('%s is refused by name, with what to do', (_, code, bytes) => {
  const before = performance.now();
  let caught: unknown;
  try {
    readScan(bytes, 'scan.bin', { unpacker: zlibUnpacker });
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(InputError);
  const error = caught as InputError;
  expect(error.code).toBe(code);
  expect(error.message).toContain('scan.bin');
  expect(error.where.file).toBe('scan.bin');
  expect(error.fix).toMatch(/\w/);
  expect(`${error.message} ${error.fix}`).not.toMatch(/Doe|99000/);
  expect(performance.now() - before).toBeLessThan(2000);
});

test('any single byte of a header may be anything: it is read, or refused by name', () => {
  const files = [nifti(), nifti({ version: 2 }), nrrd({ encoding: 'raw' }), seg()];
  let state = seedFrom(5);
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let n = 0; n < draws(2000, 50_000); n++) {
    const bytes = Uint8Array.from(files[n % files.length]);
    bytes[random(bytes.length)] = random(256);
    try {
      readScan(bytes, 'scan.bin', { unpacker: zlibUnpacker });
    } catch (error) {
      expect(error, String((error as Error).stack)).toBeInstanceOf(InputError);
    }
  }
});
