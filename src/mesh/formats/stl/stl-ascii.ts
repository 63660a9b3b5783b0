import type { Code } from '../../../finding/codes/catalogue.ts';
import { InputError } from '../../../finding/input-error.ts';
import { FacetCollector } from '../facet-collector.ts';
import type { StlTriangles } from './stl-binary.ts';
import { lineOf, StlCursor } from './stl-cursor.ts';
import { readOddCorner } from './stl-odd-corner.ts';

/** ASCII STL, read byte by byte: any blanks, any line ends, any case, names of any bytes, several solids. */

export interface AsciiTriangles extends StlTriangles {
  readonly solids: number;
  readonly emptySolids: number;
  readonly emptyFacets: number;
  readonly decimalCommas: number;
  /** Words that belong to no rule of the format, and the line of the first. */
  readonly strayWords: number;
  readonly strayLine: number;
  /** False when the file ends without `endsolid`. */
  readonly ended: boolean;
}

/** What has been read so far, and where in the grammar the reader is. */
interface Reading {
  readonly file: string;
  readonly cursor: StlCursor;
  readonly facets: FacetCollector;
  facet: number;
  facetsBefore: number;
  inFacet: boolean;
  inLoop: boolean;
  inSolid: boolean;
  solids: number;
  emptySolids: number;
  emptyFacets: number;
  decimalCommas: number;
  /** The first number that may be grouped by thousands, and where it stands. */
  grouped: { readonly word: string; readonly at: number } | null;
  /** A comma that can only be a decimal one was seen; a number without a comma was. */
  surelyDecimal: boolean;
  bare: boolean;
  strayWords: number;
  strayLine: number;
}

/** Throws InputError with the line where a facet cannot be read. `start` skips a byte order mark. */
export function readAscii(bytes: Uint8Array, start: number, file: string): AsciiTriangles {
  const cursor = new StlCursor(bytes, start);
  const facets = new FacetCollector(bytes.length);
  const counts = { solids: 0, emptySolids: 0, emptyFacets: 0, decimalCommas: 0, strayWords: 0, strayLine: 0 };
  const place = { facet: 0, facetsBefore: 0, inFacet: false, inLoop: false, inSolid: false };
  const commas = { grouped: null, surelyDecimal: false, bare: false };
  const reading: Reading = { file, cursor, facets, ...place, ...counts, ...commas };
  while (cursor.skipBlanks()) readWord(reading);
  if (reading.inFacet) {
    throw truncated(reading);
  }
  refuseDoubtfulCommas(reading);
  const ended = !reading.inSolid;
  if (!ended) endSolid(reading);
  const { solids, emptySolids, emptyFacets, decimalCommas, strayWords, strayLine } = reading;
  const seen = { solids, emptySolids, emptyFacets, decimalCommas, strayWords, strayLine };
  return { triangles: facets.triangles(), nonFinite: facets.nonFinite, ...seen, ended };
}

function readWord(reading: Reading): void {
  const { cursor, facets } = reading;
  if (cursor.isWord('vertex')) {
    readCorner(reading);
    return;
  }
  if (cursor.isWord('solid') || cursor.isWord('endsolid')) {
    readSolid(reading);
    return;
  }
  if (cursor.isWord('facet')) {
    endFacet(reading);
    reading.inFacet = true;
    reading.facet++;
  } else if (cursor.isWord('outer')) {
    endLoop(reading);
    reading.inLoop = true;
  } else if (cursor.isWord('endloop')) {
    if (facets.corners === 0 && reading.inLoop) reading.emptyFacets++;
    endLoop(reading);
  } else if (cursor.isWord('endfacet')) endFacet(reading);
  else if (!cursor.isWord('loop') && (!reading.inFacet || reading.inLoop)) {
    // Elsewhere, between `facet` and `outer loop`, stands the normal, in whatever form; it is not used.
    if (reading.strayWords === 0) reading.strayLine = lineOf(cursor.bytes, cursor.at);
    reading.strayWords++;
  }
  cursor.skipWord();
}

/** `solid name` or `endsolid name`. */
function readSolid(reading: Reading): void {
  const begins = reading.cursor.isWord('solid');
  if (!begins) endFacet(reading);
  endSolid(reading);
  if (begins) reading.solids++;
  reading.inSolid = begins;
  reading.cursor.skipName();
}

function readCorner(reading: Reading): void {
  const { cursor, facets } = reading;
  const wordAt = cursor.at;
  const from = cursor.at + 'vertex'.length;
  cursor.at = from;
  cursor.odd = false;
  const x = cursor.number();
  const y = cursor.number();
  const z = cursor.number();
  if (!cursor.odd) {
    facets.addCorner(x, y, z);
    reading.bare = true;
    return;
  }
  const read = readOddCorner(cursor.bytes, from);
  if (read === undefined) {
    if (endsHere(cursor.bytes, from)) throw truncated(reading);
    throw refuse(reading, 'stl-number', `a corner of facet ${reading.facet} is not three numbers`, {
      at: wordAt,
      fix: 'Write "vertex x y z" with plain numbers and a decimal point.',
    });
  }
  cursor.at = read.end;
  if (read.decimalComma) reading.decimalCommas++;
  if (read.grouped !== null) reading.grouped ??= { word: read.grouped, at: wordAt };
  reading.surelyDecimal ||= read.surelyDecimal;
  reading.bare ||= read.bare;
  facets.addCorner(...read.xyz);
}

/** Whether nothing stands behind this line. */
function endsHere(bytes: Uint8Array, from: number): boolean {
  let at = from;
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
  while (at < bytes.length && bytes[at] <= 32) at++;
  return at === bytes.length;
}

function truncated(reading: Reading): InputError {
  const { bytes } = reading.cursor;
  return refuse(reading, 'mesh-truncated', `the file ends inside facet ${reading.facet} (${bytes.length} bytes)`, {
    at: bytes.length,
    fix: 'Copy or export the file again: its end is missing.',
  });
}

/** 1,010 is 1.01 in one country and 1010 in another: beside numbers without a comma it is taken for neither. */
function refuseDoubtfulCommas(reading: Reading): void {
  const { grouped, surelyDecimal, bare } = reading;
  if (grouped === null || surelyDecimal || !bare) return;
  const [decimal, whole] = [grouped.word.replace(',', '.'), grouped.word.replaceAll(',', '')];
  throw refuse(reading, 'stl-number-doubtful', `"${grouped.word}" may be ${decimal} or ${whole}`, {
    at: grouped.at,
    fix: 'Write the numbers with a decimal point and without marks between thousands.',
  });
}

function endLoop(reading: Reading): void {
  const { corners } = reading.facets;
  if (reading.facets.endLoop()) return;
  throw refuse(reading, 'stl-loop', `facet ${reading.facet} has ${corners} corners instead of 3`, {
    at: reading.cursor.at,
    fix: 'Export the model again as triangles.',
  });
}

function endFacet(reading: Reading): void {
  if (!reading.inFacet) return;
  if (reading.facets.corners === 0 && !reading.inLoop) reading.emptyFacets++;
  endLoop(reading);
  reading.inFacet = false;
  reading.inLoop = false;
}

function endSolid(reading: Reading): void {
  if (!reading.inSolid) return;
  if (reading.facet === reading.facetsBefore) reading.emptySolids++;
  reading.facetsBefore = reading.facet;
  reading.inSolid = false;
}

function refuse({ file, cursor }: Reading, code: Code, what: string, { at, fix }: { at: number; fix: string }) {
  const line = lineOf(cursor.bytes, at);
  return new InputError(code, `${file}, line ${line}: ${what}.`, { where: { file, line }, fix });
}
