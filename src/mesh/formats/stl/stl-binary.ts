import type { PieceReader } from '../../../finding/load-file.ts';
import { enterBytes } from '../../../kernel/kernel.ts';
import { meshKernel } from '../../../kernel/mesh-kernel.ts';
import { allocateTriangles } from '../../mesh.ts';

/** Binary STL: 80 bytes of header, a count (uint32), then 50 bytes a triangle: normal, three corners, an attribute. */

export const binaryHeader = 84;
export const binaryRecord = 50;

export interface StlTriangles {
  readonly triangles: Float32Array;
  /** Triangles left out because a corner was NaN or infinite. */
  readonly nonFinite: number;
}

/** The number of triangles that the header claims; the file must hold 84 bytes. */
export function claimedCount(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(80, true);
}

/** The first `count` triangles. The file must hold them. */
export function readBinary(bytes: Uint8Array, count: number): StlTriangles {
  const reader = recordReader(count);
  reader.take(bytes.subarray(binaryHeader, binaryHeader + binaryRecord * count));
  return reader.end();
}

/** Takes `count` records as they come. Normals are ignored: the order of the corners says the same. */
export function recordReader(count: number): PieceReader<StlTriangles> {
  const triangles = allocateTriangles(count);
  let read = 0;
  let end = 0;
  return {
    take: (records) => {
      read += records.length / binaryRecord;
      end = takeRecords(records, triangles, end);
    },
    end: () => ({
      triangles: end === triangles.length ? triangles : triangles.slice(0, end),
      nonFinite: read - end / 9,
    }),
  };
}

/** Records that the kernel takes at a time: a megabyte of them. */
const pieceRecords = Math.floor(2 ** 20 / binaryRecord);

/** Writes the corners of all triangles that are finite from `from` on; returns where they end. */
function takeRecords(records: Uint8Array, triangles: Float32Array, from: number): number {
  let end = from;
  const pieceBytes = pieceRecords * binaryRecord;
  for (let at = 0; at < records.length; at += pieceBytes) {
    const piece = records.subarray(at, at + pieceBytes);
    const kernel = meshKernel();
    const given = kernel.take(piece.length);
    const count = piece.length / binaryRecord;
    const taken = kernel.take(36 * count);
    enterBytes(kernel, given, piece);
    const finite = kernel.takeRecords(given, count, taken);
    triangles.set(new Float32Array(kernel.memory.buffer, taken, 9 * finite), end);
    end += 9 * finite;
  }
  return end;
}
