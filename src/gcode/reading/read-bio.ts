import type { Machine } from '../read/read-state.ts';
import { powersOfTen } from '../read/read-words.ts';
import { addStrand, nameRow } from './read-strands.ts';
import { type StrandName, type StrandNumber, strandNames, strandNumbers } from './reading.ts';

/**
 * `;BIO:strand` lines from bytes straight into columns: files hold hundreds of thousands of them. Keys are told apart
 * by a hash worked out once; names become rows of the string table.
 */
const names = byHash<StrandName>(strandNames);
const numbers = byHash<StrandNumber>(strandNumbers);

function byHash<Key extends string>(kinds: Readonly<Record<Key, unknown>>): Map<number, Key> {
  return new Map((Object.keys(kinds) as Key[]).map((key) => [hashOf(key), key]));
}

function hashOf(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (hash * 31 + key.charCodeAt(i)) | 0;
  return hash;
}

/** Reads `strand=17 ink=… …` from `from` to `to` into a new row, which becomes the current strand. */
export function readBioStrand(m: Machine, bytes: Uint8Array, from: number, to: number): void {
  m.strands.named = true;
  const row = addStrand(m, -1);
  const { columns } = m.strands;
  let p = from;
  while (p < to) {
    let hash = 0;
    while (p < to && bytes[p] !== 61 && bytes[p] !== 32) hash = (hash * 31 + bytes[p++]) | 0;
    if (p >= to || bytes[p] === 32) {
      p++;
      continue;
    }
    const valueAt = ++p;
    while (p < to && bytes[p] > 32) p++;
    const name = names.get(hash);
    const number = numbers.get(hash);
    if (number !== undefined) columns[number][row] = numberIn(bytes, valueAt, p);
    else if (name !== undefined) columns[name][row] = nameIn(m, name, bytes, valueAt, p);
    else if (hash === strandHash) columns.id[row] = numberIn(bytes, valueAt, p);
    p++;
  }
}

const strandHash = hashOf('strand');

function numberIn(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  let sign = 1;
  if (bytes[p] === 45) {
    sign = -1;
    p++;
  }
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (; p < to; p++) {
    const c = bytes[p];
    if (c === 46 && decimals < 0) decimals = 0;
    else if (c >= 48 && c <= 57 && digits < 15) {
      value = value * 10 + (c - 48);
      digits++;
      if (decimals >= 0) decimals++;
    } else return Number(latin(bytes, from, to));
  }
  return digits === 0 ? Number.NaN : (sign * value) / powersOfTen[Math.max(decimals, 0)];
}

/** Row of a name; most strands repeat that of the strand before, whose bytes are compared before any text is made. */
function nameIn(m: Machine, key: StrandName, bytes: Uint8Array, from: number, to: number): number {
  const last = m.strands.lastNames[key];
  const length = to - from;
  if (last.to - last.from === length) {
    let i = 0;
    while (i < length && bytes[last.from + i] === bytes[from + i]) i++;
    if (i === length) return last.row;
  }
  const row = nameRow(m.strands, decoded(latin(bytes, from, to)));
  m.strands.lastNames[key] = { from, to, row };
  return row;
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let p = from; p < Math.min(to, from + 400); p++) text += String.fromCharCode(bytes[p]);
  return text;
}
