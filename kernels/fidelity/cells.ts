// Maps of cells, and what is made of them: src/check/fidelity/cells/ says what for. A map is the address of its bits.
import { columnAt, columnNm, columns, rowNm, rows } from './frame';
import { emptyMap, isSet, setRun, stroke, words } from './cell-map';
import { edgeCount, edges, from, pieceNumbers, pieces, rowEnds, to } from './layer';
import { answer, getF64, getI32, setF64, setI32, take } from '../room';

/** The cells of the runs. */
export function sectionMap(): usize {
  const map = emptyMap();
  let i = 0;
  for (let row = 0; row < rows; row++) {
    for (; i < getI32(rowEnds, row); i++) setRun(map, row, columnAt(getF64(from, i)), columnAt(getF64(to, i)));
  }
  return map;
}

export function without(a: usize, b: usize): usize {
  const result = emptyMap();
  for (let w = 0, count = words() * rows; w < count; w++) setI32(result, w, getI32(a, w) & ~getI32(b, w));
  return result;
}

export function both(a: usize, b: usize): usize {
  const result = emptyMap();
  for (let w = 0, count = words() * rows; w < count; w++) setI32(result, w, getI32(a, w) & getI32(b, w));
  return result;
}

export function either(a: usize, b: usize): usize {
  const result = emptyMap();
  for (let w = 0, count = words() * rows; w < count; w++) setI32(result, w, getI32(a, w) | getI32(b, w));
  return result;
}

export function isEmpty(map: usize): bool {
  for (let w = 0, count = words() * rows; w < count; w++) if (getI32(map, w) != 0) return false;
  return true;
}

/** The cells of a map further than `radiusNm` from the edges of the rim. */
export function erode(map: usize, radiusNm: f64): usize {
  const rim = emptyMap();
  for (let i = 0; i < 4 * edgeCount; i += 4) {
    stroke(rim, getF64(edges, i), getF64(edges, i + 1), getF64(edges, i + 2), getF64(edges, i + 3), radiusNm);
  }
  return without(map, rim);
}

/** The cells within `radiusNm` of a set one, measured between the middles of cells. */
export function grown(map: usize, radiusNm: f64): usize {
  const result = emptyMap();
  const reach = <i32>Math.floor(radiusNm / rowNm);
  const sides = take(4 * <usize>(max(reach, 0) + 1));
  for (let k = 0; k <= reach; k++) {
    const off = <f64>k * rowNm;
    setI32(sides, k, <i32>Math.floor(Math.sqrt(radiusNm * radiusNm - off * off) / columnNm));
  }
  for (let row = 0; row < rows; row++) {
    for (let first = nextChange(map, row, 0, true); first < mapEnd(); ) {
      const end = nextChange(map, row, first, false);
      for (let k = -reach; k <= reach; k++) {
        const side = getI32(sides, abs(k));
        setRun(result, row + k, first - side, end + side);
      }
      first = nextChange(map, row, end, true);
    }
  }
  return result;
}

/** One past the last bit of a row. */
function mapEnd(): i32 {
  return 32 * words();
}

/** The first cell from `column` on that is set, or not; one past the last bit where there is none. */
function nextChange(map: usize, row: i32, column: i32, set: bool): i32 {
  const count = words();
  let w = column >> 5;
  if (w >= count) return mapEnd();
  const base = row * count;
  const flip = set ? 0 : -1;
  let rest = (getI32(map, base + w) ^ flip) & (-1 << (column & 31));
  while (rest == 0) {
    if (++w == count) return mapEnd();
    rest = getI32(map, base + w) ^ flip;
  }
  return 32 * w + <i32>ctz(rest);
}

/** The runs of set cells: columns, `to` one past the last. */
export function runsOfMap(map: usize): usize {
  const ends = take(4 * <usize>rows);
  // Pairs, one after the other from here on: nothing else is taken before all are there.
  const pairs = take(0);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    for (let first = nextChange(map, row, 0, true); first < mapEnd(); ) {
      const end = nextChange(map, row, first, false);
      take(8);
      setI32(pairs, 2 * count, first);
      setI32(pairs, 2 * count + 1, end);
      count++;
      first = nextChange(map, row, end, true);
    }
    setI32(ends, row, count);
  }
  const runFrom = take(8 * <usize>count);
  const runTo = take(8 * <usize>count);
  for (let k = 0; k < count; k++) {
    setF64(runFrom, k, <f64>getI32(pairs, 2 * k));
    setF64(runTo, k, <f64>getI32(pairs, 2 * k + 1));
  }
  return answer(count, <i32>ends, <i32>runFrom, <i32>runTo);
}

/** The cells of a map that do not lie in a border of so many rows and columns. */
export function insideBorder(map: usize, borderRows: i32, borderColumns: i32): usize {
  if (borderRows == 0) return map;
  const inside = emptyMap();
  for (let row = borderRows; row < rows - borderRows; row++) setRun(inside, row, borderColumns, columns - borderColumns);
  return both(map, inside);
}

