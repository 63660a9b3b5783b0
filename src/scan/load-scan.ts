import { constants, gunzipSync } from 'node:zlib';
import { loadFile } from '../finding/load-file.ts';
import type { LabelVolume, Unpacker } from './label-volume.ts';
import { readScan } from './read-scan.ts';

/** Enough for any header, and at most some megabytes unpacked. */
const startBytes = 4096;

/** Gzip by Node's zlib. */
export const zlibUnpacker: Unpacker = {
  start: (bytes) => gunzipSync(bytes.subarray(0, startBytes), { finishFlush: constants.Z_SYNC_FLUSH }),
  all: (bytes, most) => gunzipSync(bytes, { maxOutputLength: most }),
};

/** Reads a segmented scan from a file, and its bytes for its hash. Throws InputError where it cannot be used. */
export function loadScan(path: string, spacing?: readonly number[]): { bytes: Uint8Array; volume: LabelVolume } {
  const bytes = loadFile(path, { what: 'scan' });
  return { bytes, volume: readScan(bytes, path, { unpacker: zlibUnpacker, spacing }) };
}
