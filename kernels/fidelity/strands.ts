// The strands of a part on a layer: src/check/fidelity/enter-layer.ts enters them.
import { turnU, turnV } from './frame';
import { usePieces } from './layer';
import { addPoint, endRing, takeRings } from './rings';
import { answer, getF64, getI32, setF64, take } from '../room';

let strands: i32 = 0;
// By strand: its greatest width, nm (f64), one past its last point (i32), and what it is (i32).
let widest: usize = 0;
let strandEnds: usize = 0;
let kinds: usize = 0;
// By point: x and y, nm (i32), and the width there (i32) where that varies.
let points: usize = 0;
let widths: usize = 0;

// Bits of a kind.
const closed: i32 = 1;
const contour: i32 = 2;
const varies: i32 = 4;

/** Room for strands: where their greatest widths, ends and kinds lie, points and widths there. */
export function takeStrands(count: i32, pointCount: i32): usize {
  strands = count;
  widest = take(8 * <usize>count);
  strandEnds = take(4 * <usize>count);
  kinds = take(4 * <usize>count);
  points = take(8 * <usize>pointCount);
  widths = take(4 * <usize>pointCount);
  return answer(<i32>widest, <i32>strandEnds, <i32>kinds, <i32>points, <i32>widths);
}

/** The straight pieces of the strands are looked at. */
export function cutStrands(): void {
  const all = take(0);
  let numbers = 0;
  for (let strand = 0, begin = 0; strand < strands; strand++) {
    const end = getI32(strandEnds, strand);
    const isClosed = (getI32(kinds, strand) & closed) != 0;
    let before = isClosed ? end - 1 : begin;
    for (let i = isClosed ? begin : begin + 1; i < end; i++) {
      const piece = take(48);
      setF64(piece, 0, turnedU(before));
      setF64(piece, 1, turnedV(before));
      setF64(piece, 2, turnedU(i));
      setF64(piece, 3, turnedV(i));
      setF64(piece, 4, widthAt(strand, before));
      setF64(piece, 5, widthAt(strand, i));
      numbers += 6;
      before = i;
    }
    begin = end;
  }
  usePieces(all, numbers);
}

function turnedU(i: i32): f64 {
  return turnU(<f64>getI32(points, 2 * i), <f64>getI32(points, 2 * i + 1));
}

function turnedV(i: i32): f64 {
  return turnV(<f64>getI32(points, 2 * i), <f64>getI32(points, 2 * i + 1));
}

function widthAt(strand: i32, i: i32): f64 {
  return (getI32(kinds, strand) & varies) != 0 ? <f64>getI32(widths, i) : getF64(widest, strand);
}

/** The closed contours among them, as rings. */
export function contourRings(): void {
  takeRings(strands == 0 ? 0 : getI32(strandEnds, strands - 1), strands);
  for (let strand = 0, i = 0; strand < strands; strand++) {
    const end = getI32(strandEnds, strand);
    if ((getI32(kinds, strand) & (closed | contour)) == (closed | contour)) {
      for (; i < end; i++) addPoint(<f64>getI32(points, 2 * i), <f64>getI32(points, 2 * i + 1));
      endRing();
    }
    i = end;
  }
}
