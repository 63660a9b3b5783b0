import { InputError } from '../../../finding/input-error.ts';
import { counted } from '../../../finding/number-words.ts';
import { binaryHeader, binaryRecord, claimedCount } from './stl-binary.ts';

/** What a file is, by its content: the word `solid` at the start proves nothing, since binary headers begin with it too. */
export type StlKind =
  | { readonly kind: 'ascii'; readonly start: number }
  | {
      readonly kind: 'binary';
      readonly count: number;
      readonly repairs: readonly string[];
      /** Set when whole triangles seem to be missing at the end; fatal unless the surface is closed without them. */
      readonly short?: string;
    };

const foreign: readonly (readonly [signature: RegExp | string, what: string])[] = [
  ['PK\x03\x04', 'a zip archive (3MF, AMF or a zipped STL)'],
  ['\x1f\x8b', 'a gzip archive'],
  ['7z\xbc\xaf', 'a 7z archive'],
  [/^Rar!/, 'a RAR archive'],
  [/^ply[\r\n]/, 'a PLY mesh'],
  [/^(off|coff)\s/i, 'an OFF mesh'],
  [/^\s*ISO-10303/, 'a STEP model'],
  [/^\s*(<\?xml|<model|<amf|<!doctype|<html)/i, 'an XML or HTML document'],
  [/^glTF/, 'a glTF model'],
  [/^\s*[{[]/, 'a JSON text'],
  [/^%PDF/, 'a PDF document'],
  ['\x89PNG', 'a PNG picture'],
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer, not the model itself'],
  [/^\s*(#[^\n]*\n\s*)*(mtllib|usemtl|vn?|o|g) [^\n]*\n\s*(v|vn|vt|f|o|g|usemtl) /, 'an OBJ mesh'],
  [/^(\xff\xfe|\xfe\xff)/, 'a text in UTF-16'],
  [/^\s*;|^\s*[GM]\d+\s/, 'a G-code file'],
  [/^DICM|^.{128}DICM/s, 'a DICOM image'],
  [/^Kaydara FBX/, 'an FBX model'],
  [' \x05\x16\x07', 'a resource file that macOS keeps beside the model (its name begins with "._")'],
  [' \x05\x16  ', 'a resource file of macOS'],
  ['   \x01Bud1', 'a folder note of macOS (.DS_Store)'],
];

/** Throws InputError when the content is neither form of STL. */
export function stlKind(bytes: Uint8Array, file: string): StlKind {
  if (bytes.length === 0) {
    throw new InputError('stl-empty', `${file} is empty (0 bytes).`, {
      where: { file },
      fix: 'Export the part again.',
    });
  }
  const head = latin1(bytes, 0, 512);
  if (isBinaryOf(bytes, bytes.length)) {
    return { kind: 'binary', count: claimedCount(bytes), repairs: [] };
  }
  const start = head.startsWith('\xef\xbb\xbf') ? 3 : 0;
  if (isAscii(bytes, start)) return { kind: 'ascii', start };
  for (const [signature, what] of foreign) {
    if (typeof signature === 'string' ? head.startsWith(signature) : signature.test(head)) {
      throw new InputError('stl-foreign', `${file} is ${what}, not an STL file.`, {
        where: { file },
        fix: fixFor(what),
      });
    }
  }
  if (isText(bytes)) {
    throw new InputError(
      'stl-foreign',
      `${file} is a text, but none that describes facets: it begins "${opening(head)}".`,
      {
        where: { file },
        fix: 'Export the part as binary STL, or check that the right file was named.',
      },
    );
  }
  if (bytes.length < binaryHeader) {
    const fix = 'Export the part as binary STL.';
    const what = `${file} has ${bytes.length} bytes and is no STL: a binary one has at least 84, a text one begins with "solid".`;
    throw new InputError('stl-too-short', what, { where: { file }, fix });
  }
  return oddBinary(bytes, file);
}

/** Whether a file of `size` bytes that begins so is binary, and its size and count agree. */
export function isBinaryOf(head: Uint8Array, size: number): boolean {
  return size >= binaryHeader && binaryHeader + binaryRecord * claimedCount(head) === size;
}

function fixFor(what: string): string {
  if (what.includes('UTF-16')) return 'Save the text as UTF-8 or ASCII.';
  if (what.includes('3MF'))
    return 'If it is a 3MF, give its name the ending .3mf; else unpack it, or export the part as binary STL.';
  if (what.includes('OBJ')) return 'Give its name the ending .obj.';
  if (what.includes('PLY')) return 'Give its name the ending .ply.';
  return what.includes('macOS') ? 'Name the model itself.' : 'Export the part as binary STL.';
}

/** Nothing but printable bytes, blanks and line ends, as far as is looked: binary files show others at once. */
function isText(bytes: Uint8Array): boolean {
  const looked = bytes.subarray(0, 4096);
  const control = looked.findIndex((byte) => (byte < 32 && (byte < 9 || byte > 13)) || byte === 127);
  return control < 0;
}

/** The first words of a text. */
function opening(head: string): string {
  const line = head.trim().split(/[\r\n]/)[0];
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

/** Text: `solid`, a name of any bytes up to the line end, then a keyword; or a text that begins with a facet. */
function isAscii(bytes: Uint8Array, start: number): boolean {
  const opening = /^\s*(solid|facet)(?=\s|$)/i.exec(latin1(bytes, start, 4096));
  if (opening === null) return false;
  if (opening[1].toLowerCase() === 'facet') return true;
  let lineEnd = start + opening[0].length;
  while (lineEnd < bytes.length && bytes[lineEnd] !== 10 && bytes[lineEnd] !== 13) lineEnd++;
  const sameLine = latin1(bytes, start, Math.min(lineEnd - start, 4096));
  if (/\sfacet\s+normal\s/i.test(sameLine) || /\sendsolid(\s|$)/i.test(sameLine)) return true;
  const after = latin1(bytes, lineEnd, 4096).trimStart();
  if (/^\s*$/.test(after)) return lineEnd + 4096 >= bytes.length && !bytes.subarray(start, lineEnd).includes(0);
  return /^(facet|endsolid|solid|color|outer|vertex)(\s|$)/i.test(after) || /\sfacet\s+normal\s/i.test(after);
}

/** Binary whose size and count disagree. */
function oddBinary(bytes: Uint8Array, file: string): StlKind {
  const claimed = claimedCount(bytes);
  const body = bytes.length - binaryHeader;
  const held = Math.floor(body / binaryRecord);
  const over = body % binaryRecord;
  const numbers = `the header counts ${counted(claimed, 'triangle')}, which takes ${binaryHeader + binaryRecord * claimed} bytes; the file has ${bytes.length}`;
  if (claimed > held && (over !== 0 || held === 0)) {
    throw new InputError(
      'mesh-truncated',
      `${file} is cut short, or is no STL: ${numbers}, room for ${counted(held, 'whole triangle')} and ${counted(over, 'byte')}.`,
      { where: { file }, fix: 'Copy or export the file again.' },
    );
  }
  if (claimed > held) {
    return {
      kind: 'binary',
      count: held,
      repairs: [`read ${counted(held, 'triangle')} by the size of the file: ${numbers}`],
      short: numbers,
    };
  }
  if (held > claimed && (claimed === 0 || continues(bytes, claimed))) {
    const repairs = [`read ${counted(held, 'triangle')} by the size of the file: ${numbers}`];
    if (over > 0) repairs.push(`left out ${counted(over, 'byte')} after the last triangle`);
    return { kind: 'binary', count: held, repairs };
  }
  const tail = body - claimed * binaryRecord;
  return { kind: 'binary', count: claimed, repairs: [`left out ${counted(tail, 'byte')} after the last triangle`] };
}

/** Whether the bytes after the counted triangles look like one more: a unit or zero normal, corners of like size. */
function continues(bytes: Uint8Array, claimed: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const record = (index: number) =>
    Array.from({ length: 12 }, (_, k) => view.getFloat32(binaryHeader + binaryRecord * index + 4 * k, true));
  const next = record(claimed);
  if (!next.every(Number.isFinite)) return false;
  const normal = Math.hypot(next[0], next[1], next[2]);
  if (normal > 1e-6 && Math.abs(normal - 1) > 0.01) return false;
  let largest = 0;
  for (let i = 0; i < Math.min(claimed, 1000); i++) {
    for (const value of record(i).slice(3)) if (Math.abs(value) > largest) largest = Math.abs(value);
  }
  const size = Math.max(...next.slice(3).map(Math.abs));
  return size <= 100 * largest && size >= largest / 1e6;
}

/** Bytes as characters, zero bytes as blanks. */
function latin1(bytes: Uint8Array, from: number, length: number): string {
  let text = '';
  for (let i = from; i < Math.min(bytes.length, from + length); i++)
    text += bytes[i] === 0 ? ' ' : String.fromCharCode(bytes[i]);
  return text;
}
