import type { PieceReader } from '../../../finding/load-file.ts';
import { counted } from '../../../finding/number-words.ts';
import type { MeshFormat, RawModel } from '../mesh-format.ts';
import { readAscii } from './stl-ascii.ts';
import { binaryHeader, binaryRecord, readBinary, recordReader, type StlTriangles } from './stl-binary.ts';
import { isBinaryOf, type StlKind, stlKind } from './stl-kind.ts';
import { writeStl } from './write-stl.ts';

/** STL, both forms: triangles without names or a unit. All that a file holds is one part. */
export const stlFormat: MeshFormat = {
  id: 'stl',
  name: 'STL',
  extensions: ['stl'],
  recognises: (bytes) => /^\s*(solid|facet)\s/i.test(String.fromCharCode(...bytes.subarray(0, 64))),
  read: readStlModel,
  inPieces: { headerBytes: binaryHeader, recordBytes: binaryRecord, begin },
  holdsParts: false,
  write: ([part]) => writeStl(part),
};

function readStlModel(bytes: Uint8Array, file: string): RawModel {
  const kind = stlKind(bytes, file);
  if (kind.kind === 'binary') {
    return binaryModel(readBinary(bytes, kind.count), kind);
  }
  const read = readAscii(bytes, kind.start, file);
  const repairs: string[] = [];
  if (kind.start > 0) repairs.push('skipped a byte order mark');
  if (read.decimalCommas > 0) repairs.push(`read decimal commas in ${counted(read.decimalCommas, 'corner')}`);
  if (read.emptyFacets > 0) repairs.push(`left out ${counted(read.emptyFacets, 'facet')} without corners`);
  if (read.emptySolids > 0) repairs.push(`left out ${counted(read.emptySolids, 'solid')} without facets`);
  if (read.strayWords > 0) {
    repairs.push(`skipped ${counted(read.strayWords, 'word')} unknown to STL, the first in line ${read.strayLine}`);
  }
  if (!read.ended) repairs.push('the text ends without "endsolid"');
  const short = read.ended ? undefined : 'the text ends without "endsolid"';
  const solids = Math.max(1, read.solids);
  const { triangles, nonFinite } = read;
  return {
    kind: 'ascii',
    statedUnit: null,
    parts: [{ name: '', triangles, solids, nonFinite, repairs, short }],
    notes: [],
  };
}

/** Only the form whose size and count agree: nothing else is sure before the whole file is there. */
function begin(header: Uint8Array, size: number): PieceReader<RawModel> | null {
  if (!isBinaryOf(header, size)) return null;
  const { take, end } = recordReader((size - binaryHeader) / binaryRecord);
  return { take, end: () => binaryModel(end(), { repairs: [] }) };
}

function binaryModel(
  { triangles, nonFinite }: StlTriangles,
  { repairs, short }: Pick<StlKind & { kind: 'binary' }, 'repairs' | 'short'>,
): RawModel {
  const part = { name: '', triangles, solids: 1, nonFinite, repairs, short };
  return { kind: 'binary', statedUnit: null, parts: [part], notes: [] };
}
