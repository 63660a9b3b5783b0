import type { ReadLayer } from '../reading/reading.ts';
import type { LayerBook } from './read-books.ts';
import type { Machine } from './read-state.ts';

const maxLayers = 65535;
// A strand that rises on its way (a spiral) stays on its layer until it has risen this far.
const sameLayerNm = 20_000;
// Chords of a turn do not add up to all of it to the last digit.
const fullTurn = 2 * Math.PI - 1e-3;

export function createLayerBook(): LayerBook {
  return {
    source: 'z',
    list: [],
    rows: new Map(),
    current: 0,
    zNm: Number.NaN,
    pending: false,
    strand: -1,
    heading: 0,
    turned: 0,
  };
}

/** An extruding motion reached a height other than the last one. */
export function layerAtZ(m: Machine, zNm: number): void {
  const book = m.layers;
  book.zNm = zNm;
  const z = zNm / 1e6;
  if (book.pending || book.source === 'z') {
    const here = book.list[book.current];
    if (!book.pending && here && Math.abs(here.z - z) * 1e6 < sameLayerNm) return;
    enterHeight(m, z);
  } else if (book.list.length > 0 && Number.isNaN(book.list[book.current].z)) {
    book.list[book.current].z = z;
  }
}

/**
 * Whether an extruding motion goes on with a strand that rises on its way (a helix, a free form): such a strand is one
 * layer a turn, however finely it rises. A turn is complete when the direction has turned round once.
 */
export function risesOn(m: Machine, zNm: number): boolean {
  const book = m.layers;
  if (book.source !== 'z' || book.pending) return false;
  const c = m.columns;
  const last = c.count - 1;
  if (last < 0 || c.strand[last] !== m.strands.current) return false;
  const heading = Math.atan2(m.y - c.y[last], m.x - c.x[last]);
  if (book.strand !== m.strands.current) {
    book.strand = m.strands.current;
    book.turned = 0;
  } else {
    const turn = heading - book.heading;
    book.turned += turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  }
  book.heading = heading;
  if (Math.abs(book.turned) < fullTurn) return true;
  book.turned -= Math.sign(book.turned) * 2 * Math.PI;
  enterHeight(m, zNm / 1e6);
  return true;
}

/** Enters the layer of this height, a new one if none is there yet. */
export function enterHeight(m: Machine, z: number): void {
  m.layers.pending = false;
  enter(m, Math.round(z * 1e3), m.layers.list.length, z);
}

/** Enters the layer with the file's own number. Its height follows, or is that of its first strand. */
export function enterNumber(m: Machine, number: number, z = Number.NaN): void {
  enter(m, number, number, z);
}

function enter(m: Machine, key: number, number: number, z: number): void {
  const book = m.layers;
  const row = book.rows.get(key);
  if (row !== undefined) {
    book.current = row;
  } else if (book.list.length < maxLayers) {
    book.current = book.list.length;
    book.rows.set(key, book.current);
    book.list.push({ number, z, height: Number.NaN, firstMotion: m.columns.count, line: m.line });
  }
  book.zNm = Number.NaN;
}

/** Changes to a better source of layers: all before it joins the first layer of the new one. */
export function upgradeSource(m: Machine, source: 'comment' | 'bio'): void {
  const book = m.layers;
  if (book.source === source) return;
  book.source = source;
  book.list.length = 0;
  book.rows.clear();
  book.current = 0;
  book.zNm = Number.NaN;
  m.columns.layer.fill(0, 0, m.columns.count);
  m.strands.columns.layer.fill(0, 0, m.strands.columns.count);
}

/** The layers in rising order, the columns renumbered to match; heights from neighbours where the file has none. */
export function finishLayers(m: Machine): ReadLayer[] {
  const { list, source } = m.layers;
  const byZ = list.map((_, row) => row);
  // Numbered layers keep the file's numbers as order (a raft's are negative); others rise with z.
  const numbered = source === 'bio' || (source === 'comment' && list.some((layer, row) => layer.number !== row));
  byZ.sort((a, b) => (numbered ? list[a].number - list[b].number : list[a].z - list[b].z) || a - b);
  const place = new Uint16Array(list.length);
  byZ.forEach((row, at) => {
    place[row] = at;
  });
  if (byZ.some((row, at) => row !== at)) {
    renumber(m.columns.layer, m.columns.count, place);
    renumber(m.strands.columns.layer, m.strands.columns.count, place);
  }
  return byZ.map((row, at) => {
    const layer = list[row];
    const below = at > 0 ? list[byZ[at - 1]].z : 0;
    const stated = layer.height;
    const gap = layer.z - below;
    const height = stated > 0 ? stated : gap > 0 ? gap : null;
    return { number: layer.number, z: layer.z, height, firstMotion: layer.firstMotion, line: layer.line };
  });
}

function renumber(column: Uint16Array, count: number, place: Uint16Array): void {
  for (let i = 0; i < count; i++) column[i] = place[column[i]];
}
