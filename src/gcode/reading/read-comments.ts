import { parseBio } from '../bio-comment.ts';
import { enterHeight, enterNumber, upgradeSource } from '../read/read-layers.ts';
import { addEvent } from '../read/read-machine.ts';
import type { Machine } from '../read/read-state.ts';
import { readBioStrand } from './read-bio.ts';
import { nameRow, noteLocalWidth } from './read-strands.ts';
import type { ReadWell } from './reading.ts';

/** What comments told that belongs to no motion. */
export interface CommentBook {
  readonly header: Record<string, string>;
  readonly wells: ReadWell[];
  /** Pairs of `;BIO:tool` by tool id. */
  readonly tools: Map<string, Record<string, string>>;
}

const maxWells = 10000;

/** Reads the comment that begins with the `;` at `from`. Only those that tell of layers and strands are understood. */
export function readComment(m: Machine, book: CommentBook, bytes: Uint8Array, from: number, to: number): void {
  const second = from + 1 < to ? bytes[from + 1] : 0;
  switch (second) {
    case 66: // ;BIO: ;BEFORE_LAYER_CHANGE
      if (starts(bytes, from, to, ';BIO:')) readBio(m, book, bytes, from, to);
      return;
    case 76: // ;LAYER_CHANGE ;LAYER:12
      if (m.layers.source !== 'bio') readLayerComment(m, bytes, from, to);
      return;
    case 90: // ;Z:0.2
      if (m.layers.pending && starts(bytes, from, to, ';Z:')) {
        const z = Number(text(bytes, from + 3, to));
        if (Number.isFinite(z)) enterHeight(m, z);
      }
      return;
    case 84: // ;TYPE:External perimeter
      if (starts(bytes, from, to, ';TYPE:')) {
        m.strands.role = nameRow(m.strands, text(bytes, from + 6, to));
        endForeignStrand(m);
      }
      return;
    case 87: // ;WIDTH:0.45
      if (starts(bytes, from, to, ';WIDTH:')) {
        m.strands.width = Number(text(bytes, from + 7, to));
        noteLocalWidth(m);
        endForeignStrand(m);
      }
      return;
    case 72: // ;HEIGHT:0.2
      if (starts(bytes, from, to, ';HEIGHT:')) readHeight(m, Number(text(bytes, from + 8, to)));
      return;
  }
}

function endForeignStrand(m: Machine): void {
  if (!m.strands.named) m.strands.current = -1;
}

function readHeight(m: Machine, height: number): void {
  m.strands.height = height;
  const layer = m.layers.list[m.layers.current];
  if (layer && Number.isNaN(layer.height)) layer.height = height;
}

function readLayerComment(m: Machine, bytes: Uint8Array, from: number, to: number): void {
  if (starts(bytes, from, to, ';LAYER_CHANGE')) {
    upgradeSource(m, 'comment');
    m.layers.pending = true;
    m.layers.zNm = Number.NaN;
    endForeignStrand(m);
  } else if (starts(bytes, from, to, ';LAYER:')) {
    const number = Number(text(bytes, from + 7, to));
    if (!Number.isInteger(number)) return;
    upgradeSource(m, 'comment');
    enterNumber(m, number);
    endForeignStrand(m);
  }
}

function readBio(m: Machine, book: CommentBook, bytes: Uint8Array, from: number, to: number): void {
  if (starts(bytes, from, to, ';BIO:strand=')) {
    readBioStrand(m, bytes, from + 5, to);
    return;
  }
  if (starts(bytes, from, to, ';BIO:end')) {
    m.strands.current = -1;
    return;
  }
  const pairs = parseBio(text(bytes, from, to)) ?? new Map<string, string>();
  const kind = pairs.keys().next().value;
  const values = Object.fromEntries(pairs);
  const number = (key: string) => Number(pairs.get(key) ?? Number.NaN);
  switch (kind) {
    case 'plan':
      Object.assign(book.header, values);
      m.strands.named = true;
      return;
    case 'tool':
      book.tools.set(values['tool'], values);
      return;
    case 'well':
      if (book.wells.length < maxWells && !book.wells.some(({ well }) => well === values['well'])) {
        const { well, x: _x, y: _y, ...own } = values;
        book.wells.push({ well, x: number('x'), y: number('y'), values: own });
      }
      return;
    case 'layer':
      if (!Number.isInteger(number('layer'))) return;
      upgradeSource(m, 'bio');
      enterNumber(m, number('layer'), number('z'));
      readHeight(m, number('height'));
      return;
    case 'cure':
      addEvent(m, { kind: 'cure', values, line: m.line, motion: m.columns.count });
      return;
  }
}

export function starts(bytes: Uint8Array, from: number, to: number, word: string): boolean {
  if (to - from < word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** The bytes as text, at most 2000 of them, without blanks at the ends. */
function text(bytes: Uint8Array, from: number, to: number): string {
  let result = '';
  for (let p = from; p < Math.min(to, from + 2000); p++) result += String.fromCharCode(bytes[p]);
  return result.trim();
}