/** Cells within `beyondNm` of the bodies of the pieces, their true width at each place counted. */
export function bodiesOf(beyondNm: f64): usize {
  const map = emptyMap();
  for (let i = 0; i < pieceNumbers; i += 6) strokePiece(map, i, beyondNm);
  return map;
}

/** Widths that differ by more than this from end to end are stroked in steps, nm. */
const widthStep: f64 = 40_000;

/** The body of one piece, with `beyondNm` around it: its radius grows evenly from end to end. */
function strokePiece(map: usize, i: i32, beyondNm: f64): void {
  const au = getF64(pieces, i);
  const av = getF64(pieces, i + 1);
  const bu = getF64(pieces, i + 2);
  const bv = getF64(pieces, i + 3);
  const aw = getF64(pieces, i + 4);
  const bw = getF64(pieces, i + 5);
  if (aw == bw) {
    if (aw / 2 + beyondNm > 0) stroke(map, au, av, bu, bv, aw / 2 + beyondNm);
    return;
  }
  const steps = Math.min(64, Math.ceil(abs(bw - aw) / widthStep));
  for (let k: f64 = 0; k < steps; k++) {
    const s = k / steps;
    const t = (k + 1) / steps;
    const radius = (aw + (bw - aw) * ((s + t) / 2)) / 2 + beyondNm;
    if (radius > 0) stroke(map, au + (bu - au) * s, av + (bv - av) * s, au + (bu - au) * t, av + (bv - av) * t, radius);
  }
}

/** Cells outside the section that strands cover, less `allowedNm` of their body; 0 where all strands lie in the core. */
export function outsideCells(core: usize, section: usize, widthNm: f64, allowedNm: f64): usize {
  let body: usize = 0;
  for (let i = 0; i < pieceNumbers; i += 6) {
    const widest = Math.max(getF64(pieces, i + 4), getF64(pieces, i + 5));
    if (widest <= widthNm && runsThrough(core, i)) continue;
    if (body == 0) body = emptyMap();
    strokePiece(body, i, -allowedNm);
  }
  return body == 0 ? 0 : without(body, section);
}

/** Whether all of a piece lies in set cells, looked at every row's height. */
function runsThrough(core: usize, i: i32): bool {
  const au = getF64(pieces, i);
  const av = getF64(pieces, i + 1);
  const du = getF64(pieces, i + 2) - au;
  const dv = getF64(pieces, i + 3) - av;
  const steps = Math.max(1, Math.ceil(Math.sqrt(du * du + dv * dv) / rowNm));
  for (let k: f64 = 0; k <= steps; k++) {
    if (!isSet(core, au + (du * k) / steps, av + (dv * k) / steps)) return false;
  }
  return true;
}

/** How many of the places (u0 v0 …) lie further than `beyondNm` from the body of every piece. */
export function countBare(places: usize, count: i32, beyondNm: f64): i32 {
  let bare = 0;
  for (let k = 0; k < count; k++) if (!isNear(getF64(places, 2 * k), getF64(places, 2 * k + 1), beyondNm)) bare++;
  return bare;
}

function isNear(u: f64, v: f64, beyondNm: f64): bool {
  for (let i = 0; i < pieceNumbers; i += 6) {
    const au = getF64(pieces, i);
    const av = getF64(pieces, i + 1);
    const du = getF64(pieces, i + 2) - au;
    const dv = getF64(pieces, i + 3) - av;
    const pu = u - au;
    const pv = v - av;
    const length = du * du + dv * dv;
    let t = length > 0 ? (pu * du + pv * dv) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const width = getF64(pieces, i + 4);
    const reach = (width + (getF64(pieces, i + 5) - width) * t) / 2 + beyondNm;
    const eu = pu - t * du;
    const ev = pv - t * dv;
    if (eu * eu + ev * ev <= reach * reach) return true;
  }
  return false;
}

/** Distance of a place from the nearest of the edges looked at, nm. */
export function distanceToRim(u: f64, v: f64): f64 {
  let best = Infinity;
  for (let i = 0; i < 4 * edgeCount; i += 4) {
    const du = getF64(edges, i + 2) - getF64(edges, i);
    const dv = getF64(edges, i + 3) - getF64(edges, i + 1);
    const pu = u - getF64(edges, i);
    const pv = v - getF64(edges, i + 1);
    const square = du * du + dv * dv;
    const t = square > 0 ? Math.min(1, Math.max(0, (pu * du + pv * dv) / square)) : 0;
    const distance = (pu - t * du) * (pu - t * du) + (pv - t * dv) * (pv - t * dv);
    if (distance < best) best = distance;
  }
  return Math.sqrt(best);
}
