import { counted } from '../../../finding/number-words.ts';
import type { MeshFormat, RawModel } from '../mesh-format.ts';
import { readAscii } from './stl-ascii.ts';
import { readBinary } from './stl-binary.ts';
import { stlKind } from './stl-kind.ts';
import { writeStl } from './write-stl.ts';

/** STL, both forms: triangles without names or a unit. All that a file holds is one part. */
export const stlFormat: MeshFormat = {
  id: 'stl',
  name: 'STL',
  extensions: ['stl'],
  recognises: (bytes) => /^\s*(solid|facet)\s/i.test(String.fromCharCode(...bytes.subarray(0, 64))),
  read: readStlModel,
  holdsParts: false,
  write: ([part]) => writeStl(part),
};

function readStlModel(bytes: Uint8Array, file: string): RawModel {
  const kind = stlKind(bytes, file);
  if (kind.kind === 'binary') {
    const { triangles, nonFinite } = readBinary(bytes, kind.count);
    const { repairs, short } = kind;
    return {
      kind: 'binary',
      statedUnit: null,
      parts: [{ name: '', triangles, solids: 1, nonFinite, repairs, short }],
      notes: [],
    };
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
