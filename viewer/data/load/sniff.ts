import { formatByName } from '../../../src/mesh/formats/mesh-formats.ts';
import type { Refusal } from './refusal.ts';

/** A kind of file that is not plain G-code: how it is known, what it is, and what to do with it. */
interface FileKind {
  readonly is: (bytes: Uint8Array, name: string) => boolean;
  readonly code: Refusal['code'];
  readonly what: string;
  readonly fix: string;
}

const headOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes.subarray(0, 1 << 16));
const startsWith = (bytes: Uint8Array, ...first: number[]): boolean => first.every((byte, i) => bytes[i] === byte);

/** The names of a zip's entries stand in it as they are: in its first entries, and again at its end. */
function zipHolds(bytes: Uint8Array, name: RegExp): boolean {
  if (!startsWith(bytes, 0x50, 0x4b, 3, 4)) return false;
  const end = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - (1 << 16))));
  return name.test(headOf(bytes)) || name.test(end);
}

/** Text in two bytes a character, with or without the mark at its beginning. */
function isUtf16(bytes: Uint8Array): boolean {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return true;
  const pairs = Math.min(64, bytes.length >> 1);
  const zeros = (odd: 0 | 1) =>
    Array.from({ length: pairs }, (_, i) => bytes[2 * i + odd]).filter((b) => b === 0).length;
  return pairs > 8 && zeros(0) > 0.9 * pairs !== zeros(1) > 0.9 * pairs;
}

/** Binary STL: 80 bytes of anything, the number of triangles, and 50 bytes for each. */
function isBinaryStl(bytes: Uint8Array): boolean {
  if (bytes.length < 84) return false;
  return bytes.length === 84 + 50 * new DataView(bytes.buffer, bytes.byteOffset).getUint32(80, true);
}

/** By what stands in it; words alone, which G-code may begin with too, count only under the name of a model. */
function isModel(bytes: Uint8Array, name: string): boolean {
  const named = formatByName(name)?.recognises(bytes) ?? false;
  const zip = zipHolds(bytes, /\.model/i);
  return named || zip || isBinaryStl(bytes) || /^\s*solid\b[\s\S]*\bfacet normal/.test(headOf(bytes));
}

/** In the order in which they are asked. */
const kinds: readonly FileKind[] = [
  {
    is: (bytes) => startsWith(bytes, 0x47, 0x43, 0x44, 0x45),
    code: 'packed',
    what: 'This is binary G-code (.bgcode) of PrusaSlicer: packed, not text.',
    fix: 'Write it as text: in PrusaSlicer, File, Convert, Convert binary G-code to ASCII; or switch "Supports binary G-code" off and slice again.',
  },
  {
    is: (bytes) => zipHolds(bytes, /\.gcode/i),
    code: 'packed',
    what: 'This is a sliced project (.gcode.3mf) of Bambu Studio or OrcaSlicer: a zip with the G-code of each plate in it.',
    fix: 'Take the G-code out: unzip -p print.gcode.3mf Metadata/plate_1.gcode > plate_1.gcode, and open that.',
  },
  {
    is: isUtf16,
    code: 'not-gcode',
    what: 'This text is UTF-16 (Notepad calls it Unicode): two bytes a character, which no printer reads.',
    fix: 'Save it as UTF-8, or: iconv -f UTF-16 -t UTF-8 in.gcode > out.gcode.',
  },
  {
    is: isModel,
    code: 'model',
    what: 'This is a model, not G-code: nothing is planned yet.',
    fix: 'Plan it with bioweft slice.',
  },
  {
    is: (bytes) => startsWith(bytes, 0x1f, 0x8b) || startsWith(bytes, 0x50, 0x4b, 3, 4),
    code: 'packed',
    what: 'This file is packed (zip or gzip).',
    fix: 'Unpack it, and open the G-code in it.',
  },
  {
    is: (bytes) => /^(name|printer|inks|parts|vessel)\s*:/m.test(headOf(bytes)) && !/^\s*[GM]\d/m.test(headOf(bytes)),
    code: 'job',
    what: 'This is a job of bioweft, not G-code: it says what to print, and is planned first.',
    fix: 'Plan it and look at it: bioweft view job.yaml.',
  },
  {
    is: (bytes) => headOf(bytes).trimStart().startsWith('<'),
    code: 'not-gcode',
    what: 'This is not a G-code file. It begins like a web page or XML.',
    fix: 'Choose a .gcode, .nc or .iso file with G0 and G1 moves.',
  },
  {
    is: (bytes) => headOf(bytes).trimStart().startsWith('{'),
    code: 'not-gcode',
    what: 'This is not a G-code file. It begins like JSON.',
    fix: 'A report or a printer profile is dropped with the ending .json.',
  },
];

/** What a file is if not G-code; null where it may be G-code. */
export function otherKind(bytes: Uint8Array, name: string): Refusal | null {
  const kind = kinds.find(({ is }) => is(bytes, name));
  if (kind) return { code: kind.code, what: kind.what, fix: kind.fix };
  const nul = bytes.subarray(0, 1 << 16).indexOf(0);
  return nul < 0 ? null : notGcode(`Byte ${nul + 1} is zero, so it is not text (a picture, or a damaged file?).`);
}

export function notGcode(why: string): Refusal {
  return {
    code: 'not-gcode',
    what: `This is not a G-code file. ${why}`,
    fix: 'Choose a .gcode, .nc or .iso file with G0 and G1 moves; plan STL parts with bioweft slice first.',
  };
}
