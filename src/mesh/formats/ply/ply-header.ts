import { InputError } from '../../../finding/input-error.ts';

/** A property of an element: one number, or a list with the type of its count. */
export interface PlyProperty {
  readonly name: string;
  readonly type: PlyType;
  readonly count: PlyType | null;
}

export interface PlyElement {
  readonly name: string;
  readonly count: number;
  readonly properties: readonly PlyProperty[];
}

export interface PlyHeader {
  readonly encoding: 'ascii' | 'binary_little_endian' | 'binary_big_endian';
  readonly elements: readonly PlyElement[];
  /** Where the data begin. */
  readonly dataAt: number;
}

export type PlyType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64';

const types: Readonly<Record<string, PlyType>> = {
  char: 'int8',
  int8: 'int8',
  uchar: 'uint8',
  uint8: 'uint8',
  short: 'int16',
  int16: 'int16',
  ushort: 'uint16',
  uint16: 'uint16',
  int: 'int32',
  int32: 'int32',
  uint: 'uint32',
  uint32: 'uint32',
  float: 'float32',
  float32: 'float32',
  double: 'float64',
  float64: 'float64',
};

/** Headers of real files take some hundred bytes. */
const longest = 65_536;

/** The lines up to `end_header`. Throws InputError with the line. */
export function readPlyHeader(bytes: Uint8Array, file: string): PlyHeader {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, longest));
  const first = /^ply[ \t]*(\r\n|\r|\n)/.exec(text);
  if (first === null) throw plyError(file, 1, 'it does not begin with "ply".');
  // All lines end alike: a byte of the data that follows a lone CR may be an LF.
  const end = new RegExp(`[\\r\\n]end_header[ \\t]*${first[1]}`).exec(text);
  if (end === null) throw plyError(file, 1, 'the header has no end_header.');
  const lines = text.slice(0, end.index).split(/\r\n|\r|\n/);
  const elements: { name: string; count: number; properties: PlyProperty[] }[] = [];
  let encoding: PlyHeader['encoding'] | null = null;
  lines.forEach((line, i) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === 'format') encoding = encodingOf(words, file, i + 1);
    else if (words[0] === 'element')
      elements.push({ name: words[1] ?? '', count: countOf(words[2], file, i + 1), properties: [] });
    else if (words[0] === 'property') {
      const element = elements[elements.length - 1];
      if (element === undefined) throw plyError(file, i + 1, 'a property stands before any element.');
      element.properties.push(propertyOf(words, file, i + 1));
    }
  });
  if (encoding === null) throw plyError(file, 2, 'the header states no format.');
  return { encoding, elements, dataAt: end.index + end[0].length };
}

function encodingOf([, name = '', version]: readonly string[], file: string, line: number): PlyHeader['encoding'] {
  const known = (['ascii', 'binary_little_endian', 'binary_big_endian'] as const).find((each) => each === name);
  if (known !== undefined && version === '1.0') return known;
  throw plyError(
    file,
    line,
    `the format "${name} ${version}" is none of ascii, binary_little_endian and binary_big_endian 1.0.`,
  );
}

function countOf(text: string | undefined, file: string, line: number): number {
  const count = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  throw plyError(file, line, `"${text}" is no count.`);
}

function propertyOf(words: readonly string[], file: string, line: number): PlyProperty {
  const isList = words[1] === 'list';
  const [type, count, name] = isList ? [types[words[3]], types[words[2]], words[4]] : [types[words[1]], null, words[2]];
  if (type === undefined || count === undefined || name === undefined)
    throw plyError(file, line, `"${words.join(' ').slice(0, 60)}" is no property.`);
  return { name, type, count };
}

export function plyError(file: string, line: number | null, what: string): InputError {
  const place = line === null ? file : `${file}, line ${line}`;
  return new InputError('mesh-unreadable', `${place}: ${what}`, {
    where: line === null ? { file } : { file, line },
    fix: 'Export the model again as PLY with vertices and faces, or as STL.',
  });
}
